"""Cars whose batteries fade as we say, and what their chargers and their own counts tell of it.

The estimator is judged by them and knows nothing of them. What is drawn at random follows what is published: fade by
time (a power of it, quicker in the heat) and by use (full cycles, quicker by DC), on the whole as in Geotab's fleet of
2025; losses of AC charging as ADAC measured them in 2022; meters within their class.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from math import cos, exp, pi
from random import Random

from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session, taken_back
from lifecycle_desk.vehicle.rules.models import Chemistry

TODAY = date(2026, 11, 25)
SIZES = [38_800, 44_900, 50_800, 60_480, 64_000, 77_000, 82_560, 94_000]
CLIMATES = {"cold": (4, 13), "temperate": (11, 9), "warm": (18, 8), "hot": (28, 4)}  # mean and swing of the year, °C
BY_TIME = {Chemistry.LFP: 0.024, Chemistry.NMC: 0.027, Chemistry.NCA: 0.030}  # lost in the first year at 25 °C
BY_CYCLE = {Chemistry.LFP: 0.00004, Chemistry.NMC: 0.00008, Chemistry.NCA: 0.00009}  # lost per full cycle


@dataclass(frozen=True)
class Usage:
    """How somebody charges: how often, from where to where, with what."""

    name: str
    days_between: float
    start: tuple[int, int]
    end: tuple[tuple[int, float], ...]
    watts: tuple[int, ...]
    dc: float
    kwh_a_year: int


USAGES = [
    Usage("home, small top-ups", 1.6, (30, 75), ((80, 0.7), (90, 0.2), (100, 0.1)), (2_300, 3_700, 7_400), 0.02, 2_200),
    Usage("home, weekly", 6, (15, 45), ((80, 0.5), (90, 0.2), (100, 0.3)), (7_400, 11_000), 0.05, 2_600),
    Usage("mixed, trips by DC", 5, (8, 50), ((80, 0.6), (90, 0.1), (100, 0.3)), (7_400, 11_000, 22_000), 0.4, 3_600),
    Usage("taxi, DC", 1.1, (8, 35), ((80, 0.5), (90, 0.3), (100, 0.2)), (11_000,), 0.85, 11_000),
    Usage("socket only", 3, (15, 55), ((80, 0.3), (100, 0.7)), (2_300,), 0.0, 1_800),
]
SOURCES = ["both", "both", "battery", "meter", "meter", "meter", "mixed", "rough"]
WITHOUT = ["no usable energy", "no charge told", "few", "small", "just replaced", "one week", "LFP in the middle"]


@dataclass(frozen=True)
class World:
    """Where cars live: how much quicker batteries fade, what more is lost on the way there, how many have a fault."""

    wear: float = 1.0
    losses: float = 0.0
    faults: float = 0.03


USUAL = World()


@dataclass
class Simulated:
    """A car: what a dealer knows of it, what its sources told, and the truth in per cent of the catalogue's energy."""

    chemistry: Chemistry
    usage: Usage
    source: str
    usable_wh_new: int | None
    since: date
    on: date
    sessions: list[Session]
    truth: float
    without: str | None
    faulty: bool
    later: dict[date, float] = field(default_factory=dict)


@dataclass
class Pack:
    """A battery: what it held when new, and how it fades."""

    dice: Random
    chemistry: Chemistry
    new_wh: float
    since: date
    heat: float
    cycles_a_year: float
    dc: float
    world: World

    def __post_init__(self) -> None:
        luck = self.dice.gauss
        self.by_time = BY_TIME[self.chemistry] * exp(luck(0, 0.3)) * 2 ** ((self.heat - 15) / 25)
        self.by_cycle = BY_CYCLE[self.chemistry] * exp(luck(0, 0.3)) * (1 + 0.8 * self.dc)
        self.power = self.dice.uniform(0.55, 0.85)
        self.knee = self.dice.uniform(3, 8) if self.dice.random() < 0.04 else 99
        self.faulty = self.dice.random() < self.world.faults
        self.fault = self.dice.uniform(0.08, 0.25) if self.faulty else 0.0
        self.fault_from = self.dice.uniform(0, 5)

    def share(self, day: date) -> float:
        years = max((day - self.since).days / 365.25, 0)
        lost = self.by_time * years**self.power + self.by_cycle * self.cycles_a_year * years
        lost = self.world.wear * lost + 0.03 * max(0, years - self.knee) ** 1.5
        return max(1 - lost - self.fault * (1 - exp(min(self.fault_from - years, 0) / 0.4)), 0.4)

    def usable(self, day: date) -> float:
        return self.new_wh * self.share(day)


