"""The load of a day: hours booked against hours present, and who or what is booked twice. Told, never forbidden."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.stages.service.diary.rules.appointments import Appointment
from lifecycle_desk.stages.service.diary.rules.opening import Opening

NO_HOURS = Decimal(0)

TechnicianOverbooked = objection(
    "TechnicianOverbooked",
    N_("%(technician)s is overbooked: %(booked)s of %(present)s hours."),
    "technician",
    technician=str,
    booked=Decimal,
    present=Decimal,
)
BayOverbooked = objection(
    "BayOverbooked",
    N_("Bay %(bay)s is overbooked: %(booked)s of %(present)s hours."),
    "bay",
    bay=str,
    booked=Decimal,
    present=Decimal,
)
DayOverbooked = objection(
    "DayOverbooked",
    N_("The day is overbooked: %(booked)s of %(present)s hours."),
    "on",
    booked=Decimal,
    present=Decimal,
)
TechnicianBusy = objection(
    "TechnicianBusy", N_("%(technician)s has another appointment at that time."), "technician", technician=str
)
BayTaken = objection("BayTaken", N_("Bay %(bay)s is taken at that time."), "bay", bay=str)
CourtesyCarTaken = objection(
    "CourtesyCarTaken", N_("Courtesy car %(car)s is already promised for that day."), "courtesy_car", car=str
)
ClosedThen = objection("ClosedThen", N_("The workshop is closed on %(on)s."), "on", on=date)
ClosedFor = objection("ClosedFor", N_("The workshop is closed on %(on)s: %(why)s."), "on", on=date, why=str)
OutsideOpeningHours = objection("OutsideOpeningHours", N_("That is outside opening hours."), "start")


@dataclass(frozen=True, slots=True)
class Load:
    """Hours booked of those that there are, by a technician's or a bay's name."""

    name: str
    booked: Decimal
    present: Decimal

    @property
    def is_over(self) -> bool:
        """Whether more is booked than can be done."""
        return self.booked > self.present


@dataclass(frozen=True, slots=True)
class DayLoad:
    """A day by technician and by bay; `nobodys` hours are booked and nobody's yet."""

    technicians: tuple[Load, ...]
    bays: tuple[Load, ...]
    nobodys: Decimal

    @property
    def whole(self) -> Load:
        """All that is booked of all that can be done."""
        booked = sum((each.booked for each in self.technicians), self.nobodys)
        return Load("", booked, sum((each.present for each in self.technicians), NO_HOURS))


def load_of(
    appointments: Iterable[Appointment], present: Mapping[str, Decimal], bays: Iterable[str], opening: Opening
) -> DayLoad:
    """The load of a day, by those who are present and the bays that there are, and whoever is booked besides."""
    by_technician, by_bay = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
    for each in appointments:
        if each.holds:
            by_technician[each.technician] += each.hours
            by_bay[each.bay] += each.hours
    nobodys = by_technician.pop("", NO_HOURS)
    by_bay.pop("", None)
    open_for = (Decimal(opening.minutes) / 60).quantize(Decimal("0.1"))
    known = tuple(bays)
    return DayLoad(
        tuple(
            Load(name, by_technician.get(name, NO_HOURS), present.get(name, NO_HOURS))
            for name in _all(present, by_technician)
        ),
        tuple(
            Load(name, by_bay.get(name, NO_HOURS), open_for if name in known else NO_HOURS)
            for name in _all(known, by_bay)
        ),
        nobodys,
    )


def _all(known: Iterable[str], besides: Iterable[str]) -> list[str]:
    """The names that are known in their order, then those that are booked besides."""
    return list(dict.fromkeys((*known, *sorted(besides))))


def overlapping(appointments: Sequence[Appointment]) -> frozenset[int]:
    """The numbers of those that share a technician or a bay with another at the same minute."""
    found: set[int] = set()
    for kind in ("technician", "bay"):
        rows = defaultdict[str, list[Appointment]](list)
        for each in appointments:
            if each.holds and getattr(each, kind):
                rows[getattr(each, kind)].append(each)
        for row in rows.values():
            found |= _meeting(row)
    return frozenset(found)


def _meeting(row: list[Appointment]) -> set[int]:
    """The numbers of those in a row that meet: each is held against the one before that ends last."""
    found: set[int] = set()
    last: Appointment | None = None
    for each in sorted(row, key=lambda one: (one.start, one.number)):
        if last and each.start < last.end:
            found |= {each.number, last.number}
        if last is None or each.end > last.end:
            last = each
    return found


def lanes(appointments: Sequence[Appointment]) -> dict[int, tuple[int, int]]:
    """Where each stands in its column: its lane, and how many lanes those have that meet it, so that none is hidden."""
    placed: dict[int, tuple[int, int]] = {}
    group: list[tuple[Appointment, int]] = []
    ends: list[int] = []

    def close() -> None:
        placed.update({each.number: (lane, len(ends)) for each, lane in group})

    for each in sorted(appointments, key=lambda one: (one.start, one.number)):
        if group and each.start >= max(ends):
            close()
            group, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= each.start), len(ends))
        ends[lane : lane + 1] = [each.end]
        group.append((each, lane))
    close()
    return placed


def told_of(of: Appointment, others: Sequence[Appointment], load: DayLoad, opening: Opening) -> tuple[Objection, ...]:
    """What is to be told of an appointment that stands in its day now; none of it refuses it."""
    of_load = () if opening.is_closed else tuple(_of_load(of, load))  # that nobody is there is told already
    return (*_of_opening(of, opening), *_of_neighbours(of, others), *of_load)


def _of_opening(of: Appointment, opening: Opening) -> Iterator[Objection]:
    if opening.is_closed:
        yield ClosedFor(of.on, opening.why) if opening.why else ClosedThen(of.on)
    elif of.start < opening.opens or of.start >= opening.closes:
        yield OutsideOpeningHours()


def _of_neighbours(of: Appointment, others: Sequence[Appointment]) -> Iterator[Objection]:
    beside = [each for each in others if each.holds and each.number != of.number]
    meeting = [each for each in beside if each.start < of.end and of.start < each.end]
    if of.technician and any(each.technician == of.technician for each in meeting):
        yield TechnicianBusy(of.technician)
    if of.bay and any(each.bay == of.bay for each in meeting):
        yield BayTaken(of.bay)
    if of.courtesy_car and any(each.courtesy_car == of.courtesy_car for each in beside):
        yield CourtesyCarTaken(of.courtesy_car)


def _of_load(of: Appointment, load: DayLoad) -> Iterator[Objection]:
    for each in load.technicians:
        if each.name == of.technician and each.is_over:
            yield TechnicianOverbooked(each.name, each.booked, each.present)
    for each in load.bays:
        if each.name == of.bay and each.is_over:
            yield BayOverbooked(each.name, each.booked, each.present)
    if not of.technician and load.whole.is_over:
        yield DayOverbooked(load.whole.booked, load.whole.present)
