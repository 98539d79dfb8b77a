"""Inspections in the workshop: the dealer's own templates, what was found at each point, and the jobs it proposes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.checklist_items import Limited
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.vehicle.rules.checklists import is_measured, once_each

MOST_POINTS, MOST_CHOICES = 300, 20


class InspectionEvent(LabeledEnum):
    """Events of an inspection in the vehicle's life."""

    INSPECTED = "service.inspection", N_("Inspected in the workshop")
    TAKEN_BACK = "service.inspection_taken_back", N_("Inspection voided")


class PointKind(LabeledEnum):
    """How a point is answered."""

    CHOICE = "choice", C_("inspection point", "Choice")
    MEASURE = "measure", C_("inspection point", "Measure")
    TEXT = "text", C_("inspection point", "Text")
    PHOTO = "photo", C_("inspection point", "Photo")


class Passed(LabeledEnum):
    """The verdict on a point or on a whole inspection."""

    YES = "passed", C_("inspection", "Passed")
    NO = "failed", C_("inspection", "Failed")


PointSaysNothing = objection("PointSaysNothing", N_("Enter what is inspected."))
TemplateEmpty = objection("TemplateEmpty", N_("The inspection needs at least one point."), "points")
TooManyPoints = objection(
    "TooManyPoints", N_("%(given)s is too many: at most %(most)s."), "points", given=int, most=int
)
ChoicesMissing = objection("ChoicesMissing", N_("A choice needs at least two answers."))
FailingUnknown = objection("FailingUnknown", N_("“%(answer)s” is not one of the answers."), answer=str)
LimitsCrossed = objection(
    "LimitsCrossed", N_("The minimum (%(low)s) is above the maximum (%(high)s)."), low=Decimal, high=Decimal
)
NoSuchPoint = objection("NoSuchPoint", N_("The inspection has no point %(point)s."), point=int)
FoundTwice = objection("FoundTwice", N_("Point %(point)s already has a finding."), point=int)
PointsOpen = objection(
    "PointsOpen",
    NN_("%(n)s point has no answer yet.", "%(n)s points have no answer yet."),
    "findings",
    n=int,
    points=tuple[int, ...],
)
AnswerUnknown = objection(
    "AnswerUnknown", N_("“%(answer)s” is not one of %(answers)s."), answer=str, answers=NamesInText
)
MeasureMissing = objection("MeasureMissing", N_("Enter the measured value."))
NotMeasurable = objection("NotMeasurable", N_("%(value)s is not a measured value."), value=str)
PhotoMissing = objection("PhotoMissing", N_("Add the photo."))
UnknownInspection = objection("UnknownInspection", N_("There is no inspection number %(event)s."), "event", event=int)
UnknownInspectionTemplate = objection(
    "UnknownInspectionTemplate", N_("There is no inspection template called %(name)s."), "template", name=str
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Limited):
    """One thing to look at: answered by a choice, a measure within limits, a text or a photo.

    Answers in `failing` fail, as does a value outside the limits; texts and photos are judged by who inspects.
    `job` names a template of repair orders whose jobs are proposed where the point fails.
    """

    text: str
    kind: PointKind = PointKind.CHOICE
    choices: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    job: str = ""


@dataclass(frozen=True, slots=True)
class InspectionTemplate:
    """Points that are often gone through, under a name."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The finding at a point, by its number from 1; `failed` is the verdict on texts and photos."""

    point: int
    answer: str = ""
    value: Decimal | None = None
    failed: bool = False
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointTold:
    """A point with what was found, as an inspection tells it: the template may change later."""

    text: str
    kind: str = ""
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    answer: str = ""
    value: Decimal | None = None
    failed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class InspectionTold:
    """An inspection; `failed` counts the points that failed."""

    order: str = ""
    template: str = ""
    inspector: str = ""
    note: str = ""
    points: tuple[PointTold, ...] = ()
    failed: int = 0


def told_points(points: Sequence[Point], findings: Sequence[Finding]) -> tuple[PointTold, ...]:
    """Points with what was found at each."""
    return tuple(
        PointTold(at.text, at.kind, at.unit, at.minimum, at.maximum, each.answer, each.value, each.failed, each.note)
        for at, each in zip(points, findings, strict=True)
    )


