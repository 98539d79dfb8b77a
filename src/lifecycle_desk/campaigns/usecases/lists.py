"""Looking at campaigns: the list with how many cars stand where, the cars of one, and the campaigns of one car."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from lifecycle_desk.campaigns.rules.campaign import (
    Campaign,
    CampaignState,
    KnownCampaign,
    Match,
    ShownCampaign,
    UnknownCampaign,
    number_of,
)
from lifecycle_desk.campaigns.rules.status import CampaignStatus
from lifecycle_desk.campaigns.rules.words import ShownTexts
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars
from lifecycle_desk.campaigns.usecases.texts import shown_texts, titled
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer
TABLES = frozenset({"campaign", "campaign_car", "campaign_target"})


class Urgency(Enum):
    """Campaigns by what they ask for now; the value is the ranks in the list that are looked through.

    Each counts what the list's column of that name counts cars of: a campaign that keeps cars here is open too, and one
    that is open on a car may affect another.
    """

    WAITING = (campaign_rows.STOPPING, campaign_rows.WAITING)
    STOPPING = (campaign_rows.STOPPING,)
    PERHAPS = (campaign_rows.STOPPING, campaign_rows.WAITING, campaign_rows.PERHAPS)
    SETTLED = (campaign_rows.SETTLED,)
    NO_CAR = (campaign_rows.NO_CAR,)


@dataclass(frozen=True, slots=True)
class CarInCampaign:
    """A car of a campaign as lists show it; `how` is None where only its life tells of the campaign."""

    number: int
    vin: str
    name: str
    plate: str
    owner: str | None
    stage: str | None
    how: Match | None
    state: CampaignState
    done_on: date | None
    order_no: str | None


@dataclass(frozen=True, slots=True)
class CampaignOfCar:
    """A campaign of one car: what is asked for, and where the car stands; `told` is the event that decided it."""

    campaign: Campaign
    texts: ShownTexts
    standing: CampaignStatus
    told: RecordedEvent | None = None

    @property
    def grounds(self) -> bool:
        """Whether the car must not leave the house."""
        return self.standing.state is CampaignState.OPEN and self.campaign.stops


class Campaigns:
    """The list of campaigns, those first that press most; `which` narrows it, and so do a few letters.

    They may be part of a title in any language, whichever of them the list shows.
    """

    tables = frozenset({"campaign"})

    def __init__(self, user: UserSession, which: Urgency | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> array[int]:
        """The places of all campaigns of the list, or of the first ones."""
        with self.user.store.reading() as tx:
            ranks = None if self.which is None else self.which.value
            besides, perhaps = titled(tx, self.text) if self.text else (), self.which is Urgency.PERHAPS
            return campaign_rows.places(tx, ranks, self.text, first, besides, perhaps=perhaps)

    def rows(self, keys: Sequence[int]) -> dict[int, ShownCampaign]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            found = campaign_rows.at_places(tx, keys)
            return dict(zip(found, for_people(tx, found.values()), strict=True))


class CampaignCars:
    """The cars of one campaign, or those in one state, in the order in which they came; a few letters narrow them."""

    tables = frozenset({"campaign_car", "vehicle", "person"})

    def __init__(self, user: UserSession, campaign: str, which: CampaignState | None = None, text: str = "") -> None:
        self.user, self.campaign, self.which, self.text = user, campaign, which, text.strip()

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all cars of the list, or of the first ones."""
        with self.user.store.reading() as tx:
            if not self.text:
                return cars.car_numbers(tx, self.campaign, self.which, first)
            hits, _ = search.find(tx, self.text, FOUND_AT_MOST)
            found = [each.ref for each in hits if each.kind == "vehicle"]
            return cars.numbers_among(tx, self.campaign, self.which, found)[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, CarInCampaign]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return {each.number: each for each in shown(tx, cars.cars(tx, keys))}


