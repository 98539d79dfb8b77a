"""Showing: the sessions of a car with what they cost, by month and by place, and what came in when."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session, by_clocks_of
from lifecycle_desk.stages.charging.sessions.rules.view import NOTHING_EARLIER, Earlier, earlier
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.batches import Batch
from lifecycle_desk.stages.charging.sessions.tables.sessions import UNDONE
from lifecycle_desk.stages.charging.sessions.usecases.inbox import UntilBeforeSince
from lifecycle_desk.stages.charging.sessions.usecases.viewing import view
from lifecycle_desk.stages.charging.tariffs.usecases import Prices
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life

TABLES = frozenset({"charging_session", "charging_batch", "charging_gone", "charging_tariff"})


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session of a car: its number, itself with its price, and whether a credit took it back."""

    number: int
    session: Session
    credited: bool


@dataclass(slots=True)
class Sum:
    """The sums of some sessions: how many, Wh, and payments in each currency; unpriced have no price at all.

    `reckoned` is the share of `paid` that a tariff priced, since the source named no price, and `computed` how often.
    """

    sessions: int = 0
    energy_wh: int = 0
    dc_wh: int = 0
    ac_wh: int = 0
    paid: Counter[str] = field(default_factory=Counter)
    reckoned: Counter[str] = field(default_factory=Counter)
    computed: int = 0
    unpriced: int = 0

    def add(self, session: Session) -> None:
        """A session more; a credit takes away what it credits."""
        self.sessions += -1 if session.credits else 1
        self.energy_wh += session.energy_wh
        if session.current is Current.DC:
            self.dc_wh += session.energy_wh
        elif session.current is Current.AC:
            self.ac_wh += session.energy_wh
        if session.cost is None:
            self.unpriced += 0 if session.credits else 1
            return
        self.paid[session.cost.currency] += session.cost.minor
        if session.computed:
            self.reckoned[session.cost.currency] += session.cost.minor
            self.computed += 1

    def take(self, other: "Sum") -> None:
        """Another sum's sessions more."""
        self.sessions += other.sessions
        self.energy_wh += other.energy_wh
        self.dc_wh += other.dc_wh
        self.ac_wh += other.ac_wh
        self.paid.update(other.paid)
        self.reckoned.update(other.reckoned)
        self.computed += other.computed
        self.unpriced += other.unpriced

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The payments, by currency."""
        return tuple(Money(minor, currency) for currency, minor in sorted(self.paid.items()))

    @property
    def by_tariff(self) -> tuple[Money, ...]:
        """The share of it that a tariff priced, by currency."""
        return tuple(Money(minor, currency) for currency, minor in sorted(self.reckoned.items()))


@dataclass(frozen=True, slots=True)
class Charged:
    """A car's charging: its present owner's sessions, the latest first, and their sums.

    Of earlier owners' sessions only `earlier` tells: how many there were in all, and how much energy.
    """

    vin: str
    lines: tuple[SessionSummary, ...]
    total: Sum
    months: tuple[tuple[date, Sum], ...]
    places: tuple[tuple[str, Sum], ...]
    earlier: Earlier = NOTHING_EARLIER


def charged(user: UserSession, given: str, since: date | None = None, until: date | None = None) -> Charged:
    """A car's charging, of a time or of all; months the latest first, places by energy."""
    if since and until and until < since:
        raise UntilBeforeSince
    with user.store.reading() as tx:
        vin = str(life.row(tx, vins.canonical(given)).vin)
        return _charged(tx, vin, since, until)


def _charged(tx: Transaction, vin: str, since: date | None, until: date | None) -> Charged:
    prices, own_zone, of_owner = Prices(tx), zone(tx), view(tx, vin)
    sessions = [(number, by_clocks_of(each, own_zone)) for number, each in batch_rows.sessions_of(tx, vin)]
    found = [
        (number, prices.priced(session))
        for number, session in sessions
        if of_owner.shows(session)
        and (since is None or session.day >= since)
        and (until is None or session.day <= until)
    ]
    taken_back = {each.credits for _, each in found if each.credits}
    lines = tuple(SessionSummary(number, each, each.key in taken_back) for number, each in reversed(found))
    whole, months, places = Sum(), dict[date, Sum](), dict[str, Sum]()
    for _, each in found:
        whole.add(each)
        months.setdefault(each.day.replace(day=1), Sum()).add(each)
        places.setdefault(each.place.name, Sum()).add(each)
    return Charged(
        vin,
        lines,
        whole,
        tuple(sorted(months.items(), reverse=True)),
        tuple(sorted(places.items(), key=lambda each: (-each[1].energy_wh, each[0]))),
        earlier([each for _, each in sessions], of_owner),
    )


class SessionsOf:
    """The list of the sessions of a car's present owner, the latest first."""

    tables = TABLES | {"vehicle"}

    def __init__(self, user: UserSession, vin: str) -> None:
        self.user, self.vin = user, vin

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            return array("q", batch_rows.numbers_of(tx, self.vin, first, view(tx, self.vin).since))

    def rows(self, keys: Sequence[int]) -> dict[int, SessionSummary]:
        """Some of them."""
        with self.user.store.reading() as tx:
            prices, found, of_owner = Prices(tx), batch_rows.some(tx, keys), view(tx, self.vin)
            taken_back = batch_rows.credited(tx, self.vin)
        return {
            number: SessionSummary(number, prices.priced(each), each.key in taken_back)
            for number, each in found.items()
            if of_owner.shows(each)
        }


@dataclass(frozen=True, slots=True)
class CameIn:
    """An intake, and how many sessions it holds."""

    batch: Batch
    sessions: int
    owed: int = 0  # vehicles whose life is yet to be told of it, or to be corrected

    @property
    def is_undone(self) -> bool:
        """Whether it counts no more."""
        return self.batch.state == UNDONE

    @property
    def is_half_undone(self) -> bool:
        """Whether it counts no more, and still stands in the lives of vehicles."""
        return self.is_undone and self.owed > 0


class Intakes:
    """The list of intakes, the latest first."""

    tables = frozenset({"charging_batch", "charging_session", "charging_untold"})

    def __init__(self, user: UserSession) -> None:
        self.user = user

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all intakes, or of the first ones."""
        with self.user.store.reading() as tx:
            return array("q", [each.number for each in batch_rows.batches(tx)][:first])

    def rows(self, keys: Sequence[int]) -> dict[int, CameIn]:
        """Some of them."""
        wanted = {*keys}
        with self.user.store.reading() as tx:
            found = [each for each in batch_rows.batches(tx) if each.number in wanted]
            return {each.number: _came_in(tx, each) for each in found}


def _came_in(tx: Transaction, batch: Batch) -> CameIn:
    return CameIn(batch, batch_rows.size(tx, batch.number), batch_rows.owed(tx, batch.number))


def came_in(user: UserSession) -> list[CameIn]:
    """The intakes, the latest first."""
    listed = Intakes(user)
    return [*listed.rows(listed.keys()).values()]


def session(user: UserSession, number: int) -> Session | None:
    """A session by its number, whether it counts or not."""
    with user.store.reading() as tx:
        return batch_rows.some(tx, [number]).get(number)


def most_charged(user: UserSession) -> list[str]:
    """The vehicle with the most sessions, if any has one."""
    with user.store.reading() as tx:
        return batch_rows.most_charged(tx)
