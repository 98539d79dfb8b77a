"""Sessions of diagnosis given out as Catena-X DiagnosticData 3.0.0; `diagnostic_data` says what its fields mean."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.stages.service.claims.interchange.options import QUALITY_TASK
from lifecycle_desk.stages.service.claims.interchange.request import quality_task
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, EcuRead, Session
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import read_code
from lifecycle_desk.stages.service.diagnosis.usecases.session_facts import sessions_of_car
from lifecycle_desk.vehicle.rules import vin

KIND = "diagnostic-data"
NO_TASK = "00000000-0000-0000-0000-000000000000"
NOT_TOLD = "not told"  # of a control unit; the model requires a name
FRAME = "freezeFrame"  # as a condition, where it is no row of hexadecimal digits
HEXADECIMAL = re.compile(r"(0x)?[0-9a-fA-F]*")
MOST_MILEAGE = 2_000_000  # the model's own limit, which itself is none


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """All sessions of a vehicle that count."""
    task = quality_task(asked) if asked.get("quality_task") else NO_TASK
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        of = vin.canonical(str(asked.get("vin") or ""))
        found = sessions_of_car(tx, of)
    told = [_given_out(of, task, event, session) for event, session in found]
    yield msgspec.json.format(msgspec.json.encode({"diagnosticSessions": told}), indent=2) + b"\n"


def _given_out(of: str, task: str, event: int, session: Session) -> dict[str, Any]:
    read = session.odometer if session.odometer and session.odometer.value < MOST_MILEAGE else None
    return _known(
        {
            "anonymizedVIN": sha256(of.encode()).hexdigest(),
            "qualityTaskId": task,
            "sessionId": session.session or str(event),
            "sessionStart": session.started,
            "sessionEnd": session.ended,
            "sessionMileage": read.value if read else None,
            "sessionMileageUnit": read.unit.value if read else None,
            "diagnosticSoftwareName": session.tool or None,
            "vehicleSoftwareVersion": session.software or None,
            "ecus": [_ecu_out(each) for each in session.ecus],
        }
    )


def _ecu_out(ecu: EcuRead) -> dict[str, Any]:
    return _known(
        {
            "partName": ecu.name or NOT_TOLD,
            "swVersion": ecu.software or None,
            "readOutTimestamp": ecu.read_at,
            "dtcs": [_code_out(each) for each in ecu.codes],
        }
    )


def _code_out(code: CodeRead) -> dict[str, Any]:
    made, frame = read_code(code.code), code.freeze_frame
    is_hex = bool(HEXADECIMAL.fullmatch(frame))
    condition = [{"conditionId": FRAME, "conditionTextValue": frame}] if frame and not is_hex else None
    far = code.occurred_km if code.occurred_km is not None and code.occurred_km < MOST_MILEAGE else None
    return _known(
        {
            "dtcHexValue": f"0x{made.hex}",
            "fullName": made.text,
            "fullDescription": code.text or None,
            FRAME: frame if frame and is_hex else None,
            "envConditions": condition,
            "isMilOn": code.mil,
            "occurenceCounterTotal": code.occurrences,
            "occurenceMileage": far,
            "occurenceMileageUnit": None if far is None else "km",
            "occurenceTimeStamp": code.occurred_at,
            "state": code.state or (None if code.status is None else f"0x{code.status:02X}"),
            "type": code.kind.value if code.kind else None,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


WRITER = Writer(
    KIND,
    N_("Data read from a vehicle’s control units, as JSON (Catena-X DiagnosticData 3.0.0)."),
    write,
    takes=(VIN, QUALITY_TASK),
)
