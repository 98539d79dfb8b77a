"""All jobs of an order on the screen: one component for the form, the open order and its correction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import POINT
from lifecycle_desk.desktop.forms import Faults, Fields
from lifecycle_desk.desktop.keys import KeyGroup, listen
from lifecycle_desk.desktop.look.parts import Button, Field, column, row
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.line_cover.rules import LineJudge
from lifecycle_desk.stages.service.orders.rules.orders import Job, LineKind, OrderSheet
from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.stages.service.orders.screens.boxes import take_away
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import reveal
from lifecycle_desk.stages.service.orders.screens.sheet.job_card import ADDS, JobCard
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cover_room import CoverRoom
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import Pricing
from lifecycle_desk.stages.service.orders.screens.sheet.lines.line_keys import LineKeys
from lifecycle_desk.stages.service.orders.screens.sheet.offering import LineOffers
from lifecycle_desk.stages.service.orders.usecases.form_defaults import FormDefaults

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow

ADD_JOB = N_("Add job")
NOWHERE: Mapping[int, PartStatus] = MappingProxyType({})
PLACE = re.compile(r"jobs(?:\[(\d+)\])?(?:\.lines(?:\[(\d+)\])?)?(?:\.(\w+))?")


class JobsEditor(QWidget):
    """The jobs one below the other, with the keys that add lines to the one in which one writes."""

    edited = Signal()
    template_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pricing, self.cards, self._live = Pricing("EUR", is_known=False), list[JobCard](), True
        self._judge: LineJudge | None = None
        self._low = False
        self._odometer: Distance | None = None
        self._offered: tuple[str, ...] = ()
        self._stack = column(gap=12)
        self._before: QWidget | None = None
        self._keys, self._covers = LineKeys(self), CoverRoom(self, lambda: self.cards)
        self._sent: list[tuple[JobCard, list[LineRow]]] = []
        self.add = Button(ADD_JOB, "plain", icon="plus", keys="Ctrl+J")
        self.setLayout(column(self._stack, row(self.add, None), gap=12))
        self.add.clicked.connect(self.add_job)
        for kind, words, keys in ADDS:
            listen(self, keys, words, partial(self._add_line, kind), group=KeyGroup.FORMS)

    def come_after(self, before: QWidget) -> None:
        """Let Tab come here from another part."""
        self._before = before
        self._order_stops()

    @Slot()
    def _order_stops(self) -> None:
        """Let Tab go through the jobs as they stand: Qt would go to what was made last at last."""
        if self._before is None or self._before.window() is not self.window():
            return  # not laid out yet
        at = self._before
        for stop in (*(stop for card in self.cards for stop in card.stops()), self.add):
            self.setTabOrder(at, stop)
            at = stop

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_stops()

    # What stands in it ------------------------------------------------------------------------------------------

    def price_by(
        self,
        currency: str,
        start: FormDefaults,
        campaigns: tuple[str, ...] = (),
        parts: Mapping[int, PartStatus] = NOWHERE,
        texts: LineTexts | None = None,
    ) -> None:
        """Take what the lines of another order go by: what they are reckoned in, may name, and are called."""
        self.pricing = replace(
            self.pricing,
            currency=currency,
            rate=start.last.labour_rate,
            campaigns=campaigns,
            technicians=start.technicians,
            taxings=start.taxings,
            is_known=True,
            parts=parts,
            texts=self.pricing.texts if texts is None else texts,
        )
        if self.pricing.offers:
            self.pricing.offers.currency = currency
        for card in self.cards:
            card.reckon()

    def offer_from(self, offers: LineOffers) -> None:
        """Complete what is typed in lines from the catalogue and from earlier orders."""
        self.pricing = replace(self.pricing, offers=offers)

    def judge_by(self, judge: LineJudge | None) -> None:
        """Judge the lines of another car; None judges none."""
        self._judge = judge
        self._judge_anew()

    @Slot(object)
    def read_odometer(self, read: object) -> None:
        """Judge the lines at a reading that was just typed; without one, at the last one known."""
        self._odometer = read if isinstance(read, Distance) else None
        self._judge_anew()

    def _judge_anew(self) -> None:
        judge = self._judge
        if judge and self._odometer:
            judge = judge.read(self._odometer.km)
        if judge != self.pricing.judge:
            self.pricing = replace(self.pricing, judge=judge)
            for card in self.cards:
                card.judge()

    def offer_items(self, codes: Sequence[str]) -> None:
        """Offer the items of the vehicle's maintenance schedule."""
        self._offered = tuple(codes)
        for card in self.cards:
            card.offered = self._offered

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show jobs that are kept."""
        self.clear()
        for job in jobs:
            self._append().show_job(job)
        self._number()

    def begin(self) -> None:
        """Begin with one job and one line."""
        self.clear()
        self._append().begin()
        self._number()

    def typed(self) -> list[dict[str, Any]]:
        """The typed texts, as a draft stores them."""
        return [card.typed() for card in self.cards if not card.is_blank]

    def write(self, draft: Sequence[Mapping[str, Any]]) -> None:
        """Bring back what a draft kept."""
        self.clear()
        for each in draft:
            self._append().write(each)
        self._number()
        self._ask_texts()

    def called(self, path: Sequence[str | int]) -> str:
        """What a place in the typed jobs is called: the job, and its field or line."""
        card = next((each for each in self.cards if path and each.id == path[0]), None)
        if card is None:
            return ""
        within = card.texts.get(str(path[1])) if len(path) > 1 else None
        line = next((each for each in card.rows if tuple(path[1:3]) == ("lines", each.base.id)), None)
        other = within.label.text() if within else line.text.text().strip() if line else ""
        return POINT % {"one": card.title.text(), "other": other} if other else card.title.text()

    def written(self) -> list[JobCard]:
        """The jobs in which something stands."""
        return [card for card in self.cards if not card.is_blank]

    def jobs(self) -> tuple[Job, ...]:
        """The jobs that stand here; refuses what cannot be read, beside its place."""
        return tuple(card.job(f"jobs[{at}]") for at, card in enumerate(self.written()))

    def remember_sent(self) -> None:
        """Remember which cards and rows are being saved, as `jobs` gave them."""
        self._sent = [(card, card.written()) for card in self.written()]

    def take_numbers(self, jobs: Sequence[Job]) -> None:
        """Let what was saved from here have the numbers that it was given, whatever was typed since."""
        sent, self._sent = self._sent, []
        for (card, rows), job in zip(sent, jobs, strict=False):
            card.id = job.id
            for each, line in zip(rows, job.lines, strict=False):
                each.take_number(line.id)

    def place_here(self) -> int:
        """The place of the job in which one writes, from 0; of the first one where that is none."""
        return next((at for at, card in enumerate(self.written()) if card.has_keyboard), 0)

    def reckoned(self) -> OrderSheet:
        """A sheet with all that can be reckoned already."""
        return OrderSheet(jobs=tuple(Job(lines=card.reckoned()) for card in self.cards))

    @property
    def campaigns(self) -> tuple[str, ...]:
        """The campaigns that its lines carry out, as far as they are written."""
        rows = (row for card in self.cards for row in card.written())
        return tuple(dict.fromkeys(row.campaign.number for row in rows if row.campaign.number))

    # Its jobs ---------------------------------------------------------------------------------------------------

    @Slot()
    def add_job(self) -> JobCard:
        """Begin another job."""
        made = self._append()
        made.begin()
        self._number()
        made.complaint.lines.setFocus()
        self.edited.emit()
        return made

    def add_jobs(self, jobs: Sequence[Job]) -> None:
        """Add the jobs of a template behind what is there; blank ones give way to them."""
        for card in [each for each in self.cards if each.is_blank]:
            self._drop(card)
        for job in jobs:
            self._append().show_job(job)
        self._number()
        self._ask_texts()
        self.edited.emit()

    def _ask_texts(self) -> None:
        """Have lines that came from elsewhere, as of a draft or a template, called as the catalogue does."""
        if self.pricing.offers:
            lines = [line.as_written for card in self.written() for line in card.written()]
            self.pricing.offers.ask_texts(lines, self._call)

    def _call(self, texts: LineTexts) -> None:
        self.pricing = replace(self.pricing, texts=self.pricing.texts.with_more(texts))
        for card in self.cards:
            for line in card.rows:
                line.call_by_catalogue()

    def clear(self) -> None:
        """Take all jobs away."""
        self._covers.begin_anew()
        for card in list(self.cards):
            self._drop(card)

    def _append(self) -> JobCard:
        made = JobCard(lambda: self.pricing)
        self.cards.append(made)
        self._stack.addWidget(made)
        made.edited.connect(self.edited)
        made.fitted.connect(self._covers.soon.ask)
        made.grown.connect(self._order_stops)
        made.removed.connect(partial(self._removed, made))
        made.template_wanted.connect(self.template_wanted)
        made.offered = self._offered
        made.reckon()
        made.allow(live=self._live)
        made.be_low(low=self._low)
        made.show()
        return made

    def _drop(self, card: JobCard) -> None:
        self.cards.remove(card)
        take_away(card)

    def _removed(self, card: JobCard) -> None:
        self._drop(card)
        self._number()
        self.add.setFocus()
        self.edited.emit()

    def _number(self) -> None:
        for place, card in enumerate(self.cards, 1):
            card.number(place)
        self._order_stops()

    def _add_line(self, kind: LineKind) -> None:
        if not self._live:
            return
        here = next((card for card in self.cards if card.has_keyboard), None)
        (here or (self.cards[-1] if self.cards else self.add_job())).add_line(kind)

    @Slot(bool)
    def be_low(self, low: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Leave the lines the room where the page is low."""
        self._low = low
        for card in self.cards:
            card.be_low(low=low)

    def first_text(self) -> QWidget:
        """Where one begins to write: the first text of the first job."""
        return self.cards[0].complaint.lines if self.cards else self.add

    def allow(self, *, live: bool) -> None:
        """Let them be written, or only read."""
        self._live = self._keys.live = live
        self.add.setVisible(live)
        for card in self.cards:
            card.allow(live=live)

    # What is said about them ------------------------------------------------------------------------------------

    def show_fault(self, objection: Objection, *, warning: bool = False) -> bool:
        """Show an objection at its place; False where there is none."""
        found = PLACE.fullmatch(objection.at or "")
        if not found:
            return False
        job, line, field = found.groups()
        written = self.written() or self.cards
        if job is None:
            job, field = "0", "complaint"
        if int(job) >= len(written):
            return False
        return written[int(job)].show_fault(
            objection, None if line is None else int(line), field or "", warning=warning
        )

    def clear_faults(self) -> None:
        """Take all notes away."""
        for card in self.cards:
            card.clear_faults()


class OrderFaults(Faults):
    """Puts what was refused beside its field or into its cell."""

    def __init__(self, fields: Fields, jobs: JobsEditor) -> None:
        super().__init__(lambda: fields)
        self._jobs, self._beside = jobs, fields

    def clear(self) -> None:
        """Take all faults away."""
        super().clear()
        self._jobs.clear_faults()

    def show(self, objection: Objection) -> bool:
        """Show an objection where it belongs."""
        field = self._beside.get(objection.at or "")
        if field:
            field.show()  # what is only asked when it matters was hidden until now
            reveal(field)
        return self._jobs.show_fault(objection) or super().show(objection)

    @override
    def first(self) -> Field | None:
        """The first field with a fault, which may have been folded away."""
        if found := next((each for each in self._beside.values() if each.is_faulty), None):
            reveal(found)
        return super().first()
