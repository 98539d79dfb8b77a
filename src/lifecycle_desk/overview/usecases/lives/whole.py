"""A whole life, or a time of it: stages, events, readings, visits, amounts, battery, cover, documents and owners."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.batteries.rules.wording import BatteryTold
from lifecycle_desk.batteries.usecases.replacing import REPLACED
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.usecases import CoverShown, covers_of
from lifecycle_desk.dealership.usecases import staff
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.overview.rules.sections import Period
from lifecycle_desk.overview.usecases.lives.present import Present, picture_of, present
from lifecycle_desk.overview.usecases.lives.readings import OdometerTold, odometer_of
from lifecycle_desk.overview.usecases.lives.veil import Veil, named_in
from lifecycle_desk.overview.usecases.lives.visits import Visit, visits
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage, battery_page
from lifecycle_desk.stages.charging.sessions.usecases.showing import Charged, charged
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.facts import SaleTold
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent, Stage, effective_events
from lifecycle_desk.vehicle.rules.mentions import Identity, identity_of
from lifecycle_desk.vehicle.rules.models import Energy, named
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.showing import TimelineEntry, VehiclePage, page


@dataclass(frozen=True, slots=True)
class StagePeriod:
    """A time at a stage, the event that began it, and until when; None is until now."""

    seq: int
    stage: Stage
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class BatteryPeriod:
    """A battery by its code while it was in the car, and the event that brought it; None is with the car."""

    seq: int | None
    code: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """A document and the event that names it."""

    seq: int
    on: date
    document: Document


@dataclass(frozen=True, slots=True)
class Amount:
    """A payment of the customer; charging is not among them, its cost is that of `charged` alone."""

    seq: int
    on: date
    part: Part
    amount: Money


@dataclass(frozen=True, slots=True)
class WholeLife:
    """One car's life within a period; `names` and `staff` are empty where no personal data are wanted.

    `present` is the car as it is today, its photo only where personal data are wanted, since it may show the plate.

    `ended` is the last event's day of a car that is destroyed or left the market, else None; `events` are those of the
    period, also what was corrected. Readings, stages and batteries are of the whole life: a part of them says nothing.
    """

    page: VehiclePage
    name: str
    period: Period
    as_of: date
    ended: date | None
    people: bool
    names: dict[int, str]
    staff: dict[str, str]
    events: tuple[TimelineEntry, ...]
    stages: tuple[StagePeriod, ...]
    odometer: OdometerTold
    visits: tuple[Visit, ...]
    amounts: tuple[Amount, ...]
    charged: Charged
    battery: BatteryPage | None
    batteries: tuple[BatteryPeriod, ...]
    cover: CoverShown
    documents: tuple[DocumentTold, ...]
    present: Present

    @property
    def first(self) -> date:
        """The first day of the life, or of its period."""
        days = [each.told.on for each in self.page.lines]
        return self.period.since or min(days, default=self.as_of)

    @property
    def last(self) -> date:
        """The last day: of the period, of a life that ended, or today."""
        return self.period.until or self.ended or self.as_of


OVER = frozenset({Stage.DESTROYED, Stage.LEFT_THE_MARKET})


def whole_life(user: UserSession, vin: str, period: Period, *, with_people: bool) -> WholeLife:
    """Everything of one car within a period; personal data only where they are wanted and who sits here may see them.

    Raises UnknownVehicle, and NotAllowed where personal data are wanted and may not be seen.
    """
    known = page(user, vin)
    members = {each.name: each.full_name for each in staff(user)}
    events = [each.told for each in known.lines]
    with user.store.reading() as tx:
        tx.by, as_of = user.staff, today(tx)
        if with_people:
            user.authorise(tx, PERSON_EDIT)
        odometer, documents = odometer_of(tx, known.vin, events, as_of), tuple(_documents(tx, events, period))
        veil = None if with_people else Veil(_known_in(tx, events, members))
    seen = known if veil is None else _veiled(known, veil)
    told = [each.told for each in seen.lines]
    energy, described = known.description["energy"], known.description
    electric = energy is None or Energy.of(energy).has_traction_battery
    return WholeLife(
        page=seen,
        name=named(described["make"], described["model"], described["variant"]),
        period=period,
        as_of=as_of,
        ended=events[-1].on if known.figures.stage in OVER and events else None,
        people=with_people,
        names={each.person: each.name for each in seen.owners if each.name},
        staff=members if with_people else {},
        events=tuple(each for each in seen.lines if period.holds(each.told.on)),
        stages=_stages(told, as_of),
        odometer=odometer,
        visits=tuple(each for each in visits(told) if period.holds(each.on)),
        amounts=tuple(_amounts(told, period)),
        charged=charged(user, known.vin, period.since, period.until),
        battery=battery_page(user, known.vin) if electric else None,
        batteries=_batteries(told, known.figures.battery),
        cover=covers_of(user, known.vin, as_of),
        documents=documents,
        present=present(user, known.vin, picture_of(user, events) if with_people else None),
    )


def _veiled(known: VehiclePage, veil: Veil) -> VehiclePage:
    """A page that names nobody."""
    return replace(
        known,
        owner=None,
        figures=replace(known.figures, plate=None),
        owners=tuple(replace(each, name=None) for each in known.owners),
        lines=tuple(replace(each, told=veil.told(each.told)) for each in known.lines),
    )


def _known_in(tx: Transaction, events: Sequence[RecordedEvent], members: Mapping[str, str]) -> Identity:
    """All whom a life may mention: its customers, the staff, and whom its facts name."""
    numbers = {number for each in events for number in (each.person, each.sets.owner, each.facts_as(SaleTold).buyer)}
    found = (people.maybe_person(tx, number) for number in numbers if number is not None)
    team = Identity(names=(*members, *members.values()))
    return Identity.together((team, named_in(events), *(identity_of(each) for each in found if each)))


def _documents(tx: Transaction, events: Sequence[RecordedEvent], period: Period) -> Iterator[DocumentTold]:
    for each in events:
        for digest in each.documents if period.holds(each.on) else ():
            if found := people.document(tx, digest):
                yield DocumentTold(each.seq, each.on, Document(digest, *found))


def _stages(events: Sequence[RecordedEvent], today: date) -> tuple[StagePeriod, ...]:
    """The stages that a life went through; one that an event repeats goes on."""
    changes: list[RecordedEvent] = []
    for each in effective_events(events):
        if each.sets.stage and (not changes or changes[-1].sets.stage is not each.sets.stage):
            changes.append(each)
    ends = [each.on for each in changes[1:]] + [None if not changes or changes[-1].on <= today else changes[-1].on]
    return tuple(
        StagePeriod(each.seq, each.sets.stage, each.on, end)
        for each, end in zip(changes, ends, strict=False)
        if each.sets.stage
    )


def _amounts(events: Sequence[RecordedEvent], period: Period) -> Iterator[Amount]:
    for each in effective_events(events):
        if each.part is not Part.CHARGING and each.paid and each.paid.minor and period.holds(each.on):
            yield Amount(each.seq, each.on, each.part, each.paid)


def _batteries(events: Sequence[RecordedEvent], present: str | None) -> tuple[BatteryPeriod, ...]:
    """The batteries of a car, the first first: each replacement names the code before it."""
    changes = [(each, each.facts_as(BatteryTold)) for each in effective_events(events) if each.kind == REPLACED]
    first = changes[0][1].before if changes else present
    begun = [(None, first or "", None), *((each.seq, said.code, each.on) for each, said in changes)]
    ends = [each.on for each, _ in changes] + [None]
    return tuple(
        BatteryPeriod(seq, code, since, until)
        for (seq, code, since), until in zip(begun, ends, strict=True)
        if code or until
    )
