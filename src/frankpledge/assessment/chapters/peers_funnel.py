"""Whether a place among peers means anything: the funnel, in words and as a chart with its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from frankpledge.analysis.funnel import Label
from frankpledge.analysis.funnel import Limits as Judged
from frankpledge.assessment.blocks import Chart, Fixed, Limits, Number, Point, Runs, Series, Table, Text
from frankpledge.assessment.chapters.topic import gap_note
from frankpledge.assessment.phrases import interval_words
from frankpledge.assessment.story import Story
from frankpledge.measures.funnel import INNER, OUTER, PeerFunnel, chance_curve, peer_funnel
from frankpledge.measures.model import NotAvailable
from frankpledge.measures.peers import Peers
from frankpledge.terms.numbers import to_decimal

_INNER, _OUTER = "95%", "99.8%"
_NEARLY_ALL, _MOST = Decimal("0.8"), Decimal("0.5")
_CELLS: dict[Label, str] = {
    "low (0.001)": "Lower, beyond the outer",
    "low (0.025)": "Lower, beyond the inner",
    "not significant": "Within",
    "high (0.025)": "Higher, beyond the inner",
    "high (0.001)": "Higher, beyond the outer",
}


def funnel_part(story: Story, found: Peers, kind: str) -> dict[str, object]:
    """What the chapter's template needs of the funnel. `kind`: the authorities ranked, such as unitary authorities."""
    funnel = peer_funnel(story.evaluator, found)
    if isinstance(funnel, NotAvailable):
        return {"funnel": None, "funnel_gap": gap_note("The comparison with ordinary differences", funnel)}
    return {
        "funnel": True,
        "group_rate": funnel.rate,
        "group_unit": (Fixed("per 1,000", "unit"), Text("; "), Fixed(funnel.rate.denominator_label, "date")),
        "ratio": funnel.own.ratio,
        "ratio_interval": interval_words(funnel.own.ratio),
        "verdict": _verdict(story.area.name, kind, funnel),
        "yardstick": _yardstick(kind, found, funnel),
        "funnel_chart": _chart(story.area.name, kind, found, funnel),
    }


def _verdict(area: str, kind: str, funnel: PeerFunnel) -> Runs:
    """What the label of the area's ratio says, in words, and what its place in the ranking is then worth."""
    own = funnel.own
    if own.chance_label == "not significant":
        return (Text(f"That is no more than chance could do: {area}’s place in the ranking says nothing by itself."),)
    side = "higher" if own.chance_label.startswith("high") else "lower"
    if own.label == "not significant":
        return (
            Text(f"That is {side} by more than chance, but no more than {kind} ordinarily differ from one another. "),
            Text(f"So {area}’s place in the ranking is not in itself a sign that something is out of the ordinary."),
        )
    far = ", beyond even the outer limits" if "0.001" in own.label else ""
    more = "more than chance" + (f" and by more than {kind} ordinarily differ" if funnel.widened else "")
    return (Text(f"That is {side} by {more}{far}. It calls for an explanation, which the rate itself cannot give."),)


def _yardstick(kind: str, found: Peers, funnel: PeerFunnel) -> Runs:
    """Why the limits are widened, and who lies beyond them."""
    ranked = Number(found.number)
    if not funnel.widened:
        return (Text("Taken together, the "), ranked, Text(f" {kind} differ no more than chance would make them."))
    share = funnel.chance_beyond.value / found.number.value
    many = "nearly all" if share > _NEARLY_ALL else "most" if share > _MOST else "some"
    return (
        Text(f"Limits for chance alone would call {many} {kind} unusual: "),
        Number(funnel.chance_beyond),
        Text(" of the "),
        ranked,
        Text(" lie beyond them. They differ by more than chance, so the limits are widened by how much they "),
        Text("ordinarily differ, about "),
        Number(funnel.spread),
        Text(" of the rate either way. Beyond the widened limits lie "),
        Number(funnel.beyond),
        Text(" of them; beyond the outer ones, "),
        Number(funnel.far_beyond),
        Text("."),
    )


