"""Data models of others as far as tests need them, written from what they published, and what is wrong with a document.

A model is a plain value: a dict of fields, of which those that end with ! are required; a list of one thing; a function
that says whether a value will do; a tuple of words, one of which must stand. Others' spelling errors are theirs.
"""

import re
from collections.abc import Iterator
from typing import Any


def faults(value: Any, model: Any, where: str = "$") -> Iterator[str]:
    """The places of a document that are not as its model has them."""
    match model:
        case dict():
            if not isinstance(value, dict):
                yield f"{where}: no object"
                return
            known = {name.rstrip("!"): each for name, each in model.items()}
            yield from (f"{where}.{name}: unknown" for name in value if name not in known)
            yield from (f"{where}.{name[:-1]}: missing" for name in model if name[-1] == "!" and name[:-1] not in value)
            for name in value.keys() & known.keys():
                yield from faults(value[name], known[name], f"{where}.{name}")
        case list():
            if not isinstance(value, list):
                yield f"{where}: no list"
                return
            for n, each in enumerate(value):
                yield from faults(each, model[0], f"{where}[{n}]")
        case tuple():
            if value not in model or isinstance(value, bool):
                yield f"{where}: {value!r} is none of {model}"
        case _:
            if not model(value):
                yield f"{where}: {value!r}"


def text(value: Any) -> bool:
    return isinstance(value, str)


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def number(least: float = float("-inf"), most: float = float("inf")):
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def like(pattern: str):
    """As JSON Schema reads a pattern: it may begin anywhere."""
    return lambda value: isinstance(value, str) and re.search(pattern, value) is not None


_U = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
uuid = like(f"^(urn:uuid:)?{_U}$")
hexadecimal = like(r"^(0x)?[0-9a-fA-F]*$|^null$|^NULL$")
_DAY = r"-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
timestamp = like(_DAY + r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|(\+|-)(0[0-9]|1[0-4]):[0-5][0-9])?")
mileage = number(-1, 1_999_999.999)

# Catena-X, io.catenax.fleet.diagnostic_data/3.0.0 (sldt-semantic-models, gen/DiagnosticData-schema.json)
CONDITION = {
    "conditionId!": text, "conditionCreationTimeStamp": timestamp, "conditionDescription": text,
    "conditionHexValue": hexadecimal, "conditionNumericValue": number(), "conditionTextValue": text,
    "measurementUnit": text,
}  # fmt: skip
TROUBLE_CODE = {
    "dtcHexValue!": hexadecimal, "fullName": text, "fullDescription": text, "faultPath": text,
    "faultPathDescription": text, "freezeFrame": hexadecimal, "isMilOn": flag, "occurenceCounterTotal": number(),
    "occurenceMileage": mileage, "occurenceMileageUnit": ("km", "mi"), "occurenceTimeStamp": timestamp, "state": text,
    "type": ("Error", "Info"), "envConditions": [CONDITION],
}  # fmt: skip
ECU = {
    "partName!": text, "partDescription": text, "assemblyPartNumberVersion": text, "batchNumber": text,
    "calibrationInformation": text, "partId": uuid, "dataMatrixCode": text, "deliveryNote": text, "hwVersion": text,
    "orderNumber": text, "partNumber": text, "partVersion": text, "serialNumber": text, "swPartNumber": text,
    "swVersion": text, "variantInfomation": text, "readOutTimestamp": timestamp, "dtcs": [TROUBLE_CODE],
}  # fmt: skip
PROCEDURE: dict[str, Any] = {
    "procedureId!": text, "procedureDescription": text, "procedureEnd": timestamp, "procedureStart": timestamp,
    "procedureResult": ("ok", "nok", "failed", "null"), "ecus": [ECU],
}  # fmt: skip
PROCEDURE["subProcedures"] = [PROCEDURE]
DIAGNOSTIC_DATA = {
    "diagnosticSessions!": [{
        "anonymizedVIN!": text, "qualityTaskId!": uuid, "countryCode": like("^[A-Z]{3}$|^null$|^NULL$"),
        "sessionId!": text, "sessionMileage": mileage, "sessionMileageUnit": ("km", "mi"), "sessionStart!": timestamp,
        "vehicleId": uuid, "diagnosticSoftwareName": text, "diagnosticSoftwareVersion": text, "ecus": [ECU],
        "procedures": [PROCEDURE], "recordStatus": ("new", "updated", "deleted", "same"), "sessionEnd": timestamp,
        "vehicleSoftwareCategory": text, "vehicleSoftwareVersion": text,
        "workshop": {"workShopId!": text, "latitude": number(-90, 90), "longitude": number(-180, 180)},
        "additionalInformationList": [{"key!": text, "value!": text}],
    }],
    "metaInformation": {"selectionCriteria!": text, "selectionStart": text, "selectionEnd": text},
}  # fmt: skip


GUESSES = (
    "x", True, 1, "2026-01-02", "2026-01-02T03:04:05Z", "urn:uuid:430f56d3-1234-1234-1234-abc123456789",
    "BPNL0123456789ZZ", "BPNA0123456789ZZ", "batchId", "manufacturerId", "0xFF",
)  # fmt: skip


def instance(model: Any) -> Any:
    """The least document that a model takes."""
    match model:
        case dict():
            return {name[:-1]: instance(each) for name, each in model.items() if name[-1] == "!"}
        case list():
            return [instance(model[0])]
        case tuple():
            return model[0]
    return next(each for each in GUESSES if model(each))
