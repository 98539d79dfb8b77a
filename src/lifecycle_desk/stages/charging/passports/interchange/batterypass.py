"""The battery passport's data that the books hold, as JSON in the data model BatteryPass 1.2.0.

Source: Battery Pass consortium, BatteryPassDataModel, io.BatteryPass.GeneralProductInformation, .Performance,
.MaterialComposition and .Circularity, each 1.2.0; its spelling errors are part of the format. Energies are kWh, shares
per cent. The model has moments only: what is known by the day stands at midnight UTC of that day.

A maker's passport in this model that was taken in stands below: what he said of the battery stays as he said it, and
what the dealer knows of its use is put in; of one in another model its identifier and the maker are taken over.

Nothing is guessed. What the books do not hold is absent, and its path stands in `notKnown`; of further aspects of the
model (`FURTHER`) they hold nothing. `ratedEnergy` is the energy certified by UN GTR No. 22, which is not what a
catalogue calls usable, and so stands in `notKnown`. The model has no state of health: `stateOfCertifiedEnergy` is a
reading of the SOCE that the car shows, `capacityFade` 100 less a reading of the maker's tool or a certificate.
`energyThroughput` and `numberOfFullCycles` follow from the sessions in the books, and are lower bounds. What is ours
and not the model's, foremost the estimate, which nobody certified, stands apart in `lifecycleDesk`; its `basis` says
what each figure of the model rests on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.batteries.rules.codes import CodeForm, ProductType, read_code
from lifecycle_desk.batteries.rules.words import BatteryStatus
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.commands.request import read_json
from lifecycle_desk.dealership.usecases.day import today, zone
from lifecycle_desk.stages.charging.health.rules import Official, OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage, battery_of
from lifecycle_desk.stages.charging.passports.interchange.throughput import Throughput, throughput
from lifecycle_desk.stages.charging.passports.rules import STATIC, MakersPassport, PassportModel, is_there, put
from lifecycle_desk.stages.charging.passports.usecases import stored_passport
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session, by_clocks_of
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.documents import content_of

KIND, MODEL = "battery-passport", "BatteryPass 1.2.0"
FURTHER = ("CarbonFootprintForBatteries", "Labeling", "SupplyChainDueDiligence")
STATUS = {  # the model's own spelling of the words of Regulation (EU) 2023/1542, Annex XIII, point 4(c)
    BatteryStatus.ORIGINAL: "Original",
    BatteryStatus.REPURPOSED: "Repurposed",
    BatteryStatus.REUSED: "Reused",
    BatteryStatus.REMANUFACTURED: "Remanufactured",
    BatteryStatus.WASTE: "Waste",
}
TOLD_ACROSS = frozenset({"identifier", "maker", "product"})  # of a passport in another model, what needs no converting
WHOLE = 1000  # tenths of a per cent

CHEMISTRIES = {
    Chemistry.LFP: ("LFP", "Lithium iron phosphate"),
    Chemistry.NMC: ("NMC", "Lithium nickel manganese cobalt oxides"),
    Chemistry.NCA: ("NCA", "Lithium nickel cobalt aluminium oxides"),
    Chemistry.LMO: ("LMO", "Lithium manganese oxide"),
    Chemistry.LCO: ("LCO", "Lithium cobalt oxide"),
    Chemistry.LTO: ("LTO", "Lithium titanate"),
    Chemistry.NA_ION: ("Na-ion", "Sodium-ion"),
    Chemistry.NIMH: ("NiMH", "Nickel-metal hydride"),
}


def _under(name: str, *fields: str) -> tuple[str, ...]:
    """The paths of the fields of a part; the members of a list stand under its name with []."""
    return tuple(f"{name}.{each}" for each in fields)


GENERAL = "GeneralProductInformation"
TECHNICAL = "PerformanceAndDurability.batteryTechicalProperties"
CONDITION = "PerformanceAndDurability.batteryCondition"
MATERIAL = "MaterialComposition"
THROUGHPUT, CYCLES = f"{CONDITION}.energyThroughput", f"{CONDITION}.numberOfFullCycles"
SOCE, FADE, CHARGE = (f"{CONDITION}.{each}" for each in ("stateOfCertifiedEnergy", "capacityFade", "stateOfCharge"))
MAKER = f"{GENERAL}.manufacturerInformation.identifier"
ADDRESS = ("addressCountry", "postalCode", "streetAddress")
CONTACT = ("contactName", *_under("postalAddress", *ADDRESS), "identifier")

REQUIRED: tuple[str, ...] = (
    *_under(
        GENERAL, "productIdentifier", "batteryPassportIdentifier", "batteryCategory",
        *_under("manufacturerInformation", *CONTACT), "manufacturingDate", "batteryStatus", "batteryMass",
        *_under("manufacturingPlace", *ADDRESS), *_under("operatorInformation", *CONTACT), "puttingIntoService",
        "warrentyPeriod",
    ),
    *_under(
        TECHNICAL, *_under("originalPowerCapability[]", "atSoC", "powerCapabilityAt"), "ratedMaximumPower",
        "powerCapabilityRatio", "ratedEnergy", "expectedNumberOfCycles", "initialSelfDischarge", "roundtripEfficiency",
        "ratedCapacity", *_under("initialInternalResistance[]", "ohmicResistance", "batteryComponent"),
        "expectedLifetime", "nominalVoltage", "minimumVoltage", "maximumVoltage", "capacityThresholdForExhaustion",
        "lifetimeReferenceTest", "cRateLifeCycleTest", "temperatureRangeIdleState",
    ),
    *_under(
        CONDITION, "energyThroughput", *_under("capacityThroughput", "capacityThroughputValue", "lastUpdate"),
        *_under("numberOfFullCycles", "numberOfFullCyclesValue", "lastUpdate"),
        *_under("stateOfCertifiedEnergy", "stateOfCertifiedEnergyValue", "lastUpdate"),
        *_under("capacityFade", "capacityFadeValue", "lastUpdate"),
        *_under("remainingEnergy", "remainingEnergyalue", "lastUpdate"),
        *_under("remainingCapacity", "remainingCapacityValue", "lastUpdate"),
        *_under("negativeEvents[]", "negativeEvent", "lastUpdate"),
        *_under(
            "temperatureInformation", "timeExtremeHighTemp", "timeExtremeLowTemp", "timeExtremeHighTempCharging",
            "timeExtremeLowTempCharging", "lastUpdate",
        ),
        *_under(
            "remainingPowerCapability[]",
            *_under("remainingPowerCapabilityValue", "atSoC", "powerCapabilityAt", "rPCLastUpdated"), "lastUpdate",
        ),
        "powerFade", "roundTripEfficiencyFade", "evolutionOfSelfDischarge.evolutionOfSelfDischargeEntityValue",
        *_under("currentSelfDischargingRate", "currentSelfDischargingRateEntity", "lastUpdate"),
        *_under(
            "internalResistanceIncrease[]", "internalResistanceIncreaseValue", "lastUpdate", "batteryComponent",
        ),
        "roundTripEfficiencyat50PerCentCycleLife",
        *_under("remainingRoundTripEnergyEfficiency", "remainingRoundTripEnergyEfficiencyValue", "lastUpdate"),
        *_under("stateOfCharge", "stateOfChargeValue", "lastUpdate"),
    ),
    *_under(
        MATERIAL, *_under("batteryChemistry", "shortName", "clearName"),
        *_under(
            "batteryMaterials[]", "batteryMaterialLocation.componentName", "batteryMaterialIdentifier",
            "batteryMaterialName", "batteryMaterialMass", "isCriticalRawMaterial",
        ),
        *_under(
            "hazardousSubstances[]", "hazardousSubstanceClass", "hazardousSubstanceName",
            "hazardousSubstanceConcentration", "hazardousSubstanceImpact[]",
            "hazardousSubstanceLocation.componentName", "hazardousSubstanceIdentifier",
        ),
    ),
    *_under(
        "Circularity", *_under("dismantlingAndRemovalInformation[]", "documentType", "mimeType", "documentURL"),
        *_under(
            "sparePartSources[]", "nameOfSupplier", *_under("addressOfSupplier", *ADDRESS), "emailAddressOfSupplier",
            "supplierWebAddress", *_under("components[]", "partName", "partNumber"),
        ),
        *_under("recycledContent[]", "preConsumerShare", "recycledMaterial", "postConsumerShare"),
        *_under("safetyMeasures", "safetyInstructions", "extinguishingAgent[]"),
        *_under("endOfLifeInformation", "wastePrevention", "separateCollection", "informationOnCollection"),
        "renewableContent",
    ),
)  # fmt: skip

PassportOfNoVehicle = objection(
    "PassportOfNoVehicle", N_("A battery passport is for one vehicle. Enter its VIN."), "vin"
)
NoTractionBattery = objection(
    "NoTractionBattery", N_("%(vin)s is a combustion vehicle without a traction battery."), "vin", vin=str
)


class Passport:
    """The fields of the model that are known, by their paths, and what those that are no plain facts rest on."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self.basis: dict[str, dict[str, Any]] = {}

    def put(self, path: str, value: Any, **basis: Any) -> None:
        """Put what is known into a field."""
        self.known[path] = value
        if basis:
            self.basis[path] = basis

    def put_figure(self, path: str, value: Any, moment: str, **basis: Any) -> None:
        """Put a figure with the moment that it is of, as the model writes one."""
        name = path.rpartition(".")[2]
        self.known |= {f"{path}.{name}Value": value, f"{path}.lastUpdate": moment}
        if basis:
            self.basis[path] = basis


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The battery's data for somebody who asks: the model's fields, our own, the maker's passport."""

    passport: Passport
    ours: dict[str, Any]
    maker: RecordedEvent | None


