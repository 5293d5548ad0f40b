"""Home Office tables by offence code and quarter: every row an area, a quarter, a code and a number, or refused."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from tests.publishers import KENT, csv_text, put, refused
from tests.unit.sources.staged import reasons, run

from frankpledge.sources.offence_counts import FORCE, PARTNERSHIP
from frankpledge.store.snapshot import ENGLAND_AND_WALES, Coverage
from frankpledge.terms.period import Period

HEADER = (
    *("Financial Year", "Financial Quarter", "Force Name", "Offence Description", "Offence Group"),
    *("Offence Subgroup", "Offence Code", "Number of Offences"),
)
BY_PARTNERSHIP = (*HEADER[:2], "CSP Name", "ONS Code", *HEADER[3:])
HOMICIDE = "1/4.1/4.10/4.2"


def row(
    code: str = "8N",
    value: str = " 12 ",
    *,
    year: str = "2017/18",
    quarter: str = "1",
    name: str = "Kent",
    of: str = "",
) -> list[str]:
    return [year, quarter, name, of or f"Offence {code}", "Group", "Subgroup", code, value]


def in_partnership(code: str = "8N", value: str = "12", *, name: str = "Medway", area: str = "E22000143") -> list[str]:
    return ["2017/18", "1", name, area, f"Offence {code}", "Group", "Subgroup", code, value]


def table(folder: Path, rows: list[list[str]], header: tuple[str, ...] = HEADER) -> Path:
    return put(folder / "table.csv", csv_text(header, rows))


def test_a_sound_row_gives_quarter_area_code_and_number(tmp_path: Path) -> None:
    reading, account, rows = run(FORCE, table(tmp_path, [row(value=" 1,954 ")]))
    assert reading.publication.key == "offence-counts-force"
    assert (account.rows_in, account.kept) == (1, 1)
    assert rows == [
        {
            **{"row": 2, "first": date(2017, 4, 1), "last": date(2017, 6, 1), "level": "force", "area": KENT},
            **{"area_name": "Kent", "code": "8N", "value": 1954},
        }
    ]


def test_financial_quarters_begin_in_april_and_each_is_covered_on_its_own(tmp_path: Path) -> None:
    reading, _, rows = run(FORCE, table(tmp_path, [row(quarter=str(n)) for n in (1, 2, 3, 4)]))
    quarters = ["2017-04..2017-06", "2017-07..2017-09", "2017-10..2017-12", "2018-01..2018-03"]
    assert [str(coverage.period) for coverage in reading.coverage] == quarters
    assert {(coverage.area, coverage.what) for coverage in reading.coverage} == {(ENGLAND_AND_WALES, "")}
    assert [one["first"].isoformat()[:7] for one in rows] == [quarter[:7] for quarter in quarters]


@pytest.mark.parametrize(
    ("text", "value"), [(" 66776 ", 66776), ("-00 ", 0), ("-45 ", -45), ("0", 0), ("1,234", 1234), ("-1,234", -1234)]
)
def test_numbers_are_read_as_the_publisher_writes_them_below_nought_too(tmp_path: Path, text: str, value: int) -> None:
    assert run(FORCE, table(tmp_path, [row(value=text)]))[2][0]["value"] == value


@pytest.mark.parametrize("text", ["", "-", "..", "n/a", "12.5", "1.5E+3", "(12)", "--1", "=1+1", "١٢"])
def test_what_is_not_a_number_is_refused_and_never_taken_for_nought(tmp_path: Path, text: str) -> None:
    _, account, rows = run(FORCE, table(tmp_path, [row(), row("8M", text)]))
    assert reasons(account) == {"the number of offences is not a whole number": 1}
    assert [one["code"] for one in rows] == ["8N"]


@pytest.mark.parametrize(
    "name",
    ["Action Fraud", "British Transport Police", "CIFAS", "UK Finance", "Financial Fraud Action UK"],
)
def test_a_body_without_an_area_is_kept_as_other(tmp_path: Path, name: str) -> None:
    (kept,) = run(FORCE, table(tmp_path, [row("AF", name=name)]))[2]
    assert (kept["level"], kept["area"], kept["area_name"]) == ("other", None, name)


BAD = {
    "the financial year and quarter are not such as 2017/18 and 1": row(year="2017/19"),
    "the offence code is not one of the Home Office's": row("8.00E+00N"),
    "the number of offences is not a whole number": row("8M", "-"),
    "'Kant' is neither an area of England or Wales nor a body that records crime without one": row(name="Kant"),
    "the same offence code stands in the table before, for the same area and quarter": row(value="99"),
    "8 fields are expected and 2 were found: the line is torn": ["2017/18", "1"],
}


@pytest.mark.parametrize(("reason", "bad"), BAD.items(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_line_and_reason_and_the_others_stay(
    tmp_path: Path, reason: str, bad: list[str]
) -> None:
    _, account, rows = run(FORCE, table(tmp_path, [row(), bad, row("105A")]))
    assert [(one.line, one.reasons) for one in account.rejected] == [(3, (reason,))]
    assert [one["row"] for one in rows] == [2, 4]


@pytest.mark.parametrize(("year", "quarter"), [("2017", "1"), ("17/18", "1"), ("2017/18", "5"), ("2017/18", "")])
def test_a_row_of_no_quarter_is_refused(tmp_path: Path, year: str, quarter: str) -> None:
    _, account, _ = run(FORCE, table(tmp_path, [row(), row("8M", year=year, quarter=quarter)]))
    assert reasons(account) == {"the financial year and quarter are not such as 2017/18 and 1": 1}


def test_a_row_that_is_wrong_in_several_ways_is_told_all_of_them(tmp_path: Path) -> None:
    bad = row("?", "?", year="?", name="?")
    assert len(run(FORCE, table(tmp_path, [row(), bad]))[1].rejected[0].reasons) == 4


def test_homicide_stands_on_four_lines_that_all_count_and_a_fifth_is_refused(tmp_path: Path) -> None:
    lines = [row(HOMICIDE, value, of="Homicide") for value in ("-00 ", "-00 ", " 1 ", " 5 ", " 5 ")]
    _, account, rows = run(FORCE, table(tmp_path, lines))
    assert sum(one["value"] for one in rows) == 6
    assert len(rows) == 4 and len(account.rejected) == 1


def test_a_code_with_two_descriptions_is_two_rows(tmp_path: Path) -> None:
    assert run(FORCE, table(tmp_path, [row(of="Assault"), row(of="Assault on a constable")]))[1].kept == 2


def test_a_force_by_another_of_its_names_is_still_the_same_force(tmp_path: Path) -> None:
    _, account, _ = run(FORCE, table(tmp_path, [row(), row(name="Kent Police")]))
    assert account.kept == 1
    assert "stands in the table before" in account.rejected[0].reasons[0]


def test_an_area_that_stands_in_some_quarters_only_is_named_in_a_remark(tmp_path: Path) -> None:
    rows = [row(), row(name="Essex"), row(quarter="2")]
    reading, _, _ = run(FORCE, table(tmp_path, rows))
    assert reading.remarks == ("July to September 2017 has no row of Essex",)


@pytest.mark.parametrize("rows", [[], [row(year="2017-18")]])
def test_a_table_without_any_quarter_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    with refused("holds no quarter of any year", "2017/18"):
        run(FORCE, table(tmp_path, rows))


def test_a_table_that_is_cut_off_in_its_last_line_is_refused(tmp_path: Path) -> None:
    text = csv_text(HEADER, [row(), row("8M")])
    with refused("is cut off at its end"):
        run(FORCE, put(tmp_path / "x.csv", text[: text.rindex("Group")]))


def test_a_renamed_column_is_refused(tmp_path: Path) -> None:
    with refused("no row of column names", "offence code"):
        run(FORCE, table(tmp_path, [row()], (*HEADER[:6], "Code", HEADER[7])))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with refused("UTF-8"):
        run(FORCE, put(tmp_path / "x.csv", csv_text(HEADER, [row(of="Café")]).encode("cp1252")))


def test_the_partnership_table_gives_the_partnership_by_its_code(tmp_path: Path) -> None:
    reading, _, rows = run(PARTNERSHIP, table(tmp_path, [in_partnership()], BY_PARTNERSHIP))
    assert reading.publication.key == "offence-counts-partnership"
    assert [(one["level"], one["area"], one["area_name"], one["value"]) for one in rows] == [
        ("partnership", "E22000143", "Medway", 12)
    ]


def test_columns_that_stand_elsewhere_or_besides_do_no_harm(tmp_path: Path) -> None:
    header = ("Force Name", *reversed(BY_PARTNERSHIP))
    (kept,) = run(PARTNERSHIP, table(tmp_path, [["Kent", *reversed(in_partnership())]], header))[2]
    assert (kept["area"], kept["value"]) == ("E22000143", 12)


@pytest.mark.parametrize("area", ["", "E06000035", "Medway", "22UD"])
def test_a_partnership_without_the_code_of_one_is_refused(tmp_path: Path, area: str) -> None:
    rows = [in_partnership(), in_partnership(area=area), in_partnership(name="British Transport Police", area="")]
    _, account, kept = run(PARTNERSHIP, table(tmp_path, rows, BY_PARTNERSHIP))
    assert [one["level"] for one in kept] == ["partnership", "other"]
    assert [bad.line for bad in account.rejected] == [3]


def test_the_real_force_table_is_read_as_a_plain_loop_reads_it(data: Path) -> None:
    path = data / "recorded_crime" / "prc-pfa-2017-18.csv"
    reading, account, rows = run(FORCE, path)
    plain: defaultdict[tuple[str, str], int] = defaultdict(int)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            plain[line["Force Name"], line["Offence Code"]] += int(line["Number of Offences"])
    ours: Counter[tuple[str, str]] = Counter()
    for one in rows:
        ours[one["area_name"], one["code"]] += one["value"]
    assert (account.rows_in, account.kept, account.rejected, reading.remarks) == (23_068, 23_068, (), ())
    assert ours == plain
    assert sum(plain.values()) == 5_519_401
    assert {one["area"] for one in rows if one["level"] == "force"} >= {KENT}
    assert len({one["area"] for one in rows if one["level"] == "force"}) == 43
    assert {one["area_name"] for one in rows if one["level"] == "other"} == {
        *("Action Fraud", "British Transport Police", "CIFAS", "UK Finance", "Financial Fraud Action UK"),
    }
    assert sum(ours["Kent", code] for _, code in ours if _ == "Kent") == 41_233 + 45_726 + 46_337 + 43_891
    assert reading.coverage[0] == Coverage(ENGLAND_AND_WALES, Period.parse("2017-04..2017-06"))
    assert len(reading.coverage) == 4
