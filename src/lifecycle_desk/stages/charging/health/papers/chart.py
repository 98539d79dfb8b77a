"""The chart of a battery's health, as screen and paper show it: points, trend and band, what is promised."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import PERCENT
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, Band, Point
from lifecycle_desk.stages.charging.health.rules.forecast import forecast
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage

FORECAST_DATES = 12
ROOM = 20  # tenths of a per cent above and below what is drawn
HIGHEST, LOWEST = 1_050, 600
FURTHEST = timedelta(days=365 * 12)

TODAY, WINDOW_ENDS = C_("chart", "today"), C_("chart", "cover ends")
LEGEND: tuple[tuple[scene.ReadingStatus | scene.Drawn, str], ...] = (
    (scene.ReadingStatus.USED, C_("chart", "session")),
    (scene.ReadingStatus.LEFT_OUT, C_("chart", "left out")),
    (scene.ReadingStatus.OFFICIAL, C_("chart", "official reading")),
    (scene.Drawn.TREND, C_("chart", "trend")),
    (scene.Drawn.BAND, C_("chart", "%(share)s interval")),
    (scene.Drawn.FLOOR, C_("chart", "warranty floor")),
)
FLOOR_WORDS = N_("at least %(percent)s until %(on)s")
FORECAST_WORDS = N_("%(percent)s at the end")


def percent(tenths: int, language: Language) -> str:
    """Tenths of a per cent, with one decimal always, since figures with and without one look unequally sure."""
    return language.formats.percent(Decimal(tenths) / 1000, 1)


def promised(tenths: int, language: Language) -> str:
    """The least health that a warranty promises, as its terms write it: 70%."""
    return language.formats.percent(Decimal(tenths) / 1000)


def between(low: int, high: int, language: Language) -> str:
    """An interval in tenths of a per cent, with one decimal always, so that intervals stand under one another."""
    return language.formats.between(Decimal(low) / 10, Decimal(high) / 10, PERCENT, 1)


def legend(language: Language) -> tuple[scene.Key, ...]:
    """What the signs of the chart mean."""
    return tuple(scene.Key(what, language(words, share=CERTAINTY)) for what, words in LEGEND)


def health_chart(page: BatteryPage, language: Language) -> scene.Trend:
    """The chart of a battery's health."""
    health, outlook, today = page.health, page.outlook, page.health.as_of
    end = min(outlook.ends_on, today + FURTHEST) if outlook.ends_on and outlook.ends_on > today else None
    first, last = page.since, (end or today) + timedelta(days=60)
    bands = list(_forecast(page, end)) if end else []
    return scene.Trend(
        scene.Axis(first.toordinal(), last.toordinal(), tuple(_years(first, last, language))),
        _up(page, bands, language),
        tuple(_readings(page, language)),
        tuple(_curves(page, bands, language)),
        tuple(_floors(page, end, language)),
        tuple(_moments(page, end, language)),
        legend(language),
        language(N_("No figure yet")) if health.percent is None and not health.points else "",
    )


def _years(first: date, last: date, language: Language) -> Iterator[tuple[float, str]]:
    for year in range(first.year + 1, last.year + 1):
        yield date(year, 1, 1).toordinal(), language.formats.year(year)


def _up(page: BatteryPage, bands: list[Band], language: Language) -> scene.Axis:
    """From below all that matters to above; a point far outside stands at the edge."""
    used = [each.tenths for each in page.health.points if each.used]
    edges = [edge for band in (*page.health.band, *bands) for edge in (band.low, band.high)]
    drawn = [
        *used,
        *edges,
        *(each.tenths for each in page.health.officials),
        *([page.outlook.floor] if page.outlook.floor else []),
    ]
    low = max(min(drawn, default=900) - ROOM, LOWEST)
    high = min(max(*drawn, 1_000) + ROOM if drawn else HIGHEST, HIGHEST)
    ticks = [(value, language.formats.percent(_share(value))) for value in scene.round_values(low / 10, high / 10)]
    return scene.Axis(low / 10, high / 10, tuple(ticks))


def _share(value: float) -> Decimal:
    return Decimal(str(value)) / 100


def _readings(page: BatteryPage, language: Language) -> Iterator[scene.Reading]:
    for point in page.health.points:
        standing = scene.ReadingStatus.USED if point.used else scene.ReadingStatus.LEFT_OUT
        yield scene.Reading(point.on.toordinal(), point.tenths / 10, _words(page, point, language), standing)
    for each in page.health.officials:
        words = f"{language.formats.day(each.on)} {language(each.kind.label)} {percent(each.tenths, language)}"
        yield scene.Reading(each.on.toordinal(), each.tenths / 10, words, scene.ReadingStatus.OFFICIAL)


def told_day(page: BatteryPage, on: date, language: Language) -> str:
    """The day of a session; when an earlier owner charged is told by the month alone."""
    own = page.view.since is None or on >= page.view.since.date()
    return language.formats.day(on) if own else language.formats.month(on)


def _words(page: BatteryPage, point: Point, language: Language) -> str:
    said = f"{told_day(page, point.on, language)} {percent(point.tenths, language)}"
    return language.with_aside(said, point.reason)


def _forecast(page: BatteryPage, end: date) -> Iterator[Band]:
    today = page.health.as_of
    span = (end - today).days
    for step in range(FORECAST_DATES + 1):
        told = forecast(page.health, today + timedelta(days=int(Fraction(span * step, FORECAST_DATES))))
        if told:
            yield told


def _curves(page: BatteryPage, bands: list[Band], language: Language) -> Iterator[scene.Curve]:
    if page.health.band:
        yield _curve(page.health.band)
    if bands:
        yield _curve(bands, language(FORECAST_WORDS, percent=percent(bands[-1].middle, language)), forecast=True)


def _curve(bands: tuple[Band, ...] | list[Band], words: str = "", *, forecast: bool = False) -> scene.Curve:
    line = [(each.on.toordinal(), each.middle / 10) for each in bands]
    band = [(each.on.toordinal(), each.low / 10, each.high / 10) for each in bands]
    return scene.Curve(line, band, words, forecast)


def _floors(page: BatteryPage, end: date | None, language: Language) -> Iterator[scene.Floor]:
    floor = page.outlook.floor
    if floor and end:
        words = language(FLOOR_WORDS, percent=promised(floor, language), on=end)
        yield scene.Floor(page.since.toordinal(), end.toordinal(), floor / 10, words)


def _moments(page: BatteryPage, end: date | None, language: Language) -> Iterator[scene.Moment]:
    yield scene.Moment(page.health.as_of.toordinal(), language(TODAY), scene.Turn.NOW)
    if end:
        yield scene.Moment(end.toordinal(), language(WINDOW_ENDS), scene.Turn.END)
