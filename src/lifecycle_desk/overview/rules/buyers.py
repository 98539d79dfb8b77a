"""The facts of a used car that a buyer is shown: these fields and no others.

A history for strangers must not tell names, addresses, plates, prices, payers, places and times of charging, nor
words that people wrote (Belgian Car-Pass, law of 11 June 2004, article 6; Regulation (EU) 2016/679, article 5). So the
paper is drawn from this allow-list alone: numbers, days, closed terms, and the description of the car as it was built.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.base.typed import typed
from lifecycle_desk.campaigns.rules.campaign import CampaignState, CampaignType
from lifecycle_desk.cover.rules import Answer, ConditionKind, Open, PartGroup, RuleKind
from lifecycle_desk.overview.rules.work import WorkKind
from lifecycle_desk.stages.charging.health.rules import Confidence, OfficialKind
from lifecycle_desk.stages.charging.health.rules.figures import Band, Method
from lifecycle_desk.stages.transfer.condition.rules.condition import Wheel
from lifecycle_desk.stages.transfer.condition.rules.diagram import diagram
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, RatedRange
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.odometer import ReadingSource

CONDITION_FOUND = "transfer.condition_found"
MOST_TREAD_MM = 60
AT_ITS_END = frozenset({Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET})
CODE, SHA256 = re.compile(r"[A-Z0-9]{8,32}"), re.compile(r"[0-9a-f]{64}")


class Verdict(LabeledEnum):
    """The verdict on the readings of a life; it never accuses."""

    CONSISTENT = "consistent", N_("Odometer readings are consistent")
    EXPLAINED = "explained", N_("Odometer readings are consistent; the instrument cluster was replaced")
    ODD = "odd", N_("Some odometer readings are inconsistent")
    TOO_FEW = "too_few", N_("Too few readings to compare")


class Unknown(LabeledEnum):
    """Facts that a buyer would want to know and the books do not tell."""

    FIRST_REGISTRATION = "first_registration", N_("The first registration date is not known")
    OWNERS = "owners", N_("The number of owners is not known")
    BEFORE_THE_BOOKS = "before_the_books", N_("Events before the vehicle came to us are not known")
    ELSEWHERE = "elsewhere", N_("Work by other workshops is not known")
    HEALTH = "health", N_("Battery health is not known: too few charging sessions")
    COVER = "cover", N_("No warranty terms are known for this vehicle")
    CAMPAIGNS = (
        "campaigns",
        N_("Open manufacturer campaigns are not known; please check with the manufacturer or a dealer"),
    )
    CONDITION = "condition", N_("The vehicle’s condition has not been recorded")
    ACCIDENTS = "accidents", N_("Accidents not reported to us are not shown")


class OtherDamage(LabeledEnum):
    """What was found on the body, and has no word in the condition report of this version."""

    OTHER = "other", C_("damage", "Other")


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """A reading: its day, as its source gave it, the distance run, where it was taken, and what is odd about it."""

    on: date
    shown: Distance
    km: int | None
    source: ReadingSource | None
    odd: OddReading | None

    @property
    def is_odd(self) -> bool:
        """Whether it does not go with the others."""
        return self.odd is not None


@dataclass(frozen=True, slots=True)
class ServiceDone:
    """A workshop visit: its day, the kilometres, and the kinds of work."""

    on: date
    km: int | None
    kinds: tuple[WorkKind, ...]


@dataclass(frozen=True, slots=True)
class HealthRead:
    """A reading of battery health that others took, in tenths of a per cent."""

    on: date
    tenths: int
    kind: OfficialKind


@dataclass(frozen=True, slots=True)
class BatteryShown:
    """The battery's health as it is estimated, in tenths of a per cent; None is no figure. Energies are in Wh.

    `trend` is the line through all sessions with its band: no session stands there by itself, nor its day.
    """

    percent: int | None
    low: int | None
    high: int | None
    method: Method | None
    confidence: Confidence | None
    sessions: int
    as_of: date
    usable_new: int | None
    usable_now: int | None
    officials: tuple[HealthRead, ...]
    replaced_on: tuple[date, ...]
    trend: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverLeft:
    """The cover of a part that remains for the next owner, and the conditions that he must keep or that may fail.

    `floor` is the minimum health that a battery's cover promises, in tenths of a per cent. The source of one
    that `is_weak` is still to be verified.
    """

    part: PartGroup
    kind: RuleKind
    answer: Answer
    until: date | Open | None
    until_km: int | Open | None
    floor: int | None
    conditions: tuple[ConditionKind, ...]
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """The condition as it was found: the grade, how many marks of each kind, and the tread of each tyre in mm.

    `damages` are the marks that the drawing of the car has a place for, without the words that somebody wrote to them;
    their photographs are named by hash, and given only where a person wants them given.
    """

    on: date
    grade: Grade | None
    marks: tuple[tuple[DamageKind | OtherDamage, int], ...]
    tyres: tuple[tuple[Wheel, Decimal], ...]
    damages: tuple[DamageMark, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignShown:
    """A campaign of the maker and where the car stands in it; what it is about is written by people, and stays here."""

    number: str
    kind: CampaignType | None
    state: CampaignState
    done_on: date | None
    do_not_drive: bool
    park_outside: bool


@dataclass(frozen=True, slots=True)
class BuyersFacts:
    """All facts of a car that a buyer's paper may tell. A field that is added here goes to strangers."""

    vin: str
    make: str
    model: str
    variant: str
    model_year: int | None
    colour: str
    energy: Energy | None
    chemistry: Chemistry | None
    rated_range: RatedRange | None  # of a new car of this model, as published
    battery_code: str | None
    first_registered_on: date | None
    as_of: date
    owners: int | None
    odometer: Odometer | None
    odometer_on: date | None
    readings: tuple[ReadingShown, ...]
    clusters: tuple[date, ...]
    verdict: Verdict
    remarks: tuple[Said, ...]  # on all readings together, in the program's own words
    services: tuple[ServiceDone, ...]
    battery: BatteryShown | None
    covers: tuple[CoverLeft, ...]
    condition: ConditionShown | None
    campaigns: tuple[CampaignShown, ...] | None  # None: no campaign was ever taken in
    stage: Stage | None
    stage_since: date | None
    total_loss_on: date | None  # the day on which an insurer took it for one; it may have been repaired since
    unknown: tuple[Unknown, ...]

    @property
    def is_at_its_end(self) -> bool:
        """Whether it was taken over for scrapping, destroyed or sent abroad: nobody may buy it here any more."""
        return self.stage in AT_ITS_END


