"""Lines: a life as rows of the timeline, the newest first, under the sums of each year."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.cover.rules import Cover
from lifecycle_desk.desktop.look.rows import ChipShown, EventRow, YearRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.usecases.due import Servicing
from lifecycle_desk.vehicle.rules.facts import CorrectionTold
from lifecycle_desk.vehicle.rules.folding import LifeRow, Summary, fold, inside_worded, row_worded
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent, VehicleEvent
from lifecycle_desk.vehicle.rules.odometer_verdict import OdometerVerdict
from lifecycle_desk.vehicle.rules.resting import TAKES_BACK
from lifecycle_desk.vehicle.rules.wording import Names, Worded, worded
from lifecycle_desk.vehicle.rules.years import Year, of_years
from lifecycle_desk.vehicle.screens.event_text import colour_of, icon_of, in_words, join, run_text
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance, PlaceGlance
from lifecycle_desk.vehicle.usecases.showing import TimelineEntry, VehiclePage

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look import tokens as t

EXPLAIN = N_("Explain or correct")
FOLDED = NN_("%(n)s record inside, collapsed", "%(n)s records inside, collapsed")


@dataclass(frozen=True)
class Shown:
    """A vehicle as its page shows it: what the books say, its documents, and what who sits here may see and do."""

    page: VehiclePage
    documents: Mapping[str, Document]
    may_see_people: bool
    may_correct: bool
    odometer: OdometerVerdict | None = None
    campaigns: tuple[CampaignOfCar, ...] = ()
    may_decide: bool = False
    may_set_terms: bool = False
    waiting: tuple[Said, ...] = ()
    servicing: Servicing | None = None
    has_schedule: bool = True
    summaries: tuple[Summary, ...] = ()
    battery: BatteryGlance | None = None
    covers: tuple[Cover, ...] = ()
    place: PlaceGlance | None = None
    photo: Document | None = None

    @property
    def pictures(self) -> tuple[Document, ...]:
        """The documents that may be its photo."""
        return tuple(each for each in self.documents.values() if each.media.startswith("image/"))

    @cached_property
    def names(self) -> Names:
        """The names of the owners, by number."""
        return {each.person: each.name for each in self.page.owners if each.name}

    @cached_property
    def corrections(self) -> dict[int, RecordedEvent]:
        """Which event corrects which, as far as the correction itself counts."""
        return {
            each.told.corrects: each.told for each in self.page.lines if each.told.corrects is not None and each.stands
        }

    @cached_property
    def lines(self) -> dict[int, TimelineEntry]:
        """The entries of the life, by number."""
        return {each.told.seq: each for each in self.page.lines}

    @cached_property
    def rows(self) -> tuple[LifeRow, ...]:
        """The rows that people read, by day: a visit, a month of charging, an entry with its corrections."""
        return fold((each.told for each in self.page.lines), self.summaries)

    @cached_property
    def years(self) -> dict[int, Year]:
        """The sums of each year: what was run in it, and what the rows that stand under it came to."""
        odd = {each.told.seq for each in self.page.lines if each.odd}
        run = of_years([each.told for each in self.page.lines if each.stands], odd)
        paid: dict[int, list[Money]] = {}
        for row in self.rows:
            paid.setdefault(row.on.year, []).extend(self.paid(row))
        return {year: Year(year, run[year].km if year in run else None, _sum(some)) for year, some in paid.items()}

    def paid(self, row: LifeRow) -> tuple[Money, ...]:
        """What was paid for all that a row stands for, by currency."""
        if row.summary:
            return row.summary.paid
        return _sum(each.told.paid for one in row.events if (each := self.lines[one.seq]).stands)

    def line(self, seq: int) -> TimelineEntry | None:
        """An entry by the number of its event."""
        return self.lines.get(seq)

    def counts(self) -> dict[Part, int]:
        """How much there is of each part of life, what is inside rows too; a summary without events is one."""
        parts = [each.told.part for each in self.page.lines]
        parts += [row.summary.part for row in self.rows if row.summary and not row.events]
        return {part: parts.count(part) for part in Part}

    def total(self) -> int:
        """How much there is in all."""
        return sum(map(_size, self.rows))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows that are wanted: of a part of life, with some letters; and those that were opened, by their keys."""

    part: Part | None = None
    text: str = ""
    opened: frozenset[Hashable] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.part is None and not self.text


@dataclass(frozen=True, slots=True)
class Found:
    """A row that is wanted: itself, those of its entries that are shown below it, and how many it stands for."""

    row: LifeRow
    words: EventRow
    inside: tuple[EventRow, ...]
    count: int


ALL_OF_IT = Wanted()


