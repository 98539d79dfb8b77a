"""A second simulator of cars: charging as a flow of watts through wires, rectifiers and a cold battery.

It shares nothing with the estimator: no loss per kWh is drawn here. A car has a rectifier per phase with a loss at
rest, one by power and one by current; electronics that take 130 to 420 W as long as it charges; a battery heated in the
cold; a state of charge with hidden ends and a bent scale, shown in whole per cents. Batteries fade by calendar
(Arrhenius) and by full cycles, to powers of their own. What comes out is held to `published.py` by a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import cos, exp, pi, sin
from random import Random
from typing import Any

from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session
from lifecycle_desk.vehicle.rules.models import Chemistry

TODAY = date(2026, 11, 25)
VOLTS, SINGLE, TRIPLE = 230, 1, 3
PLUGS = {  # amperes and phases, with what is usual of each
    "socket": ((8, SINGLE), (10, SINGLE), (10, SINGLE), (13, SINGLE)),
    "3.7": ((16, SINGLE),),
    "7": ((32, SINGLE), (30, SINGLE), (10, TRIPLE)),
    "11": ((16, TRIPLE),),
    "22": ((32, TRIPLE),),
}
CLASSES = {  # name: (plugs with their odds, who counts, share of DC sessions, kind of car)
    "counted by the car": ({"socket": 1, "3.7": 1, "7": 2, "11": 3}, "car", 0.15, "electric"),
    "AC meter, to 3.7 kW": ({"socket": 3, "3.7": 2}, "meter", 0.0, "electric"),
    "AC meter, 7 kW": ({"7": 1}, "meter", 0.0, "electric"),
    "AC meter, 11 kW": ({"11": 1}, "meter", 0.0, "electric"),
    "AC meter, 22 kW": ({"22": 1}, "meter", 0.0, "electric"),
    "DC meter": ({"11": 1}, "meter", 1.0, "electric"),
    "AC and DC meters": ({"socket": 1, "3.7": 1, "7": 1, "11": 2}, "meter", 0.3, "electric"),
    "AC meter, some counted by the car": ({"socket": 1, "3.7": 1, "11": 1}, "some", 0.05, "electric"),
    "plug-in hybrid, AC meter": ({"socket": 2, "3.7": 3}, "meter", 0.0, "hybrid"),
    "plug-in hybrid, counted by the car": ({"socket": 2, "3.7": 3}, "car", 0.0, "hybrid"),
}
CLIMATES = ((3, 14), (10, 9), (17, 8), (28, 4))  # mean and half the swing of a year, °C
SIZES = {
    "electric": (36_000, 44_000, 52_000, 58_000, 64_000, 77_000, 95_000),
    "hybrid": (8_000, 10_500, 14_000, 18_000),
}


@dataclass(frozen=True)
class Ways:
    """How a world differs: watts that more electronics take, a loss more in every rectifier, how many have a fault.

    `wide` draws losses evenly over all that ADAC tells of sockets and wallboxes; `used` cars came late to the dealer,
    so that nothing is known of the time when their battery was new.
    """

    own_watts: float = 0.0
    rectifier: float = 0.0
    faults: float = 0.0
    wide: bool = False
    used: bool = False


USUAL = Ways()


@dataclass
class Charger:
    """What stands between plug and battery, and the battery's heater."""

    dice: Random
    kind: str
    ways: Ways

    def __post_init__(self) -> None:
        pick = self.dice.uniform
        more = 1.15 if self.kind == "hybrid" else 1
        self.own = min(max(self.dice.gauss(250, 70), 130), 420) * more + self.ways.own_watts
        if self.ways.wide:
            self.own = pick(90, 540)
        self.rest = pick(20, 55)  # watts of a rectifier at rest, for each phase in use
        self.by_power = pick(0.030, 0.060) + self.ways.rectifier
        self.by_current = pick(0.4, 0.9) / 16**2 / 100 * VOLTS * 16  # watts per A²: 0.4 to 0.9 % at 16 A
        self.line_ohm = pick(0.0, 0.25) if self.dice.random() < 0.4 else 0.0  # of a line behind the meter
        self.inside = pick(0.003, 0.012)
        self.heats = self.dice.random() < 0.6  # on AC
        self.heat_to, self.heater = pick(4, 12), pick(0.004, 0.011)  # °C, kWh per °C and 10 kWh of battery
        self.dc_loss = pick(0.002, 0.018)
        self.station = 0.0 if self.dice.random() < 0.85 else pick(0.03, 0.08)  # its meter before its rectifier

    def at_plug(self, stored: float, usable: float, amperes: float, phases: int, celsius: float) -> tuple[float, float]:
        """Wh at an AC meter for what is stored, and the watts there."""
        taken = VOLTS * amperes * phases
        off = phases * (self.rest + self.by_current * amperes**2) + self.by_power * taken + self.own
        net = (taken - off) * (1 - self.inside)
        hours = stored / net
        line = self.line_ohm * amperes**2 * min(phases, 2)
        heating = 0.6 * self._heating(usable, celsius) if self.heats else 0.0
        return (taken + line) * hours + heating, taken + line

    def at_station(self, stored: float, usable: float, watts: float, celsius: float) -> float:
        """Wh at a DC meter: losses, own use and the heating of a battery that should charge quickly."""
        inside = self.inside + 0.012 * min(watts / usable, 2)
        share = (1 - self.dc_loss) * (1 - inside) * (1 - (self.own + 200) / watts)
        return (stored / share + 3 * self._heating(usable, celsius - 4)) / (1 - self.station)

    def _heating(self, usable: float, celsius: float) -> float:
        """Wh into warming the battery, more the larger and the colder it is."""
        below = max(0.0, self.heat_to - celsius)
        return 1000 * self.heater * min(below, 20) * usable / 10_000


