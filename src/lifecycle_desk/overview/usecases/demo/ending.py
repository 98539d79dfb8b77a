"""The example's car on its way out: a total loss that was handed in, with its high-voltage system made safe so far."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.checklist_items import ItemKind
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.overview.usecases.demo.cars import Car, read
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.recycling.depollution.rules.depollution import LIST, ItemDone, ItemState
from lifecycle_desk.stages.recycling.depollution.usecases import RecordDepollution, record_depollution
from lifecycle_desk.stages.recycling.end.rules.taking_over import IdentityDocument, RegistrationDocument
from lifecycle_desk.stages.recycling.end.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.end.usecases.deciding import RecordTotalLoss, record_total_loss
from lifecycle_desk.stages.recycling.end.usecases.taking_over import TakeOver, take_over_vehicle
from lifecycle_desk.vehicle.rules.people import PersonKind

LOST_DAYS, HANDED_IN_DAYS, MADE_SAFE_DAYS = 16, 6, 2
QUIET = 20  # days before the loss of which nothing else is told
MINUTES = Decimal(10)  # waited after the disconnect


def wreck(shop: Shop, cars: Sequence[tuple[Car, Sequence[date]]], back: Sequence[Car]) -> list[Car]:
    """Let one car end in an accident; gives it, since it goes to the workshop no more."""
    lost_on = shop.ago(LOST_DAYS)
    for car, visits in cars:
        if car not in back and _may_end(car, visits, lost_on - timedelta(days=QUIET)):
            car.gone = lost_on
            _ends(shop, car, lost_on)
            return [car]
    return []


def _may_end(car: Car, visits: Sequence[date], quiet_since: date) -> bool:
    owned = car.owner is not None and car.owner.person.kind is PersonKind.PERSON
    driven = bool(car.battery and car.description.usable_wh) and not car.cluster_since
    return owned and driven and max(visits, default=car.since) < quiet_since


def _ends(shop: Shop, car: Car, lost_on: date) -> None:
    adviser, technician = shop.somebody(Role.ADVISER), shop.somebody(Role.TECHNICIAN)
    handed_in_on, safe_on = (shop.ago(each) for each in (HANDED_IN_DAYS, MADE_SAFE_DAYS))
    loss = RecordTotalLoss(
        car.vin,
        lost_on,
        LossCause.COLLISION,
        note(shop.example, "insurer"),
        f"{lost_on:%y}-{shop.dice.randint(1000, 9999)}",
    )

    def take_over(user: UserSession) -> None:
        taking = TakeOver(
            vin=car.vin,
            on=handed_in_on,
            holder=(car.owner.number if car.owner else None) or 0,
            nationality=shop.pack.code,
            identity_document=IdentityDocument.IDENTITY_CARD,
            identity_number=f"EX-{shop.pack.code}-0001",
            owner_declared=True,
            registration_document=RegistrationDocument.HANDED_IN,
            registration_country=shop.pack.code,
            odometer=read(shop, car.km(lost_on)),
        )
        take_over_vehicle(user, taking)

    group = checklist(LIST, safe_on).groups_for(car.energy)[0]
    safe = tuple(
        ItemDone(each.id, ItemState.DONE, MINUTES if each.kind is ItemKind.MEASURE else None) for each in group.items
    )
    shop.diary.note(shop.at(lost_on, 16), doing(record_total_loss, loss), adviser)
    shop.diary.note(shop.at(handed_in_on, 10), take_over, adviser)
    made_safe = RecordDepollution(car.vin, safe_on, safe, technician)
    shop.diary.note(shop.at(safe_on, 14), doing(record_depollution, made_safe), technician)
