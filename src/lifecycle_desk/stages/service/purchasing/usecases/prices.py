"""Suppliers' price lists: taken in as one list that is undone as a whole, and asked for what an order proposes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.quantities import plain_number
from lifecycle_desk.commands.command import Command, Result, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.usecases.events import plain
from lifecycle_desk.stages.service.purchasing.rules.events import PriceEvent, PricesTold
from lifecycle_desk.stages.service.purchasing.rules.prices import (
    PriceList,
    PriceListWithdrawn,
    SamePriceTwice,
    SupplierPrice,
    in_force,
)
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING, Supplier
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.tables import prices as rows
from lifecycle_desk.stages.service.purchasing.tables import purchases as purchase_rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import currency_of
from lifecycle_desk.stages.service.purchasing.usecases.whole_files import RowsTaken, taken_whole
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import canonical
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

type PriceAt = tuple[int, SupplierPrice]  # the line of the file, and what stands there


@dataclass(frozen=True, slots=True)
class WithdrawPrices:
    """A price list by its number, which counts no more from then on."""

    number: int


@dataclass(frozen=True, slots=True)
class PricesWithdrawn:
    """A price list that counts no more."""

    number: int


@dataclass(frozen=True, slots=True)
class ListSupplierPrices:
    """What suppliers charge today for some parts, by their numbers."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupplierPricesListed:
    """The prices that count today, by part and supplier."""

    prices: tuple[SupplierPrice, ...]


@dataclass(frozen=True, slots=True)
class PartOffer:
    """What a supplier offers of a part: the number it has there, what it costs (minor units), the least of an order.

    The price is that of their list (`by_list`), else the one that was paid last.
    """

    supplier_code: str = ""
    text: str = ""
    price: int | None = None
    minimum: Decimal = NOTHING
    superseded_by: str = ""
    by_list: bool = False


def take_prices(
    user: UserSession, given: Sequence[PriceAt], *, file: str, digest: str, dry_run: bool, skip_refused: bool
) -> Result[RowsTaken]:
    """Take in the rows of a price list; those that are known already change nothing."""

    def take(tx: Transaction, taken: RowsTaken) -> None:
        _take(tx, given, taken, PriceList(number=rows.next_number(tx), file=file, digest=digest))

    return taken_whole(user, take, dry_run=dry_run, skip_refused=skip_refused)


def _take(tx: Transaction, given: Sequence[PriceAt], taken: RowsTaken, as_list: PriceList) -> None:
    known, made = rows.of_parts(tx, (each.key for _, each in given)), dict[tuple[int, str, date], SupplierPrice]()
    for line, each in given:
        place = each.supplier, each.key, each.valid_from
        before = [one for one in known.get(place[:2], ()) if one.valid_from == each.valid_from]
        if made.setdefault(place, each) != each:
            taken.refused.append(Refused(line, "part_number", SamePriceTwice(each.code, each.valid_from)))
        elif made[place] is not each or (before and before[-1] == each):
            taken.known += 1
        elif known.get(place[:2]):
            taken.changed += 1
        else:
            taken.new += 1
    fresh = [each for place, each in made.items() if _last(known, place) != each]
    if fresh:
        rows.add(tx, as_list, fresh)
        taken.change = as_list.number
        record_event(tx, Event(None, today(tx), PriceEvent.TAKEN_IN.value, list_facts(as_list, fresh)))


def _last(known: Mapping[rows.OfPart, Sequence[SupplierPrice]], place: tuple[int, str, date]) -> SupplierPrice | None:
    """The price that was known last for a supplier, a part and a day."""
    return next((each for each in reversed(known.get(place[:2], ())) if each.valid_from == place[2]), None)


def list_facts(of: PriceList, prices: Iterable[SupplierPrice]) -> dict[str, Any]:
    """A price list as its events say it: its file, and a seal over its rows."""
    digest, count = sha256(), 0
    for each in prices:
        said = (each.supplier, each.code, each.text, each.price, each.currency, each.valid_from.isoformat())
        digest.update(canonical([*said, each.superseded_by, str(plain_number(each.minimum))]))
        count += 1
    return plain(PricesTold(of.number, of.file, of.digest, count, digest.hexdigest()))


@command(PARTS_ORDER)
def withdraw_prices(tx: Transaction, asked: WithdrawPrices) -> PricesWithdrawn:
    """Withdraw a supplier's price list as a whole; what was ordered by it stays as it is."""
    found = rows.price_list(tx, asked.number)
    if found.withdrawn:
        raise PriceListWithdrawn(found.number)
    rows.withdraw(tx, found.number)
    told = list_facts(found, rows.prices_of(tx, found.number))
    record_event(tx, Event(None, today(tx), PriceEvent.WITHDRAWN.value, told))
    return PricesWithdrawn(found.number)


@command(VIEW)
def list_supplier_prices(tx: Transaction, asked: ListSupplierPrices) -> SupplierPricesListed:
    """What suppliers charge today for some parts, by their lists."""
    day, found = today(tx), rows.of_parts(tx, (tight(each) for each in asked.codes))
    prices = (in_force(found[place], day) for place in sorted(found, key=lambda each: (each[1], each[0])))
    return SupplierPricesListed(tuple(filter(None, prices)))


def who_lists(user: UserSession) -> list[tuple[Supplier, str]]:
    """The active suppliers, each with the currency of a list that names none."""
    with user.store.reading() as tx:
        return [(each, currency_of(tx, each)) for each in supplier_rows.every(tx) if each.active]


def part_offers(user: UserSession, supplier: int, codes: Sequence[str]) -> dict[str, PartOffer]:
    """What a supplier offers of some parts, by the parts' numbers as numbers are compared."""
    with user.store.reading() as tx:
        return offers(tx, supplier_rows.supplier(tx, supplier), codes, today(tx))


def offers(tx: Transaction, of: Supplier, codes: Sequence[str], day: date) -> dict[str, PartOffer]:
    """The same within a transaction, on a day; only prices in the supplier's own currency are offered."""
    keys, currency = [tight(each) for each in codes], currency_of(tx, of)
    listed, bought = rows.of_parts(tx, keys), purchase_rows.bought(tx, keys, currency)
    found = dict[str, PartOffer]()
    for key in keys:
        code, paid = bought.get((of.number, key), ("", None))
        price = in_force([each for each in listed.get((of.number, key), ()) if each.currency == currency], day)
        if price:
            found[key] = PartOffer(code, price.text, price.price, price.minimum, price.superseded_by, by_list=True)
        elif code or paid is not None:
            found[key] = PartOffer(code, "", paid)
    return found


COMMANDS: tuple[Command[Any, Any], ...] = (withdraw_prices, list_supplier_prices)
