"""Price lists of suppliers as CSV or xlsx: a price a row, from a day on, with what supersedes a part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Command, Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.options import DATES, Option
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.amounts import currency_code, minor
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.lists import Cells, digest_of, opened, table_reader
from lifecycle_desk.stages.service.purchasing.interchange.whole_files import day_reader, quantity, taken_from_file
from lifecycle_desk.stages.service.purchasing.rules.prices import (
    ListPriceMissing,
    NoSuppliersYet,
    SupplierNotNamed,
    SupplierPrice,
    check_price,
    meant,
)
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    NOTHING,
    PartNumberMissing,
    Supplier,
)
from lifecycle_desk.stages.service.purchasing.usecases.prices import (
    PriceAt,
    WithdrawPrices,
    take_prices,
    who_lists,
    withdraw_prices,
)

KIND = "supplier-prices"
COLUMNS = (
    "supplier", "part_number", "text", "price", "currency", "valid_from", "superseded_by", "minimum_order",
)  # fmt: skip
NEEDED = ("part_number", "price")
SUPPLIER = Option("supplier", "The supplier whose list it is, by name.", label=C_("parts", "Supplier"))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What counts for the whole list: who may be meant, who was named, how its days are read, from which day on."""

    suppliers: list[tuple[Supplier, str]]
    named: str
    day: Callable[[str], date]
    today: date


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a price list in: read whole, then stored as one list that can be withdrawn."""
    with opened(user, path, COLUMNS, NEEDED) as sheet:
        taken = Taken(KIND, path.name, warnings=list(sheet.notes), read_as=dict(sheet.read_as))
        day = day_reader(user, sheet, "valid_from", choices, taken)
        whole = _Whole(who_lists(user), choices.supplier or "", day, today_at(user))
        take = partial(take_prices, user, file=path.name, digest=digest_of(path))
        return (yield from taken_from_file(taken, sheet, choices, partial(price_row, whole), take))


def price_row(whole: _Whole, row: Cells) -> PriceAt:
    """A price from its cells; raises for the first cell that cannot be read."""
    code = row.code("part_number", PartNumberMissing)
    supplier, usual = _supplier(whole, row.words("supplier") or whole.named)
    currency = row.read("currency", currency_code) or usual
    price = row.read("price", lambda text: minor(text, currency))
    if price is None:
        raise Fault("price", ListPriceMissing())
    made = SupplierPrice(
        supplier=supplier.number,
        code=code,
        text=row.words("text"),
        price=price,
        currency=currency,
        valid_from=row.read("valid_from", whole.day) or whole.today,
        superseded_by=row.words("superseded_by"),
        minimum=row.read("minimum_order", _minimum) or NOTHING,
    )
    try:
        return row.line, check_price(made)
    except Objection as why:
        raise Fault(why.at or "price", why) from None


def _supplier(whole: _Whole, name: str) -> tuple[Supplier, str]:
    """Whose price it is, and the currency in which they charge."""
    known = [each for each, _ in whole.suppliers]
    found = meant(name, known)
    if found is None:
        names = in_text(each.name for each in known)
        raise Fault("supplier", SupplierNotNamed(names) if known else NoSuppliersYet())
    return next(each for each in whole.suppliers if each[0] is found)


def _minimum(text: str) -> Decimal:
    """The least of an order; many lists say 0 for none."""
    return quantity(text) if text.strip("0.,") else NOTHING


def undone(taken: Taken) -> tuple[Command[Any, Any], WithdrawPrices] | None:
    """The way back from a list that came in, where it changed something."""
    return (withdraw_prices, WithdrawPrices(taken.change)) if taken.change else None


READER = table_reader(
    KIND,
    N_("A supplier’s price list as CSV or xlsx; only part number and price are required."),
    take_in,
    COLUMNS,
    NEEDED,
    takes=(SUPPLIER, DATES),
    title=N_("Supplier price list"),
    seen_on="suppliers",
    undo=undone,
)
