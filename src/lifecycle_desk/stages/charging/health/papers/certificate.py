"""The battery health certificate: the figure, how it was found, what it rests on, and what it is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import starmap

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import N_, NN_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.cover.papers.sources import unconfirmed
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import (
    Chart,
    Code,
    Content,
    Facts,
    Mark,
    Outcome,
    Paper,
    Paragraphs,
    Proves,
    Section,
    style,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.chart import health_chart, percent, told_day
from lifecycle_desk.stages.charging.health.papers.headline import NONE, health_headline
from lifecycle_desk.stages.charging.health.rules import Health
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage, battery_page
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.showing import VehiclePage
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

MOST_OFFICIALS = 2
VALID = timedelta(days=90)  # a battery ages: an older figure is found anew
# The chart's height and the gap, in points.
ROOMY, *TIGHTER = (
    (165.0, style.GAP),
    (140.0, style.GAP),
    (125.0, 10.0),
    (110.0, 8.0),
    (95.0, 6.0),
    (80.0, 4.0),
    (66.0, 3.0),
)
MEASURED = NN_(
    "Measured: energy and state of charge in %(n)s charging session.",
    "Measured: energy and state of charge in %(n)s charging sessions.",
)
CALCULATED = N_("Calculated: state of health, by a robust trend; single outliers have no effect.")
NOT_MEASURED = N_(
    "Not measured: single cells and the certified energy (SOCE). No guarantee; decides no warranty claim."
)
REASON = N_("%(reason)s: %(count)s")
# Sessions that carry no figure: a certificate without one would be a lie.
NoFigure = objection(
    "NoFigure", N_("There is no figure for the battery of %(vin)s yet; see the vehicle’s battery page."), "vin", vin=str
)
NoBattery = objection(
    "NoBattery", N_("%(vin)s has no traction battery, so no health certificate is available."), "vin", vin=str
)


def certificate(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """A battery's health as it is estimated today."""
    page = battery_page(user, asked.vin)
    car = vehicle_page(user, page.vin)
    energy = car.description["energy"]
    if energy and not Energy.of(energy).has_traction_battery:
        raise NoBattery(page.vin)
    if page.health.percent is None:
        raise NoFigure(page.vin)
    head, size = letterhead(user, language), sheet_size(user)

    def form(chart: float, gap: float) -> Paper:
        return Paper(
            title=language(N_("Battery health certificate")),
            language=language,
            letterhead=head,
            subtitle=" · ".join((page.name, language(N_("Estimated from charging data")))),
            date=page.health.as_of,
            size=size,
            blocks=_blocks(page, car, language, chart),
            gap=gap,
            proves=_proves(page),
        )

    return replace(form(*ROOMY), tighter=tuple(starmap(form, TIGHTER)))


def _proves(page: BatteryPage) -> Proves:
    health = page.health
    told = {"soh": health.percent, "low": health.low, "high": health.high}
    tenths = {name: divmod(value, 10) for name, value in told.items() if value is not None}
    facts: dict[str, str | int] = {name: f"{whole}.{tenth}" for name, (whole, tenth) in tenths.items()}
    return Proves(page.vin, facts | {"sessions": health.sessions_used})


def _blocks(page: BatteryPage, car: VehiclePage, language: Language, chart: float) -> list[Block]:
    health = page.health
    return [
        Facts(_vehicle(page, language)),
        health_headline(page, car.odometer, car.figures.odometer_on, language),
        Facts(_more(page, language), columns=4),
        *_of_weak_terms(page, language),
        Chart(health_chart(page, language), height=chart),
        Section(
            language(N_("What was measured, and what was not")),
            measured(health.sessions_used, language),
            Facts(_method(page, language), columns=2, value=style.SMALL),
            *_left_out(health, language),
        ),
    ]


def _of_weak_terms(page: BatteryPage, language: Language) -> Iterator[Block]:
    """That the end of the cover or the minimum health, where the paper tells one, is by a source to be verified."""
    outlook, window = page.outlook, page.cover.battery
    if window and window.is_weak and (outlook.ends_on or outlook.floor is not None):
        yield from unconfirmed([PartGroup.BATTERY], language)


def measured(sessions: int, language: Language) -> Paragraphs:
    """What a figure rests on, what was made of it, and what nobody measured, in a line each."""
    return Paragraphs(
        Mark(Outcome.PASSED, language(MEASURED, n=sessions)),
        Mark(Outcome.PASSED, language(CALCULATED)),
        Mark(Outcome.NOT_APPLICABLE, language(NOT_MEASURED)),
    )


def _vehicle(page: BatteryPage, language: Language) -> list[tuple[str, Content]]:
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(N_("Plate")), own(page.plate) if page.plate else NONE),
        (language(N_("Battery code")), Code(page.code) if page.code else NONE),
    ]


def _more(page: BatteryPage, language: Language) -> list[tuple[str, Content]]:
    """What is expected at the end of the cover, how long the certificate serves, and what others read."""
    ends = page.outlook.ends_on
    told: list[tuple[str, Content]] = []
    if ends and page.at_end:
        said = language(
            N_("%(low)s to %(high)s"), low=percent(page.at_end.low, language), high=percent(page.at_end.high, language)
        )
        told.append((language(N_("At the end of cover, %(on)s"), on=ends), said))
    told.append((language(N_("Valid until")), page.health.as_of + VALID))
    return [*told, *_officials(page.health, language)]


def _method(page: BatteryPage, language: Language) -> list[tuple[str, Content]]:
    health = page.health
    used = [language(NN_("%(n)s session", "%(n)s sessions"), n=health.sessions_used)]
    if health.first_used and health.last_used:
        first, last = (told_day(page, each, language) for each in (health.first_used, health.last_used))
        used.append(language(N_("%(first)s to %(last)s"), first=first, last=last))
    return [
        (language(N_("Method")), language(health.method.label) if health.method else NONE),
        (language(N_("Sessions used")), " · ".join(used)),
    ]


def _left_out(health: Health, language: Language) -> Iterator[Block]:
    """The reasons in one row across the page: as a list of their own they would fill a second page."""
    if health.left_out:
        told = [language(REASON, reason=reason, count=count) for reason, count in health.left_out.most_common()]
        yield Facts([(language(N_("Sessions left out")), " · ".join(told))], columns=1, value=style.SMALL)


def _officials(health: Health, language: Language) -> Iterator[tuple[str, Content]]:
    """The latest readings by others, beside the estimate and never in it; the chart shows all."""
    for each in health.officials[-MOST_OFFICIALS:]:
        yield language(N_("%(kind)s, %(on)s"), kind=each.kind, on=each.on), percent(each.tenths, language)


def language_of(user: UserSession, asked: OfVehicle) -> str | None:
    """The language that the owner reads, where the program speaks it."""
    owner = vehicle_page(user, asked.vin).owner
    return owner.language if owner and owner.language in LANGUAGES else None


CERTIFICATE = Report(
    "battery-certificate",
    N_("Battery health certificate"),
    N_("Battery health estimated from charging: figure, interval, method, chart and limits."),
    OfVehicle,
    certificate,
    language_of=language_of,
    stage="charging",
)
