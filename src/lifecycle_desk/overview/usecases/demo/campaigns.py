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
from lifecycle_desk.campaigns.rules.file_rows import Brought, BroughtRow, WordedRow
from lifecycle_desk.campaigns.rules.targets import DESCRIBED, SHORTEST, Target
from lifecycle_desk.campaigns.rules.words import CampaignWords
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
from lifecycle_desk.overview.usecases.demo.lists import ENGLISH, note, note_in, noted
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder

RECALL, SERVICE = "EX-26-014", "EX-26-007"
RECALLED_DAYS, DONE_DAYS = 9, 4
SERVICED_DAYS, ELSEWHERE_DAYS, EXCLUDED_DAYS = 45, 20, 18
LISTED, FEWEST = 3, 2  # cars that the recall names: one that was put right, and at least one that is still to come
HOURS = Decimal("2.4")  # of the recall's work
TOLD = {
    RECALL: Telling(
        type=CampaignType.SAFETY_RECALL, authority_no="EX-R-2026-118", do_not_drive=True, park_outside=True
    ),
    SERVICE: Telling(type=CampaignType.SERVICE_CAMPAIGN, do_not_drive=False, park_outside=False),
}
NOTED = {RECALL: "recall", SERVICE: "campaign"}  # how the notes of each are called


def campaigns(shop: Shop, cars: Sequence[Car], in_the_workshop: Sequence[Car]) -> list[Car]:
    """Let two campaign files come; `cars` are on the road, some in the workshop. Gives those still recalled."""
    dice = Random(f"campaigns {shop.pack.code} {len(cars)}")  # noqa: S311 (invented on purpose)
    came_on = shop.ago(RECALLED_DAYS)  # a car that is recalled may not be handed over
    electric = [car for car in cars if car.battery and car.owner and car.since < came_on]
    waiting = [car for car in electric if car in in_the_workshop]
    free = [car for car in electric if car not in in_the_workshop]
    recalled = [*dice.sample(free, min(LISTED - len(waiting[:1]), len(free))), *waiting[:1]]
    if len(recalled) < FEWEST:
        return []
    _recall(shop, recalled, dice)
    _service(shop, [car for car in electric if car not in recalled], dice)
    return recalled[1:]


def _recall(shop: Shop, cars: Sequence[Car], dice: Random) -> None:
    """The maker names the cars; the first comes to the workshop at once."""
    manager = _somebody(shop, dice, Role.MANAGER)
    on = shop.ago(RECALLED_DAYS)
    rows = [(car.vin, targets.listed(car.vin)) for car in cars]
    shop.diary.note(shop.at(on, 9), lambda user: _taken_in(shop, user, RECALL, rows, on), manager)
    done_on, adviser = shop.ago(DONE_DAYS), _somebody(shop, dice, Role.ADVISER)
    technician = _somebody(shop, dice, Role.TECHNICIAN)
    shop.sold[technician, done_on] += HOURS
    labour = Line(
        kind=LineKind.LABOUR,
        code="HV-9014",
        text=note(shop.example, "recall_work"),
        hours=HOURS,
        pays=PayType.CAMPAIGN,
        campaign=RECALL,
        technician=shop.full_name(technician),
    )
    told = _said(RECALL, shop.example.language)
    job = Job(complaint=f"{RECALL}: {told.title}", correction=told.remedy, lines=(labour,))
    visit = LogRepairOrder(
        vin=cars[0].vin, on=done_on, jobs=(job,), odometer_in=read(shop, cars[0].km(done_on)), adviser=adviser
    )
    shop.diary.note(shop.at(done_on, 16), doing(log_repair_order, visit), adviser)


def _service(shop: Shop, cars: Sequence[Car], dice: Random) -> None:
    """The maker names a range, and a build period of all that begins alike; two of the cars are looked up."""
    if not cars:
        return
    manager, adviser = _somebody(shop, dice, Role.MANAGER), _somebody(shop, dice, Role.ADVISER)
    on = shop.ago(SERVICED_DAYS)
    makers = Counter(car.vin[:SHORTEST] for car in cars)
    alike = [car for car in cars if car.vin[:SHORTEST] == makers.most_common(1)[0][0]]
    first = alike[0].vin
    ends = (f"{first[:DESCRIBED]}000001", f"{first[:DESCRIBED]}009999")
    period = (on - timedelta(days=900), on - timedelta(days=200))
    rows = [
        (f"{ends[0]}-{ends[1]}", targets.ranged(*ends)),
        (f"{first[:SHORTEST]}…", targets.beginning(first[:SHORTEST], *period)),
    ]
    shop.diary.note(shop.at(on, 10), lambda user: _taken_in(shop, user, SERVICE, rows, on), manager)
    if len(alike) >= LISTED:
        excluded_on, done_on = (shop.ago(each) for each in (EXCLUDED_DAYS, ELSEWHERE_DAYS))
        excluded = ExcludeCampaign(alike[1].vin, SERVICE, note(shop.example, "newer_software"))
        by, proof = note(shop.example, "elsewhere_by"), note(shop.example, "elsewhere_proof")
        done = CampaignDoneElsewhere(alike[2].vin, SERVICE, done_on, by, proof)
        shop.diary.note(shop.at(done_on, 11), doing(record_campaign_done, done), adviser)
        shop.diary.note(shop.at(excluded_on, 11), doing(exclude_campaign, excluded), adviser)


def _somebody(shop: Shop, dice: Random, role: Role) -> str:
    return dice.choice([each.name for each in shop.members if each.role is role])


def _said(number: str, language: str) -> CampaignWords:
    """What the maker says of a campaign in a language."""
    title, defect, remedy = (note_in(language, f"{NOTED[number]}_{each}") for each in ("title", "defect", "remedy"))
    return CampaignWords(title, defect, remedy=remedy)


def _texts(shop: Shop, number: str) -> dict[str, CampaignWords]:
    """The texts that the maker gives: in the shop's language first, in English, and in all that it sells in."""
    languages = dict.fromkeys((shop.example.language, ENGLISH, *noted(f"{NOTED[number]}_title")))
    return {language: said for language in languages if (said := _said(number, language)).title}


def _taken_in(shop: Shop, user: UserSession, number: str, rows: Sequence[tuple[str, Target]], on: date) -> None:
    """Take in a file of one campaign, as its reader gives it."""
    texts = _texts(shop, number)
    said = texts[shop.example.language]
    brought = Brought("campaign", f"{number}.csv", Source.MAKER)
    telling = Telling(valid_from=on, title=said.title, defect=said.defect, remedy=said.remedy)
    brought.tellings[number] = telling.with_more(TOLD[number])
    brought.rows += [BroughtRow(number, row, target) for row, target in rows]
    brought.words[number] = texts
    brought.worded += [WordedRow(number, language) for language in texts]
    drained(take_in_campaigns(user, brought, Taken("campaign", brought.file), write=True))