def _chart(area: str, kind: str, found: Peers, funnel: PeerFunnel) -> Chart:
    own = funnel.own
    where = {"high": "lies above", "low ": "lies below", "not ": "lies within"}[own.label[:4]]
    points = tuple(Point(one.area.name, one.ratio, emphasis=one is own) for one in funnel.standings)
    return Chart(
        form="funnel",
        title=(Text(f"{area}, at "), Number(own.ratio), Text(f" times the expected crimes, {where} the limits")),
        caption=_caption(kind, found, funnel),
        alternative=_alternative(area, where, funnel),
        axis="Times the crimes expected at the rate of all",
        series=(Series(kind, points),),
        table=_table(found, funnel),
        anchor="chart-funnel",
        limits=_limits(funnel),
        across="Crimes expected",
    )


def _caption(kind: str, found: Peers, funnel: PeerFunnel) -> Runs:
    lines: Runs = (
        Text("Dashed line: inner limits ("),
        Fixed(_INNER, "unit"),
        Text("); full line: outer limits ("),
        Fixed(_OUTER, "unit"),
        Text(")"),
    )
    if funnel.widened:
        lines += (Text("; both allow for how much authorities differ. Faint lines: the same limits for chance alone"),)
    head: Runs = (Text(f"Each dot is one of the {kind}, "), Fixed(found.period.label, "date"), Text(". "))
    return (*head, *lines, Text("."))


def _alternative(area: str, where: str, funnel: PeerFunnel) -> Runs:
    first, last = funnel.standings[0], funnel.standings[-1]
    return (
        Text(f"Funnel plot of recorded over expected crimes. The highest is {first.area.name} with "),
        Number(first.ratio),
        Text(f", the lowest {last.area.name} with "),
        Number(last.ratio),
        Text(f". {area}, with "),
        Number(funnel.own.ratio),
        Text(f", {where} the limits; "),
        Number(funnel.beyond),
        Text(" authorities lie outside them."),
    )


def _limits(funnel: PeerFunnel) -> tuple[Limits, ...]:
    """The limits that judge, as worked out for each authority; those for chance alone set back behind them."""
    chance = (Limits("chance", _chance(funnel, INNER), faint=True), Limits("", _chance(funnel, OUTER), faint=True))
    strong = (Limits(_INNER, _pair(funnel, _inner)), Limits(_OUTER, _pair(funnel, _outer)))
    if funnel.widened:
        return (*chance, *strong)
    return (Limits(_INNER, chance[0].places), Limits(_OUTER, chance[1].places))


_Places = tuple[tuple[Decimal, Decimal, Decimal], ...]


def _chance(funnel: PeerFunnel, level: float) -> _Places:
    return tuple(_place(to_decimal(base, 6), ends) for base, *ends in chance_curve(funnel, level))


def _pair(funnel: PeerFunnel, ends: Callable[[Judged], tuple[float, float]]) -> _Places:
    return tuple(sorted(_place(one.ratio.denominator or Decimal(0), ends(one.adjusted)) for one in funnel.standings))


def _place(base: Decimal, ends: Sequence[float]) -> tuple[Decimal, Decimal, Decimal]:
    low, high = ends
    return base, to_decimal(low, 6), to_decimal(high, 6)


def _inner(limits: Judged) -> tuple[float, float]:
    return limits.low, limits.high


def _outer(limits: Judged) -> tuple[float, float]:
    return limits.far_low, limits.far_high


def _table(found: Peers, funnel: PeerFunnel) -> Table:
    scatter: Runs = (
        Text("Scatter of the ratios: "),
        Number(funnel.scatter),
        Text(" times what chance alone would give."),
    )
    return Table(
        caption=(
            Text("Recorded crimes against those expected at the rate of all, "),
            Fixed(found.period.label, "date"),
        ),
        head=((Text("Authority"),), (Text("Crimes"),), (Text("Expected"),), (Text("Times"),), (Text("Limits"),)),
        rows=tuple(
            (
                (Fixed(one.area.name, "name"),),
                (Number(one.ratio, "numerator"),),
                (Number(one.ratio, "denominator"),),
                (Number(one.ratio),),
                (Text(_CELLS[one.label]),),
            )
            for one in funnel.standings
        ),
        numeric=(False, True, True, True, False),
        notes=(scatter,),
        anchor="table-funnel",
    )
