"""Grading: points for each finding, the grade that they come to, and the reasons, by rules that are data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.transfer.condition.rules.diagram import diagram
from lifecycle_desk.stages.transfer.condition.rules.limits import Found, FoundKind, in_force
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark

_WHOLE = 100  # percent


class Grade(LabeledEnum):
    """How good a used car is, from A to E."""

    A = "A", C_("grade", "Very good")
    B = "B", C_("grade", "Good")
    C = "C", C_("grade", "Fair")
    D = "D", C_("grade", "Poor")
    E = "E", C_("grade", "Very poor")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a grade: a mark by its number or a finding, its points, and the best grade that it leaves."""

    points: int
    mark: int | None = None
    found: Found | None = None
    worst: Grade | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade with its points and all reasons, the heaviest first; `version` names the rules."""

    grade: Grade
    points: int
    reasons: tuple[Reason, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Of a condition report: what it comes to, by the limits of which market."""

    market: str
    limits: str
    found: tuple[Found, ...]
    graded: Graded


@dataclass(frozen=True, slots=True)
class GradeTold:
    """A grade without its reasons."""

    grade: Grade
    points: int


@dataclass(frozen=True, slots=True)
class ReportTold:
    """Of a condition report, here or elsewhere: its grade, how many marks it has, and by which list it was made."""

    graded: GradeTold
    marks: tuple[Any, ...] = ()
    checklist: str | None = None


@dataclass(frozen=True, slots=True)
class Grades:
    """The rules of grading of a day."""

    version: str
    sizes: tuple[int, ...]
    most: dict[Grade, int]
    damages: dict[DamageKind, tuple[int, ...]]
    groups: dict[str, int]
    caps: dict[FoundKind, tuple[int, Grade | None]]
    health: tuple[tuple[Decimal, int, Grade | None], ...]

    def step(self, size_mm: int) -> int:
        """Which step of size a damage has."""
        return sum(size_mm > most for most in self.sizes)


def grades(on: date, version: str | None = None) -> Grades:
    """The rules of grading in force on a day, or those of a version."""
    read = in_force("grades", on, version)
    return Grades(
        read["version"],
        tuple(read["sizes"]),
        {Grade.of(code): most for code, most in read["grades"].items()},
        {kind: tuple(read["damages"][kind.value]) for kind in DamageKind},
        read["groups"],
        {FoundKind.of(each["found"]): (each["points"], _worst(each)) for each in read["caps"]},
        tuple((Decimal(each["from"]), each["points"], _worst(each)) for each in read["health"]),
    )


def _worst(read: dict[str, Any]) -> Grade | None:
    return Grade.of(read["worst"]) if "worst" in read else None


def points_of(mark: DamageMark, by: Grades) -> int:
    """The points of a mark: those of its kind and size, weighted by the group of its part, rounded up."""
    zone = diagram().zone(mark.view, mark.part)
    weight = by.groups[zone.part.group] if zone else _WHOLE
    return -(-by.damages[mark.kind][by.step(mark.size_mm)] * weight // _WHOLE)


def graded(marks: Sequence[DamageMark], found: Iterable[Found], by: Grades) -> Graded:
    """The grade of a car with these marks and findings."""
    reasons = [Reason(points_of(mark, by), mark=number) for number, mark in enumerate(marks, 1)]
    reasons += [reason for each in found if (reason := _reason(each, by))]
    reasons.sort(key=lambda each: (-_rank(each.worst), -each.points))
    points = sum(each.points for each in reasons)
    by_points = next((grade for grade, most in by.most.items() if points <= most), Grade.E)
    worst = max([by_points, *(each.worst for each in reasons if each.worst)])
    return Graded(worst, points, tuple(reasons), by.version)


def _rank(worst: Grade | None) -> int:
    return ord(worst.value) if worst else 0


def _reason(found: Found, by: Grades) -> Reason | None:
    """The points of a finding; a battery in full health costs nothing and is no reason."""
    if found.kind is FoundKind.HEALTH:
        value = found.value or Decimal(0)
        _, points, worst = next((each for each in by.health if value >= each[0]), by.health[-1])
        return Reason(points, found=found, worst=worst) if points else None
    points, worst = by.caps.get(found.kind, (0, None))
    return Reason(points, found=found, worst=worst)
