"""Charging sessions: what one is, whoever tells of it, and what is odd about it.

Energy is told on two sides of the charger: at the meter, what is paid for; in the battery, what came in. A source
tells one or both. Names of places and connectors are OCPI's own words (OCPI 2.2.1, mod_cdrs).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.quantities import (
    CelsiusAsText,
    Distance,
    KilowattHoursAsText,
    PercentageAsText,
    WholePercentage,
)
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.odometer import kilometres

MOST_WH = 1_000_000  # a lorry's battery twice over; above it, somebody mistyped
LONGEST = timedelta(days=31)
FULL = 1_000  # tenths of a per cent
LONGEST_TEXT, LONGEST_MORE = 255, 20_000
FIRST_YEAR = 1990
WARMEST = 800  # tenths of °C, and of frost
MOST_MINOR = 10**12
MOST_SHOWN = 10**9  # a longer number is not repeated in a sentence
BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
MANUAL = "manual"

# Sources whose ids are their own: two cars of two owners may have the same, so the car is part of the key.
OWN_IDS = frozenset({"teslamate", "evcc", "leapmotor-mate", "lubelogger-fuel", "mygarage-fuel", "generic"})


class Current(LabeledEnum):
    """The kinds of current."""

    AC = "AC", C_("charging", "AC")
    DC = "DC", C_("charging", "DC")


EnergyMissing = objection("EnergyMissing", N_("The session has no energy value."), "energy")
EnergyOutOfRange = objection(
    "EnergyOutOfRange", N_("%(kwh)s is not plausible for one charging session."), "energy", kwh=KilowattHoursAsText
)
EndsBeforeStart = objection("EndsBeforeStart", N_("The session ends before it starts."), "end")
TooLong = objection("TooLong", N_("The session lasts longer than a month."), "end")
StartsInFuture = objection("StartsInFuture", N_("The session starts in the future."), "start")
ChargeOutOfRange = objection(
    "ChargeOutOfRange",
    N_("State of charge must be between %(least)s and %(most)s, not %(given)s."),
    "soc",
    given=PercentageAsText,
    least=WholePercentage,
    most=WholePercentage,
)
BeforeElectricCars = objection(
    "BeforeElectricCars", N_("The session starts in %(year)s; check the year."), "start", year=int
)
TemperatureOutOfRange = objection(
    "TemperatureOutOfRange",
    N_("%(given)s is not a plausible outside temperature."),
    "temperature",
    given=CelsiusAsText,
)
CostOutOfRange = objection("CostOutOfRange", N_("The cost is not plausible for a charging session."), "cost")
TextBroken = objection(
    "TextBroken", N_("A text in the session is damaged, or longer than %(most)s characters."), "text", most=int
)
# A battery that was emptier after charging; odd, and kept.
ChargeFell = objection("ChargeFell", N_("The end state of charge is below the start."), "soc")
# More energy in the battery than at the meter; odd, and kept.
MoreInThanOut = objection("MoreInThanOut", N_("More energy entered the battery than left the meter."), "energy")

ODD: tuple[type[Objection], ...] = (ChargeFell, MoreInThanOut)

# Charging dated before the vehicle came; odd, and kept.
BeforeTheVehicle = objection("BeforeTheVehicle", N_("Charging is dated before the vehicle arrived."), "start")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session was charged: the place's own name and address, the point, the connector as its source names it.

    `country` is as the source gives it (OCPI: alpha-3); `latitude` and `longitude` are decimal degrees as text.
    """

    name: str = ""
    address: str = ""
    city: str = ""
    country: str = ""
    latitude: str = ""
    longitude: str = ""
    evse: str = ""
    connector: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Session:
    """One charging session as its source tells it.

    `source` is the kind of file or "manual", `key` the source's own id within `whose`; `whose` names the car as the
    source does (a contract, a token, a car's number or title), best name first, and is empty where it does not.
    Moments are aware, in the source's own offset. Energies are Wh; states of charge tenths of a per cent, exact to
    `soc_step` tenths (10 for whole per cents); `temperature` tenths of °C outside. `cost` is what was charged for, all
    taxes in; `computed` says that it follows from a tariff and not from the source. `credits` is the key of the
    session that this one takes back: its energy and cost are negative then, so that sums are right in any order.
    `more` is what else the source tells and is kept as JSON (signed data, tariffs, a remark).
    """

    source: str
    key: str
    started_at: datetime
    ended_at: datetime | None = None
    meter_wh: int | None = None
    battery_wh: int | None = None
    current: Current | None = None
    soc_start: int | None = None
    soc_end: int | None = None
    soc_step: int = 10
    cost: Money | None = None
    computed: bool = False
    place: Place = NOWHERE
    whose: tuple[str, ...] = ()
    odometer: Distance | None = None
    temperature: int | None = None
    most_watts: int | None = None
    credits: str | None = None
    more: str = ""

    @property
    def energy_wh(self) -> int:
        """The paid energy where it is known, else the energy that came into the battery."""
        return self.meter_wh if self.meter_wh is not None else self.battery_wh or 0

    @property
    def day(self) -> date:
        """The day on which it began, by the clocks that its moments are told in: see by_clocks_of."""
        return self.started_at.date()

    @property
    def duration(self) -> timedelta | None:
        """How long it lasted: elapsed time, whatever clocks were changed in between."""
        return self.ended_at - self.started_at if self.ended_at else None


