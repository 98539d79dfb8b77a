"""The estimator judged by class on the second simulator.

`python tests/truth/class_table.py 300` prints the tables of the docs. A seed may follow the number, and worlds after
it: `class_table.py 60 5 usual`.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parent))

from road import CLASSES, USUAL, RoadCar, Ways, road

from lifecycle_desk.stages.charging.health.rules import Car, Health, estimate

SEED = 271_828  # not looked at before the figures of losses.toml and the doubts of the estimator were settled


@dataclass
class Judged:
    car: RoadCar
    health: Health

    @property
    def error(self) -> float:
        return self.health.percent / 10 - self.car.truth

    @property
    def covers(self) -> bool:
        return self.health.low <= 10 * self.car.truth <= self.health.high

    @property
    def above(self) -> bool:
        """Whether the whole interval lies above the truth: the error that lets a claim lapse."""
        return self.health.low > 10 * self.car.truth

    @property
    def width(self) -> float:
        return (self.health.high - self.health.low) / 10


def judge(name: str, seed: int, number: int, ways: Ways = USUAL, most: int = 250) -> list[Judged]:
    """The cars of a class that have a figure."""
    found = []
    for car in road(name, seed, number, ways, most):
        health = estimate(Car(car.usable_wh_new, car.chemistry, car.since), car.sessions, [], car.on)
        if health.percent is not None:
            found.append(Judged(car, health))
    return found


def share(of: Iterable[bool]) -> float:
    told = list(of)
    return 100 * sum(told) / len(told) if told else 0.0


def bias(cars: list[Judged]) -> float:
    return mean(each.error for each in cars)


def line(name: str, cars: list[Judged], number: int) -> str:
    return (
        f"| {name} | {len(cars)} of {number} | {mean(abs(each.error) for each in cars):.1f} | {bias(cars):+.1f} | "
        f"{share(each.covers for each in cars):.0f} % | {share(each.above for each in cars):.1f} % | "
        f"{median(each.width for each in cars):.1f} | {max(each.error for each in cars):+.1f} | "
        f"{max(each.health.percent for each in cars) / 10:.1f} |"
    )


WORLDS = {
    "usual": USUAL,
    "every battery has a fault": Ways(faults=1.0),
    "cars that came late in their life": Ways(used=True),
    "150 W more for the car's electronics": Ways(own_watts=150),
    "2 points more in every rectifier": Ways(rectifier=0.02),
    "losses anywhere between 10 and 30 % at a socket": Ways(wide=True),
    "such losses, cars that came late": Ways(wide=True, used=True),
}
HEAD = [
    "| cars | with a figure | mean error | bias | covered | all above | width | worst upwards | highest figure |",
    "|---|---|---|---|---|---|---|---|---|",
]

if __name__ == "__main__":
    told = sys.argv[1:]
    number = int(told[0]) if told else 300
    seed = int(told[1]) if len(told) > 1 else SEED
    for world in told[2:] or WORLDS:
        many = number if world == "usual" else -(-number // 3)
        sys.stdout.write("\n".join(["", world, "", *HEAD, ""]))
        for name in CLASSES:
            sys.stdout.write(line(name, judge(name, seed, many, WORLDS[world]), many) + "\n")
