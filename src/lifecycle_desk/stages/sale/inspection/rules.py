"""Inspection: which results an item may have, when a list is complete, and what its failures forbid."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, override

from lifecycle_desk.base.objections import C_, N_, NN_, Objection, objection
from lifecycle_desk.base.quantities import Measure, Unit, converted, of_one_kind
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.checklist_items import Item, concerned
from lifecycle_desk.stages.sale.stock.rules.measures import is_electric
from lifecycle_desk.vehicle.rules.checklists import AnswerTerm, Sign, is_measured, once_each
from lifecycle_desk.vehicle.rules.people import check_texts


class Result(AnswerTerm):
    """The result at an item."""

    PASS = "pass", C_("inspection", "Pass"), Sign.GOOD, "P"
    FAIL = "fail", C_("inspection", "Fail"), Sign.BAD, "F"
    FIXED = "fixed", C_("inspection", "Fixed"), Sign.MENDED, "X"
    NOT_APPLICABLE = "not_applicable", C_("inspection", "Not applicable"), Sign.LEFT_OUT, "N"


class InspectionState(LabeledEnum):
    """How far a car's inspection has come."""

    NOT_INSPECTED = "not_inspected", C_("inspection", "Not inspected")
    OPEN = "open", C_("inspection", "Open")
    FAILED = "failed", C_("inspection", "Failed")
    PASSED = "passed", C_("inspection", "Passed")


UnknownItem = objection("UnknownItem", N_("The checklist has no item “%(item)s”."), item=str)
ItemTwice = objection("ItemTwice", N_("“%(item)s” already has a result."), item=str)
ItemNotOfThisCar = objection(
    "ItemNotOfThisCar", N_("“%(item)s” does not apply to this vehicle’s powertrain."), item=str
)
MeasurementMissing = objection(
    "MeasurementMissing", N_("Enter the measured value in %(unit)s."), unit=Annotated[str, Unit]
)
NotMeasured = objection("NotMeasured", N_("This item is inspected visually, not measured."))
NotAMeasurement = objection("NotAMeasurement", N_("%(value)s is not a measured value."), value=str)
WrongUnit = objection("WrongUnit", N_("This item is measured in %(unit)s, not in %(given)s."), given=str, unit=str)


class Measured(Objection):
    """A measured value and its limits: people read each number of it with the unit, in that of their market."""

    @property
    @override
    def told(self) -> dict[str, Any]:
        unit = self.facts["unit"]
        return {
            name: Measure(each, unit) if unit and isinstance(each, Decimal) else each
            for name, each in self.facts.items()
        }


class BelowMinimum(Measured):
    """A value below its limit is a failure, whatever else one would like it to be."""

    message = N_("%(value)s is below %(least)s: the item has failed.")
    value: Decimal
    unit: str
    least: Decimal


class AboveMaximum(Measured):
    """A value above its limit is a failure, whatever else one would like it to be."""

    message = N_("%(value)s is above %(most)s: the item has failed.")
    value: Decimal
    unit: str
    most: Decimal


WhyNotApplicable = objection("WhyNotApplicable", N_("This item is mandatory: explain why it does not apply."))


class MeasuredTooLow(Measured):
    """A value at which something must be done at once."""

    message = N_("%(value)s requires immediate action (%(limit)s or less).")
    value: Decimal
    unit: str
    limit: Decimal


