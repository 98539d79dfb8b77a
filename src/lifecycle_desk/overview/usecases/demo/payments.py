"""The example's payments: most visits are paid as the car is handed over, some in two parts, a few are still open."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from random import Random

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.market import MeansKind
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.shop import CLOSES, OPENS, Shop
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.usecases.showing import order, orders_of
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.usecases.recording import RecordPayment, record_payment
from lifecycle_desk.vehicle.rules.people import PersonKind

USUAL = {PaidBy.CARD: 5, PaidBy.CASH: 2, PaidBy.TRANSFER: 1}  # how often, beside the market's own means
OWN_MEANS, OF_KIND = 3, {MeansKind.CARD: PaidBy.CARD, MeansKind.INSTANT: PaidBy.INSTANT}
AGES = ((2, 29), (31, 59), (61, 89), (91, 150))  # days since the visit, of each of which some are still open
STILL_OPEN = Fraction(1, 8)  # of the visits of such an age
IN_PARTS, HALF, REST_AFTER = 0.1, Fraction(1, 2), 14  # how often; what comes at first; days
COMPANY_PAYS_AFTER = 26  # days
PAID_NOW, NOW_OF = 4, (20, 70)  # visits that are paid today, so many days after
REFUNDED, REFUND_AFTER, REFUND = (8, 90), 5, Fraction(1, 10)  # the one refund: of a visit so many days ago

type Visit = tuple[Car, date]


def happen(shop: Shop, driven: Sequence[tuple[Car, Sequence[date]]]) -> None:
    """Let customers pay for the visits of all cars; dice of their own, so that nothing else of the example moves."""
    dice = Random(f"payments {shop.pack.code} {len(driven)}")  # noqa: S311 (invented on purpose)
    visits = [(car, day) for car, days in driven for day in days if day <= shop.today]
    still_open = _still_open(shop, dice, visits)
    paid = [visit for visit in visits if visit not in still_open]
    late = _of_age(shop, paid, NOW_OF)[-PAID_NOW:]
    for visit in visits:
        _visit(shop, dice, visit, is_open=visit in still_open or visit in late)
    for car, day in late:
        paid_by, means = _means(shop, dice, shop.today)
        shop.diary.note(shop.at(shop.today, OPENS + 1), partial(_pay, car, day, paid_by, means), _desk(shop))
    recent = [each for each in _of_age(shop, paid, REFUNDED) if each not in late and not _is_company(each[0])]
    refunded: list[str] = []
    for car, day in dice.sample(recent, len(recent)):
        _on(shop, day, REFUND_AFTER, partial(_refund, refunded, car, day))


def _still_open(shop: Shop, dice: Random, visits: Sequence[Visit]) -> list[Visit]:
    """Some visits of each age, at least one of each."""
    found: list[Visit] = []
    for age in AGES:
        of_age = [each for each in _of_age(shop, visits, age) if _owes(shop, *each)]
        found += dice.sample(of_age, -(-len(of_age) * STILL_OPEN.numerator // STILL_OPEN.denominator))
    return found


def _owes(shop: Shop, car: Car, day: date) -> bool:
    """Whether the customer pays for something of a visit."""
    came = shop.came.get((car.vin, day))
    return came is not None and any(line.pays is PayType.CUSTOMER for job in came.jobs for line in job.lines)


def _of_age(shop: Shop, visits: Sequence[Visit], age: tuple[int, int]) -> list[Visit]:
    return [each for each in visits if age[0] <= (shop.today - each[1]).days <= age[1]]


def _visit(shop: Shop, dice: Random, visit: Visit, *, is_open: bool) -> None:
    """Let one visit be paid: by a company later on its account, by others at once or in two parts, or not yet."""
    (car, day), (paid_by, means), in_parts = visit, _means(shop, dice, visit[1]), dice.random() < IN_PARTS
    if _is_company(car):
        _on(shop, day, 0, partial(_pay, car, day, PaidBy.ACCOUNT, ""))
        if not is_open:
            _on(shop, day, COMPANY_PAYS_AFTER, partial(_pay, car, day, PaidBy.TRANSFER, ""))
        return
    if in_parts:
        _on(shop, day, 0, partial(_pay, car, day, paid_by, means, part=HALF))
    if not is_open:
        _on(shop, day, REST_AFTER if in_parts else 0, partial(_pay, car, day, paid_by, means))


def _is_company(car: Car) -> bool:
    return car.owner is not None and car.owner.person.kind is PersonKind.COMPANY


def _means(shop: Shop, dice: Random, day: date) -> tuple[PaidBy, str]:
    """How somebody pays on a day in this market."""
    offered = [(paid_by, "", often) for paid_by, often in USUAL.items()]
    offered += [(OF_KIND[one.kind], one.name, OWN_MEANS) for one in shop.pack.payment_means_on(day)]
    ((paid_by, means, _),) = dice.choices(offered, [often for _, _, often in offered])
    return paid_by, means


def _on(shop: Shop, day: date, after: int, act: Callable[[UserSession], object]) -> None:
    """Do something at the desk in the evening of a visit, or some days later in the morning, if that day has come."""
    moment = shop.at(day + timedelta(days=after), OPENS + 2) if after else shop.at(day, CLOSES)
    if moment <= shop.now:
        shop.diary.note(moment, act, _desk(shop))


def _desk(shop: Shop) -> str:
    return next(each.name for each in shop.members if each.role is Role.ADVISER)


def _number(user: UserSession, car: Car, day: date) -> str | None:
    return next((each.number for each in orders_of(user, car.vin) if each.handed_over_on == day), None)


def _pay(car: Car, day: date, paid_by: PaidBy, means: str, user: UserSession, *, part: Fraction = Fraction(1)) -> None:
    """Pay the rest of a visit, or a part of it."""
    number = _number(user, car, day)
    rest = order(user, number).settlement.rest if number else None
    if number and rest and rest.minor > 0:
        amount = Money(int(rest.minor * part) or rest.minor, rest.currency)
        record_payment(user, RecordPayment(number=number, paid_by=paid_by, amount=amount, means=means))


def _refund(refunded: list[str], car: Car, day: date, user: UserSession) -> None:
    """Give back in cash something of what was paid for a visit, if nobody else was given anything."""
    number = _number(user, car, day)
    paid = order(user, number).settlement.paid if number and not refunded else None
    if number and paid and (back := int(paid.minor * REFUND)):
        amount = Money(back, paid.currency)
        record_payment(user, RecordPayment(number=number, paid_by=PaidBy.CASH, amount=amount, refund=True))
        refunded.append(number)
