"""Ticks for terms of which each is there or not."""

from collections.abc import Iterable
from typing import cast, override

from PySide6.QtCore import QSize, Signal

from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import CheckBox, EqualGrid, Field
from lifecycle_desk.desktop.look.theme import theme


class _CloseTick(CheckBox):
    """A tick that stands in rows below one another, closer than controls in a form do."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(22))


class TermTicks[Of: LabeledEnum](Field):
    """Some terms of which each is there or not; they stand in even columns, and one fault can stand below."""

    toggled = Signal()

    def __init__(self, label: UiText, terms: Iterable[Of], *, least: int = 220) -> None:
        self.ticks = {term: _CloseTick(term.label) for term in terms}
        even = EqualGrid(list(self.ticks.values()), least=least, gap=16, lines=False)
        even.setFocusProxy(next(iter(self.ticks.values())))
        super().__init__(label, even)
        for tick in self.ticks.values():
            tick.toggled.connect(self.toggled)

    @property
    def values(self) -> tuple[Of, ...]:
        """Those that are ticked, in their own order."""
        return tuple(term for term, tick in self.ticks.items() if tick.isChecked())

    @property
    @override
    def value(self) -> tuple[Of, ...]:
        """Those that are ticked."""
        return self.values

    @override
    def draft_value(self) -> object:
        return [term.value for term in self.values]

    @override
    def restore(self, saved: object) -> None:
        self.tick(cast("list[str]", saved or ()))

    @override
    def worded(self, saved: object) -> object:
        codes = set(cast("list[str]", saved or ()))
        return [tick.text() for term, tick in self.ticks.items() if term.value in codes]

    def tick(self, wanted: Iterable[str]) -> None:
        """CheckBox some by their codes, and no others."""
        codes = set(wanted)
        for term, tick in self.ticks.items():
            tick.setChecked(term.value in codes)

    def offer(self, term: Of, *, there: bool) -> None:
        """Offer a term, or not where it cannot be; what is not offered is not ticked."""
        self.ticks[term].setEnabled(there)
        if not there:
            self.ticks[term].setChecked(False)
