"""Lines: a life as rows of the timeline, the newest first, under the sums of each year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.desktop.look.rows import ChipShown, EventRow, YearRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.usecases.due import Servicing
from lifecycle_desk.vehicle.rules.facts import CorrectionTold
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent, VehicleEvent
from lifecycle_desk.vehicle.rules.odometer_verdict import OdometerVerdict
from lifecycle_desk.vehicle.rules.wording import Names, Worded, worded
from lifecycle_desk.vehicle.rules.years import Year, of_years
from lifecycle_desk.vehicle.screens.event_text import colour_of, icon_of, in_words, join
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.showing import TimelineEntry, VehiclePage

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look import tokens as t

EXPLAIN = N_("Explain or correct")


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
    waiting: tuple[Said, ...] = ()
    servicing: Servicing | None = None

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
    def lines(self) -> tuple[TimelineEntry, ...]:
        """The lines that people read: what only takes back another is told on the line that it takes back."""
        return tuple(each for each in self.page.lines if each.told.kind != VehicleEvent.TAKEN_BACK)

    @cached_property
    def years(self) -> dict[int, Year]:
        """The sums of each year."""
        odd = {each.told.seq for each in self.page.lines if each.odd}
        return of_years([each.told for each in self.page.lines if each.stands], odd)

    def line(self, seq: int) -> TimelineEntry | None:
        """A line by the number of its event."""
        return next((each for each in self.lines if each.told.seq == seq), None)

    def counts(self) -> dict[Part, int]:
        """How many lines there are of each part of life."""
        parts = [each.told.part for each in self.lines]
        return {part: parts.count(part) for part in Part}


def rows_of(shown: Shown, part: Part | None = None, text: str = "") -> list[EventRow | YearRow]:
    """The rows of a life, or of those lines of it that belong to a part and hold some letters."""
    wanted = folded(text)
    lines = [each for each in reversed(shown.lines) if part is None or each.told.part is part]
    rows = [(each.told.on.year, row) for each in lines if wanted in folded((row := row_of(shown, each)).words())]
    return list(_under_years(shown, rows, whole=part is None and not wanted))


def _under_years(shown: Shown, rows: Sequence[tuple[int, EventRow]], *, whole: bool) -> Iterator[EventRow | YearRow]:
    language = translator().current
    counts = [year for year, _ in rows]
    last = None
    for year, row in rows:
        if year != last:
            last = year
            words = language(NN_("%(n)s record", "%(n)s records"), n=counts.count(year))
            name = language.formats.year(year)
            yield _year(name, words, shown.years.get(year)) if whole else YearRow(name, words)
        yield row


def _year(name: str, words: str, sums: Year | None) -> YearRow:
    language = translator().current
    run = "" if sums is None or sums.km is None else f"+{language.formats.kilometres(sums.km)}"
    paid = [language.formats.money(each) for each in sums.paid if each.minor] if sums else []
    return YearRow(name, words, run, join(*paid, sign=" + "))


def row_of(shown: Shown, line: TimelineEntry) -> EventRow:
    """One event as a row."""
    language, told = translator().current, line.told
    words = worded(told, shown.names)
    return EventRow(
        language.formats.day_and_month(told.on),
        in_words(words.title),
        _detail(shown, line, words),
        stage=colour_of(told.part),
        icon=words.icon or icon_of(told.part),
        chip=_chip(line, words),
        papers=language.spoken(len(told.documents)) if told.documents else "",
        odometer=_odometer(told),
        paid=language.formats.money(told.paid) if told.paid and told.paid.minor else "",
        covered=language(words.covered) if words.covered else "",
        odd=language.sentence(line.odd) if line.odd and line.stands else "",
        explain=language(EXPLAIN) if line.odd and line.stands and shown.may_correct else "",
        key=told.seq,
    )


def _odometer(told: RecordedEvent) -> str:
    formats = translator().current.formats
    if told.odometer is None:
        return ""
    shown = formats.distance(told.odometer)
    own = formats.kilometres(told.odometer.km)
    return shown if told.odometer.unit is formats.customs.distance else own


def _detail(shown: Shown, line: TimelineEntry, words: Worded) -> str:
    if not line.stands and (correction := shown.corrections.get(line.told.seq)):
        return why_not(correction)
    return " ".join(join(*(in_words(each) for each in words.detail)).split())


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
