"""Fields that the forms of the end share: amounts, figures, terms, countries, and lines that stand close together."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import override

from PySide6.QtCore import QSize

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    CheckBox,
    ChoiceField,
    EqualGrid,
    Field,
    LineField,
    ReadField,
)
from lifecycle_desk.desktop.look.parts.fields import Level
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money, read_number, read_whole
from lifecycle_desk.vehicle.screens.fields import bare, day_field

CHOOSE = C_("form", "Choose")
NOTE, ON, WHY = C_("event", "Note"), C_("event", "Date"), C_("correction", "Reason")


def today_field() -> ReadField:
    """The day on which something was done; today unless another is said."""
    return day_field(ON, today=True, required=True)


def money_field(label: UiText, currency: str) -> ReadField:
    """An amount in the dealer's currency."""
    return ReadField(label, lambda text: read_money(text, translator().current, currency))


def figure_field(label: UiText, unit: str, *, digits: int | None = None) -> ReadField:
    """A number with its unit, as exact as it was typed."""

    def read(text: str) -> tuple[object, str]:
        value, echo = read_number(bare(text, unit), translator().current, digits)
        return value, f"{echo} {unit}".strip()

    return ReadField(label, read)


def whole_field(label: UiText, unit: str, most: int) -> ReadField:
    """A whole number with its unit."""

    def read(text: str) -> tuple[object, str]:
        value, echo = read_whole(bare(text, unit), translator().current, 0, most)
        return value, f"{echo} {unit}".strip()

    return ReadField(label, read)


def country_field(label: UiText, given: str = "") -> LineField:
    """A country in two letters."""
    field = LineField(label, longest=2, placeholder=C_("country", "2 letters"))
    field.line.setText(given)
    return field


def term_field[Of: LabeledEnum](label: UiText, terms: Iterable[Of], *, value: Of | None = None) -> ChoiceField:
    """One of some terms; the first unless another is given."""
    return ChoiceField(label, [(term, term.label) for term in terms], value=value)


def asked_field[Of: LabeledEnum](label: UiText, terms: Iterable[Of], *, value: Of | None = None) -> ChoiceField:
    """One of some terms that somebody must choose: none is taken for granted."""
    return ChoiceField(label, [(term, term.label) for term in terms], value=value, placeholder=CHOOSE)


def must_choose(*fields: ChoiceField) -> None:
    """Say where nothing has been chosen yet."""
    for field in fields:
        if field.value is None:
            field.fault(N_("Please fill this in."))


def day_of(field: ReadField) -> date:
    """The day that was read; where it was not, its fault keeps the entry from being told."""
    return field.value if isinstance(field.value, date) else date.min


def maybe_day(field: ReadField) -> date | None:
    """The day, if there is one."""
    return field.value if isinstance(field.value, date) else None


def amount(field: ReadField) -> Money | None:
    """What was read as an amount, if anything was."""
    return field.value if isinstance(field.value, Money) else None


def figure(field: ReadField) -> Decimal | None:
    """What was read as a number, if anything was."""
    return field.value if isinstance(field.value, Decimal) else None


def whole(field: ReadField) -> int | None:
    """What was read as a whole number, if anything was."""
    return field.value if isinstance(field.value, int) else None


def chosen[Of: StrEnum](kind: type[Of], field: ChoiceField) -> Of | None:
    """The term that is chosen: Qt keeps no more of it than its code."""
    return next((each for each in kind if each.value == field.value), None)


def picked[Of: StrEnum](kind: type[Of], field: ChoiceField) -> Of:
    """The same where one is always chosen."""
    return chosen(kind, field) or next(iter(kind))


class _CloseTick(CheckBox):
    """A tick that stands in rows below one another, closer than controls in a form do."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(22))


class TermTicks[Of: LabeledEnum](Field):
    """Some terms of which each is there or not, in even columns."""

    def __init__(self, label: UiText, terms: Iterable[Of], *, least: int = 200) -> None:
        self.ticks = {term: _CloseTick(term.label) for term in terms}
        even = EqualGrid(list(self.ticks.values()), least=least, gap=16, lines=False)
        even.setFocusProxy(next(iter(self.ticks.values())))
        super().__init__(label, even)

    @property
    def values(self) -> tuple[Of, ...]:
        """Those that are ticked, in their own order."""
        return tuple(term for term, tick in self.ticks.items() if tick.isChecked())


class _Close(Field):
    """What fields in rows of a list have: no label above, and a line below only where something is wrong."""

    def closed_up(self) -> None:
        """Stand close to the rows above and below."""
        self.label.hide()
        self._show("", "")

    @override
    def _show(self, level: Level, words: UiText) -> None:
        super()._show(level, words)
        self._note.setVisible(level in {"warning", "fault"})


class CloseLine(_Close, LineField):
    """A line of text in a row of a list."""

    def __init__(self, label: UiText, *, placeholder: UiText = "") -> None:
        super().__init__(label, placeholder=placeholder)
        self.closed_up()


class CloseFigure(_Close, ReadField):
    """A figure in a row of a list; it is not echoed, its unit stands behind it."""

    def __init__(self, label: UiText, unit: str) -> None:
        super().__init__(label, lambda text: (read_number(bare(text, unit), translator().current).value, ""))
        self.closed_up()


class CloseChoice(_Close, ChoiceField):
    """A choice in a row of a list."""

    def __init__(self, label: UiText, items: Iterable[tuple[object, UiText]], *, value: object = None) -> None:
        super().__init__(label, items, value=value)
        self.closed_up()