@dataclass
class Gauge:
    """The car's own idea of its charge and energy: hidden ends, a bent scale, whole numbers, a count that is off."""

    dice: Random
    chemistry: Chemistry

    def __post_init__(self) -> None:
        self.bend, self.wave = self.dice.gauss(0, 0.8), self.dice.gauss(0, 0.4)
        self.cuts = self.dice.random() < 0.5
        self.top = self.dice.uniform(98.8, 100)
        self.gain = self.dice.gauss(0, 0.007)
        self.drift = 0.0

    def shown(self, charge: float) -> int:
        if charge >= self.top:
            return 100
        x = charge / 100
        off = charge + self.bend * 4 * x * (1 - x) + self.wave * sin(2 * pi * x) + self.drift + self.dice.gauss(0, 0.3)
        return min(max(int(off) if self.cuts else round(off), 0), 100)

    def drove(self) -> None:
        if self.chemistry is Chemistry.LFP:
            self.drift = min(max(0.8 * self.drift + self.dice.gauss(0, 1.1), -4), 4)


@dataclass
class Cells:
    """A battery's fade: by calendar and heat, by full cycles, and a fault where it has one."""

    dice: Random
    chemistry: Chemistry
    new_wh: float
    since: date
    warmth: float
    cycles: float
    faulty: bool

    def __post_init__(self) -> None:
        lfp = self.chemistry is Chemistry.LFP
        heat = exp(4_000 * (1 / 298 - 1 / (273 + self.warmth)))
        self.calendar = self.dice.lognormvariate(0, 0.35) * (0.030 if lfp else 0.036) * heat
        self.power = self.dice.uniform(0.5, 0.8)
        self.per_cycle = self.dice.lognormvariate(0, 0.4) * (0.00004 if lfp else 0.00007)
        age = (TODAY - self.since).days / 365.25
        self.fails_at = self.dice.uniform(0.2, 0.9) * age
        self.fails_by = self.dice.uniform(0.08, 0.25)
        self.slowly = self.dice.uniform(0.1, 0.8)

    def share(self, day: date) -> float:
        years = max((day - self.since).days / 365.25, 0)
        lost = self.calendar * years**self.power + self.per_cycle * (self.cycles * years) ** 0.95
        if self.faulty:
            lost += self.fails_by * (1 - exp(-max(0.0, years - self.fails_at) / self.slowly))
        return max(1 - lost, 0.4)


@dataclass
class RoadCar:
    """A car: what a dealer knows, what its sources told, and the truth in per cent of the catalogue's usable energy."""

    name: str
    chemistry: Chemistry
    usable_wh_new: int
    since: date
    sessions: list[Session]
    truth: float
    faulty: bool
    on: date = TODAY


def road(name: str, seed: int, number: int, ways: Ways = USUAL, most: int = 250) -> Iterator[RoadCar]:
    """So many cars of a class, the same for a seed."""
    for place in range(number):
        yield _car(Random(f"{seed} {name} {place}"), name, ways, most)