def code_shown(given: str | None) -> str | None:
    """A battery's code if it looks like one; what people typed in its place is not shown."""
    return given if given and CODE.fullmatch(given) else None


def condition_of(on: date, facts: Mapping[str, Any]) -> ConditionShown:
    """The condition that an event tells, as far as it is understood: what is not is left out, never quoted."""
    said = typed(_Found, facts)
    grade = typed(_Found, said.graded).grade if isinstance(said.graded, Mapping) else said.grade
    marks, tyres = _all(_Mark, said.marks), _all(_Tyre, said.tyres)
    kinds = Counter(_damage(each) for each in marks)
    counted = tuple((kind, kinds[kind]) for kind in (*DamageKind, *OtherDamage) if kinds[kind])
    treads, damages = filter(None, map(_tread, tyres)), filter(None, map(_placed, marks))
    return ConditionShown(on, _member(Grade, grade), counted, tuple(treads), tuple(damages))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a condition report may say, and may say otherwise than it should."""

    graded: Any = None
    grade: Any = None
    marks: Any = ()
    tyres: Any = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: Any = None
    view: Any = None
    part: Any = None
    size_mm: Any = None
    x: Any = None
    y: Any = None
    documents: Any = ()


@dataclass(frozen=True, slots=True)
class _Tyre:
    wheel: Any = None
    tread_mm: Any = None


def _all[Kind](kind: type[Kind], given: object) -> list[Kind]:
    return [typed(kind, each) for each in _row(given) if isinstance(each, Mapping)]


def _member[Member: LabeledEnum](terms: type[Member], code: object) -> Member | None:
    return next((each for each in terms if each.value == code), None)


def _damage(mark: _Mark) -> DamageKind | OtherDamage:
    return _member(DamageKind, mark.kind) or OtherDamage.OTHER


def _placed(mark: _Mark) -> DamageMark | None:
    """A mark as the drawing shows it: closed words and numbers alone."""
    kind = _member(DamageKind, mark.kind)
    view, part, x, y, size = mark.view, mark.part, mark.x, mark.y, mark.size_mm
    if kind is None or not isinstance(view, str) or not isinstance(part, str) or diagram().zone(view, part) is None:
        return None
    if not isinstance(x, int) or not isinstance(y, int) or not isinstance(size, int):
        return None
    photos = [each for each in _row(mark.documents) if isinstance(each, str) and SHA256.fullmatch(each)]
    return DamageMark(view, part, kind, size, x, y, documents=tuple(photos))


def _row(given: object) -> Sequence[Any]:
    return given if isinstance(given, list | tuple) else ()


def _tread(tyre: _Tyre) -> tuple[Wheel, Decimal] | None:
    wheel = _member(Wheel, tyre.wheel)
    try:
        tread = Decimal(str(tyre.tread_mm))
    except InvalidOperation:
        return None
    return (wheel, tread) if wheel and tread.is_finite() and 0 <= tread <= MOST_TREAD_MM else None
