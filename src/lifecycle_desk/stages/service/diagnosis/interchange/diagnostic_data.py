"""Sessions of diagnosis as JSON, as testers and partners exchange them: Catena-X DiagnosticData 3.0.0.

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.fleet.diagnostic_data/3.0.0; its spelling errors are part of
the format. The model tells vehicles by `anonymizedVIN`: where that is a VIN it is the car, else the car must be named.
What we give out has the SHA-256 of the VIN there.

`qualityTaskId` is a UUID that the maker gives; a dealer who has none writes the Nil UUID, which says just that
(RFC 9562, 5.9). `partName` of a control unit is required: one whose name the tester did not tell is called so.
`freezeFrame` holds hexadecimal digits alone; one that is text travels as a condition of its code. Times may come
without an offset: they are the workshop's own. Codes that are no standard ones in hex are read from `fullName`. Control
units within procedures are read too, each once. Of 2.0.0 the names `ecuList` and `oemPartName` are known.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import json_of
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.stages.service.diagnosis.interchange.diagnostic_out import FRAME, KIND, NOT_TOLD, WRITER
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeKind, CodeRead, EcuRead, Session, tidied
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import read_code, spelt
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import (
    RecordDiagnosis,
    TakeBackDiagnosis,
    record_diagnosis,
    take_back_diagnosis,
)
from lifecycle_desk.stages.service.diagnosis.usecases.session_facts import session_known, visit_on
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.rules.odometer import kilometres

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
SESSION_FIELDS = tuple(each.name for each in fields(Session))
NOTHING = frozenset({"null", "NULL"})  # what the model's own patterns allow in the place of a text
DEEPEST = 8  # procedures within procedures
REPLACED = "read in again from a file that tells otherwise"

SessionsMissing = objection("SessionsMissing", N_("The file has no “diagnosticSessions”."), "diagnosticSessions")
CarNotNamed = objection("CarNotNamed", N_("The session has no VIN: choose the vehicle."), "anonymizedVIN")
FieldNotUnderstood = objection("FieldNotUnderstood", N_("“%(name)s” cannot be read: %(given)s."), name=str, given=str)
SessionTwice = objection("SessionTwice", N_("Session %(session)s appears twice in the file."), "sessionId", session=str)


@dataclass(frozen=True, slots=True)
class _Told:
    """A session of a file: its place from 1, its car, and what was read out."""

    place: int
    vin: str
    session: Session


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in sessions: tried whole before anything is written; each is one event in its car's life.

    A session belongs to the visit at which the car was in the workshop on that day, if there was one. One that is known
    with other content is taken back and told anew.
    """
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
    zone = ZoneInfo(market_of(user.store).time_zone)
    taken = Taken(KIND, path.name, read_as={"zone": zone.key})
    notes: list[Objection] = []
    good: list[_Told] = []
    seen: set[tuple[str, str]] = set()
    for place, plain in enumerate(_listed(path), 1):
        taken.rows += 1
        try:
            told = _read(plain, place, choices.vin, zone)
            if (told.vin, told.session.session) in seen:
                raise SessionTwice(told.session.session)
            seen.add((told.vin, told.session.session))
            counts = _record(user, told, notes, dry_run=True)
        except Objection as why:
            taken.refused.append(Refused(place, why.at, why))
            continue
        setattr(taken, counts, getattr(taken, counts) + 1)
        if counts != "known":
            good.append(told)
        yield Step(taken.rows)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    for done, told in enumerate(good if taken.written else (), 1):
        _record(user, told, [], dry_run=False)
        yield Step(done, len(good))
    return Result(taken, tuple(notes))


def _record(user: UserSession, told: _Told, notes: list[Objection], *, dry_run: bool) -> str:
    """Write a session down, or only try; gives whether it is new, known or changed."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, IMPORT)
        known = session_known(tx, told.vin, told.session)
        if known and known.same:
            return "known"
        if known:
            take_back_diagnosis.does(tx, TakeBackDiagnosis(known.event, REPLACED))
        order = known.order if known else visit_on(tx, told.vin, told.session.started)
        given = {name: getattr(told.session, name) for name in SESSION_FIELDS}
        record_diagnosis.does(tx, RecordDiagnosis(**given, vin=told.vin, order=order or ""))
        notes += tx.warnings
        if dry_run:
            tx.undo()
    return "changed" if known else "new"


def _listed(path: Path) -> list[Any]:
    held = json_of(path)
    found = held.get("diagnosticSessions") if isinstance(held, dict) else held
    if not isinstance(found, list):
        raise SessionsMissing
    return found


# A session of the model -----------------------------------------------------------------------------------------


def _read(plain: Any, place: int, named: str | None, zone: ZoneInfo) -> _Told:
    given = _object(plain, "diagnosticSessions")
    ecus = [_ecu(each, zone) for each in _units(given)]
    session = Session(
        ecus=tuple(dict.fromkeys(ecus)),
        started=_moment(given, "sessionStart", zone, needed=True),
        ended=_moment(given, "sessionEnd", zone),
        odometer=_odometer(given),
        software=_text(given, "vehicleSoftwareVersion"),
        tool=" ".join(filter(None, (_text(given, f"diagnosticSoftware{each}") for each in ("Name", "Version")))),
        session=_text(given, "sessionId", needed=True),
    )
    told = _text(given, "anonymizedVIN")
    if named is None and not _is_vin(told):
        raise CarNotNamed
    of = vin.canonical(named or told)
    return _Told(place, of, tidied(session))


def _is_vin(told: str) -> bool:
    try:
        vin.canonical(told)
    except Objection:
        return False
    return True


def _units(given: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """The control units of a session, and those of its procedures."""
    for each in _list(given, "ecuList" if "ecuList" in given else "ecus"):
        yield _object(each, "ecus")
    for name in ("procedures", "subProcedures") if depth < DEEPEST else ():
        for each in _list(given, name):
            yield from _units(_object(each, name), depth + 1)


def _ecu(given: dict[str, Any], zone: ZoneInfo) -> EcuRead:
    name = _text(given, "partName") or _text(given, "oemPartName")
    return EcuRead(
        name="" if name == NOT_TOLD else name,
        software=_text(given, "swVersion"),
        read_at=_moment(given, "readOutTimestamp", zone),
        codes=tuple(_code(_object(each, "dtcs"), zone) for each in _list(given, "dtcs")),
    )


def _code(given: dict[str, Any], zone: ZoneInfo) -> CodeRead:
    words = dict.fromkeys(filter(None, (_text(given, "fullName"), _text(given, "fullDescription"))))
    kind = _text(given, "type")
    if kind and kind not in set(CodeKind):
        raise FieldNotUnderstood("type", kind).at_field("type")
    return CodeRead(
        code=_spelt(given),
        text="\n".join(words),
        mil=_flag(given, "isMilOn"),
        state=_text(given, "state"),
        kind=CodeKind.of(kind) if kind else None,
        occurrences=_whole(given, "occurenceCounterTotal"),
        occurred_km=_kilometres(given, "occurenceMileage", "occurenceMileageUnit"),
        occurred_at=_moment(given, "occurenceTimeStamp", zone),
        freeze_frame=_frame(given),
    )


def _spelt(given: dict[str, Any]) -> str:
    """The code as it is written: in hex, or by its name where the maker's hex has another length."""
    written = _text(given, "dtcHexValue", needed=True)
    name = _text(given, "fullName")
    for each in (written, name):
        if spelt(each) is not None:
            return each
    try:
        read_code(written)
    except Objection as objection:
        raise objection.at_field("dtcHexValue") from None
    return written


