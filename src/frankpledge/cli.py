"""The command line: wiring only. Heavy libraries are imported when a command runs, so that --help stays quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="The year of a community safety partnership: raw files in, a checked strategic assessment out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_DISK = "Check that the disk is not full and that you may write there. Nothing was left half done."
WorkspaceArgument = Annotated[Path, typer.Argument(metavar="WORKSPACE", help="The partnership's folder.")]


@app.command()
def demo(
    to: Annotated[Path, typer.Option(help="Where the example is written.")] = Path("frankpledge-demo"),
) -> None:
    """Write the example: the Medway 2020 assessment, on simulated records."""
    from frankpledge.demo.example import make_example
    from frankpledge.report import show_published

    show_published(make_example(to))


@app.command()
def new(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The folder to make.")],
    area: Annotated[str, typer.Option(help="The code of your council's area, such as E06000043.")],
    period: Annotated[str, typer.Option(help="First and last month, such as 2025-01..2025-12.")] = "",
) -> None:
    """Make a workspace for a partnership."""
    from frankpledge.report import show_new
    from frankpledge.workspace.new import new_workspace, period_or_last_year

    show_new(new_workspace(name, area=area, period=period_or_last_year(period)))


@app.command()
def load(
    workspace: WorkspaceArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE_OR_FOLDER…", help="Files, folders or zips.")],
    issued: Annotated[str, typer.Option(help="When the publisher issued these files, such as 2026-01-31.")] = "",
) -> None:
    """Take publishers' files: say what was taken and what was refused."""
    from frankpledge.report import load_and_show

    raise typer.Exit(load_and_show(workspace, files, issued))


@app.command(name="map")
def map_columns(
    workspace: WorkspaceArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A police extract with one row a crime.")],
    name: Annotated[str, typer.Option(help="What the mapping is called.")] = "police-extract",
) -> None:
    """Say once which columns of a police extract hold what; the answers are kept for every later file."""
    from frankpledge.report import map_and_show

    map_and_show(workspace, file, name)


@app.command()
def status(
    workspace: WorkspaceArgument,
    html: Annotated[Path | None, typer.Option(help="Write it as a page too, such as status.html.")] = None,
) -> None:
    """What is held: source, area, period, gaps, refused rows, caveats."""
    from frankpledge.report import show_status

    show_status(workspace, html)


@app.command()
def assess(workspace: WorkspaceArgument) -> None:
    """Write the assessment."""
    from frankpledge.assessment.publish import publish
    from frankpledge.report import show_published
    from frankpledge.workspace.folder import Workspace
    from frankpledge.workspace.read import read_record

    place = Workspace.at(workspace)
    show_published(publish(place.evidence, read_record(place), place.published))


@app.command()
def figure(
    workspace: WorkspaceArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key of figures.csv, or a name such as crime.rate.")],
) -> None:
    """One figure, and how it was worked out."""
    from frankpledge.report import show_figure

    show_figure(workspace, key)


def main() -> None:
    """Run a command; an error that a user can mend is told in words, with the exit code of its kind."""
    from frankpledge.terms.errors import FrankpledgeError

    try:
        app()
    except FrankpledgeError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except OSError as error:
        sys.stderr.write(f"The disk or a file stood in the way: {error}\n  What to do: {_DISK}\n")
        sys.exit(1)
