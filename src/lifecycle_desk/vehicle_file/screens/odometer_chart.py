"""The chart of an odometer: every reading as the distance that the car has run, with what does not go with the rest."""

from collections.abc import Iterator
from datetime import date, timedelta

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.odometer_verdict import Evidence, OdometerVerdict

MARGIN = timedelta(days=30)
LEGEND: tuple[tuple[scene.ReadingStatus | scene.Drawn, str], ...] = (
    (scene.ReadingStatus.USED, C_("chart", "reading")),
    (scene.ReadingStatus.LEFT_OUT, C_("chart", "inconsistent")),
    (scene.Drawn.TREND, C_("chart", "distance run")),
)


def odometer_chart(verdict: OdometerVerdict, language: Language) -> scene.Trend:
    """The readings of a life over time, up to the day of the verdict; an odd one far above stands at the edge."""
    shown = [each for each in verdict.readings if each.true_km is not None]
    first = min((each.reading.on for each in shown), default=verdict.on) - MARGIN
    last = max([verdict.on, *(each.reading.on for each in shown)]) + MARGIN
    sound = [each for each in shown if each.odd is None] or shown
    highest = max((each.true_km or 0 for each in sound), default=0) or 1
    ticks = language.formats.distance_ticks(highest * 1.05)
    return scene.Trend(
        scene.Axis(first.toordinal(), last.toordinal(), tuple(_years(first, last, language))),
        scene.Axis(0, highest * 1.08, tuple(ticks)),
        tuple(_reading(each, language) for each in shown),
        _line(shown),
        moments=tuple(_moments(shown, verdict.on, language)),
        keys=tuple(scene.Key(what, language(words)) for what, words in LEGEND),
        nothing="" if shown else language(N_("No reading yet")),
    )


def _years(first: date, last: date, language: Language) -> Iterator[tuple[float, str]]:
    for year in range(first.year + 1, last.year + 1):
        yield date(year, 1, 1).toordinal(), language.formats.year(year)


def _reading(each: Evidence, language: Language) -> scene.Reading:
    km = each.true_km or 0
    said = f"{language.formats.day(each.reading.on)} {language.formats.kilometres(km)}"
    words = language.with_aside(said, each.source)
    standing = scene.ReadingStatus.LEFT_OUT if each.odd else scene.ReadingStatus.USED
    return scene.Reading(each.reading.on.toordinal(), km, words, standing)


def _line(shown: list[Evidence]) -> tuple[scene.Curve, ...]:
    points = [(each.reading.on.toordinal(), each.true_km or 0) for each in shown if each.odd is None]
    return (scene.Curve(points),) if points else ()


def _moments(shown: list[Evidence], on: date, language: Language) -> Iterator[scene.Moment]:
    for each in shown:
        if each.new_cluster:
            yield scene.Moment(each.reading.on.toordinal(), language(C_("chart", "new cluster")), scene.Turn.CHANGE)
    yield scene.Moment(on.toordinal(), language(C_("chart", "today")), scene.Turn.NOW)
