"""What is ahead in campaigns: how far each is, which cars wait longest, whom no letter reaches, what was done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.campaigns.rules.campaign import CampaignState, ShownCampaign
from lifecycle_desk.campaigns.rules.status import CampaignStatus
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars
from lifecycle_desk.campaigns.usecases.lists import CarInCampaign, for_people, shown, shown_campaign
from lifecycle_desk.campaigns.usecases.texts import Unworded, texts_waited_for
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.store.store import Transaction

TABLES = frozenset({"campaign", "campaign_car", "campaign_target", "vehicle", "person"})
LATELY = timedelta(days=30)
MOST = 12  # of what a card shows the first of


@dataclass(frozen=True, slots=True)
class InCampaign:
    """A car with the campaign that it stands in, since when, and whether that keeps it here."""

    car: CarInCampaign
    campaign: str
    since: date
    stops: bool


@dataclass(frozen=True, slots=True)
class NotReached:
    """Whom no letter of a campaign reaches: cars without an owner, owners without an address, texts that lack."""

    known: ShownCampaign
    without_owner: int
    without_address: int
    unworded: tuple[Unworded, ...]


@dataclass(frozen=True, slots=True)
class CampaignsAhead:
    """The cards under the list of campaigns; `open_cars` is how many wait in all."""

    today: date
    progress: tuple[ShownCampaign, ...]
    waiting: tuple[InCampaign, ...]
    open_cars: int
    not_reached: tuple[NotReached, ...]
    done: tuple[InCampaign, ...]


def campaigns_ahead(user: UserSession, spoken: Collection[str]) -> CampaignsAhead:
    """What is ahead in all campaigns; letters are written in the languages that are `spoken`."""
    with user.store.reading() as tx:
        today = dealer_day.today(tx)
        places = campaign_rows.places(tx, None, "", MOST)
        known = for_people(tx, campaign_rows.at_places(tx, places).values())
        press = sorted(known, key=lambda each: places.index(each.place))
        counts = cars.counted(tx)
        return CampaignsAhead(
            today,
            tuple(each for each in press if each.withdrawn is None and any(each.counts.values())),
            _with_campaign(tx, cars.waiting_longest(tx, MOST)),
            sum(each.get(CampaignState.OPEN, 0) for each in counts.values()),
            _not_reached(tx, press, spoken),
            _with_campaign(tx, cars.done_since(tx, today - LATELY, MOST)),
        )


def campaign_ahead(user: UserSession, number: str, spoken: Collection[str]) -> CampaignsAhead:
    """What is ahead in one campaign; nothing is said of what was done, which its own list shows."""
    with user.store.reading() as tx:
        known = shown_campaign(tx, number)
        return CampaignsAhead(
            dealer_day.today(tx),
            (known,),
            _with_campaign(tx, cars.waiting_longest_of(tx, known.campaign.number, MOST)),
            known.counts[CampaignState.OPEN],
            _not_reached(tx, [known], spoken),
            (),
        )


def _with_campaign(tx: Transaction, stood: list[CampaignStatus]) -> tuple[InCampaign, ...]:
    known = campaign_rows.campaigns(tx, [each.campaign for each in stood])
    return tuple(
        InCampaign(car, each.campaign, each.since, bool((of := known.get(each.campaign)) and of.campaign.stops))
        for each, car in zip(stood, shown(tx, stood), strict=True)
    )


def _not_reached(tx: Transaction, known: list[ShownCampaign], spoken: Collection[str]) -> tuple[NotReached, ...]:
    """The campaigns of the list's head whose letters do not reach everybody."""
    missing = cars.unreached(tx)
    found = []
    for each in known:
        if each.withdrawn is not None or not each.counts[CampaignState.OPEN]:
            continue
        nobody, unwritten = missing.get(each.campaign.number, (0, 0))
        _, unworded = texts_waited_for(tx, each.campaign, spoken)
        if nobody or unwritten or unworded:
            found.append(NotReached(each, nobody, unwritten, unworded))
    return tuple(found)
