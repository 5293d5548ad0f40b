"""What was published beside what the records give, and whether a published rate follows from its own parts."""

from __future__ import annotations

from frankpledge.assessment.blocks import Fixed, Number, Runs, Table, Text
from frankpledge.assessment.phrases import unit_words
from frankpledge.assessment.story import Story
from frankpledge.measures.aspect import write
from frankpledge.measures.model import Figure, Measure, Outcome
from frankpledge.measures.stated import agrees, stated_figure, worked_out_again
from frankpledge.record.model import Statement


def published_table(story: Story, measure: Measure) -> Table | None:
    """Each published value and what stands against it here; None where nothing was published."""
    statements = _about(story, measure)
    if not statements:
        return None
    rows = []
    for statement in statements:
        stated, ours = stated_figure(statement, story.evaluator.edition), _ours(story, statement)
        rows.append(
            (
                (Fixed(statement.text, "reference"), *unit_words(stated)),
                (Number(stated),),
                (Number(ours),) if isinstance(ours, Figure) else (Text("nothing to compare"),),
            )
        )
    return Table(
        caption=(Text("Published values and what the records here give"),),
        head=((Text("Published statement"),), (Text("As published"),), (Text("From the records"),)),
        rows=tuple(rows),
        numeric=(False, True, True),
        anchor=f"table-{measure.name}-published",
    )


def published_remarks(story: Story, measure: Measure) -> list[Runs]:
    """A sentence for each published rate that its own count and base do not give, and for each limitation."""
    remarks: list[Runs] = []
    for statement in _about(story, measure):
        again = worked_out_again(statement, story.evaluator.edition)
        if again and not agrees(statement, again):
            remarks.append(_does_not_follow(story, statement, again))
        if statement.limitation:
            remarks.append((Fixed(f"{statement.text}: {statement.limitation}", "reference"),))
    return remarks


def _does_not_follow(story: Story, statement: Statement, again: Figure) -> Runs:
    stated = stated_figure(statement, story.evaluator.edition)
    ours = _ours(story, statement)
    runs: Runs = (
        Text("The published base of "),
        Number(stated, "denominator"),
        Text(" does not give the published "),
        Number(stated),
        Text(": it gives "),
        Number(again),
        Text("."),
    )
    if isinstance(ours, Figure) and ours.denominator is not None and write(ours) == write(stated):
        runs += (Text(" A base of "), Number(ours, "denominator"), Text(" gives it."))
    return runs


def _ours(story: Story, statement: Statement) -> Outcome | None:
    return story.resolve(statement.compares) if statement.compares else None


def _about(story: Story, measure: Measure) -> list[Statement]:
    return [one for one in story.record.statements if one.about == measure.name]
