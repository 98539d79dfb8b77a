"""Parts that tests receive, issue and count."""

from decimal import Decimal

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.checks import CHECKS
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.requests import Receipt

FILTER = "B-AF1017"
RECEIPT = Receipt(code=FILTER, quantity=Decimal(10), unit_cost=1_250, place="A-1", text="Air filter", new=True)


def received(user: UserSession, code: str = FILTER, many: object = 10, cost: int = 1_250, **more: object):
    """Receive a part; gives what the command answers."""
    given = {"place": "A-1", "new": True} | more
    return receive_part(user, Receipt(code=code, quantity=Decimal(str(many)), unit_cost=cost, **given))


def at_hand(user: UserSession, code: str = FILTER) -> tuple[Decimal, int]:
    """How many there are of a part, and what they are worth."""
    with user.store.reading() as tx:
        found = stock.on_hand(tx, stock.part(tx, code).number)
    return Decimal(found.thousandths) / 1_000, found.value


def ordered(user: UserSession, vin: str, *lines: tuple[str, int]) -> tuple[str, list[int]]:
    """Open an order with some part lines; gives its number and the lines' own numbers."""
    made = tuple(
        Line(kind=LineKind.PART, code=code, text=f"Part {code}", quantity=Decimal(many), price=5_000, awaited=True)
        for code, many in lines
    )
    number = open_repair_order(user, OpenRepairOrder(vin=vin, jobs=(Job(complaint="Parts", lines=made),))).value.number
    return number, [each.id for each in order(user, number).order.sheet.lines]


def faults(user: UserSession) -> list[str]:
    """What the checks of the parts store find."""
    with user.store.reading() as tx:
        return [each.why for check in CHECKS for each in check(tx)]
