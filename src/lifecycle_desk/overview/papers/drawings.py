"""The drawings of papers across the stages: a life along its strands, and the curve of an odometer."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.phrases import phrase
from lifecycle_desk.overview.rules.buyers import BatteryShown, HealthRead
from lifecycle_desk.overview.usecases.lives.readings import ReadingTold
from lifecycle_desk.overview.usecases.lives.visits import Visit
from lifecycle_desk.overview.usecases.lives.whole import WholeLife
from lifecycle_desk.paper import style
from lifecycle_desk.stages.charging.health.papers.chart import legend, percent
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.wording import worded

TODAY, ENDED, CLUSTER = C_("chart", "today"), C_("chart", "end of life"), C_("chart", "cluster replaced")
MARKS, AXIS_HEIGHT, HEADS = 6.6, 18.0, 27.0  # points; a lane without its labels, the years below, the words above
LATEST = timedelta(days=540)  # how far beyond today a cover is drawn; it says itself when it ends
ROOM = timedelta(days=45)  # around what is drawn
DRAWN = (PartGroup.VEHICLE, PartGroup.BATTERY, PartGroup.DRIVE_UNIT)
TURNS = (Stage.IN_USE, Stage.FOR_SALE_AGAIN, Stage.END_OF_LIFE)
PAIR = N_("%(one)s, %(other)s")
NTH_OWNER = N_("Owner %(number)s")


def height_of(shown: scene.Timeline, language: Language) -> float:
    """How tall a timeline stands on paper, in points: each lane has room for marks and for their labels below."""
    script = style.script(language.code)
    label = (style.LABEL.type.size + script.grow) * script.line
    return AXIS_HEIGHT + HEADS + (MARKS + label) * len(shown.lanes)


def timeline(life: WholeLife, language: Language) -> scene.Timeline:
    """A life along its strands, within its period."""
    covered = list(_covers(life, language))
    first, last = life.first, life.last
    ends = [span.end for lane in covered for span in lane.spans]
    if life.period.until is None and ends:
        last = max(last, min(date.fromordinal(int(max(ends))), last + LATEST))
    lanes = [*_lanes(life, language), *covered]
    axis = _axis(first - ROOM, last + ROOM, language)
    shown = [each for each in (_within(lane, axis) for lane in lanes) if each.spans or each.marks]
    return scene.Timeline(axis, shown, tuple(_moments(life, language)))


def _axis(first: date, last: date, language: Language) -> scene.Axis:
    """Time in years, in months where it is less than two."""
    if (last - first).days < 2 * 365:
        months = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
        ticks = [(day.toordinal(), language.formats.month(day)) for day in months if first <= day <= last]
    else:
        years = (date(year, 1, 1) for year in range(first.year + 1, last.year + 1))
        ticks = [(day.toordinal(), language.formats.year(day.year)) for day in years]
    return scene.Axis(first.toordinal(), last.toordinal(), tuple((float(value), words) for value, words in ticks))


def _within(lane: scene.Lane, axis: scene.Axis) -> scene.Lane:
    """The part of a lane within the time that is drawn."""
    spans = [each for each in lane.spans if each.end >= axis.low and each.start <= axis.high]
    return scene.Lane(lane.words, spans, [each for each in lane.marks if axis.holds(each.x)])


def _lanes(life: WholeLife, language: Language) -> Iterator[scene.Lane]:
    end = life.last
    yield scene.Lane(
        language(C_("vehicle", "Stage")),
        [_span(each.since, each.until or end, language(each.stage.label), language) for each in life.stages],
    )
    owners = enumerate(life.page.owners, 1)
    yield scene.Lane(
        language(C_("vehicle", "Owner")),
        [_span(each.since, each.until or end, language(NTH_OWNER, number=n), language) for n, each in owners],
    )
    yield scene.Lane(
        language(N_("Workshop visits")),
        marks=[_visit(each, language) for each in life.visits],
    )
    yield scene.Lane(
        language(N_("Odometer readings")),
        marks=[_reading_mark(each, language) for each in life.odometer.readings],
    )
    yield scene.Lane(language(C_("cover", "High-voltage battery")), *_battery(life, language))


def _span(start: date, end: date, words: str, language: Language) -> scene.LaneSpan:
    read = language(PAIR, one=words, other=language(N_("%(first)s to %(last)s"), first=start, last=end))
    return scene.LaneSpan(start.toordinal(), end.toordinal(), words, read)


def _visit(each: Visit, language: Language) -> scene.LaneMark:
    kinds = language.formats.listed([language(kind.label) for kind in each.kinds])
    read, month = language(PAIR, one=each.on, other=kinds), language.formats.month_briefly(each.on)
    return scene.LaneMark(each.on.toordinal(), read, label=month)


def _reading_mark(told: ReadingTold, language: Language) -> scene.LaneMark:
    """A reading as a mark with its figure; an odd one is a ring without."""
    shown = language.spoken(told.shown)
    standing = scene.ReadingStatus.LEFT_OUT if told.is_odd else scene.ReadingStatus.USED
    read, label = language(PAIR, one=told.on, other=shown), "" if told.is_odd else shown
    return scene.LaneMark(told.on.toordinal(), read, standing, label)


def _battery(life: WholeLife, language: Language) -> tuple[list[scene.LaneSpan], list[scene.LaneMark]]:
    """The batteries by their codes, and official readings of health; the first battery alone tells nothing."""
    spans = [_span(each.since or life.first, each.until or life.last, each.code, language) for each in life.batteries]
    officials = life.battery.health.officials if life.battery else ()
    marks = [
        scene.LaneMark(each.on.toordinal(), language(N_("%(kind)s, %(on)s"), kind=each.kind, on=each.on),
                       scene.ReadingStatus.OFFICIAL, percent(each.tenths, language))
        for each in officials
    ]  # fmt: skip
    return (spans if len(spans) > 1 else []), marks


def _covers(life: WholeLife, language: Language) -> Iterator[scene.Lane]:
    """How long the great parts are covered, from the start of warranty on."""
    began = life.cover.facts.warranty_started_on
    for each in life.cover.covers if began else ():
        if each.part in DRAWN and began and isinstance(each.until, date) and each.until > began.on:
            words = language(N_("Cover: %(part)s"), part=each.part)
            yield scene.Lane(words, [_span(began.on, each.until, language.spoken(each.until), language)])


def _moments(life: WholeLife, language: Language) -> Iterator[scene.Moment]:
    if life.ended:
        yield scene.Moment(life.ended.toordinal(), _dated(language(ENDED), life.ended, language), scene.Turn.END)
    elif life.period.until is None:
        yield scene.Moment(life.as_of.toordinal(), language(TODAY), scene.Turn.NOW)
    for stage in life.stages[:1] + tuple(each for each in life.stages[1:] if each.stage in TURNS):
        words = _dated(language(stage.stage.label), stage.since, language)
        yield scene.Moment(stage.since.toordinal(), words)
    for each in life.events:
        if each.stands and each.told.kind == "vehicle.battery_replaced":
            words = _dated(phrase(worded(each.told).title, language), each.told.on, language)
            yield scene.Moment(each.told.on.toordinal(), words)


def _dated(words: str, on: date, language: Language) -> str:
    return language(PAIR, one=words, other=on)


class Curved(Protocol):
    """A reading as a curve shows it: its day, the distance run, and whether it does not go with the others."""

    @property
    def on(self) -> date:
        """Its day."""

    @property
    def km(self) -> int | None:
        """The distance run; None where a replaced cluster hides it."""

    @property
    def is_odd(self) -> bool:
        """Whether it does not go with the others."""


def odometer_curve(
    readings: Sequence[Curved], clusters: Sequence[date], language: Language, until: date
) -> scene.Trend:
    """The distance run over time: a line through the readings that go with one another, odd ones hollow.

    An odd one far above stands at the edge: a figure too many would press the whole life down to a line.
    """
    known = [(each.on, each.km, each.is_odd) for each in readings if each.km is not None]
    sound = [(on.toordinal(), float(km)) for on, km, odd in known if not odd]
    first = min((on for on, _, _ in known), default=until)
    most = round(max((km for _, km in sound), default=max((km for _, km, _ in known), default=0)))
    ticks = language.formats.distance_ticks(most, 5)
    return scene.Trend(
        _axis(first - ROOM, max(until, first) + ROOM, language),
        scene.Axis(0, max(most, 1) * 1.08, tuple(ticks)),
        [_reading(on, km, language, odd=odd) for on, km, odd in known],
        [scene.Curve(_rising(sound))] if sound else [],
        moments=[scene.Moment(each.toordinal(), language(CLUSTER)) for each in clusters],
        nothing=language(N_("No reading yet")),
    )


def health_trend(told: BatteryShown, language: Language) -> scene.Trend:
    """A battery's health as a line with its band, and what others read; no session stands there by itself."""
    days = [*(each.on for each in told.trend), *(each.on for each in told.officials)]
    edges = [edge for each in told.trend for edge in (each.low, each.high)] + [each.tenths for each in told.officials]
    low, high = min(*edges, 900) / 10 - 2, max(*edges, 1_000) / 10 + 2
    ticks = [(value, language.formats.percent(Decimal(str(value)) / 100)) for value in scene.round_values(low, high)]
    return scene.Trend(
        _axis(min(days) - ROOM, max(*days, told.as_of) + ROOM, language),
        scene.Axis(low, high, tuple(ticks)),
        [_official(each, language) for each in told.officials],
        [
            scene.Curve(
                [(each.on.toordinal(), each.middle / 10) for each in told.trend],
                [(each.on.toordinal(), each.low / 10, each.high / 10) for each in told.trend],
            )
        ],
        keys=legend(language),
    )


def _official(told: HealthRead, language: Language) -> scene.Reading:
    words = language(
        PAIR, one=language(N_("%(kind)s, %(on)s"), kind=told.kind, on=told.on), other=percent(told.tenths, language)
    )
    return scene.Reading(told.on.toordinal(), told.tenths / 10, words, scene.ReadingStatus.OFFICIAL)


def _reading(on: date, km: int, language: Language, *, odd: bool) -> scene.Reading:
    standing = scene.ReadingStatus.LEFT_OUT if odd else scene.ReadingStatus.USED
    words = language(PAIR, one=on, other=language.formats.kilometres(km))
    return scene.Reading(on.toordinal(), float(km), words, standing)


def _rising(points: Sequence[tuple[int, float]]) -> list[tuple[float, float]]:
    """The last point of each day: several readings of a day would draw an upright line."""
    return list({float(day): (float(day), km) for day, km in points}.values())