def _car(dice: Random, name: str, ways: Ways, most: int) -> RoadCar:
    plugs, _, _, kind = CLASSES[name]
    chemistry = dice.choice((Chemistry.LFP, Chemistry.NMC, Chemistry.NMC, Chemistry.NCA))
    if kind == "hybrid":
        chemistry = dice.choice((Chemistry.NMC, Chemistry.NMC, Chemistry.LFP))
    size, climate = dice.choice(SIZES[kind]), dice.choice(CLIMATES)
    age = dice.uniform(0.6, 9)
    since = TODAY - timedelta(days=round(age * 365.25))
    faulty = dice.random() < ways.faults
    kwh_a_year = dice.uniform(1_300, 4_200) if kind == "electric" else dice.uniform(700, 1_900)
    new = size * (1 + min(max(dice.gauss(0, 0.008), -0.025), 0.025))
    cells = Cells(dice, chemistry, new, since, climate[0], 1000 * kwh_a_year / size, faulty)
    plug = dice.choices(list(plugs), list(plugs.values()))[0]
    late = dice.uniform(0.5, 0.95) if ways.used else dice.choice((0, dice.uniform(0.2, 0.95)))
    life = Life(dice, cells, Charger(dice, kind, ways), Gauge(dice, chemistry), climate, dice.choice(PLUGS[plug]), name)
    told = list(life.sessions(late))
    told = [Session(**each) for each in told[:: max(1, -(-len(told) // most))]]
    return RoadCar(name, chemistry, size, since, told, 100 * new * cells.share(TODAY) / size, faulty)


@dataclass
class Life:
    """How a car is charged, and what of it is written down."""

    dice: Random
    cells: Cells
    charger: Charger
    gauge: Gauge
    climate: tuple[int, int]
    plug: tuple[int, int]
    name: str

    def __post_init__(self) -> None:
        _, self.counts, self.dc, self.kind = CLASSES[self.name]
        self.meter, self.sun, self.knows = self.dice.gauss(0, 0.008), self.dice.random() < 0.2, self.dice.random()
        self.full = self.dice.random() < (0.9 if self.kind == "hybrid" else 0.35)
        self.every = self.dice.choice((2, 4, 7) if self.kind == "electric" else (1, 2))

    def sessions(self, late: float) -> Iterator[dict[str, Any]]:
        """Those that were written down, from some part of the car's life on, with months that are missing.

        Their facts: of a thousand sessions sixty are kept, and to make the others takes a fifth of the time.
        """
        day = self.cells.since + timedelta(days=round((TODAY - self.cells.since).days * late))
        day = gap = min(day, TODAY - timedelta(days=150))
        free = datetime.min.replace(tzinfo=UTC)
        while (day := day + timedelta(days=max(0.9, self.dice.expovariate(1 / self.every)))) < TODAY:
            self.gauge.drove()
            if self.dice.random() < 0.01 and day < TODAY - timedelta(days=200):
                gap = day + timedelta(days=self.dice.randint(20, 150))
            start = self.dice.uniform(0, 40) if self.kind == "hybrid" else self.dice.uniform(8, 60)
            end = 100 if self.full or self.dice.random() < 0.2 else 80 + self.dice.uniform(-4, 6)
            if day >= gap and end - start >= 12 and day > free.date():
                told = self._charged(day, start, end)
                free = told["ended_at"]
                yield told

    def _charged(self, day: date, start: float, end: float) -> dict[str, Any]:
        dice, year = self.dice, 2 * pi * (day.timetuple().tm_yday - 20) / 365
        celsius = self.climate[0] - self.climate[1] * cos(year) + dice.gauss(0, 4)
        usable = self.cells.new_wh * self.cells.share(day) * (1 - 0.0008 * max(0, 15 - celsius - dice.uniform(0, 8)))
        before, stored = self.gauge.shown(start), (end - start) / 100 * usable
        fast = dice.random() < self.dc
        energy, watts = self._fast(stored, usable, celsius) if fast else self._slow(stored, usable, celsius)
        if end >= 99.9:
            self.gauge.drift = 0.0
        begun = datetime(day.year, day.month, day.day, dice.randint(0, 23), dice.randint(0, 59), tzinfo=UTC)
        stays = dice.uniform(0, 8) if not fast and dice.random() < 0.5 else 0
        inside = stored / (1 - self.charger.inside) * (1 + self.gauge.gain + dice.gauss(0, 0.004))
        rough = self.knows < 0.5
        shown = self.gauge.shown(end)
        by_car = self.counts == "car" or (self.counts == "some" and dice.random() < 0.15)
        by_meter = not by_car or self.knows >= 0.6
        return {
            "source": "charger",
            "key": f"{begun:%Y%m%d%H%M}",
            "started_at": begun,
            "ended_at": begun + timedelta(hours=max(energy / watts + stays, 0.1)),
            "meter_wh": (round(energy / 10) * 10 if rough else round(energy)) if by_meter else None,
            "battery_wh": (round(inside / 100) * 100 if rough else round(inside)) if by_car else None,
            "current": Current.DC if fast else Current.AC,
            "soc_start": before * 10,
            "soc_end": shown * 10,
            "temperature": round(celsius * 10) if self.knows < 0.55 else None,
            "most_watts": round(watts) if 0.25 < self.knows < 0.75 else None,
        }

    def _fast(self, stored: float, usable: float, celsius: float) -> tuple[float, float]:
        """Wh and watts of a DC charge, now and then with a battery that was warmed on the way."""
        watts = self.dice.uniform(0.5, 1.6) * usable
        warmed = self.dice.uniform(0, 15)
        return self.charger.at_station(stored, usable, watts, celsius + warmed) * (1 + self.dice.gauss(0, 0.008)), watts

    def _slow(self, stored: float, usable: float, celsius: float) -> tuple[float, float]:
        amperes, phases = self.plug
        if self.sun and amperes > 10:
            amperes = max(6, amperes * self.dice.uniform(0.35, 1))
        energy, watts = self.charger.at_plug(stored, usable, amperes, phases, celsius)
        return energy * (1 + self.meter + self.dice.gauss(0, 0.003)), watts