def shown(tx: Transaction, stood: Sequence[CampaignStatus]) -> list[CarInCampaign]:
    """Cars in campaigns with what lists say of a car."""
    rows = cars.vehicles(tx, [each.vin for each in stood])
    owners = people.some(tx, list({row.owner for row in rows.values() if row.owner}))
    return [_line(each, rows[each.vin], owners) for each in stood]


def _line(each: CampaignStatus, row: Any, owners: Mapping[int, Any]) -> CarInCampaign:
    owner = owners.get(row.owner) if row.owner else None
    return CarInCampaign(
        each.number,
        each.vin,
        named(row.make, row.model, row.variant),
        row.plate or "",
        owner.name if owner else None,
        row.stage,
        each.how,
        each.state,
        each.done_on,
        each.order_no,
    )


def campaign_counts(user: UserSession) -> tuple[dict[Urgency, int], int]:
    """How many campaigns there are of each kind, and of all."""
    with user.store.reading() as tx:
        found, perhaps = campaign_rows.by_rank(tx), campaign_rows.that_may_affect(tx)
    counts = {each: sum(found.get(rank, 0) for rank in each.value) for each in Urgency}
    return counts | {Urgency.PERHAPS: perhaps}, sum(found.values())


def campaign(user: UserSession, number: str) -> ShownCampaign:
    """One campaign; refuses a number that was never taken in."""
    with user.store.reading() as tx:
        return shown_campaign(tx, number)


def shown_campaign(tx: Transaction, number: str) -> ShownCampaign:
    """The same, for who has begun to look."""
    return for_people(tx, [known_campaign(tx, number)])[0]


def for_people(tx: Transaction, known: Collection[KnownCampaign]) -> list[ShownCampaign]:
    """Some campaigns with their texts in the languages of those who look at them."""
    texts = shown_texts(tx, (each.campaign for each in known))
    return [ShownCampaign.of(each, texts[each.campaign.number]) for each in known]


def known_campaign(tx: Transaction, number: str) -> KnownCampaign:
    """The same for a command, which shows nobody its texts."""
    tidy = number_of(number)
    found = campaign_rows.campaign(tx, tidy)
    if found is None:
        raise UnknownCampaign(tidy)
    return found


def campaigns_of(tx: Transaction, vin: str) -> list[CampaignOfCar]:
    """The campaigns of a car that it stands in: those first that keep it here, then those that are open."""
    stood = cars.of_car(tx, vin)
    known = campaign_rows.campaigns(tx, [each.campaign for each in stood])
    those = {
        each.campaign: known[each.campaign].campaign if each.campaign in known else Campaign(each.campaign)
        for each in stood
    }
    texts = shown_texts(tx, those.values())
    found = [CampaignOfCar(those[each.campaign], texts[each.campaign], each, _told(tx, each.event)) for each in stood]
    order = list(CampaignState)
    return sorted(found, key=lambda each: (not each.grounds, order.index(each.standing.state)))


def _told(tx: Transaction, event: int | None) -> RecordedEvent | None:
    found = life_rows.event(tx, event) if event is not None else None
    return found[0] if found else None


def campaigns_of_car(user: UserSession, given: str) -> tuple[CampaignOfCar, ...]:
    """The same, for who looks; none where no campaign was ever taken in."""
    with user.store.reading() as tx:
        return tuple(campaigns_of(tx, vins.canonical(given)))


def are_known(user: UserSession) -> bool:
    """Whether any campaign file was taken in, so that it means something that a car is in none."""
    with user.store.reading() as tx:
        return campaign_rows.has_any(tx)


def show_campaigns(user: UserSession, vin: str, told: dict[str, Any]) -> None:
    """Put a car's campaigns into everything that is known of it."""
    told["campaigns"] = [
        {
            "number": each.campaign.number,
            "title": each.campaign.own.title or None,  # as it came: another program reads it
            "state": each.standing.state.value,
            "do_not_drive": each.campaign.do_not_drive,
            "park_outside": each.campaign.park_outside,
        }
        for each in campaigns_of_car(user, vin)
    ]


SHOWS = (show_campaigns,)