def rows_of(shown: Shown, wanted: Wanted = ALL_OF_IT) -> list[EventRow | YearRow]:
    """The rows of a life, the newest first, with what is inside those that are opened or hold the letters."""
    found = [one for row in reversed(shown.rows) if (one := _found(shown, row, wanted))]
    return list(_under_years(shown, found, whole=wanted.is_everything))


def _found(shown: Shown, row: LifeRow, wanted: Wanted) -> Found | None:
    events = row.events if wanted.part is None else _of_part(row, wanted.part)
    if wanted.part not in {None, *row.parts}:
        return None
    letters = folded(wanted.text)
    own = life_row(shown, row, opened=row.key in wanted.opened)
    inside = [
        (each, row_of(shown, each, inside_worded(row, each.told, shown.names), year=row.on.year))
        for each in _inside(shown, row)
        if each.told in events
    ]
    if not letters:
        shown_inside = [words for _, words in inside] if row.key in wanted.opened else []
        return Found(row, own, tuple(shown_inside), len(events) or 1)
    hits = [words for _, words in inside if letters in folded(words.words())]
    if not hits and letters not in folded(own.words()):
        return None
    if hits:
        own = life_row(shown, row, opened=True)
    return Found(row, own, tuple(hits), len(hits) or 1)


def _inside(shown: Shown, row: LifeRow) -> list[TimelineEntry]:
    """The entries that an opened row shows, the newest first; a row that sums up, or is told otherwise, shows all."""
    events = row.events if row.summary or (row.group and row.inside) else row.inside
    return [shown.lines[each.seq] for each in sorted(events, key=lambda each: (each.on, each.seq), reverse=True)]


def _of_part(row: LifeRow, part: Part) -> tuple[RecordedEvent, ...]:
    return tuple(each for each in row.events if each.part is part)


def _size(row: LifeRow) -> int:
    return len(row.events) or 1


def _under_years(shown: Shown, rows: Sequence[Found], *, whole: bool) -> Iterator[EventRow | YearRow]:
    language = translator().current
    last = None
    for each in rows:
        year = each.row.on.year
        if year != last:
            last = year
            count = sum(other.count for other in rows if other.row.on.year == year)
            words = language(NN_("%(n)s record", "%(n)s records"), n=count)
            name = language.formats.year(year)
            yield _year(name, words, shown.years.get(year)) if whole else YearRow(name, words)
        yield each.words
        yield from each.inside


def _year(name: str, words: str, sums: Year | None) -> YearRow:
    run = "" if sums is None or sums.km is None else run_text(sums.km)
    return YearRow(name, words, run, _money(sums.paid if sums else ()))


def _money(amounts: Iterable[Money]) -> str:
    formats = translator().current.formats
    return join(*(formats.money(each) for each in amounts if each.minor), sign=" + ")


def life_row(shown: Shown, row: LifeRow, *, opened: bool = False) -> EventRow:
    """A row with all that it stands for."""
    language, formats = translator().current, translator().current.formats
    inside = _inside(shown, row)
    head = shown.lines[row.events[0].seq] if row.events else None
    if head is not None and row.group is None and not row.summary:
        own = row_of(shown, head)
    else:
        own = _of_group(shown, row, head)
    if not inside:
        return own
    folds = language(C_("row", "expanded")) if opened else language(FOLDED, n=len(inside))
    papers = len({digest for each in row.events for digest in each.documents})
    return replace(own, opened=opened, folds=folds, papers=formats.number(papers) if papers else "")


def _of_group(shown: Shown, row: LifeRow, head: TimelineEntry | None) -> EventRow:
    """What belongs together as one row: told by its room, with the last reading and the sum of what was paid."""
    language = translator().current
    words = row_worded(row, shown.names)
    counting = [each for one in row.events if (each := shown.lines[one.seq]).stands]
    read = next((each for each in (head, *reversed(counting)) if each and each.told.odometer), None)
    part = row.summary.part if row.summary else row.events[0].part
    own = row_of(shown, head, words) if head else EventRow("", in_words(words.title), _spoken(words), key=row.key)
    odd = _odd(shown, read) if read else ("", "")
    return replace(
        own,
        day=language.formats.month_alone(row.on) if row.summary else language.formats.day_and_month(row.on),
        stage=colour_of(part),
        icon=words.icon or icon_of(part),
        papers=language.spoken(len(row.events[0].documents))
        if len(row.events) == 1 and row.events[0].documents
        else "",
        odometer=_odometer(read.told) if read else "",
        paid=_money(shown.paid(row)),
        odd=odd[0],
        explain=odd[1],
        key=row.key,
    )


