"""The fields of a charge detail record one by one: texts, moments and numbers, each refused at its JSON path."""

import re
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any

from lifecycle_desk.base.inert import CONTROLS
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.language.reading import TimeNotUnderstood
from lifecycle_desk.language.typed_days import EARLIEST
from lifecycle_desk.stages.charging.imports.interchange.moments import LATEST
from lifecycle_desk.stages.charging.sessions.rules.sessions import LONGEST_TEXT
from lifecycle_desk.stages.charging.sessions.tables.packing import offset_of, stamp

UNKNOWN_TIME = re.compile(r"1970-0?1-0?1[T ]00:00(?::00(?:\.0+)?)?Z?")
RFC_3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")
EXACT = Context(prec=80)
MOST_TEXTS = 4096
AS_KEPT = len("2026-03-15T18:30:00Z")
PATH = re.compile(r"(?:field `([^`]+)`)?(?: - at `\$\.?([^`]*)`)?$")

NotCdrs = objection("NotCdrs", N_("%(file)s contains no OCPI charge detail records."), file=str)
NoObject = objection("NoObject", N_("The record is not a JSON object."))
FieldMissing = objection("FieldMissing", N_("Field %(name)s is missing or empty; OCPI requires it."), name=str)
FieldWrong = objection("FieldWrong", N_("The field is “%(given)s”, which OCPI does not allow here."), given=str)
VersionNotRead = objection(
    "VersionNotRead",
    N_("The record uses OCPI %(version)s; supported versions are 2.1.1, 2.2, 2.2.1 and 2.3.0."),
    version=str,
)
ControlCharacter = objection("ControlCharacter", N_("The field contains an invalid character (U+%(code)s)."), code=str)


def fault_of(said: str, told: dict[str, Any]) -> Fault:
    """The fault of an error of msgspec, in our words, at the JSON path."""
    found = PATH.search(said)
    missing, at = found.groups() if found else (None, None)
    at = at or ""
    if missing:
        path = f"{at}.{missing}" if at else missing
        return Fault(path, FieldMissing(path))
    given: Any = told
    for name in re.findall(r"[^.\[\]]+", at):
        try:
            given = given[int(name)] if isinstance(given, list) else given[name]
        except (KeyError, IndexError, TypeError, ValueError):
            break
    if given is None:
        return Fault(at, FieldMissing(at))
    return Fault(at or None, FieldWrong(str(given)[:40]))


@lru_cache(maxsize=MOST_TEXTS)
def _tidied(given: str) -> str:
    return CONTROLS.sub(" ", given).strip()


def text_of(given: str | None, at: str) -> str:
    """A text on one line, empty where there is none."""
    tidy = _tidied(given) if given else ""
    if len(tidy) > LONGEST_TEXT:
        raise Fault(at, TextTooLong(len(tidy), LONGEST_TEXT))
    return tidy


def name_of(given: str | None, at: str) -> str:
    """A part of what a record is known by: no control character may stand in it, or two ids become one."""
    if given and (found := CONTROLS.search(given)):
        raise Fault(at, ControlCharacter(f"{ord(found[0][0]):04X}"))
    return text_of(given, at)


def needed(given: str | None, at: str) -> str:
    """The same, where no record can do without it."""
    if not (name := name_of(given, at)):
        raise Fault(at, FieldMissing(at))
    return name


def moment_of(given: str, at: str) -> tuple[str, int] | None:
    """A time as it is kept, in UTC unless it says otherwise, with the minutes by which its clock is ahead of UTC.

    None for the one that stands for an unknown time.
    """
    text = given.strip()
    if text.startswith("1970") and UNKNOWN_TIME.fullmatch(text):
        return None
    try:
        made = datetime.fromisoformat(text.upper()) if RFC_3339.match(text) else None
    except ValueError:
        made = None
    if made is None or not EARLIEST <= made.year <= LATEST:
        raise Fault(at, TimeNotUnderstood(text[:40], "2026-03-15T18:30:00Z"))
    if text[10:20:9] == "TZ" and len(text) == AS_KEPT:
        return text, 0
    aware = made if made.tzinfo else made.replace(tzinfo=UTC)
    return stamp(aware), offset_of(aware)


def number_of(given: Any, at: str) -> Decimal:
    """A JSON number, exact; no text may stand for one."""
    if isinstance(given, Decimal):
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return Decimal(given)
    raise Fault(at, FieldMissing(at) if given is None else FieldWrong(str(given)[:40]))


def scaled(value: Decimal, places: int) -> int:
    """A number in units of 10 to the minus `places`, halves away from zero."""
    return int(value.scaleb(places, EXACT).to_integral_value(ROUND_HALF_UP, EXACT))