def asked_for(user: UserSession, asked: dict[str, Any]) -> AskedFor:
    """Gather what is known of one vehicle's battery; refuses one that has none."""
    if not asked.get("vin"):
        raise PassportOfNoVehicle
    with user.store.reading() as tx:  # one view: what comes in meanwhile is in all of it or in none
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        row = life.row(tx, vins.canonical(asked["vin"]))
        vin, energy = str(row.vin), Energy.of(row.energy) if row.energy else None
        if energy and not energy.has_traction_battery:
            raise NoTractionBattery(vin)
        page, own = battery_of(tx, vin, today(tx)), zone(tx)
        sessions = [by_clocks_of(session, own) for _, session in batch_rows.sessions_of(tx, vin)]
        maker = stored_passport(tx, vin, page.since)
    made = filled(page, sessions, energy)
    ours = _ours(page, made.basis)
    if maker:
        said = maker.facts_as(MakersPassport)
        ours["makersPassport"] = {"model": said.model.value, "on": maker.on.isoformat(), **said.static}
    return AskedFor(made, ours, maker)


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The passport of one vehicle's battery: keys sorted, nothing between them, numbers exact, as RFC 8785 has it.

    A maker's passport in this model stands below: what he said stays, what the dealer knows of its use is put in.
    """
    found = asked_for(user, asked)
    made = makers_document(user, found.maker, PassportModel.DATA_MODEL)
    said_by_maker = {GENERAL, MATERIAL} if made else set[str]()
    for path, value in found.passport.known.items():
        if path.partition(".")[0] not in said_by_maker or path.endswith("batteryStatus"):
            put(made, path, value)
    if found.maker:
        for name, value in found.maker.facts_as(MakersPassport).static.items():
            if not is_there(made, STATIC[name][0]) and name in TOLD_ACROSS:
                put(made, STATIC[name][0], value)
    made["notKnown"] = [*(each for each in REQUIRED if not is_there(made, each)), *_further(made)]
    yield written(made | {"lifecycleDesk": found.ours})


def _further(made: Mapping[str, Any]) -> Iterator[str]:
    """The aspects of the model of which nothing is known."""
    return (each for each in FURTHER if each not in made)


def makers_document(user: UserSession, maker: RecordedEvent | None, model: PassportModel) -> dict[str, Any]:
    """The passport that a maker gave, as he gave it, where it is in a model; else an empty one."""
    if maker is None or maker.facts_as(MakersPassport).model is not model:
        return {}
    (digest,) = maker.documents
    told = dict(read_json(content_of(user, digest)))
    return {name: each for name, each in told.items() if name not in {"notKnown", "lifecycleDesk"}}


def filled(page: BatteryPage, sessions: list[Session], energy: Energy | None) -> Passport:
    """The fields of a passport from what is known of a battery, and from all sessions of its car."""
    made = Passport()
    of_battery = [each for each in sessions if each.day >= page.since]
    came_in = throughput(of_battery)
    if energy or came_in or page.code or page.usable_wh:
        made.put(f"{GENERAL}.batteryCategory", "ev")
    if page.code:
        _put_code(made, page.code, page.health.as_of)
    if page.status:
        made.put(f"{GENERAL}.batteryStatus", STATUS[page.status], **{"from": "battery"})
    if page.chemistry in CHEMISTRIES:
        short, clear = CHEMISTRIES[page.chemistry]
        made.put(f"{MATERIAL}.batteryChemistry.shortName", short)
        made.put(f"{MATERIAL}.batteryChemistry.clearName", clear)
    if came_in:
        _put_throughput(made, came_in, page)
    _put_charge(made, [each for each in of_battery if page.view.shows(each)])
    _put_readings(made, page.health.officials)
    return made


def _put_code(made: Passport, given: str, today: date) -> None:
    """Put in the facts of a battery's code: its identity, and of a first life its maker and day."""
    code = read_code(given, today)
    made.put(f"{GENERAL}.productIdentifier", code.code)
    told = {"from": "battery_code"}
    if code.form is CodeForm.SECOND_LIFE:
        made.put(f"{GENERAL}.batteryStatus", "Reused", **told)
    if code.form not in {CodeForm.FULL, CodeForm.CONTINUED} or code.product is not ProductType.PACK:
        return
    if code.maker.isascii() and code.maker.isalnum():
        made.put(MAKER, code.maker, **told)
    if code.made and code.made.sure and code.made.on and code.made.on <= today:
        made.put(f"{GENERAL}.manufacturingDate", _midnight(code.made.on), **told)


