"""What new cars cost, as CSV or xlsx: a car a row, with the price of its invoice and the invoice's day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.amounts import currency_code, minor
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.lists import Cells, days_in, opened, read_rows, table_reader
from lifecycle_desk.stages.sale.arrival.usecases import PurchasePriceMissing, RecordPurchase
from lifecycle_desk.stages.sale.stock.rules.purchases import Outcome
from lifecycle_desk.stages.sale.stock.usecases.purchase_prices import PriceAt, check_allowed, record_prices
from lifecycle_desk.vehicle.interchange.vehicles import VinMissing, VinTwice
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.rules.life import check_day

KIND = "purchase-prices"
COLUMNS = ("vin", "price", "currency", "date", "document")
NEEDED = ("vin", "price", "date")

DocumentDateMissing = objection("DocumentDateMissing", N_("The row has no date of its document."), "date")


@dataclass(frozen=True, slots=True)
class _Whole:
    """What counts for the whole list: the dealer's currency, how its days are read, the day of today."""

    currency: str
    day: Callable[[str], date]
    today: date


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a list of prices: tried whole before anything is written."""
    check_allowed(user)
    with opened(user, path, COLUMNS, NEEDED) as sheet:
        days, today = days_in(sheet, "date", choices.dates), today_at(user)
        taken = Taken(KIND, path.name, warnings=list(sheet.notes), read_as=sheet.read_as | days.read_as)
        with user.store.reading() as tx:
            currency = market_in_force(tx).currency
        whole = _Whole(currency, lambda text: days.read(text, today), today)
        rows = yield from read_rows(sheet, lambda row: price_row(whole, row), taken)
    prices = list(_each_once(rows, taken))
    tried = yield from record_prices(user, prices, dry_run=True)
    taken.refused += tried.refused
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    if taken.written:
        tried = yield from record_prices(user, tried.good, dry_run=False)
        taken.refused += tried.refused  # what somebody else recorded meanwhile
    taken.refused.sort(key=lambda each: each.line)
    taken.new, taken.changed = tried.became[Outcome.NEW], tried.became[Outcome.CHANGED]
    taken.known += tried.became[Outcome.KNOWN]
    return Result(taken)


def _each_once(rows: list[PriceAt], taken: Taken) -> list[PriceAt]:
    """The rows without those that say the same again; another price of the same document's day is refused."""
    good = dict[tuple[str, date], PriceAt]()
    for line, each in rows:
        before = good.setdefault((each.vin, each.on), (line, each))
        if before[1] != each:
            taken.refused.append(Refused(line, "vin", VinTwice(before[0])))
        elif before[0] != line:
            taken.known += 1
    return list(good.values())


def price_row(whole: _Whole, row: Cells) -> PriceAt:
    """A price from its cells; raises for the first cell that cannot be read."""
    of, on = row.read("vin", vin.canonical), row.read("date", lambda text: _day(whole, text))
    if of is None:
        raise Fault("vin", VinMissing())
    currency = row.read("currency", currency_code) or whole.currency
    price = row.read("price", lambda text: minor(text, currency))
    if not price:
        raise Fault("price", PurchasePriceMissing())
    if on is None:
        raise Fault("date", DocumentDateMissing())
    return row.line, RecordPurchase(vin=of, on=on, price=Money(price, currency), invoice=row.words("document"))


def _day(whole: _Whole, text: str) -> date:
    made = whole.day(text)
    check_day(made, whole.today)
    return made


READER = table_reader(
    KIND,
    N_("Purchase prices of new vehicles as CSV or xlsx: VIN, price without tax and date of the invoice are required."),
    take_in,
    COLUMNS,
    NEEDED,
    Group.VEHICLES,
    takes=(DATES,),
    title=N_("Purchase prices of vehicles"),
    seen_on="sale",
    by_parts=True,
)