def tidied_points(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points as they are kept; refuses what cannot be answered, with its place."""
    if not points:
        raise TemplateEmpty
    if len(points) > MOST_POINTS:
        raise TooManyPoints(len(points), MOST_POINTS)
    return tuple(_tidied(point, f"points[{at}]") for at, point in enumerate(points))


def _tidied(point: Point, at: str) -> Point:
    text = validation.text(point.text, f"{at}.text", validation.LONGEST_WORDS)
    if not text:
        raise PointSaysNothing().at_field(f"{at}.text")
    choices = tuple(validation.text(each, f"{at}.choices", validation.LONGEST_WORDS) for each in point.choices)
    failing = tuple(validation.text(each, f"{at}.failing", validation.LONGEST_WORDS) for each in point.failing)
    made = replace(
        point, text=text, choices=choices, failing=failing, unit=validation.text(point.unit, f"{at}.unit", 20)
    )
    match made.kind:
        case PointKind.CHOICE:
            _check_choices(made, at)
            return replace(made, unit="", minimum=None, maximum=None)
        case PointKind.MEASURE:
            _check_limits(made, at)
            return replace(made, choices=(), failing=())
        case _:
            return replace(made, choices=(), failing=(), unit="", minimum=None, maximum=None)


def _check_choices(point: Point, at: str) -> None:
    if len(set(filter(None, point.choices))) != len(point.choices) or not 1 < len(point.choices) <= MOST_CHOICES:
        raise ChoicesMissing().at_field(f"{at}.choices")
    for each in point.failing:
        if each not in point.choices:
            raise FailingUnknown(each).at_field(f"{at}.failing")


def _check_limits(point: Point, at: str) -> None:
    for value in (point.minimum, point.maximum):
        if value is not None:
            _check_value(value, f"{at}.minimum")
    if point.minimum is not None and point.maximum is not None and point.minimum > point.maximum:
        raise LimitsCrossed(point.minimum, point.maximum).at_field(f"{at}.minimum")


def checked(points: Sequence[Point], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings as they are kept: every point once, in its way; gives them by point, with the verdicts of all."""
    numbered, at = dict(enumerate(points, 1)), "findings[{}]"
    each_finding = once_each(findings, lambda each: each.point, numbered, NoSuchPoint, FoundTwice, at)
    found = {each.point: _judged(point, each, at.format(place)) for place, point, each in each_finding}
    missing = tuple(number for number in numbered if number not in found)
    if missing:
        raise PointsOpen(len(missing), missing)
    return tuple(found[number] for number in sorted(found))


def _judged(point: Point, finding: Finding, at: str) -> Finding:
    tidy = replace(
        finding,
        answer=validation.text(finding.answer, f"{at}.answer", validation.LONGEST_TEXT),
        note=validation.text(finding.note, f"{at}.note", validation.LONGEST_TEXT),
    )
    match point.kind:
        case PointKind.CHOICE:
            if tidy.answer not in point.choices:
                raise AnswerUnknown(tidy.answer, in_text(point.choices)).at_field(f"{at}.answer")
            return replace(tidy, value=None, failed=tidy.answer in point.failing)
        case PointKind.MEASURE:
            if tidy.value is None:
                raise MeasureMissing().at_field(f"{at}.value")
            _check_value(tidy.value, f"{at}.value")
            return replace(tidy, answer="", failed=not point.within(tidy.value))
        case PointKind.PHOTO:
            if not tidy.documents:
                raise PhotoMissing().at_field(f"{at}.documents")
            return replace(tidy, answer="", value=None)
    return replace(tidy, value=None)


def _check_value(value: Decimal, at: str) -> None:
    if not is_measured(value):
        raise NotMeasurable(str(value)[:40]).at_field(at)


def said(point: Point, finding: Finding) -> str:
    """The finding, in the words of the template: “Tread, front left: 1.2 mm, worn inside”."""
    measured = " ".join(filter(None, (f"{finding.value:f}", point.unit))) if finding.value is not None else ""
    what = ", ".join(filter(None, (measured, finding.answer, finding.note)))
    return f"{point.text}: {what}" if what else point.text


def proposed(
    points: Sequence[Point], findings: Iterable[Finding], jobs_of: Callable[[str], tuple[Job, ...] | None]
) -> Iterator[Job]:
    """The jobs that failed points propose: those of the template that a point names, else one that tells the failure.

    The finding stands in the job's complaint, before the template's own text.
    """
    for each in findings:
        if not each.failed:
            continue
        point = points[each.point - 1]
        words = said(point, each)
        jobs = (jobs_of(point.job) if point.job else None) or (Job(),)
        first, *rest = jobs
        yield replace(first, complaint="\n".join(filter(None, (words, first.complaint))))
        yield from rest
