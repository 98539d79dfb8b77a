"""A battery's health at the head of a paper: the figure large, beside it what it rests on, and a gauge."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import KWH
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Beside, Content, Facts, Gauge, Muted, Paragraphs, Stacked, style
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.chart import percent, promised
from lifecycle_desk.stages.charging.health.rules import Confidence, Health
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.wording import chemistry, kilowatt_hours

NONE = "–"
LEAST, MOST, STEP = 500, 1_000, 100  # of the gauge, in tenths of a per cent; lower and higher where a figure asks it
SHARE = 0.27  # of the width, for the figure


def health_headline(page: BatteryPage, odometer: Odometer | None, read_on: date | None, language: Language) -> Block:
    """The health that a battery has, its interval, when it was estimated, at which odometer, and how they lie."""
    health = page.health
    dash = language.formats.kilometres(odometer.shown_km) if odometer else NONE
    figure = Stacked(
        [
            Paragraphs(language(N_("State of health, estimated")), role=style.LABEL),
            Paragraphs(percent(health.percent or 0, language), role=style.HEADLINE_FIGURE),
        ],
        gap=0.0,
    )
    told: list[tuple[str, Content]] = [
        (language(INTERVAL, share=CERTAINTY), interval(health, language)),
        (language(N_("Estimated on")), health.as_of),
        (language(N_("Odometer")), (dash, Muted(read_on)) if read_on else dash),
        (language(N_("Confidence")), confidence_of(health.confidence, language)),
        (language(N_("Usable energy today")), _energies(page, language)),
    ]
    if page.outlook.floor is None:
        told.append((language(N_("Sessions used")), language.formats.number(health.sessions_used)))
    else:
        told.append((language(N_("Minimum health")), _floor(page.outlook.floor, page.outlook.ends_on, language)))
    return Beside([(SHARE, figure), (1 - SHARE, Stacked([Facts(told), health_gauge(page, language)], gap=3.0))])


def health_gauge(page: BatteryPage, language: Language) -> Gauge:
    """The figure with its interval, and the least that the warranty promises, on a scale of the usual values."""
    health, floor = page.health, page.outlook.floor
    shown = [each for each in (health.low, health.percent, health.high, floor) if each is not None]
    low, high = min(LEAST, min(shown) // STEP * STEP), max(MOST, -(-max(shown) // STEP) * STEP)
    ticks = [(float(each), language.formats.percent(Decimal(each) / 1000)) for each in range(low, high + 1, STEP)]
    band = (float(health.low), float(health.high)) if health.low is not None and health.high is not None else None
    return Gauge(low, high, ticks, float(health.percent or 0), band, None if floor is None else float(floor))


def interval(health: Health, language: Language) -> str:
    """The interval of a figure in words."""
    return language(
        N_("%(low)s to %(high)s"), low=percent(health.low or 0, language), high=percent(health.high or 0, language)
    )


def confidence_of(confidence: Confidence | None, language: Language) -> str:
    """How sure a figure is."""
    return language(confidence.label) if confidence else NONE


def usable_now(page: BatteryPage) -> int | None:
    """The energy that the battery gives now, in Wh; None where what it gave when new, or its health, is not known."""
    known = page.usable_wh and page.health.percent is not None
    return round(page.usable_wh * (page.health.percent or 0) / 1000) if known and page.usable_wh else None


def energy(watt_hours: int | None, language: Language) -> str:
    """An energy in kWh, with one decimal as the health has."""
    return NONE if watt_hours is None else language.formats.measure(kilowatt_hours(watt_hours), KWH, 1)


def _energies(page: BatteryPage, language: Language) -> Content:
    """The energy that the battery gives now, below it what it gave when new, and its chemistry."""
    new = language(N_("%(energy)s when new"), energy=energy(page.usable_wh, language)) if page.usable_wh else ""
    kind = language.spoken(chemistry(page.chemistry)) if page.chemistry else ""
    told = " · ".join(filter(None, (new, kind)))
    now = energy(usable_now(page), language)
    return (now, Muted(told)) if told else now


def _floor(least: int, ends: date | None, language: Language) -> Content:
    """The least health that the warranty promises, and until when."""
    words = promised(least, language)
    return (words, Muted(language(N_("until %(day)s"), day=ends))) if ends else words
