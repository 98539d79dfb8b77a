"""Offering operations and parts while a line is typed: asked off the window's thread, shown under the cell."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.offer_box import OfferBox
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough
from lifecycle_desk.stages.service.catalogue.rules.offers import Learnt, Offer, OfferContext
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import words_of
from lifecycle_desk.stages.service.catalogue.usecases.offering import learnt, offer_context, offers
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind
from lifecycle_desk.stages.service.orders.screens.looks import KINDS
from lifecycle_desk.vehicle.screens.event_text import join

OFFERS = N_("Matching operations and parts")
SUPERSEDES, CORE = N_("supersedes %(code)s"), N_("core charge %(amount)s")
USED = NN_("used %(n)s time", "used %(n)s times")
NO_PRICE = C_("catalogue", "no price")
LINES = frozenset({"repair_line"})
WIDTH = 520


class LineOffers(QObject):
    """The operations and parts that are offered for the lines of one form."""

    ready = Signal()

    def __init__(self, app: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._habits, self._context = app, Learnt(), OfferContext()
        self._is_stale, self._follows = True, False
        self._offered: Sequence[Offer] = ()
        self._take: Callable[[Offer], None] | None = None
        self._asked: tuple[QLineEdit, str] | None = None
        self.currency = ""
        self.box = OfferBox(OFFERS, self, WIDTH)
        self.box.taken.connect(self._taken)
        app.changed.connect(self._hear)

    def follow(self, vin: str, on: date | None, language: str | None, customer: int | None = None) -> None:
        """Offer for another car, on another day, in another language."""
        user = self._app.user
        self._app.run_query(lambda: offer_context(user, vin, on, language, customer), self._knows)
        if self._is_stale:
            self._is_stale = False
            self._app.run_background(lambda: learnt(user), self._learnt, "learn")

    def _knows(self, context: OfferContext) -> None:
        self._context = context

    def _learnt(self, habits: Learnt) -> None:
        self._habits = habits
        self.ready.emit()

    @Slot(frozenset)
    def _hear(self, tables: frozenset[str]) -> None:
        self._is_stale = self._is_stale or bool(tables & LINES)

    @property
    def language(self) -> Language:
        """The language in which lines are kept, for the customer's papers; the window's own where none is known."""
        code = self._context.language
        return Language(code) if code in LANGUAGES else translator().current

    def ask_texts(self, lines: Sequence[Line], done: Callable[[LineTexts], object]) -> None:
        """What the catalogue calls some lines today."""
        user = self._app.user
        self._app.run_query(lambda: words_of(user, lines), done)

    # Asking -----------------------------------------------------------------------------------------------------

    def ask(self, line: QLineEdit, kind: LineKind, take: Callable[[Offer], None]) -> None:
        """Offer what fits the text of a cell; `take` fills the line with the one that is taken."""
        typed = line.text().strip()
        self._asked, self._take = (line, typed), take
        if not is_enough(typed) or kind not in {LineKind.LABOUR, LineKind.PART}:
            self.box.close()
            return
        user, habits = self._app.user, self._habits
        at = replace(self._context, kind=kind)
        self._app.run_query(lambda: offers(user, typed, at, habits), partial(self._came, line, typed))

    def _came(self, line: QLineEdit, typed: str, found: Sequence[Offer]) -> None:
        if self._asked != (line, typed) or line.text().strip() != typed or not line.hasFocus():
            return
        self._offered = found
        self.box.open(line, [self._row(each) for each in found])

    def leave(self, line: QLineEdit) -> None:
        """A cell is left: what was typed stays."""
        if self._asked and self._asked[0] is line:
            self._asked = None
            self.box.close()

    @Slot(int)
    def _taken(self, at: int) -> None:
        if self._take and at < len(self._offered):
            self._asked = None
            self._take(self._offered[at])

    def _row(self, offer: Offer) -> TwoLineRow:
        language = translator().current
        amount = language.formats.amount
        hours = language.formats.measure(offer.hours, HOUR) if offer.hours is not None else ""
        price = amount(Money(offer.price, self.currency)) if offer.price is not None and self.currency else ""
        is_labour = offer.kind is LineKind.LABOUR
        detail = join(
            offer.code,
            language(SUPERSEDES, code=offer.replaces) if offer.replaces else "",
            language(CORE, amount=amount(Money(offer.core, self.currency))) if offer.core and self.currency else "",
            language(offer.group.label) if offer.group else "",
        )
        return TwoLineRow(
            offer.called.read_in(language.code) or offer.code,
            detail,
            icon=next(each.icon for each in KINDS if each.value is offer.kind),
            end=hours if is_labour else price or language(NO_PRICE),
            end_detail=language(USED, n=offer.times) if offer.times else "",
        )
