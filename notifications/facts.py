"""The outbox row's JSON into the types of events.py. What does not fit is refused with its name, before any sending."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from config.errors import DondocError
from notifications.events import EVENTS, Directive, Facts

T = TypeVar("T")


class BadFacts(DondocError):
    """The outbox row does not carry what its mail says. Nothing was sent."""


def read_facts(event: str, given: Mapping[str, Any]) -> Facts:
    """The facts of one mail. Raises `BadFacts` naming the event and the fact that is missing or malformed."""
    try:
        mail = EVENTS[event]
    except KeyError:
        raise BadFacts(
            f"no mail is called {event!r}", remedy="events are listed by `dondoc mail events`; correct the outbox row"
        ) from None
    return _read(mail, given, event)


def read_directive(given: Mapping[str, Any]) -> Directive | None:
    """The directive's facts; None for the mails that have none."""
    return _read(Directive, given, "directive") if given else None


def _read(cls: type[T], given: Mapping[str, Any], where: str) -> T:
    values = {}
    for name, hint, required in _fields(cls):  # type: ignore[arg-type]
        if name in given:
            try:
                values[name] = _convert(hint, given[name], f"{where}.{name}")
            except (TypeError, ValueError) as error:
                raise BadFacts(
                    f"{where}.{name}: {error}", remedy="compare with notifications/events.py and send the mail again"
                ) from None
        elif required:
            raise BadFacts(
                f"{where}: the fact {name!r} is missing",
                remedy="compare with notifications/events.py and send the mail again",
            )
    return cls(**values)


@cache
def _fields(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(cls)
    return tuple((one.name, hints[one.name], one.default is MISSING) for one in fields(cls))


def _convert(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        choices = get_args(hint)
        if value is None:
            if NoneType in choices:
                return None
            raise ValueError("is null")
        if datetime in choices and date in choices:
            return _convert(datetime if isinstance(value, str) and len(value) > 10 else date, value, where)
        return _convert(next(choice for choice in choices if choice is not NoneType), value, where)
    if value is None:
        raise ValueError("is null")
    if origin is tuple:
        if isinstance(value, str):
            raise ValueError(f"a list is wanted, not {value!r}")
        return tuple(_convert(get_args(hint)[0], item, where) for item in value)
    if origin is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{value!r} is none of {', '.join(get_args(hint))}")
        return value
    if isinstance(hint, type) and is_dataclass(hint):
        return _read(hint, value, where)
    return _scalar(hint, value)


def _scalar(hint: type, value: Any) -> Any:
    if hint is datetime:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError(f"{value!r} has no offset")
        return instant
    if hint is date:
        return value if type(value) is date else date.fromisoformat(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is not {hint.__name__}")
    return value