def _put_throughput(made: Passport, came_in: Throughput, page: BatteryPage) -> None:
    """Put in the energy of the sessions, in whole kWh, and as full charges of the battery when it was new.

    An earlier owner's last charge is told by its day alone.
    """
    usable_wh, own = page.usable_wh, page.view.since is None or came_in.until >= page.view.since
    until = _moment(came_in.until) if own else _midnight(came_in.last)
    basis = {
        "from": "charging_sessions",
        "direction": "charged",
        "isLowerBound": True,
        "sessions": came_in.sessions,
        "sessionsByMeter": came_in.by_meter,
        "first": came_in.first.isoformat(),
        "lastUpdate": until,
    }
    made.put(THROUGHPUT, came_in.wh // 1000, **basis)
    if usable_wh:
        told = basis | {"fullCycleKwh": _exact(usable_wh, 1000)}
        made.put_figure(CYCLES, came_in.wh // usable_wh, until, **told)


def _put_charge(made: Passport, sessions: list[Session]) -> None:
    """The state of charge when charging last ended."""
    told = [(each.ended_at, each.soc_end) for each in sessions if each.ended_at and each.soc_end is not None]
    if told:
        ended, charge = max(told)
        made.put_figure(CHARGE, _exact(charge, 10), _moment(ended), **{"from": "charging_sessions"})


def _put_readings(made: Passport, readings: tuple[Official, ...]) -> None:
    """The last readings of others: energy where the car itself tells it, else what is short of a whole battery."""
    certified = [each for each in readings if each.kind is OfficialKind.ON_BOARD_SOCE]
    others = [each for each in readings if each.kind is not OfficialKind.ON_BOARD_SOCE]
    for last in certified[-1:]:
        made.put_figure(SOCE, _exact(last.tenths, 10), _midnight(last.on), **_read(last))
    for last in others[-1:]:
        if last.tenths <= WHOLE:
            made.put_figure(FADE, _exact(WHOLE - last.tenths, 10), _midnight(last.on), **_read(last))


def _read(reading: Official) -> dict[str, str]:
    return {"from": reading.kind.value, "on": reading.on.isoformat()}


def _ours(page: BatteryPage, basis: Mapping[str, Any]) -> dict[str, Any]:
    """The facts beyond the model: the battery's car, the estimate with its doubt, and readings by others."""
    health = page.health
    told: dict[str, Any] = {
        "vin": page.vin,
        "dataModel": MODEL,
        "asOf": health.as_of.isoformat(),
        "basis": basis,
        "readings": [_read(each) | {"percent": _exact(each.tenths, 10)} for each in health.officials],
    }
    if page.usable_wh:
        told["usableKwhWhenNew"] = _exact(page.usable_wh, 1000)
    if health.percent is not None and health.low is not None and health.high is not None:
        told["estimate"] = {
            "certified": False,
            "percent": _exact(health.percent, 10),
            "low": _exact(health.low, 10),
            "high": _exact(health.high, 10),
            "method": health.method.value if health.method else None,
            "confidence": health.confidence.value if health.confidence else None,
            "sessionsUsed": health.sessions_used,
        }
    return told


def _exact(value: int, parts: int) -> int | Decimal:
    """A whole number of parts, as short as it is exact."""
    exact = Decimal(value) / parts
    return int(exact) if exact == int(exact) else exact


def _midnight(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def written(document: dict[str, Any]) -> bytes:
    """A document as JSON of one line."""
    return msgspec.json.Encoder(decimal_format="number", order="sorted").encode(document) + b"\n"


WRITER = Writer(KIND, N_("Battery passport data from your records, as JSON."), write, takes=(VIN,))
