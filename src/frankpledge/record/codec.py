"""Dataclasses to plain values and back, with errors that name the place. The shape is the dataclasses themselves."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from frankpledge.terms.digest import canonical_json, digest_bytes
from frankpledge.terms.errors import WorkspaceError
from frankpledge.terms.period import Period
from frankpledge.terms.words import closest, joined

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Strings, numbers, lists and dictionaries only. Decimals, dates and periods become strings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Period)):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, (Decimal, Period)):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def build(kind: type[T], values: Mapping[str, Any], where: str) -> T:
    """Make a `kind` from plain values, as TOML or JSON gives them.

    Raises WorkspaceError naming `where` for an unknown, missing or ill-typed entry.
    """
    if not isinstance(values, Mapping):
        raise WorkspaceError(f"{where}: a table of entries belongs here", found=repr(values))
    fields = {f.name: f for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for name in values:
        if name not in fields:
            guess = closest(name, list(fields))
            raise WorkspaceError(
                f"{where}: there is no entry called {name!r} here",
                expected=joined(fields, "or"),
                found=name,
                remedy=f"Did you mean {guess!r}?" if guess else "Remove it.",
            )
    for name, field in fields.items():
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required and name not in values:
            raise WorkspaceError(f"{where}: the entry {name!r} is missing", remedy=f"Add {name} = …")
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value, f"{where}: {name}") for name, value in values.items()})


def _read(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin is Literal:
        return _choice(get_args(hint), value, where)
    if origin in (types.UnionType, typing.Union):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if value is None else _read(inner, value, where)
    if origin is tuple:
        return _many(get_args(hint), value, where)
    if dataclasses.is_dataclass(hint) and hint is not Period:
        return build(typing.cast(type, hint), value, where)
    return _plain(hint, value, where)


def _choice(allowed: tuple[Any, ...], value: Any, where: str) -> Any:
    if value in allowed:
        return value
    guess = closest(str(value), [str(choice) for choice in allowed])
    raise WorkspaceError(
        f"{where} cannot be {value!r}",
        expected=joined([repr(choice) for choice in allowed], "or"),
        remedy=f"Did you mean {guess!r}?" if guess else "",
    )


def _many(inner: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise WorkspaceError(f"{where} should be a list", found=repr(value), remedy="Write it in [brackets].")
    if inner[-1] is Ellipsis:
        return tuple(_read(inner[0], item, f"{where}, item {n}") for n, item in enumerate(value, 1))
    if len(value) != len(inner):
        raise WorkspaceError(f"{where} should have {len(inner)} values", found=repr(value))
    return tuple(_read(kind, item, where) for kind, item in zip(inner, value, strict=True))


def _plain(hint: Any, value: Any, where: str) -> Any:
    try:
        if hint is Decimal and not isinstance(value, (bool, float)):
            return _finite(Decimal(str(value)))
        if hint is Period and isinstance(value, str):
            return Period.parse(value)
        if hint is date and isinstance(value, str):
            return date.fromisoformat(value)
    except (ValueError, InvalidOperation) as error:
        raise WorkspaceError(f"{where} cannot be read", found=repr(value), cause=str(error)) from error
    if hint in (str, int, bool, date) and type(value) is hint:
        return value
    name = 'a number in quotation marks, such as "2.58"' if hint is Decimal else getattr(hint, "__name__", str(hint))
    raise WorkspaceError(f"{where} has the wrong kind of value", expected=name, found=repr(value))


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("it is not a number that can be written down")
    return number


def to_json(value: Any) -> str:
    """The one text of a record: the same record is the same bytes."""
    return canonical_json(to_plain(value))


def digest(value: Any) -> str:
    """SHA-256 of the canonical text."""
    return digest_bytes(to_json(value).encode())
