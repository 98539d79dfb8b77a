"""Battery passports of makers: in which model one is written, and what it says of the battery for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lifecycle_desk.base.objections import N_, objection

LONGEST = 200  # characters of an identifier
STATIC = {  # our name for a fact: where each model has it
    "identifier": ("GeneralProductInformation.batteryPassportIdentifier", "metadata.passportIdentifier"),
    "product": ("GeneralProductInformation.productIdentifier", "identification.idDmc"),
    "chemistry": ("MaterialComposition.batteryChemistry.shortName", "identification.chemistry"),
    "category": ("GeneralProductInformation.batteryCategory", "identification.category"),
    "made_on": ("GeneralProductInformation.manufacturingDate", "operation.manufacturer.manufacturingDate"),
    "maker": ("GeneralProductInformation.manufacturerInformation.identifier", "operation.manufacturer.manufacturer"),
}


class PassportModel(StrEnum):
    """A data model of passports, by what it is called."""

    DATA_MODEL = "BatteryPass 1.2.0"
    CATENA_X = "Catena-X BatteryPass 6.1.0"

    @property
    def column(self) -> int:
        """Which of the two paths of a fact is this model's."""
        return 1 if self is PassportModel.CATENA_X else 0


NotAPassport = objection(
    "NotAPassport",
    N_(
        "%(file)s is not a known battery passport: it matches neither BatteryPass 1.2.0 nor Catena-X BatteryPass 6.1.0."
    ),
    file=str,
)
PassportWithoutIdentifier = objection(
    "PassportWithoutIdentifier", N_("The passport has no identifier (%(where)s)."), where=str
)
PassportOfAnotherBattery = objection(
    "PassportOfAnotherBattery",
    N_("The passport is for battery %(product)s; %(vin)s has battery %(code)s."),
    "vin",
    product=str,
    vin=str,
    code=str,
)
PassportOfNoCar = objection(
    "PassportOfNoCar",
    N_("None of your vehicles has battery %(product)s. Please choose the vehicle."),
    "vin",
    product=str,
)


@dataclass(frozen=True, slots=True)
class MakersPassport:
    """A maker's passport: its model, which one it is, and what stays for ever of the battery: `product` is its code."""

    model: PassportModel
    identifier: str
    product: str = ""
    chemistry: str = ""
    category: str = ""
    made_on: str = ""
    maker: str = ""

    @property
    def static(self) -> dict[str, str]:
        """What stays for ever, as far as it says so."""
        return {name: value for name in STATIC if (value := getattr(self, name))}


def read_passport(told: Any, file: str) -> MakersPassport:
    """The passport in a document; refuses one that is no passport, or does not say which."""
    if not isinstance(told, dict):
        raise NotAPassport(file)
    if isinstance(told.get("GeneralProductInformation"), dict):
        model = PassportModel.DATA_MODEL
    elif isinstance(told.get("identification"), dict) and isinstance(told.get("metadata"), dict):
        model = PassportModel.CATENA_X
    else:
        raise NotAPassport(file)
    static = dict(_static(told, model))
    if "identifier" not in static:
        raise PassportWithoutIdentifier(STATIC["identifier"][model.column])
    return MakersPassport(model, **static)


def _static(told: Mapping[str, Any], model: PassportModel) -> Iterator[tuple[str, str]]:
    for name, paths in STATIC.items():
        value = at(told, paths[model.column])
        if isinstance(value, str) and value.strip():
            yield name, value.strip()[:LONGEST]


def at(told: Any, path: str) -> Any:
    """The value at a path of a document, or None."""
    for name in path.split("."):
        if not isinstance(told, dict):
            return None
        told = told.get(name)
    return told


def put(told: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path; what stands there already and is no object goes."""
    *parts, name = path.split(".")
    for part in parts:
        inner = told.get(part)
        if not isinstance(inner, dict):
            inner = told[part] = {}
        told = inner
    told[name] = value


def is_there(told: Any, path: str) -> bool:
    """Whether a document has a field; of a list each member must have it, and there must be one."""
    if not path:
        return True
    name, _, rest = path.partition(".")
    if not isinstance(told, dict) or name.removesuffix("[]") not in told:
        return False
    inner = told[name.removesuffix("[]")]
    if name.endswith("[]"):
        return isinstance(inner, list) and bool(inner) and all(is_there(each, rest) for each in inner)
    return is_there(inner, rest)
