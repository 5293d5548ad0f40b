"""A new workspace: the files that a partnership fills in, each with a line that says what belongs there."""

from __future__ import annotations

from datetime import date, datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from frankpledge.terms.area import area_kind
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Month, Period
from frankpledge.terms.places import authorities
from frankpledge.terms.words import closest
from frankpledge.workspace.folder import CHAPTERS, MAIN, Workspace

_FILES = (MAIN, "bodies.toml", "plan.toml", "annotations.toml", "statements.toml", "gitignore")


def period_or_last_year(text: str, *, today: date | None = None) -> Period:
    """The period written, or the last whole calendar year. Raises WorkspaceError for one that cannot be read."""
    try:
        return Period.parse(text) if text else Period.year_from(Month((today or london_today()).year - 1, 1))
    except ValueError as error:
        raise WorkspaceError(
            "--period cannot be read", expected="first and last month, such as 2025-01..2025-12", found=text
        ) from error


def london_today() -> date:
    """Today, on a London calendar."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def new_workspace(path: Path, *, area: str, period: Period, dated: date | None = None) -> Workspace:
    """Make a folder for the partnership of an authority. Raises WorkspaceError where a workspace already lies there."""
    if (path / MAIN).exists():
        raise WorkspaceError(f"{path} is a workspace already", remedy="Choose another name, or remove the folder.")
    if path.is_file():
        raise WorkspaceError(f"{path} is a file", remedy="Choose another name: the file was not touched.")
    if path.exists() and any(path.iterdir()):
        raise WorkspaceError(f"{path} is not empty", remedy="Choose another name: nothing in it was touched.")
    name = _name(area)
    values = {
        "AREA": area,
        "AREA_NAME": name,
        "PERIOD": str(period),
        "YEAR": str(period.last.year),
        "DATED": (dated or london_today()).isoformat(),
        "NATION": "Wales" if area.startswith("W") else "England",
    }
    (path / "commentary").mkdir(parents=True)
    for file in _FILES:
        target = path / (".gitignore" if file == "gitignore" else file)
        target.write_text(_filled(file, values), encoding="utf-8")
    for chapter in CHAPTERS:
        text = _filled("commentary.md", values)
        (path / "commentary" / f"{chapter}.md").write_text(text, encoding="utf-8")
    return Workspace.at(path)


def _name(area: str) -> str:
    known = authorities()
    if area in known:
        return known[area][0].name
    try:
        kind = area_kind(area)
    except ValueError as error:
        kind, cause = None, str(error)
    else:
        cause = (
            "The code is of another kind of area." if kind != "authority" else "It ended, or began after April 2024."
        )
    guess = closest(area, list(known))
    raise WorkspaceError(
        f"{area} is not a local authority of England or Wales as at April 2024",
        expected="a code such as E06000043",
        cause=cause,
        remedy=f"The closest code is {guess}, {known[guess][0].name}." if guess else "",
    )


def _filled(file: str, values: dict[str, str]) -> str:
    text = resources.files("frankpledge.workspace").joinpath("starter", file).read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
