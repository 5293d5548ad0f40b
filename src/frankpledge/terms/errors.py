"""The one error tree. Every error says what was expected, what was found, the likely cause and what to do."""

from __future__ import annotations


class FrankpledgeError(Exception):
    """Something a user can mend. `exit_code` is what the command line returns."""

    exit_code = 1

    def __init__(self, problem: str, *, expected: str = "", found: str = "", cause: str = "", remedy: str = "") -> None:
        self.problem, self.expected, self.found, self.cause, self.remedy = (
            problem,
            expected,
            found,
            cause,
            remedy,
        )
        super().__init__(self.explain())

    def explain(self) -> str:
        """The whole message, one part a line, empty parts left out."""
        parts = [
            ("Expected", self.expected),
            ("Found", self.found),
            ("Likely cause", self.cause),
            ("What to do", self.remedy),
        ]
        return "\n".join([self.problem, *(f"  {name}: {text}" for name, text in parts if text)])


class WorkspaceError(FrankpledgeError):
    """A partnership's folder, or one of the files that people write in it, cannot be used."""

    exit_code = 2


class IntakeError(FrankpledgeError):
    """A file could not be taken. The store is as it was."""

    exit_code = 3


class UnusableError(IntakeError):
    """A file that is whole, as somebody ships it, and cannot be used. In a folder it is passed over with the reason."""


class StoreError(FrankpledgeError):
    """The kept evidence is damaged, locked or written by a newer version."""

    exit_code = 4


class MeasureError(FrankpledgeError):
    """A figure was asked for that no measure, function, area or period defines."""

    exit_code = 5


class GuardError(FrankpledgeError):
    """A document was about to say something that its evidence does not. Nothing was published."""

    exit_code = 6