@dataclass
class Onboard:
    """What a car counts and how it errs: its state of charge, its energy, its losses."""

    dice: Random
    chemistry: Chemistry
    losses: float

    def __post_init__(self) -> None:
        luck = self.dice.gauss
        self.scale = luck(0, 0.006)
        self.gain = luck(0.003, 0.008)
        self.cuts = self.dice.random() < 0.5
        self.noise = self.dice.uniform(0.2, 0.7)
        self.converter = self.dice.uniform(0.915, 0.96) - self.losses
        self.own_watts = self.dice.uniform(110, 330)
        self.dc_share = min(max(luck(0.968, 0.011), 0.935), 0.992) - self.losses / 2
        self.cold_pack = self.dice.uniform(0.0003, 0.0018)
        self.cold_heat = self.dice.uniform(0.0, 0.0035)
        self.drift = 0.0

    def shown(self, charge: float) -> int:
        """The state of charge that the car shows, in whole per cents."""
        if charge >= 99.9:
            return 100
        off = charge * (1 + self.scale * (100 - charge) / 100) + self.dice.gauss(0, self.noise) + self.drift
        return min(max(int(off) if self.cuts else round(off), 0), 100)

    def drove(self) -> None:
        """LFP: the count drifts while the voltage is flat, and is set right only when charging ends full."""
        if self.chemistry is Chemistry.LFP:
            self.drift = min(max(self.drift + self.dice.gauss(0, 1.0), -5), 5)

    def inward(self, watts: float, current: Current, celsius: float) -> float:
        """The share of the energy at the plug that comes into the battery."""
        cold = 1 - self.cold_heat * max(0, 15 - celsius)
        if current is Current.DC:
            return self.dc_share * cold
        return (self.converter - 0.00000035 * watts - self.own_watts / watts) * cold


