"""Flags, people and weapons as tables. A number kept back prints as a mark, and the table says what that means."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.assessment.blocks import Fixed, Number, Run, Runs, Table, Text
from frankpledge.measures.grouping import ANY, NEITHER, RARE, Grouping
from frankpledge.measures.model import Figure, Outcome, Withheld
from frankpledge.measures.profile_tables import Tables
from frankpledge.record.mapping import NOT_RECORDED, SEXES, Field, meanings
from frankpledge.terms.period import Period

MARK = "[c]"
_MARKED = (
    f"{MARK}: confidential. The number is kept back because it is small, or because it would let a small number be "
    "worked out. It can also stand for a large number."
)
_FLAGS: dict[Field, Run] = {
    "domestic": Text("Domestic abuse"),
    "hate": Text("Hate crime"),
    "knife": Text("Knife or sharp instrument"),
    "youth": Fixed("A person under 18", "name"),
}
_TOTAL = "Total"


def flags_table(found: Tables, flags: Sequence[Field], area: str, period: Period) -> Table | None:
    """A row a flag: crimes flagged, of those that say, as a share, and how many do not say."""
    if not flags:
        return None
    rows = []
    for flag in flags:
        yes, blank = _cell(**{flag: "yes"}), _cell(**{flag: NOT_RECORDED})
        share = found.shares[yes]
        base = _shown(share, "denominator")
        rows.append(((_FLAGS[flag],), _shown(found.counts[yes]), base, _shown(share), _shown(found.counts[blank])))
    return _table(
        (Text(f"Crimes by flag, {area}, "), Fixed(period.label, "date")),
        ("Flag", "Crimes flagged", "Crimes that say", "Share of those", "Not recorded"),
        rows,
        "table-people-flags",
        "A crime can bear several flags. The share leaves out crimes of which the flag is not recorded.",
    )


def person_sentences(found: Tables, who: str, fields: Sequence[Field]) -> list[Runs]:
    """The commonest age band and the sexes of those recorded, and how many are not; nothing that is kept back."""
    age, sex = _of(who, "age"), _of(who, "sex")
    lines: list[Runs] = []
    if age in fields:
        shares = [(band, found.shares[_cell(**{age: band})]) for band in _values(age)]
        shown = [(band, share) for band, share in shares if isinstance(share, Figure)]
        if shown and len(shown) == len(shares):
            band, share = max(shown, key=lambda pair: pair[1].value)
            lines.append((Text("The commonest age band was "), Fixed(band, "name"), Text(": "), *_share_of(share)))
        lines += _not_recorded(found, age, f"The {who}’s age")
    if sex in fields:
        for value in _values(sex):
            part = found.shares[_cell(**{sex: value})]
            if isinstance(part, Figure) and part.value:
                lines.append((Text(f"{value.capitalize()}: "), *_share_of(part)))
        lines += _not_recorded(found, sex, f"The {who}’s sex")
    return lines


def person_table(found: Tables, who: str, fields: Sequence[Field], area: str, period: Period) -> Table:
    """Age bands by sex with totals, and each age as a share of those whose age is recorded."""
    ages, sexes = _axis(_of(who, "age"), fields), _axis(_of(who, "sex"), fields)
    rows = []
    for band in ages:
        at = {_of(who, "age"): band} if band else {}
        cells = [_shown(found.counts[_cell(**at, **({_of(who, "sex"): sex} if sex else {}))]) for sex in sexes]
        share = _shown(found.shares[_cell(**at)]) if band and band != NOT_RECORDED else (Text("–"),)
        rows.append(((_word(band or _TOTAL),), *cells, share))
    return _table(
        (Text(f"Crimes by the {who}’s age and sex, {area}, "), Fixed(period.label, "date")),
        ("Age", *((sex or _TOTAL).capitalize() for sex in sexes), "Share by age"),
        rows,
        f"table-people-{who}s",
        f"One {who} a crime at most. Each share is of the crimes of which the age is recorded, rounded on its own. "
        "Other sexes stand with those not recorded: by age they are mostly few.",
    )


def kinds_table(found: Tables, kinds: Grouping | None, area: str, period: Period) -> Table | None:
    """A row a kind of weapon: those shown by number, then those kept back by name: order tells nothing."""
    if kinds is None:
        return None
    counts = {kind: found.counts[_cell(weapon=kind)] for kind in kinds.parts}
    rows = [
        ((_kind(kind),), _shown(counts[kind]), _shown(found.shares[_cell(weapon=kind)]))
        for kind in sorted(counts, key=lambda kind: (kind == RARE, *_rank(counts[kind]), kind))
    ]
    return _table(
        (Text(f"Crimes by weapon, as the force writes it, {area}, "), Fixed(period.label, "date")),
        ("Weapon", "Crimes", "Share of those with a weapon"),
        rows,
        "table-weapons-kinds",
    )


def places_table(found: Tables, part: str, places: Grouping | None, area: str, period: Period) -> Table | None:
    """A row a beat or a ward: crimes with a weapon and all crimes."""
    if places is None:
        return None
    beats = places.field == "beat"
    names = list(places.parts)
    if not _is_nought(found.counts[_cell(**{places.field: places.rest})]):
        names.append(places.rest)
    rows = [_with_and_all(found, part, _word(name), **{places.field: name}) for name in names]
    return _table(
        (Text(f"Crimes with a weapon by {'beat' if beats else 'ward'}, {area}, "), Fixed(period.label, "date")),
        ("Beat" if beats else "Ward", "With a weapon", "All crimes"),
        [*rows, _with_and_all(found, part, Text(_TOTAL))],
        "table-weapons-places",
        "Beats are as the force writes them." if beats else "Each small area is in one ward, whole.",
    )


def persons_with_weapon(found: Tables, part: str, fields: Sequence[Field], area: str, period: Period) -> Table | None:
    """A row an age band and a row a sex: crimes with a weapon and all, by victim and by suspect."""
    whos = [who for who in ("victim", "suspect") if any(field.startswith(who) for field in fields)]
    rows = []
    for what in ("age", "sex"):
        told = [who for who in whos if _of(who, what) in fields]
        for value in [value for value in _axis(_of(told[0], what), fields) if value] if told else []:
            cells: list[Runs] = []
            for who in whos:
                pair = {_of(who, what): value}
                cells += _with_and_all(found, part, Text(""), **pair)[1:] if who in told else _NEITHER
            rows.append(((Text("Age not recorded") if value == NOT_RECORDED else _word(value),), *cells))
    if not rows:
        return None
    return _table(
        (Text(f"Crimes with a weapon by age and sex, {area}, "), Fixed(period.label, "date")),
        ("Age or sex", *(f"{who.capitalize()}s: {of}" for who in whos for of in ("with a weapon", "all"))),
        rows,
        "table-weapons-people",
    )


def weapon_words(found: Tables, part: str) -> Runs | str:
    """How many crimes have a weapon recorded."""
    some, none = found.counts[_cell(weapon=part)], found.shares[_cell(weapon=NOT_RECORDED)]
    if not isinstance(some, Figure) or not isinstance(none, Figure):
        return ""
    return (
        Text("A weapon is recorded for "),
        *(Number(some), Text(" crimes. For "), *_share_of(none)[:-1], Text(" none is recorded.")),
    )


_NEITHER: tuple[Runs, Runs] = ((Text("–"),), (Text("–"),))


def _with_and_all(found: Tables, part: str, label: Run, **at: str) -> tuple[Runs, Runs, Runs]:
    return (label,), _shown(found.counts[_cell(weapon=part, **at)]), _shown(found.counts[_cell(**at)])


def _cell(**values: str) -> frozenset[tuple[str, str]]:
    return frozenset(values.items())


def _of(who: str, what: str) -> Field:
    fields: dict[tuple[str, str], Field] = {
        ("victim", "age"): "victim_age",
        ("victim", "sex"): "victim_sex",
        ("suspect", "age"): "suspect_age",
        ("suspect", "sex"): "suspect_sex",
    }
    return fields[who, what]


def _values(field: Field) -> tuple[str, ...]:
    """What a column can say, without the blank."""
    return tuple(value for value in meanings(field) if value != NOT_RECORDED)


def _axis(field: Field, fields: Sequence[Field]) -> tuple[str, ...]:
    """The values along one side of a table, with the total as nothing; only that where the column is blank."""
    if field not in fields:
        return ("",)
    return ("female", "male", NEITHER, "") if field in SEXES else (*meanings(field), "")


def _is_nought(count: Outcome) -> bool:
    return isinstance(count, Figure) and not count.value


def _rank(count: Outcome) -> tuple[int, int]:
    """Shown counts first, the greatest first; those kept back behind them, all alike."""
    return (0, -int(count.value)) if isinstance(count, Figure) else (1, 0)


def _shown(outcome: Outcome, aspect: str = "value") -> Runs:
    if isinstance(outcome, Figure):
        return (Number(outcome, aspect),)
    return (Text(MARK),) if isinstance(outcome, Withheld) else (Text("–"),)


def _share_of(share: Figure) -> Runs:
    return (
        Number(share),
        Text(" ("),
        Number(share, "numerator"),
        Text(" of "),
        Number(share, "denominator"),
        Text(")"),
        Text("."),
    )


def _not_recorded(found: Tables, field: Field, what: str) -> list[Runs]:
    share = found.shares[_cell(**{field: NOT_RECORDED})]
    if not isinstance(share, Figure) or not share.value:
        return []
    return [(Text(f"{what} is not recorded for "), *_share_of(share))]


def _word(value: str) -> Run:
    """A value as a row's head: bands and beats hold digits."""
    return Fixed(value[0].upper() + value[1:], "name")


def _kind(kind: str) -> Run:
    return Text({RARE: "Rarer kinds, together", ANY: "Any weapon"}[kind]) if kind in (RARE, ANY) else _word(kind)


def _table(caption: Runs, head: Sequence[str], rows: Sequence[tuple[Runs, ...]], anchor: str, *notes: str) -> Table:
    """A table of counts, with what its mark means where it stands."""
    marked = any(run.text == MARK for row in rows for cell in row for run in cell)
    return Table(
        caption=caption,
        head=tuple((Text(word),) for word in head),
        rows=tuple(rows),
        numeric=(False, *(True for _ in head[1:])),
        notes=tuple((Text(note),) for note in (*notes, *([_MARKED] if marked else []))),
        anchor=anchor,
    )