def by_clocks_of(session: Session, zone: tzinfo) -> Session:
    """A session of a source that tells UTC, and so no place, in the dealer's own time: its day is his day.

    One that has an offset keeps it: there the car stood, and the day is that of the clocks there, as on its receipt.
    """
    if session.started_at.utcoffset():
        return session
    ended = session.ended_at
    return replace(session, started_at=session.started_at.astimezone(zone), ended_at=ended and ended.astimezone(zone))


def check_session(session: Session, now: datetime) -> None:
    """Refuse what cannot be a session; `at` of the refusal is energy, start, end, soc, odometer, cost … or text."""
    if session.meter_wh is None and session.battery_wh is None:
        raise EnergyMissing
    for energy in (session.meter_wh, session.battery_wh):
        if energy is not None and not (abs(energy) <= MOST_WH and (energy >= 0 or session.credits)):
            raise EnergyOutOfRange(f"{energy / 1000:g}" if abs(energy) < MOST_SHOWN else "…")
    _check_time(session, now)
    for charge in (session.soc_start, session.soc_end):
        if charge is not None and not 0 <= charge <= FULL:
            raise charge_out_of_range(charge)
    if session.odometer is not None:
        kilometres(session.odometer)
    if session.temperature is not None and abs(session.temperature) > WARMEST:
        raise TemperatureOutOfRange(f"{session.temperature / 10:g}" if abs(session.temperature) < MOST_SHOWN else "…")
    if session.cost and abs(session.cost.minor) > MOST_MINOR:
        raise CostOutOfRange
    if session.most_watts is not None and not 0 <= session.most_watts <= MOST_MINOR:
        raise EnergyOutOfRange("…")
    _check_texts(session)


def charge_out_of_range(tenths: int) -> ChargeOutOfRange:
    """The objection to a state of charge that no battery has."""
    return ChargeOutOfRange(f"{tenths / 10:g}" if abs(tenths) < MOST_SHOWN else "…", 0, FULL // 10)


def _check_time(session: Session, now: datetime) -> None:
    begun, ended = session.started_at, session.ended_at
    if begun.year < FIRST_YEAR:
        raise BeforeElectricCars(begun.year)
    if begun > now and begun > now + timedelta(days=1):
        raise StartsInFuture
    if ended is None:
        return
    if ended < begun:
        raise EndsBeforeStart
    if ended - begun > LONGEST:
        raise TooLong


def _check_texts(session: Session) -> None:
    """Check the texts of columns: whole characters, and an end."""
    place = session.place
    texts = (session.key, session.credits or "", *session.whose)
    if place is not NOWHERE:
        texts += (place.name, place.address, place.city, place.country, place.evse, place.connector)
    if max(map(len, texts)) > LONGEST_TEXT or _is_broken(" ".join(texts)):
        raise TextBroken(LONGEST_TEXT)
    if session.more and (len(session.more) > LONGEST_MORE or _is_broken(session.more)):
        raise TextBroken(LONGEST_MORE)


def _is_broken(text: str) -> bool:
    return not text.isprintable() and BROKEN.search(text) is not None  # most is printable, which is quickly seen


def oddness(soc_start: int | None, soc_end: int | None, meter_wh: int | None, battery_wh: int | None) -> int:
    """The oddities of a session in itself, and no reason to refuse it: a bit for each rule of ODD, 0 for nothing."""
    fell = soc_start is not None and soc_end is not None and soc_end < soc_start
    return fell + 2 * bool(meter_wh and battery_wh and battery_wh > meter_wh > 0)


def oddities(odd: int) -> Iterator[Objection]:
    """The objections that an oddness stands for."""
    return (rule() for at, rule in enumerate(ODD) if odd >> at & 1)


def taken_back(session: Session, key: str) -> Session:
    """A session as its credit tells it: what is counted there counts here the other way round."""
    return replace(
        session,
        credits=key,
        meter_wh=None if session.meter_wh is None else -abs(session.meter_wh),
        battery_wh=None if session.battery_wh is None else -abs(session.battery_wh),
        cost=None if session.cost is None else Money(-abs(session.cost.minor), session.cost.currency),
    )
