"""The invented shop: its market, its people, its working days, and the dice that decide."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.market.examples import Example, Place, example, invented_phone, written_address
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.overview.usecases.demo.diary import Diary, doing
from lifecycle_desk.stages.service.diary.rules.opening import Timetable
from lifecycle_desk.stages.service.diary.usecases.days import usual_in
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.vehicle.rules.people import Person, PersonKind
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.people import add_person

ROLES = {
    "manager": Role.MANAGER,
    "workshop_manager": Role.MANAGER,
    "sales_adviser": Role.SALES,
    "service_adviser": Role.ADVISER,
    "technician": Role.TECHNICIAN,
    "parts_clerk": Role.PARTS,
    "warranty_clerk": Role.WARRANTY,
}
OPENS, CLOSES = 8, 18
YEARS = 4  # how long the shop has been there
A_COMPANY, ANOTHER_LANGUAGE = 0.12, 0.25  # how often
TRIES = 200  # for a name that nobody has: among thousands of cars a market's names run out


@dataclass
class Customer:
    """An invented customer; the number is known once the shop has met them."""

    person: Person
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What a car came for: received on a day, to a technician by the short name."""

    received_on: date
    technician: str
    jobs: Sequence[Job]


@dataclass
class Shop:
    """The common state of all chapters of the example; `now` is the moment at which the shop is looked at.

    `clocked` says until which minute of a day the clock of a technician runs: only one does at a time. `sold` is what a
    technician sold on a day, in hours, `came` what a car came for that left on a day, and `here` what for one is here
    today.
    """

    example: Example
    pack: Market
    dice: Random
    now: datetime
    diary: Diary = field(init=False)
    clocked: dict[tuple[str, date], int] = field(default_factory=dict)
    sold: defaultdict[tuple[str, date], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    came: dict[tuple[str, date], Came] = field(default_factory=dict)
    here: dict[str, Sequence[Job]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.diary = Diary(self.now)
        self.zone = ZoneInfo(self.pack.time_zone)
        self._timetable = Timetable(usual_in(self.pack), calendar_of(self.pack.code))
        self.members = tuple(_members(self.example))
        self._taken = {each.full_name for each in self.members}
        self._companies: dict[str, Customer] = {}

    @property
    def today(self) -> date:
        """The day in the shop's own zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def opened_on(self) -> date:
        """The day on which the shop opened its books."""
        return self.working(self.today - timedelta(days=YEARS * 365 + 30))

    @property
    def last_day(self) -> date:
        """The last day on which somebody has been at work for a while: today only once the morning is on."""
        has_begun = self.now >= self.at(self.today, OPENS + 1)
        return self.working(self.today if has_begun else self.today - timedelta(days=1), forward=False)

    def ago(self, days: int) -> date:
        """The day on which the shop was open some days ago."""
        return self.working(self.today - timedelta(days=days))

    def is_open(self, day: date) -> bool:
        """Whether the workshops of the market work on a day."""
        return not self._timetable.on(day).is_closed

    def working(self, day: date, *, forward: bool = True) -> date:
        """The day itself, or the next on which the shop is open: the last before it, where that would be to come."""
        found = day
        while forward and not self.is_open(found):
            found += timedelta(days=1)
        if forward and not day <= self.today < found:
            return found
        while not self.is_open(day):
            day -= timedelta(days=1)
        return day

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment on the shop's clock."""
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone).astimezone(UTC)

    def sometime(self, day: date) -> datetime:
        """A moment within the opening hours of a day."""
        return self.at(day, self.dice.randrange(OPENS, CLOSES - 1), self.dice.randrange(0, 60, 5))

    def day(self, first: date, last: date) -> date:
        """A working day between two."""
        span = max((last - first).days, 0)
        return min(self.working(first + timedelta(days=self.dice.randint(0, span))), self.today)

    def paint_of(self, description: Description) -> int | None:
        """The place of a car's colour among those of the market, in which its photos are drawn."""
        colours = self.example.colours
        return colours.index(description.colour) if description.colour in colours else None

    def full_name(self, name: str) -> str:
        """The whole name of one of the staff, as orders name technicians."""
        return next(each.full_name for each in self.members if each.name == name)

    def somebody(self, *roles: Role) -> str:
        """Someone of the staff in one of the roles, by the short name."""
        return self.dice.choice([each.name for each in self.members if each.role in roles])

    @property
    def language(self) -> str:
        """The dealer's language: the market's first, or the one that the example names since that is not spoken."""
        return self.example.dealer.language or self.pack.languages[0]

    def dealer(self) -> Dealer:
        """The dealer's profile."""
        own = self.example.dealer
        town = Place(own.city, own.postal_code, own.province)
        return Dealer(
            name=own.name,
            market=self.pack.code,
            language=self.language,
            calendar=self.pack.calendar,
            legal_name=own.name_latin,
            address=written_address(self.pack.country, own.address, town),
            phone=own.phone,
            email=own.email,
            tax_id=own.tax_id,
            labour_rate=self.example.labour_rate,
        )

    def take_on_staff(self) -> None:
        """Let everybody begin on the first day."""
        for each in self.members:
            self.diary.note(self.at(self.opened_on, OPENS), doing(take_on, each))

    def buyer(self) -> Customer:
        """Whose a car is: somebody new, or a company that has others already."""
        person = self._drawn(self.dice)
        known = self._companies.get(person.name) if person.kind is PersonKind.COMPANY else None
        return known or self._new(person)

    def customer(self, dice: Random | None = None) -> Customer:
        """A new customer, whom nobody has met yet; by other dice than the shop's where some are given."""
        return self._new(self._drawn(dice or self.dice))

    def _new(self, person: Person) -> Customer:
        """A customer of a name that no other has; a person where the market's companies are customers already."""
        aside = Random(f"another {person.name} {len(self._taken)}")  # noqa: S311 (invented on purpose; other draws stay)
        for _ in range(TRIES):
            if person.name not in self._taken:
                break
            person = replace(person, name=self.example.people.name(aside), kind=PersonKind.PERSON)
        self._taken.add(person.name)
        made = Customer(person)
        if person.kind is PersonKind.COMPANY:
            self._companies[person.name] = made
        return made

    def _drawn(self, dice: Random) -> Person:
        """Somebody as the dice make them, of a name that others may have."""
        people = self.example.people
        place = dice.choice(self.example.places)
        company = dice.random() < A_COMPANY
        language = self.language
        if dice.random() < ANOTHER_LANGUAGE:  # those before the dealer's own are none that the program speaks
            language = dice.choice(self.pack.languages[self.pack.languages.index(language) :])
        streets, at = place.streets or people.streets, dice.randrange(len(people.streets))
        address = written_address(self.pack.country, (streets[at % len(streets)],), place)
        return Person(
            name=dice.choice(people.companies) if company else people.name(dice),
            kind=PersonKind.COMPANY if company else PersonKind.PERSON,
            phone=invented_phone(people, dice),
            address=address,
            language=language,
        )

    def meet(self, customer: Customer, moment: datetime, who: str) -> None:
        """Write a customer down, the first time."""

        def add(user: UserSession) -> None:
            if customer.number is None:
                customer.number = add_person(user, customer.person).value.number

        self.diary.note(moment, add, who)


def new_shop(code: str, dice: Random, now: datetime) -> Shop:
    """The invented shop of a market; raises UnknownMarket."""
    pack = market(code)
    return Shop(example(pack.code), pack, dice, now)


def _members(of: Example) -> list[Member]:
    """The staff, each with the shortest name that nobody else has."""
    taken: set[str] = set()
    found = []
    for each in of.staff:
        words = each.name.split()
        shorter = (" ".join(words[:length]) for length in range(1, len(words) + 1))
        name = next(name for name in shorter if name not in taken)
        taken.add(name)
        found.append(Member(name, each.name, ROLES[each.role]))
    return found
