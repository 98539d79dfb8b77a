"""The example's campaigns: a recall that forbids to drive three cars, and one in which most cars only may be."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.steps import drained
from lifecycle_desk.campaigns.rules import targets
from lifecycle_desk.campaigns.rules.campaign import CampaignType, Source, Telling
from lifecycle_desk.campaigns.rules.file_rows import Brought, BroughtRow
from lifecycle_desk.campaigns.rules.targets import DESCRIBED, SHORTEST, Target
from lifecycle_desk.campaigns.usecases.files import take_in_campaigns
from lifecycle_desk.campaigns.usecases.standing import (
    CampaignDoneElsewhere,
    ExcludeCampaign,
    exclude_campaign,
    record_campaign_done,
)
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.overview.usecases.demo.cars import Car, read
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.shop import Shop, working
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder

RECALL, SERVICE = "EX-26-014", "EX-26-007"
RECALLED_DAYS, DONE_DAYS = 9, 4
SERVICED_DAYS, ELSEWHERE_DAYS, EXCLUDED_DAYS = 45, 20, 18
LISTED = 3
WORK, HOURS = "Battery pack: leak test and new coolant hose", Decimal("2.4")
TOLD = {
    RECALL: Telling(
        type=CampaignType.SAFETY_RECALL,
        title="Coolant may leak into the high-voltage battery",
        authority_no="EX-R-2026-118",
        defect="A hose clamp of the battery's cooling circuit may loosen. Coolant may then reach the cell modules.",
        remedy="The circuit is tested for leaks; the hose and both clamps are replaced.",
        do_not_drive=True,
        park_outside=True,
    ),
    SERVICE: Telling(
        type=CampaignType.SERVICE_CAMPAIGN,
        title="Software of the charging control unit",
        defect="Charging may stop early where the grid's voltage is low.",
        remedy="The software of the charging control unit is brought up to date.",
        do_not_drive=False,
        park_outside=False,
    ),
}


def campaigns(shop: Shop, cars: Sequence[Car], in_the_workshop: Sequence[Car]) -> None:
    """Let two campaign files come; `cars` are on the road, some of them in the workshop now."""
    dice = Random(f"campaigns {shop.pack.code} {len(cars)}")  # noqa: S311 (invented on purpose)
    came_on = working(shop.today - timedelta(days=RECALLED_DAYS))
    electric = [car for car in cars if car.battery and car.owner and car.since < came_on]  # else it stays with the dealer
    waiting = [car for car in electric if car in in_the_workshop]
    free = [car for car in electric if car not in in_the_workshop]
    recalled = [*dice.sample(free, min(LISTED - 1, len(free))), *waiting[:1]]
    if len(recalled) < LISTED:
        return
    _recall(shop, recalled, dice)
    _service(shop, [car for car in electric if car not in recalled], dice)


def _recall(shop: Shop, cars: Sequence[Car], dice: Random) -> None:
    """The maker names the cars; the first comes to the workshop at once."""
    manager = _somebody(shop, dice, Role.MANAGER)
    on = working(shop.today - timedelta(days=RECALLED_DAYS))
    rows = [(car.vin, targets.listed(car.vin)) for car in cars]
    shop.diary.note(shop.at(on, 9), lambda user: _taken_in(user, RECALL, rows, on), manager)
    done_on, adviser = working(shop.today - timedelta(days=DONE_DAYS)), _somebody(shop, dice, Role.ADVISER)
    labour = Line(
        kind=LineKind.LABOUR,
        code="HV-9014",
        text=WORK,
        hours=HOURS,
        pays=PayType.CAMPAIGN,
        campaign=RECALL,
        technician=_somebody(shop, dice, Role.TECHNICIAN),
    )
    told = TOLD[RECALL]
    job = Job(complaint=f"{RECALL}: {told.title}", correction=told.remedy or "", lines=(labour,))
    visit = LogRepairOrder(
        vin=cars[0].vin, on=done_on, jobs=(job,), odometer_in=read(shop, cars[0].km(done_on)), adviser=adviser
    )
    shop.diary.note(shop.at(done_on, 16), doing(log_repair_order, visit), adviser)


def _service(shop: Shop, cars: Sequence[Car], dice: Random) -> None:
    """The maker names a range, and a build period of all that begins alike; two of the cars are looked up."""
    if not cars:
        return
    manager, adviser = _somebody(shop, dice, Role.MANAGER), _somebody(shop, dice, Role.ADVISER)
    on = working(shop.today - timedelta(days=SERVICED_DAYS))
    makers = Counter(car.vin[:SHORTEST] for car in cars)
    alike = [car for car in cars if car.vin[:SHORTEST] == makers.most_common(1)[0][0]]
    first = alike[0].vin
    ends = (f"{first[:DESCRIBED]}000001", f"{first[:DESCRIBED]}009999")
    period = (on - timedelta(days=900), on - timedelta(days=200))
    rows = [
        (f"{ends[0]}-{ends[1]}", targets.ranged(*ends)),
        (f"{first[:SHORTEST]}…", targets.beginning(first[:SHORTEST], *period)),
    ]
    shop.diary.note(shop.at(on, 10), lambda user: _taken_in(user, SERVICE, rows, on), manager)
    if len(alike) >= LISTED:
        excluded_on, done_on = (working(shop.today - timedelta(days=each)) for each in (EXCLUDED_DAYS, ELSEWHERE_DAYS))
        excluded = ExcludeCampaign(alike[1].vin, SERVICE, "Newer software from the factory")
        done = CampaignDoneElsewhere(alike[2].vin, SERVICE, done_on, "Example EV Service", "Stamp in the booklet")
        shop.diary.note(shop.at(done_on, 11), doing(record_campaign_done, done), adviser)
        shop.diary.note(shop.at(excluded_on, 11), doing(exclude_campaign, excluded), adviser)


def _somebody(shop: Shop, dice: Random, role: Role) -> str:
    return dice.choice([each.name for each in shop.members if each.role is role])


def _taken_in(user: UserSession, number: str, rows: Sequence[tuple[str, Target]], on: date) -> None:
    """Take in a file of one campaign, as its reader gives it."""
    brought = Brought("campaign", f"{number}.csv", Source.MAKER)
    brought.tellings[number] = Telling(valid_from=on).with_more(TOLD[number])
    brought.rows += [BroughtRow(number, row, target) for row, target in rows]
    drained(take_in_campaigns(user, brought, Taken("campaign", brought.file), write=True))
