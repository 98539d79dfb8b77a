"""The example's dealings with suppliers: their terms, the price list of the first, and parts that went back to them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from random import Random

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.market.examples import PartLine, invented_phone
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.stages.service.purchasing.rules.prices import SupplierPrice
from lifecycle_desk.stages.service.purchasing.usecases.prices import take_prices
from lifecycle_desk.stages.service.purchasing.usecases.requests import SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.crediting import settle_credit
from lifecycle_desk.stages.service.shelf.usecases.moving import send_back_part
from lifecycle_desk.stages.service.shelf.usecases.requests import SendBackPart, SettleCredit

TERMS = (("terms_net", 14), ("terms_prepaid", 21), ("terms_discount", 7))  # of payment, and the days of a delivery
COST = Decimal("0.62")  # of the price to customers
LISTED, SINCE = 58, 70  # days ago that the price list came, and from which it counts
WENT_BACK = (75, 41, 9)  # days ago: the first is settled, the second late
SETTLED_AFTER, PLENTY = 24, 2_000  # days; thousandths of a part of which one can be spared
NAMED_AFTER = ("BYD", "GWM", "MG", "Omoda")  # makes with which the list of all shops ends the names of their own parts


def happen(shop: Shop, makes: Sequence[str], parts: Sequence[PartLine], clerk: str) -> None:
    """Let the dealer have agreed terms with a supplier of each make, and deal with the first."""
    opening = shop.at(shop.working(shop.opened_on), OPENS, 50)
    dice = Random(f"suppliers {shop.pack.code}")  # noqa: S311 (invented on purpose)
    for place, make in enumerate(makes):
        terms, days = TERMS[place % len(TERMS)]
        asked = SaveSupplier(
            name=name_of(make),
            ours=f"C-{40_118 + place * 1_307}",
            email=f"parts@{make.lower().replace(' ', '-')}.example",
            phone=invented_phone(shop.example.people, dice),
            language="en" if place else "zh_CN",
            terms=note(shop.example, terms),
            delivery_days=days,
        )
        shop.diary.note(opening, doing(save_supplier, asked), clerk)
    _list_prices(shop, parts, clerk)
    _send_back(shop, makes, clerk)


def name_of(make: str) -> str:
    """The name of the supplier of a make."""
    return f"{make} Parts"


def cost_of(part: PartLine) -> int:
    """What a supplier charges for a part."""
    return int(part.price_from * COST)


def _list_prices(shop: Shop, parts: Sequence[PartLine], clerk: str) -> None:
    """The first supplier's list, as it was taken in from a file."""
    came, since = (shop.ago(each) for each in (LISTED, SINCE))
    file = f"prices-{since:%Y-%m}.xlsx"
    rows = [(line, _price(shop, each, since)) for line, each in enumerate(parts, 2)]
    digest = sha256(file.encode()).hexdigest()

    def take(user: UserSession) -> None:
        take_prices(user, rows, file=file, digest=digest, dry_run=False, skip_refused=False)

    shop.diary.note(shop.at(came, OPENS + 1, 40), take, clerk)


def _price(shop: Shop, part: PartLine, since: date) -> SupplierPrice:
    return SupplierPrice(
        supplier=1,
        code=part.number,
        text=part.what,
        price=cost_of(part),
        currency=shop.pack.currency,
        valid_from=since,
    )


def _send_back(shop: Shop, makes: Sequence[str], clerk: str) -> None:
    """Parts that went back: the credit for the first has come, that for the second is late."""
    dice = Random(f"credits {shop.pack.code}")  # noqa: S311 (invented on purpose)
    for place, days in enumerate(WENT_BACK):
        mark = f"RMA-{dice.randint(1_000, 9_999)}"
        movements: list[int] = []

        def send(user: UserSession, mark: str = mark, movements: list[int] = movements) -> None:
            part = _spare(user, makes, dice)
            supplier = name_of(make_of(part.text) or makes[0])
            asked = SendBackPart(code=part.code, quantity=Decimal(1), supplier=supplier, reference=mark)
            movements.extend(send_back_part(user, asked).value.movements)

        def settle(user: UserSession, movements: list[int] = movements) -> None:
            settle_credit(user, SettleCredit(movement=movements[0], reference=f"CN-{movements[0]:05}"))

        went = shop.diary.note(shop.at(shop.ago(days), OPENS + 3, 5), send, clerk)
        if not place:
            shop.diary.after(went, SETTLED_AFTER * 24 * 60, settle, clerk)


def make_of(part: str) -> str:
    """The make after which a part is named; empty for one that fits several."""
    last = part.rpartition(" ")[2]
    return last if last in NAMED_AFTER else ""


def _spare(user: UserSession, makes: Sequence[str], dice: Random) -> StockPart:
    """A part that one of the suppliers has, of which there is more than one, and that has no serial numbers."""
    with user.store.reading() as tx:
        figures, lots = stock.all_figures(tx), stock.all_lots(tx)
        serial = {number for number, lot in lots if lot.serial}
        parts = [each for each in stock.every_part(tx) if each.number not in serial]
    supplied = [each for each in parts if make_of(each.text) in {"", *makes}]
    return dice.choice([each for each in supplied if figures[each.number].thousandths >= PLENTY])
