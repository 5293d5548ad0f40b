"""How a figure was worked out, line by line: what a reader sees when a number is opened, and `frankpledge figure`."""

from __future__ import annotations

from collections.abc import Mapping

from frankpledge.assessment.blocks import Fixed, Number, Run, Runs, Text
from frankpledge.assessment.ledger import SourceEntry
from frankpledge.measures.model import Figure, Verdict
from frankpledge.measures.stated import NO_AREA
from frankpledge.terms.numbers import Unit

_VERDICTS: Mapping[Verdict, str] = {
    "rose": "It rose by more than chance would explain.",
    "fell": "It fell by more than chance would explain.",
    "no clear change": "It is not called a change: chance alone could explain it.",
    "not tested": "The difference was not tested.",
}
_EVIDENCE = {
    "counted": "Counted from the records held.",
    "stated": "Stated by the body named; not worked out here.",
    "estimated": "Estimated.",
    "evaluated": "From an evaluation.",
}

Line = tuple[str, Runs]


def explain(figure: Figure, sources: Mapping[str, SourceEntry]) -> tuple[Line, ...]:
    """The lines of a figure's account: a heading without digits and what it says."""
    lines: list[Line] = [("What it is", (Fixed(figure.label, "name"),)), ("Value", _value(figure))]
    if figure.numerator is not None and figure.denominator is not None:
        lines.append(("Worked out from", _working(figure)))
    if figure.low is not None and figure.high is not None:
        lines.append(("Interval, at ninety-five per cent", _interval(figure)))
    if figure.test:
        lines.append(("Compared", _test(figure)))
    code = f" ({figure.area.code})" if figure.area.code != NO_AREA else ""
    lines.append(("Area", (Fixed(f"{figure.area.name}{code}", "name"),)))
    lines.append(("Period", (Fixed(figure.period.label, "date"),)))
    lines.append(("Method", (Fixed(figure.method, "method"),)))
    lines.append(("Kind of evidence", (Text(_EVIDENCE[figure.evidence]),)))
    for key in figure.sources:
        lines.append(("Source", (Fixed(_source(key, sources), "reference"),)))
    lines += [("Note", (Fixed(note, "reference"),)) for note in figure.notes]
    lines.append(("Key in the ledger", (Fixed(figure.key, "reference"),)))
    lines.append(("Edition of the evidence", (Fixed(figure.edition, "edition"),)))
    return tuple(lines)


def _value(figure: Figure) -> Runs:
    words: tuple[Run, ...] = (Text(" "), Fixed(figure.unit.words, "unit")) if figure.unit.words else ()
    return (Number(figure), *words)


def _working(figure: Figure) -> Runs:
    top, bottom = Number(figure, "numerator"), Number(figure, "denominator")
    if figure.compared_with:
        return (
            top,
            Text(" in "),
            Fixed(figure.period.label, "date"),
            Text(" against "),
            bottom,
            Text(" in "),
            Fixed(figure.compared_with.label, "date"),
        )
    base: tuple[Run, ...] = (Text(" "), Fixed(figure.denominator_label, "name")) if figure.denominator_label else ()
    scale: tuple[Run, ...] = (Text(", times "), Fixed("1,000", "unit")) if figure.unit is Unit.PER_1000 else ()
    joint = " over " if figure.evidence == "estimated" else " divided by "
    return (top, Text(joint), bottom, *base, *scale)


def _interval(figure: Figure) -> Runs:
    return (Number(figure, "low"), Text(" to "), Number(figure, "high"))


def _test(figure: Figure) -> Runs:
    test = figure.test
    assert test
    strict = (Text("Judged more strictly, as one row of a table of many. "),) if test.rows > 1 else ()
    runs: tuple[Run, ...] = (*strict, Text(_VERDICTS[test.verdict]))
    if test.p is not None:
        runs += (Text(" Probability of a difference as large under no change: "), Number(figure, "p"), Text("."))
    if test.phi is not None:
        runs += (
            Text(" Months vary by "),
            Number(figure, "phi"),
            Text(" times what chance alone would give; allowed for."),
        )
    return (*runs, Text(" Method: "), Fixed(test.method, "method"))


def _source(key: str, sources: Mapping[str, SourceEntry]) -> str:
    entry = sources.get(key)
    if entry is None:
        return key
    simulated = " These records are simulated." if entry.simulated else ""
    return f"{entry.title} ({entry.publisher}; {entry.covers}). {entry.limitation}{simulated}"