# Items without a result; the list may be saved as a draft.
InspectionIncomplete = objection(
    "InspectionIncomplete",
    NN_("%(n)s item has no result yet.", "%(n)s items have no result yet."),
    "results",
    n=int,
    items=tuple[str, ...],
)
NothingToInspectAgain = objection(
    "NothingToInspectAgain", N_("There is no completed inspection with items to inspect again."), "vin"
)
StillInQuarantine = objection(
    "StillInQuarantine",
    NN_(
        "The vehicle stays in quarantine: %(n)s safety item has still to pass.",
        "The vehicle stays in quarantine: %(n)s safety items have still to pass.",
    ),
    "results",
    n=int,
    items=tuple[str, ...],
)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The result at one item; `value` is exact, in `unit` or, unnamed, in the item's own."""

    item: str
    result: Result
    value: Decimal | None = None
    unit: str | None = None
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all results come to: the failures that block the handover, and those that ask for quarantine.

    An inspection tells it with its checklist; `again` is the event of the one that it went over again.
    """

    state: InspectionState
    mandatory: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    checklist: str = ""
    again: int | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """The items that must be inspected again."""
        return tuple(dict.fromkeys((*self.mandatory, *self.safety)))


@dataclass(frozen=True, slots=True)
class Results:
    """Of an inspection: what was found at each item, and the event of the one that it went over again."""

    results: tuple[ItemResult, ...]
    again: int | None = None


def check_results(items: Iterable[Item], energy: str | None, results: tuple[ItemResult, ...]) -> tuple[Objection, ...]:
    """Refuse results that their items cannot have, each with its place; give what is merely alarming."""
    known = {item.id: item for item in items}
    alarming: list[Objection] = []
    each_result = once_each(results, lambda each: each.item, known, UnknownItem, ItemTwice, "results[{}].item")
    for place, item, result in each_result:
        at = f"results[{place}]"
        _check_applies(item, energy, result, at)
        _check_value(item, result, at)
        alarming += _alarm(item, result, at)
    check_texts((f"results[{place}].note", result.note) for place, result in enumerate(results))
    return tuple(alarming)


def _check_applies(item: Item, energy: str | None, result: ItemResult, at: str) -> None:
    passed_over = result.result is Result.NOT_APPLICABLE
    if not item.concerns(energy):
        if not passed_over:
            raise ItemNotOfThisCar(item.id).at_field(f"{at}.item")
        return
    surely = energy is not None or not item.energies  # a car of which nobody knows the drive may lack the thing
    if passed_over and surely and (item.mandatory or item.safety) and not result.note.strip():
        raise WhyNotApplicable().at_field(f"{at}.note")


def _check_value(item: Item, result: ItemResult, at: str) -> None:
    value, good = result.value, result.result in {Result.PASS, Result.FIXED}
    if item.kind != "measure":
        if value is not None:
            raise NotMeasured().at_field(f"{at}.value")
        return
    unit = item.unit or ""
    if value is None:
        if good:
            raise MeasurementMissing(unit).at_field(f"{at}.value")
        return
    if not is_measured(value):
        raise NotAMeasurement(str(value)[:40]).at_field(f"{at}.value")
    if result.unit is not None and not of_one_kind(result.unit, unit):
        raise WrongUnit(result.unit, unit).at_field(f"{at}.unit")
    if good and (missed := outside(item, in_unit_of(item, result) or value)):
        raise missed.at_field(f"{at}.result")


def outside(item: Item, value: Decimal) -> Objection | None:
    """Which limit a value misses, in the item's unit."""
    if item.minimum is not None and value < item.minimum:
        return BelowMinimum(value, item.unit or "", item.minimum)
    if item.maximum is not None and value > item.maximum:
        return AboveMaximum(value, item.unit or "", item.maximum)
    return None


def in_unit_of(item: Item, result: ItemResult) -> Decimal | None:
    """The measured value, in the unit of the item's limits: 12 mi on a dash that counts miles are 19 km."""
    if result.value is None or not result.unit or not item.unit:
        return result.value
    return converted(result.value, result.unit, item.unit)


def _alarm(item: Item, result: ItemResult, at: str) -> list[Objection]:
    value = in_unit_of(item, result)
    if value is None or item.alarm_at is None or not item.alarms(value):
        return []
    return [MeasuredTooLow(value, item.unit or "", item.alarm_at).at_field(f"{at}.value")]


def overlaid(earlier: Iterable[ItemResult], later: Iterable[ItemResult]) -> tuple[ItemResult, ...]:
    """Results after some items were inspected again."""
    return tuple(({each.item: each for each in earlier} | {each.item: each for each in later}).values())


def verdict(items: Iterable[Item], energy: str | None, results: Iterable[ItemResult]) -> Verdict:
    """The verdict on results; optional items may fail, and stand on the sheet for the customer to read."""
    failed = {each.item for each in results if each.result is Result.FAIL}
    concerned = [item for item in items if item.id in failed]
    mandatory = tuple(item.id for item in concerned if item.mandatory)
    safety = tuple(item.id for item in concerned if item.safety) if is_electric(energy) else ()
    return Verdict(InspectionState.FAILED if mandatory else InspectionState.PASSED, mandatory, safety)


def unproven(items: Iterable[Item], energy: str | None, results: Iterable[ItemResult]) -> tuple[str, ...]:
    """The safety items of a car that have not passed: what keeps it in quarantine."""
    proven = {each.item for each in results if each.result is not Result.FAIL}
    return tuple(item.id for item in concerned(items, energy) if item.safety and item.id not in proven)
