"""A fleet as its report tells it: some vehicles, those of one owner, or all, each with what matters of it today."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import batched
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import REPORT, VIEW
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.schedules.rules import By
from lifecycle_desk.stages.charging.health.usecases.health import battery_of
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.store.reporting import VIEWS, exact_rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import named as name_of
from lifecycle_desk.vehicle.rules.people import person_number
from lifecycle_desk.vehicle.rules.vin import canonical
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people

ALL, OWNER, BETWEEN = "all", "owner=", "+"  # how a fleet is named: all, owner=12, VIN+VIN
MONTHS = 12  # of cost
SOON = timedelta(days=30)
AT_ONCE = 500  # vehicles in one statement
MOST = 5_000  # vehicles; a longer report nobody reads
ESTIMATED_HERE = 100  # batteries whose health nothing has estimated yet: two seconds; the others are told as such

FleetEmpty = objection("FleetEmpty", N_("There is no vehicle in this fleet."), "fleet")
FleetTooLarge = objection(
    "FleetTooLarge",
    N_("%(given)s vehicles are too many for a fleet report: at most %(most)s."),
    "fleet",
    given=int,
    most=int,
)

type Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FleetVehicle:
    """One vehicle of a fleet: what it is, and where it stands today.

    `due_on` is the day on which maintenance is due as it is driven, `due_km` the distance where that comes first.
    """

    vin: str
    name: str
    model: str
    plate: str | None
    stage: Stage | None
    in_use_since: date | None
    distance_km: int | None
    health: Decimal | None
    due_on: date | None
    due_km: int | None
    is_overdue: bool
    campaigns: int

    def age(self, on: date) -> Decimal | None:
        """Its age in years since its first registration, or since it was handed over."""
        return Decimal((on - self.in_use_since).days) / Decimal("365.25") if self.in_use_since else None


@dataclass(frozen=True, slots=True)
class Cost:
    """What was handed over of a fleet in a month, by who pays, in one currency, as it was priced."""

    month: date
    currency: str
    customer: Decimal
    maker: Decimal
    internal: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.customer + self.maker + self.internal


@dataclass(frozen=True, slots=True)
class Fleet:
    """A fleet on a day, with what its visits cost in the last twelve months; `owner` only where people are named.

    `not_estimated` counts the charged batteries whose health nobody has estimated yet.
    """

    on: date
    owner: str
    vehicles: tuple[FleetVehicle, ...]
    costs: tuple[Cost, ...]
    not_estimated: int = 0

    @property
    def overdue(self) -> int:
        """Vehicles whose maintenance is overdue."""
        return sum(each.is_overdue for each in self.vehicles)

    @property
    def due_soon(self) -> int:
        """Vehicles whose maintenance is due within thirty days."""
        return sum(
            not each.is_overdue and each.due_on is not None and each.due_on <= self.on + SOON for each in self.vehicles
        )

    @property
    def with_campaigns(self) -> int:
        """Vehicles on which a campaign is still to be carried out."""
        return sum(bool(each.campaigns) for each in self.vehicles)


def fleet(user: UserSession, named: str, *, with_people: bool = False) -> Fleet:
    """A fleet by its name; the whole dealership's needs a right of its own.

    Raises UnknownVehicle, UnknownPerson, FleetEmpty, FleetTooLarge and NotAllowed.
    """
    user.require(REPORT if named.strip() == ALL else VIEW)
    with user.store.reading() as tx:
        on = today(tx)
        vins = _vins(tx, named.strip())
        health, not_estimated = _health(tx, vins, on)
        vehicles = tuple(_vehicles(tx, vins, health, on, with_people=with_people))
        owner = people.person(tx, _owner(named)).name if with_people and _owner(named) else ""
        return Fleet(on, owner, vehicles, tuple(_costs(tx, vins, on)), not_estimated)


def _owner(named: str) -> int:
    named = named.strip()
    return person_number(named.removeprefix(OWNER)) if named.startswith(OWNER) else 0


def _vins(tx: Transaction, named: str) -> list[str]:
    if named == ALL:
        found = list(life_rows.vins(tx))
    elif owner := _owner(named):
        found = life_rows.of_owner(tx, owner)
    else:
        found = list(dict.fromkeys(canonical(each) for each in named.split(BETWEEN) if each.strip()))
        for each in found:
            life_rows.row(tx, each)
    if not found:
        raise FleetEmpty
    if len(found) > MOST:
        raise FleetTooLarge(len(found), MOST)
    return found


def _read(tx: Transaction, name: str, vins: Sequence[str]) -> Iterator[Record]:
    """The rows of a view for reporting that some vehicles have."""
    view = VIEWS[f"report_{name}"]
    names = [each.name for each in view.columns]
    for some in batched(vins, AT_ONCE):
        for row in exact_rows(tx, view, some):
            yield dict(zip(names, row, strict=True))


def _health(tx: Transaction, vins: Sequence[str], on: date) -> tuple[Mapping[str, Decimal | None], int]:
    """The health of the charged batteries, and how many were never estimated.

    What is kept is counted by the list of batteries. Who has not looked at that yet is not told that nothing is known:
    what is stale is estimated here, first what was never estimated; the rest stands as it was kept.
    """
    kept = {each["vin"]: each for each in _read(tx, "battery_health", vins)}
    found: dict[str, Decimal | None] = {vin: each["health_percent"] for vin, each in kept.items()}
    stale = sorted(
        (vin for vin, each in kept.items() if each["is_stale"]), key=lambda vin: kept[vin]["as_of"] is not None
    )
    for vin in stale[:ESTIMATED_HERE]:
        tenths = battery_of(tx, vin, on).health.percent
        found[vin] = None if tenths is None else Decimal(tenths) / 10
    return found, sum(kept[vin]["as_of"] is None for vin in stale[ESTIMATED_HERE:])


def _vehicles(
    tx: Transaction, vins: Sequence[str], health: Mapping[str, Decimal | None], on: date, *, with_people: bool
) -> Iterator[FleetVehicle]:
    cars = {each["vin"]: each for each in _read(tx, "vehicle", vins)}
    due = {each["vin"]: each for each in _read(tx, "maintenance_due", vins)}
    is_open = CampaignState.OPEN.value
    campaigns = Counter(each["vin"] for each in _read(tx, "campaign_vehicle", vins) if each["state"] == is_open)
    for vin in vins:
        car, next_due = cars[vin], due.get(vin)
        yield FleetVehicle(
            vin=vin,
            name=name_of(car["make"], car["model"], car["variant"] or ""),
            model=name_of(car["make"], car["model"]),
            plate=life_rows.row(tx, vin).plate if with_people else None,
            stage=Stage.of(car["stage"]) if car["stage"] else None,
            in_use_since=car["first_registered_on"] or car["handed_over_on"],
            distance_km=car["distance_km"],
            health=health.get(vin),
            due_on=next_due["forecast_on"] if next_due else None,
            due_km=next_due["due_at_km"] if next_due and next_due["due_by"] == By.KM.value else None,
            is_overdue=_is_overdue(next_due, on),
            campaigns=campaigns[vin],
        )


def _is_overdue(due: Record | None, on: date) -> bool:
    """Whether the limit that comes first has passed, as the list of what is due counts it."""
    return due is not None and due["forecast_on"] is not None and due["forecast_on"] < on


def _costs(tx: Transaction, vins: Sequence[str], on: date) -> Iterator[Cost]:
    """What was handed over in the last twelve months, this one included, month by month."""
    months = list(_months(on))
    sums: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    for line in _read(tx, "order_line", vins):
        day = line["handed_over_on"]
        if day is not None and months[0] <= day <= on:
            sums[line["currency"], day.replace(day=1)][_bearer(line["payer"])] += line["priced"]
    for currency in sorted({each for each, _ in sums}):
        for month in months:
            by = sums.get((currency, month), Counter())
            customer, maker, internal = (Decimal(by[name]) for name in ("customer", "maker", "internal"))
            yield Cost(month, currency, customer, maker, internal)


def _bearer(payer: str) -> str:
    """Who bears a line in the end: the customer or an insurer, the maker, or the house."""
    match PayType.of(payer):
        case PayType.CUSTOMER | PayType.INSURANCE:
            return "customer"
        case PayType.INTERNAL:
            return "internal"
    return "maker"


def _months(on: date) -> Iterator[date]:
    last = on.year * 12 + on.month - 1
    for month in range(last - MONTHS + 1, last + 1):
        yield date(month // 12, month % 12 + 1, 1)
