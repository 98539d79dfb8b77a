"""The estimator judged by simulated cars: `python tests/truth/health_table.py 2000` prints the table of the docs."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parent))

from cars import USUAL, Simulated, World, fleet
from plain_methods import by_largest, by_mean, by_median

from lifecycle_desk.stages.charging.health.rules import Car, Crossing, Health, crosses, estimate, forecast

SEED = 731_031  # not looked at before the constants of the method were settled


@dataclass
class Judged:
    """A car, its estimate, and what plain methods say."""

    car: Simulated
    health: Health
    plain: dict[str, float | None]

    @property
    def error(self) -> float:
        return self.health.percent / 10 - self.car.truth

    @property
    def covers(self) -> bool:
        return self.health.low <= 10 * self.car.truth <= self.health.high

    @property
    def width(self) -> float:
        return (self.health.high - self.health.low) / 10


def judged(number: int, seed: int = SEED, world: World = USUAL) -> list[Judged]:
    return [judge(car) for car in fleet(seed, number, world)]


def judge(car: Simulated) -> Judged:
    health = estimate(Car(car.usable_wh_new, car.chemistry, car.since), car.sessions, [], car.on)
    return Judged(car, health, {way.__name__: way(car) for way in (by_mean, by_median, by_largest)})


def share(of: Iterable[bool]) -> float:
    told = list(of)
    return 100 * sum(told) / len(told) if told else 0.0


def p95(errors: Iterable[float]) -> float:
    ordered = sorted(map(abs, errors))
    return ordered[int(0.95 * (len(ordered) - 1))] if ordered else 0.0


def line(name: str, cars: list[Judged]) -> str:
    """One line: cars that could carry a figure, judged where there is one."""
    able = [each for each in cars if not each.car.without]
    told = [each for each in able if each.health.percent is not None]
    if not told:
        return f"| {name} | {len(able)} | – | – | – | 100 % | – | – | – |"
    others = []
    for way in told[0].plain:
        errors = [each.plain[way] - each.car.truth for each in told if each.plain[way] is not None]
        others.append(f"{mean(map(abs, errors)):.1f} · {p95(errors):.1f}")
    return (
        f"| {name} | {len(able)} | {mean(abs(each.error) for each in told):.2f} · {p95(e.error for e in told):.1f} | "
        f"{share(each.covers for each in told):.1f} % | {median(each.width for each in told):.1f} | "
        f"{100 - share(each.health.percent is not None for each in able):.0f} % | {' | '.join(others)} |"
    )


def table(cars: list[Judged]) -> list[str]:
    """The table: whole, by chemistry and usage, by source, by confidence."""
    able = [each for each in cars if not each.car.without]
    groups: dict[str, list[Judged]] = {"all": able}
    for each in sorted(able, key=lambda each: (each.car.chemistry, each.car.usage.name)):
        groups.setdefault(f"{each.car.chemistry}, {each.car.usage.name}", []).append(each)
    for each in sorted(able, key=lambda each: each.car.source):
        groups.setdefault(f"source: {each.car.source}", []).append(each)
    groups["batteries with a fault"] = [each for each in able if each.car.faulty]
    for each in able:
        groups.setdefault(f"confidence: {each.health.confidence or 'no figure'}", []).append(each)
    return [
        "| cars | number | ours | covered | width | no figure | mean | careful median | largest charge |",
        "|---|---|---|---|---|---|---|---|---|",
        *(line(name, members) for name, members in groups.items()),
    ]


def ahead(cars: list[Judged]) -> list[str]:
    """Forecasts judged: after one, two and three years, and of the floor of 80 %."""
    told = [each for each in cars if each.health.percent is not None]
    lines = []
    for years in (1, 2, 3):
        found = []
        for each in told:
            day, truth = list(each.car.later.items())[years - 1]
            found.append((forecast(each.health, day), 10 * truth))
        errors = [abs(band.middle - truth) / 10 for band, truth in found]
        covered = share(band.low <= truth <= band.high for band, truth in found)
        width = median(band.high - band.low for band, _ in found) / 10
        lines.append(f"| {years} | {mean(errors):.2f} | {covered:.1f} % | {width:.1f} |")
    return lines


def warned(cars: list[Judged]) -> str:
    """Of cars that stand above 80 % now: how the days on which they may fall below within three years agree."""
    able = [each for each in cars if each.health.percent is not None and each.car.truth >= 80]
    told: dict[bool, list[Crossing]] = {True: [], False: []}
    for each in able:
        until = max(each.car.later)
        told[each.car.later[until] < 80].append(crosses(each.health, 800, until))
    lines = []
    for falls, found in told.items():
        may, likely = sum(each.earliest is not None for each in found), sum(each.middle is not None for each in found)
        lines.append(f"{len(found)} {'fell' if falls else 'did not fall'}: {may} may fall, {likely} likely fall")
    return "; ".join(lines)


WORLDS = {
    "batteries fade half as quickly": World(wear=0.5),
    "batteries fade 1.7 times as quickly": World(wear=1.7),
    "every battery has a fault": World(faults=1.0),
    "3 points more are lost on AC": World(losses=0.03),
    "3 points less are lost on AC": World(losses=-0.03),
}

if __name__ == "__main__":
    everyone = judged(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    told_of_nothing = [each for each in everyone if each.car.without]
    wrong = [each.car.without for each in told_of_nothing if each.health.percent is not None]
    strange = [line(name, judged(len(everyone) // 4, world=world)) for name, world in WORLDS.items()]
    sys.stdout.write("\n".join([*table(everyone), *strange]) + "\n\n" + "\n".join(ahead(everyone)) + "\n\n")
    sys.stdout.write(f"{len(told_of_nothing)} cars that carry no figure, figures given: {wrong}\n")
    sys.stdout.write(f"{warned(everyone)}\n")
