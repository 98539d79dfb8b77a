"""Campaigns of a region: how far each has come, which dealers are behind, and which cars wait there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.rules.comparing import FEW_THINGS, Interval, Verdict, interval, verdict
from lifecycle_desk.region.tables import looking
from lifecycle_desk.region.usecases.looking import WHOLE, Part
from lifecycle_desk.region.usecases.looking_cars import CarShort, car_short

OPEN, DONE = CampaignState.OPEN.value, CampaignState.DONE.value


@dataclass(frozen=True, slots=True)
class CampaignShort:
    """A campaign: how many cars stand where in it, over how many dealers."""

    campaign: str
    cars: Mapping[str, int]
    dealers: int

    @property
    def open(self) -> int:
        """The cars that wait."""
        return self.cars.get(OPEN, 0)

    @property
    def done(self) -> int:
        """The cars on which it was carried out."""
        return self.cars.get(DONE, 0)

    @property
    def share(self) -> Fraction | None:
        """The share that is done, of the cars that it means; None where it means none."""
        return _share(self.done, self.open)


@dataclass(frozen=True, slots=True)
class CampaignAt:
    """A campaign at one dealer, with the interval of its share and how that stands to the region's."""

    dealer: str
    name: str
    market: str
    open: int
    may_be: int
    done: int
    interval: Interval | None
    verdict: Verdict | None

    @property
    def share(self) -> Fraction | None:
        """The share that is done; None where it means no car here."""
        return _share(self.done, self.open)

    @property
    def is_few(self) -> bool:
        """Whether it means too few cars here for the share to say much."""
        return self.open + self.done < FEW_THINGS


@dataclass(frozen=True, slots=True)
class CampaignCar:
    """A car in a campaign."""

    car: CarShort
    state: str
    since: str
    done_on: str


def _share(done: int, waiting: int) -> Fraction | None:
    return Fraction(done, done + waiting) if done + waiting else None


def campaigns(user: UserSession, part: Part = WHOLE) -> tuple[CampaignShort, ...]:
    """All campaigns, those with most cars waiting first."""
    with user.store.reading() as tx:
        rows = looking.campaigns(tx, part.market) if looking.is_summed(tx) else ()
    cars: dict[str, dict[str, int]] = defaultdict(dict)
    at = defaultdict[str, int](int)
    for row in rows:
        cars[row.campaign][row.state] = int(row.cars)
        at[row.campaign] = max(at[row.campaign], int(row.dealers))
    found = [CampaignShort(campaign, states, at[campaign]) for campaign, states in cars.items()]
    return tuple(sorted(found, key=lambda each: (-each.open, each.campaign)))


def at_dealers(user: UserSession, campaign: str) -> tuple[CampaignAt, ...]:
    """A campaign at each dealer, those with most cars waiting first."""
    with user.store.reading() as tx:
        rows = looking.campaign_at_dealers(tx, campaign) if looking.is_summed(tx) else ()
    names: dict[str, tuple[str, str]] = {}
    cars: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        names[row.dealer] = row.name, row.market
        cars[row.dealer][row.state] = int(row.cars)
    done = sum(each.get(DONE, 0) for each in cars.values())
    rate = float(_share(done, sum(each.get(OPEN, 0) for each in cars.values())) or 0)
    found = []
    for dealer, states in cars.items():
        hits, of = states.get(DONE, 0), states.get(DONE, 0) + states.get(OPEN, 0)
        may_be = states.get(CampaignState.MAY_BE.value, 0)
        told = interval(hits, of), verdict(hits, of, rate)
        found.append(CampaignAt(dealer, *names[dealer], of - hits, may_be, hits, *told))
    return tuple(sorted(found, key=lambda each: (-each.open, each.name, each.dealer)))


def cars_waiting(user: UserSession, campaign: str, dealer: str) -> Sequence[CampaignCar]:
    """The cars of a dealer in a campaign, those that wait first."""
    with user.store.reading() as tx:
        rows = looking.cars_in_campaign(tx, dealer, campaign)
    return [CampaignCar(car_short(row), row.state, row.since, row.done_on) for row in rows]