def _object(given: Any, name: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise FieldNotUnderstood(name, _shortly(given)).at_field(name)
    return given


def _list(given: dict[str, Any], name: str) -> list[Any]:
    found = given.get(name) or []
    if not isinstance(found, list):
        raise FieldNotUnderstood(name, _shortly(found)).at_field(name)
    return found


def _text(given: dict[str, Any], name: str, *, needed: bool = False) -> str:
    found = given.get(name)
    if (found is None or (isinstance(found, str) and found in NOTHING)) and not needed:
        return ""
    if not isinstance(found, str) or (needed and not found.strip()):
        raise FieldNotUnderstood(name, _shortly(found)).at_field(name)
    return found.strip()


def _whole(given: dict[str, Any], name: str) -> int | None:
    """A count, as a number or, as some testers write it, as digits."""
    found = given.get(name)
    if isinstance(found, str) and found.strip().isdecimal():
        found = int(found)
    if isinstance(found, Decimal) and found == found.to_integral_value():  # the model has numbers, and samples 2000.0
        found = int(found)
    if found is not None and (isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 2**31):
        raise FieldNotUnderstood(name, _shortly(found)).at_field(name)
    return found


def _flag(given: dict[str, Any], name: str) -> bool | None:
    found = given.get(name)
    if found is not None and not isinstance(found, bool):
        raise FieldNotUnderstood(name, _shortly(found)).at_field(name)
    return found


def _moment(given: dict[str, Any], name: str, zone: ZoneInfo, *, needed: bool = False) -> datetime | None:
    """A moment; one without an offset is the workshop's own time."""
    told = _text(given, name, needed=needed)
    if not told:
        return None
    try:
        made = datetime.fromisoformat(told)
    except ValueError:
        made = None
    if made is None or not MOMENT.match(told):
        raise FieldNotUnderstood(name, told[:60]).at_field(name)
    try:
        return (made if made.tzinfo else made.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise FieldNotUnderstood(name, told[:60]).at_field(name) from None


def _odometer(given: dict[str, Any]) -> Distance | None:
    return _distance(given, "sessionMileage", "sessionMileageUnit")


def _distance(given: dict[str, Any], name: str, beside: str) -> Distance | None:
    """A distance in its unit; -1 marks one that is not known."""
    value, unit = None if given.get(name) == -1 else _whole(given, name), _text(given, beside) or "km"
    if unit not in set(LengthUnit):
        raise FieldNotUnderstood(beside, unit).at_field(beside)
    return None if value is None else Distance(value, LengthUnit(unit))


def _kilometres(given: dict[str, Any], name: str, beside: str) -> int | None:
    found = _distance(given, name, beside)
    return None if found is None else kilometres(found)


def _frame(given: dict[str, Any]) -> str:
    """A freeze frame: hex digits, what a condition of that name tells, or what testers write besides, as JSON."""
    found = given.get(FRAME)
    if isinstance(found, str):
        return "" if found in NOTHING else found.strip()
    if found is not None:
        return json.dumps(found, ensure_ascii=False, sort_keys=True, default=str)
    for each in _list(given, "envConditions"):
        if _object(each, "envConditions").get("conditionId") == FRAME:
            return _text(each, "conditionTextValue")
    return ""


def _shortly(given: Any) -> str:
    return json.dumps(given, ensure_ascii=False, default=str)[:60]


READER = Reader(
    KIND,
    N_("Data read from control units, as JSON (Catena-X DiagnosticData 3.0.0)."),
    take_in,
    takes=(VIN,),
    title=N_("Diagnostic data"),
    group=Group.WORKSHOP,
    knows=by_words(b'"diagnosticSessions"', b'"sessionStart"'),
    seen_on="code",
)

__all__ = ["READER", "WRITER", "take_in"]
