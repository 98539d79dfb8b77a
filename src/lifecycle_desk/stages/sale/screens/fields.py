"""Fields that the forms of the sale share: volts, percent, pressures, keys, amounts, and ticks for what is there."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import override

from PySide6.QtCore import QSize, Signal

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import Term
from lifecycle_desk.desktop.look.parts import Even, Field, ReadField, Tick
from lifecycle_desk.desktop.look.parts.fields import Reader
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.words import Spoken
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.language.reading import read_money, read_number, read_whole
from lifecycle_desk.stages.sale.rules.measures import MOST_KEYS, MOST_KILOPASCALS, MOST_MILLIVOLTS

KEYS, TWELVE_VOLT, CHARGE = C_("vehicle", "Keys"), N_("12 V battery"), N_("State of charge")
PLACE, NOTE, ON = C_("stock", "Place"), C_("event", "Note"), C_("event", "Date")


def keys_field() -> ReadField:
    """How many keys there are."""
    return ReadField(KEYS, lambda text: (read_whole(text, speech().voice, 0, MOST_KEYS).value, ""))


type Judge = Callable[[object], Objection | None]


class JudgedField(ReadField):
    """A field whose value a rule may find odd: a warning that stands as long as the value does."""

    def __init__(self, label: Spoken, reader: Reader, judge: Judge, *, hint: Spoken = "") -> None:
        self._judge = judge
        super().__init__(label, reader, hint=hint)

    @override
    def look(self) -> bool:
        sound = super().look()
        odd = self._judge(self.value) if self.value is not None else None
        if odd:
            self.object_to(odd, warning=True)
        return sound


def _unjudged(_: object) -> None:
    """What finds nothing odd."""


def volts_field(judge: Judge = _unjudged) -> ReadField:
    """The voltage of the 12 V battery at rest, kept as whole millivolts."""

    def read(text: str) -> tuple[object, str]:
        value, echo = read_number(bare(text, "V"), speech().voice)
        read_whole(str(int(value * 1000)), speech().voice, 0, MOST_MILLIVOLTS)
        return int(value * Decimal(1000)), f"{echo} V"

    return JudgedField(TWELVE_VOLT, read, judge, hint=N_("Volts at rest"))


def percent_field(judge: Judge = _unjudged) -> ReadField:
    """A charge in whole percent."""

    def read(text: str) -> tuple[object, str]:
        value, echo = read_whole(bare(text, "%"), speech().voice, 0, 100)
        return value, f"{echo} %"

    return JudgedField(CHARGE, read, judge, hint=N_("Percent"))


def pressure_field(judge: Judge = _unjudged) -> ReadField:
    """The pressure of tyres in whole kilopascals."""

    def read(text: str) -> tuple[object, str]:
        value, echo = read_whole(bare(text, "kPa"), speech().voice, 0, MOST_KILOPASCALS)
        return value, f"{echo} kPa"

    return JudgedField(N_("Tyre pressure"), read, judge, hint=N_("Kilopascals"))


def money_field(label: Spoken, currency: str, *, required: bool = False) -> ReadField:
    """An amount in the market's currency."""
    return ReadField(label, lambda text: read_money(text, speech().voice, currency), required=required)


def bare(text: str, unit: str) -> str:
    """A text without the unit that somebody typed behind it."""
    return text.strip().removesuffix(unit).removesuffix(unit.casefold()).strip()


def whole(field: ReadField) -> int | None:
    """What was read as a whole number, if anything was."""
    return field.value if isinstance(field.value, int) else None


def amount(field: ReadField) -> Money | None:
    """What was read as an amount, if anything was."""
    return field.value if isinstance(field.value, Money) else None


class _CloseTick(Tick):
    """A tick that stands in rows below one another, closer than controls in a form do."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(22))


class TermTicks[Of: Term](Field):
    """Some terms of which each is there or not; they stand in even columns, and one fault can stand below."""

    toggled = Signal()

    def __init__(self, label: Spoken, terms: Iterable[Of], *, least: int = 220) -> None:
        self.ticks = {term: _CloseTick(term.says) for term in terms}
        even = Even(list(self.ticks.values()), least=least, gap=16, lines=False)
        even.setFocusProxy(next(iter(self.ticks.values())))
        super().__init__(label, even)
        for tick in self.ticks.values():
            tick.toggled.connect(self.toggled)

    @property
    def values(self) -> tuple[Of, ...]:
        """Those that are ticked, in their own order."""
        return tuple(term for term, tick in self.ticks.items() if tick.isChecked())

    def tick(self, wanted: Iterable[str]) -> None:
        """Tick some by their codes, and no others."""
        codes = set(wanted)
        for term, tick in self.ticks.items():
            tick.setChecked(term.value in codes)

    def offer(self, term: Of, *, there: bool) -> None:
        """Offer a term, or not where it cannot be; what is not offered is not ticked."""
        self.ticks[term].setEnabled(there)
        if not there:
            self.ticks[term].setChecked(False)