def odd_of(shown: Shown, key: Hashable) -> int | None:
    """The entry whose odd reading a row tells of."""
    row = _row_of_key(shown, key)
    if row is None:
        return key if isinstance(key, int) else None
    own = [shown.lines[each.seq] for each in row.events]
    return next((each.told.seq for each in own if each.odd and each.stands), own[0].told.seq if own else None)


def _row_of_key(shown: Shown, key: Hashable) -> LifeRow | None:
    return next((each for each in shown.rows if each.key == key), None)


def head_of(shown: Shown, key: Hashable) -> int | None:
    """The entry that stands for a row; none does for one that sums up, of which each tells a part."""
    row = _row_of_key(shown, key)
    return row.head.seq if row and row.head and not row.summary else None


def opens_of(shown: Shown, key: Hashable) -> tuple[str, str] | None:
    """The page on which a row, or an entry inside one, can be looked at."""
    if row := _row_of_key(shown, key):
        return row_worded(row, shown.names).opens
    line = shown.line(key) if isinstance(key, int) else None
    return worded(line.told, shown.names).opens if line else None


def gone_of(shown: Shown) -> frozenset[Hashable]:
    """The keys of rows and entries that count no more."""
    gone = {each.told.seq for each in shown.page.lines if not each.stands}
    whole = (row.key for row in shown.rows if row.events and gone.issuperset(each.seq for each in row.events))
    return frozenset({*gone, *whole})


def _sum(paid: Iterable[Money | None]) -> tuple[Money, ...]:
    """Amounts by currency."""
    sums: dict[str, int] = {}
    for each in paid:
        if each:
            sums[each.currency] = sums.get(each.currency, 0) + each.minor
    return tuple(Money(minor, currency) for currency, minor in sums.items())


def row_of(shown: Shown, line: TimelineEntry, words: Worded | None = None, *, year: int | None = None) -> EventRow:
    """One event as a row, in its own words or others; inside a row of a `year` it names its own where that differs."""
    language, told = translator().current, line.told
    said = words or worded(told, shown.names)
    formats = language.formats
    odd, explain = _odd(shown, line)
    return EventRow(
        formats.day(told.on) if year not in {None, told.on.year} else formats.day_and_month(told.on),
        in_words(said.title),
        _detail(shown, line, said, is_inside=year is not None),
        stage=colour_of(told.part),
        icon=said.icon or icon_of(told.part),
        chip=_chip(line, said),
        papers=language.spoken(len(told.documents)) if told.documents else "",
        odometer=_odometer(told),
        paid=formats.money(told.paid) if told.paid and told.paid.minor else "",
        covered=language(said.covered) if said.covered else "",
        odd=odd,
        explain=explain,
        key=told.seq,
        is_inside=year is not None,
    )


def _odd(shown: Shown, line: TimelineEntry) -> tuple[str, str]:
    """What is odd about a reading that counts, and the words of the way to explain it."""
    if line.odd is None or not line.stands:
        return "", ""
    language = translator().current
    return language.sentence(line.odd), language(EXPLAIN) if shown.may_correct else ""


def _spoken(words: Worded) -> str:
    return " ".join(join(*(in_words(each) for each in words.detail)).split())


def _odometer(told: RecordedEvent) -> str:
    formats = translator().current.formats
    if told.odometer is None:
        return ""
    shown = formats.distance(told.odometer)
    own = formats.kilometres(told.odometer.km)
    return shown if told.odometer.unit is formats.customs.distance else own


def _detail(shown: Shown, line: TimelineEntry, words: Worded, *, is_inside: bool) -> str:
    """What an entry says, or why it counts no more; inside a row its voiding stands beside it and says why."""
    correction = None if line.stands else shown.corrections.get(line.told.seq)
    if correction is None or (is_inside and correction.kind in TAKES_BACK):
        return _spoken(words)
    return why_not(correction)


def why_not(correction: RecordedEvent) -> str:
    """Why an event counts no more, with who said so and when."""
    language, why = translator().current, correction.facts_as(CorrectionTold).why
    if correction.kind == VehicleEvent.TAKEN_BACK and why == "undone":
        return language(N_("Undone on %(on)s"), on=correction.on)
    return (
        language(N_("Corrected on %(on)s: %(why)s"), on=correction.on, why=why)
        if why
        else language(N_("Corrected on %(on)s"), on=correction.on)
    )


def _chip(line: TimelineEntry, words: Worded) -> ChipShown | None:
    language = translator().current
    if not line.stands:
        return ChipShown(language(C_("event", "Voided")), "neutral", "arrow-back-up")
    if words.state is None:
        return None
    said, tone = words.state
    return ChipShown(language(said), cast("t.Tone", tone))
