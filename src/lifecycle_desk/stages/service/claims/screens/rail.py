"""Beside a claim: what is missing, whether its part is covered, what the maker wants, what happened."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message, value_alone
from lifecycle_desk.desktop.look.parts import Card, Glyph, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.stages.service.claims.rules.facts import WhyTold
from lifecycle_desk.stages.service.claims.rules.states import WRITABLE
from lifecycle_desk.stages.service.claims.screens.looks import STATES
from lifecycle_desk.stages.service.claims.usecases.showing import ClaimPage
from lifecycle_desk.stages.service.line_cover.screens.cell import LOOKS
from lifecycle_desk.stages.service.orders.usecases.history import Happened
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.event_text import in_words

NOTHING_MISSING = N_("Nothing is missing: the claim can be submitted.")
BEFORE, COVERED = N_("Before submitting"), C_("order line", "Cover")


class MissingCard(Card):
    """The things that keep the claim from being submitted, one by one, and whether the causal part is covered."""

    def __init__(self) -> None:
        self._list = Stack(8)
        self._title = SectionTitle(BEFORE)
        super().__init__(column(self._title, self._list, gap=8, margins=(16, 12, 16, 12)))

    def show_page(self, page: ClaimPage) -> None:
        """Show another claim."""
        writable = page.claim.state in WRITABLE
        self._title.set_message(BEFORE if writable else COVERED)
        self.setVisible(writable or page.verdict is not None)
        self._list.fill((*self._missing(page, writable=writable), *self._covered(page)))

    def _missing(self, page: ClaimPage, *, writable: bool) -> Iterator[QWidget]:
        if not writable:
            return
        for each in page.checked.missing:
            words = Label(Message(each.message, **each.told), "small", "ink", wrap=True)
            yield wrap(row(Glyph("circle-dashed", "warn"), (words, 1), gap=8))
        if not page.checked.missing:
            done = Label(NOTHING_MISSING, "small", "ink2", wrap=True)
            yield wrap(row(Glyph("circle-check", "ok"), (done, 1), gap=8))

    def _covered(self, page: ClaimPage) -> Iterator[QWidget]:
        if page.verdict is None:
            return
        tone, icon = LOOKS[page.verdict.answer]
        why = page.verdict.why
        words = Label(Message(why.message, **why.facts), "small", "ink2", wrap=True)
        yield wrap(row(Glyph(icon, "ink3" if tone == "neutral" else tone), (words, 1), gap=8))


class LimitsCard(Card):
    """The maker's wishes and their amounts, each with its source."""

    def __init__(self) -> None:
        self._list = Stack(6)
        super().__init__(column(SectionTitle(N_("Manufacturer limits")), self._list, gap=6, margins=(16, 12, 16, 12)))

    def show_page(self, page: ClaimPage) -> None:
        """Show another claim's."""
        self._list.fill()
        for each in page.limits:
            self._list.put(Label(each.wants.label, "small", "ink", wrap=True))
            self._list.put(Label(value_alone(each.cited), "small", "ink3", wrap=True))
        self.setVisible(bool(page.limits))


def claim_says(step: Happened[WhyTold]) -> tuple[str, str]:
    """The title and the icon of a step of a claim."""
    state = step.said.state
    return in_words(worded(step.told).title), STATES[state][1] if state else "shield-check"
