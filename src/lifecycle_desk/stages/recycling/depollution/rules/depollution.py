"""Depollution: the items of Directive 2000/53/EC, Annex I, what became of each, and whether all is done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, NN_, Objection, objection
from lifecycle_desk.market.checklist_items import Item, concerned
from lifecycle_desk.stages.recycling.end.rules.entries import check_between
from lifecycle_desk.vehicle.rules.checklists import AnswerTerm, Sign, once_each, unanswered
from lifecycle_desk.vehicle.rules.people import check_texts

LIST = "depollution"
BATTERY_ITEM = "electricVehicleBattery"
MOST = 10_000  # of anything, in kg, litres or minutes


class ItemState(AnswerTerm):
    """The states of an item."""

    DONE = "done", C_("depollution", "Done"), Sign.GOOD
    NOT_FITTED = "not_fitted", C_("depollution", "Not fitted"), Sign.LEFT_OUT
    NOT_FEASIBLE = "not_feasible", C_("depollution", "Not feasible"), Sign.DOUBTFUL


ItemUnknown = objection(
    "ItemUnknown", N_("The depollution list of this vehicle has no item %(item)s."), "items", item=str
)
ItemTwice = objection("ItemTwice", N_("Item %(item)s appears twice in the list."), "items", item=str)
NothingRecorded = objection("NothingRecorded", N_("Complete at least one item."), "items")
ReasonWhyNot = objection("ReasonWhyNot", N_("Items that are not feasible need a reason."), "items")
SafetyItemOpen = objection(
    "SafetyItemOpen",
    N_("The high-voltage system must be made safe before the battery is removed."),
    "items",
    items=tuple[str, ...],
)
SafetyNotSkipped = objection(
    "SafetyNotSkipped",
    N_("Steps that make the high-voltage system safe cannot be skipped."),
    "items",
)
BelowLimit = objection(
    "BelowLimit",
    N_("%(value)s %(unit)s is too little: at least %(least)s %(unit)s."),
    "items",
    value=Decimal,
    least=Decimal,
    unit=str,
)
# What was drained or removed has no quantity: allowed, and said.
QuantityUnknown = objection(
    "QuantityUnknown",
    NN_("%(n)s completed item has no quantity.", "%(n)s completed items have no quantity."),
    "items",
    n=int,
)
DepollutionOpen = objection(
    "DepollutionOpen",
    NN_(
        "%(n)s mandatory item of the depollution list is open.",
        "%(n)s mandatory items of the depollution list are open.",
    ),
    "vin",
    n=int,
    items=tuple[str, ...],
)


@dataclass(frozen=True, slots=True)
class ItemDone:
    """The outcome of an item: how much in the list's unit, which kind (a refrigerant's name), into which container."""

    item: str
    state: ItemState
    amount: Decimal | None = None
    kind: str = ""
    container: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListTold:
    """Of a depollution: what became of which items of the list, and by whom."""

    list: str
    items: tuple[ItemDone, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An item that has been answered, with the day and by whom."""

    done: ItemDone
    on: date
    by: str
    seq: int


def open_items(items: Iterable[Item], energy: str | None, answered: Collection[str]) -> tuple[str, ...]:
    """The mandatory items without an answer, by their names."""
    return unanswered((item for item in items if item.mandatory), energy, answered)


def check_items(
    items: tuple[ItemDone, ...], used: Iterable[Item], energy: str | None, before: Mapping[str, Answered]
) -> tuple[Objection, ...]:
    """Refuse answers that cannot be; give what is to be said."""
    if not items:
        raise NothingRecorded
    known = {item.id: item for item in concerned(used, energy)}
    for place, item, each in once_each(items, lambda each: each.item, known, ItemUnknown, ItemTwice, "items"):
        _check_one(each, item, place)
    _check_order(items, known.values(), before)
    lacking = sum(1 for each in items if _lacks_quantity(each, known[each.item]))
    return (QuantityUnknown(lacking),) if lacking else ()


def _check_one(each: ItemDone, item: Item, place: int) -> None:
    check_texts((f"items[{place}].{name}", getattr(each, name)) for name in ("kind", "container", "reason"))
    check_between(each.amount, 0, MOST, f"items[{place}].amount")
    if each.state is ItemState.NOT_FEASIBLE and not each.reason.strip():
        raise ReasonWhyNot().at_field(f"items[{place}].reason")
    if item.safety and each.state is not ItemState.DONE:
        raise SafetyNotSkipped().at_field(f"items[{place}].state")
    if item.safety and item.minimum is not None and (each.amount is None or each.amount < item.minimum):
        raise BelowLimit(each.amount or Decimal(0), item.minimum, item.unit or "").at_field(f"items[{place}].amount")


def _check_order(items: tuple[ItemDone, ...], known: Iterable[Item], before: Mapping[str, Answered]) -> None:
    """The battery is removed only after, or together with, every step of safety."""
    if not any(each.item == BATTERY_ITEM and each.state is ItemState.DONE for each in items):
        return
    answered = set(before) | {each.item for each in items}
    missing = tuple(item.id for item in known if item.safety and item.id not in answered)
    if missing:
        raise SafetyItemOpen(missing)


def _lacks_quantity(each: ItemDone, item: Item) -> bool:
    return item.unit is not None and each.state is ItemState.DONE and each.amount is None
