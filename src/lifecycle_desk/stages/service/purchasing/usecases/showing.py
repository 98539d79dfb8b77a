"""Purchases as they are looked at: the form of an order from what is wanted, one order whole, suppliers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from lifecycle_desk.base.folding import tight
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, read_in
from lifecycle_desk.stages.service.orders.rules.orders import number_of as order_number
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, PurchaseLine, Supplier
from lifecycle_desk.stages.service.purchasing.rules.wants import Wanted
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.stages.service.purchasing.tables import wants as want_rows
from lifecycle_desk.stages.service.purchasing.usecases.lacking import Lack, lacks
from lifecycle_desk.stages.service.purchasing.usecases.requests import WaitsFor
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import currency_of, usual_days
from lifecycle_desk.stages.service.purchasing.usecases.wanting import all_wanted
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.vehicle.tables import people


@dataclass(frozen=True, slots=True)
class SupplierShown:
    """A supplier, the currency in which they charge, and the days that they usually take."""

    of: Supplier
    currency: str
    days: int | None


@dataclass(frozen=True, slots=True)
class PartToOrder:
    """A part as the form of an order begins with it: all that is wanted of it, and by whom."""

    code: str
    text: str
    quantity: Decimal
    waiting: tuple[WaitsFor, ...] = ()


@dataclass(frozen=True, slots=True)
class PurchaseForm:
    """What the form of a purchase order begins with."""

    suppliers: tuple[SupplierShown, ...]
    parts: tuple[PartToOrder, ...]
    currency: str
    today: date


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """A purchase order whole, its supplier, and the day of today; `asked` names who made the requests on it.

    `places` says where the parts of its lines usually lie, `by_serial` which lines have parts with serial numbers.
    `own` is the dealer's currency, `entries` what the catalogue has of its parts.
    """

    of: Purchase
    supplier: Supplier
    today: date
    asked: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    by_serial: frozenset[int] = frozenset()
    own: str = ""
    entries: Mapping[str, CatalogueEntry] = field(default_factory=dict)

    def text_in(self, language: str, line: PurchaseLine) -> str:
        """What the part of a line is called, as a reader of a language has it."""
        return read_in(language, line.text, self.entries.get(tight(line.code)))

    def waiting_for(self, line: PurchaseLine) -> tuple[str, ...]:
        """The repair orders and customers who wait for a line, each once."""
        names = (
            order_number(each.order_key) if each.order_key else self.asked.get(each.want or 0, "")
            for each in line.waiting
        )
        return tuple(dict.fromkeys(filter(None, names)))


def purchase_form(user: UserSession, chosen: Sequence[str]) -> PurchaseForm:
    """The form of an order of what was chosen, by names: of wants (`wanted_name`), and of what the store lacks."""
    with user.store.reading() as tx:
        shown = tuple(
            SupplierShown(each, currency_of(tx, each), usual_days(tx, each))
            for each in supplier_rows.every(tx)
            if each.active
        )
        names = set(chosen)
        wanted = [each for each in all_wanted(tx) if wanted_name(each) in names]
        lacking = [each for each in lacks(tx) if each.name in names]
        return PurchaseForm(shown, _by_part(wanted, lacking), market_in_force(tx).currency, today(tx))


def shelf_proposals(user: UserSession) -> tuple[PartToOrder, ...]:
    """What the shelf lacks; what is listed as wanted for repair orders or the shelf is ordered from there."""
    with user.store.reading() as tx:
        return tuple(_for_the_shelf(each) for each in lacks(tx))


def _for_the_shelf(of: Lack) -> PartToOrder:
    return PartToOrder(of.code, of.text, of.quantity)


def wanted_name(of: Wanted) -> str:
    """How the place of the form names what is wanted: RO-2026-0001.4 of an order's line, 17 of a part request."""
    return f"{order_number(of.order_key)}.{of.line_id}" if of.order_key else str(of.want)


def _by_part(wanted: Sequence[Wanted], lacking: Sequence[Lack]) -> tuple[PartToOrder, ...]:
    """Each part once, for all who want it, and for the store."""
    found: dict[str, list[Wanted]] = {}
    for each in wanted:
        found.setdefault(each.key, []).append(each)
    stored = {tight(each.code): each for each in lacking}
    asked = (
        PartToOrder(
            some[0].code,
            next((each.text for each in some if each.text), ""),
            sum((each.quantity for each in some), Decimal(0)),
            tuple(_waits(each) for each in some),
        )
        for some in found.values()
    )
    both = tuple(
        replace(each, quantity=each.quantity + stored.pop(key).quantity) if key in stored else each
        for key, each in zip(found, asked, strict=True)
    )
    return (*both, *(_for_the_shelf(each) for each in stored.values()))


def _waits(of: Wanted) -> WaitsFor:
    if of.order_key:
        return WaitsFor(quantity=of.quantity, order=order_number(of.order_key), line=of.line_id)
    return WaitsFor(quantity=of.quantity, want=of.want)


def purchase_page(user: UserSession, number: str) -> PurchasePage:
    """One purchase order; refuses a number that there is not."""
    with user.store.reading() as tx:
        of = rows.purchase(tx, number)
        wants = want_rows.some(tx, [each.want for line in of.lines for each in line.waiting if each.want])
        persons = people.some(tx, sorted({each.customer for each in wants.values() if each.customer}))
        asked = {each.number: found.name for each in wants.values() if (found := persons.get(each.customer or 0))}
        stored = stock.by_keys(tx, [tight(each.code) for each in of.lines])
        known = {each.id: part for each in of.lines if (part := stored.get(tight(each.code)))}
        serial = movements.by_serial(tx, [each.number for each in known.values()])
        return PurchasePage(
            of,
            supplier_rows.supplier(tx, of.supplier),
            today(tx),
            asked,
            {line: part.place for line, part in known.items()},
            frozenset(line for line, part in known.items() if part.number in serial),
            market_in_force(tx).currency,
            naming.entries(tx, [each.code for each in of.lines]),
        )


def expected_on(days: int | None, day: date) -> date | None:
    """When a supplier would deliver what is ordered on a day."""
    return day + timedelta(days=days) if days is not None else None