def fleet(seed: int, number: int, world: World = USUAL) -> Iterator[Simulated]:
    """So many cars, the same for a seed; one in eight cannot carry a figure."""
    for place in range(number):
        dice = Random(seed * 1_000_003 + place)
        without = WITHOUT[place // 8 % len(WITHOUT)] if place % 8 == 7 else None
        yield simulated(dice, without, world)


def simulated(dice: Random, without: str | None = None, world: World = USUAL) -> Simulated:
    chemistry = dice.choice([Chemistry.LFP, Chemistry.LFP, Chemistry.NMC, Chemistry.NMC, Chemistry.NCA])
    chemistry = Chemistry.LFP if without == "LFP in the middle" else chemistry
    usage = dice.choice(USAGES)
    if chemistry is Chemistry.LFP and without is None:  # makers ask LFP's drivers to charge full every week or two
        usage = replace(usage, end=tuple((end, 1.0 if end < 100 else 1.2) for end, _ in usage.end))
    source = dice.choice(SOURCES)
    nominal = dice.choice(SIZES)
    mean, _ = climate = CLIMATES[dice.choice(list(CLIMATES))]
    age = dice.uniform(0.4, 9)
    sold = TODAY - timedelta(days=round(age * 365.25))
    replaced = sold + timedelta(days=round(dice.uniform(0.3, 0.8) * age * 365)) if dice.random() < 0.06 else None
    if without == "just replaced":
        replaced = TODAY - timedelta(days=1)
    since = replaced or sold
    packs = [
        Pack(dice, chemistry, nominal * (1 + max(-0.03, min(0.03, dice.gauss(0, 0.0075)))), start, mean,
             usage.kwh_a_year * 1000 / nominal, usage.dc, world)
        for start in dict.fromkeys([sold, since])
    ]  # fmt: skip
    first = sold if dice.random() < 0.5 else sold + timedelta(days=round(dice.uniform(0, 0.85) * age * 365))
    sessions = sorted(
        _told(dice, packs, Onboard(dice, chemistry, world.losses), usage, source, climate, first, without),
        key=lambda each: each.started_at,
    )
    sessions = sessions[:: max(1, len(sessions) // 500)]
    if without == "few":
        sessions = dice.sample(sessions, min(2, len(sessions)))
    if without == "one week":
        sessions = [each for each in sessions if each.started_at.date() > TODAY - timedelta(days=7)][-3:]
    sessions = list(_mistaken(dice, sessions))
    pack = packs[-1]
    return Simulated(
        chemistry, usage, source, None if without == "no usable energy" else nominal, since, TODAY, sessions,
        100 * pack.usable(TODAY) / nominal, without,
        pack.faulty and pack.fault_from < (TODAY - since).days / 365.25 - 0.1,
        {day: 100 * pack.usable(day) / nominal for years in (1, 2, 3)
         for day in [TODAY + timedelta(days=365 * years)]},
    )  # fmt: skip


def _told(dice, packs, onboard, usage, source, climate, first, without) -> Iterator[Session]:
    """The sessions of a car, with months in which nobody wrote them down."""
    home_meter, day, gap_until = dice.gauss(0, 0.008), first, first
    temperatures = dice.random() < 0.6
    while (day := day + timedelta(days=max(0.4, dice.expovariate(1 / usage.days_between)))) < TODAY:
        onboard.drove()
        if dice.random() < 0.004:
            gap_until = day + timedelta(days=dice.randint(30, 200))
        start, end = _ends(dice, usage, without)
        if start >= end - 2 or day < gap_until:
            continue
        pack = packs[-1] if day >= packs[-1].since else packs[0]
        current = Current.DC if dice.random() < usage.dc else Current.AC
        watts = dice.uniform(40_000, 130_000) if current is Current.DC else dice.choice(usage.watts) * 0.98
        mean, swing = climate
        celsius = mean - swing * cos(2 * pi * (day.timetuple().tm_yday - 20) / 365) + dice.gauss(0, 4)
        warmth = celsius + dice.uniform(0, 10)
        usable = pack.usable(day) * (1 - onboard.cold_pack * max(0, 15 - warmth))
        shown_start = onboard.shown(start)
        stored = (end - start) / 100 * usable
        share = onboard.inward(watts, current, celsius) * (1 + dice.gauss(0, 0.008))
        meter = home_meter if current is Current.AC and usage.dc < 0.3 else dice.gauss(0, 0.007)
        if end >= 99.9:
            onboard.drift = 0.0
        begun = datetime(day.year, day.month, day.day, dice.randint(0, 23), dice.randint(0, 59), tzinfo=UTC)
        hours = stored / share / watts + (dice.uniform(0, 9) if current is Current.AC and dice.random() < 0.5 else 0)
        session = Session(
            "telemetry" if source == "both" else "charger",
            f"{begun:%Y%m%d%H%M}",
            begun,
            begun + timedelta(hours=max(hours, 0.1)),
            meter_wh=round(stored / share * (1 + meter)),
            battery_wh=round(stored * (1 + onboard.gain + dice.gauss(0, 0.006))),
            current=current,
            soc_start=shown_start * 10,
            soc_end=onboard.shown(end) * 10,
            temperature=round((celsius + dice.gauss(0, 1)) * 10) if temperatures else None,
            most_watts=round(watts) if dice.random() < 0.5 else None,
        )
        yield _as_source(dice, session, source, without)


def _ends(dice, usage, without) -> tuple[float, float]:
    if without == "small":
        start = dice.uniform(30, 80)
        return start, start + dice.uniform(3, 14)
    if without == "LFP in the middle":
        start = dice.uniform(30, 50)
        return start, start + dice.uniform(15, 40)
    ends, odds = zip(*usage.end, strict=True)
    end = dice.choices(ends, odds)[0]
    return dice.uniform(*usage.start), end if end == 100 else end + dice.uniform(-3, 3)


def _as_source(dice, session, source, without) -> Session:
    """What each kind of source leaves out: a logger tells both sides, a wallbox the meter, OCPI no state of charge."""
    if without == "no charge told":
        return replace(session, battery_wh=None, soc_start=None, soc_end=None)
    kind = dice.choice(["both", "meter", "ocpi"]) if source == "mixed" else source
    if kind == "battery":
        return replace(session, meter_wh=None)
    if kind == "meter":
        return replace(session, battery_wh=None)
    if kind == "ocpi":
        return replace(session, battery_wh=None, soc_start=None, soc_end=None)
    if kind == "rough":  # written by hand: in steps of five, and no end
        return replace(
            session, battery_wh=None, ended_at=None, most_watts=None, soc_step=50,
            soc_start=round(session.soc_start / 50) * 50, soc_end=round(session.soc_end / 50) * 50,
        )  # fmt: skip
    return session


def _mistaken(dice, sessions) -> Iterator[Session]:
    """Some of the sessions as people and programs spoil them; some of the others again as credits."""
    often = dice.choice([0.0, 0.01, 0.03, 0.06])
    for session in sessions:
        if dice.random() >= often or session.soc_start is None:
            yield session
            continue
        kind = dice.choice(["times ten", "by ten", "swapped", "other car", "mistyped", "credited"])
        if kind == "credited":
            yield session
            yield replace(taken_back(session, session.key), key=f"{session.key}-back")
        else:
            yield _spoilt(dice, session, kind)


def _spoilt(dice, session, kind) -> Session:
    if kind == "swapped":
        return replace(session, soc_start=session.soc_end, soc_end=session.soc_start)
    if kind == "mistyped":
        return replace(session, soc_start=dice.randint(0, 60) * 10)
    factor = {"times ten": 10, "by ten": 0.1}.get(kind) or dice.uniform(0.5, 1.9)
    return replace(
        session,
        meter_wh=session.meter_wh and round(session.meter_wh * factor),
        battery_wh=session.battery_wh and round(session.battery_wh * factor),
    )
