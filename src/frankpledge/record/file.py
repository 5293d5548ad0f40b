"""The record as one JSON text, with its format number."""

from __future__ import annotations

import json

from frankpledge.record import codec
from frankpledge.record.model import FORMAT, Record
from frankpledge.terms.errors import WorkspaceError


def read_record(text: str, where: str = "record.json") -> Record:
    """The record in `text`. Raises WorkspaceError for another format or a damaged file."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise WorkspaceError(f"{where} is not JSON", cause=str(error), remedy="Write it again.") from error
    found = values.get("format") if isinstance(values, dict) else None
    if found != FORMAT:
        raise WorkspaceError(
            f"{where} was written in another format",
            expected=f"format {FORMAT}",
            found=f"format {found}",
            cause="It comes from a newer Frankpledge." if isinstance(found, int) and found > FORMAT else "",
            remedy="Install the newer release, or write the record again with this one.",
        )
    return codec.build(Record, values, where)
