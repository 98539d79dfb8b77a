"""A language: its words by gettext, its formats by Babel, its direction."""

import gettext
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, reduce, singledispatchmethod
from typing import TYPE_CHECKING

from lifecycle_desk.base.isolates import PDI, RIGHTWARD, RLM, own, spans_from_left, within_rtl
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import CONTEXT, PLURAL, Objection
from lifecycle_desk.base.quantities import Distance, Lasting, LengthUnit, Measure, Pressure, PressureUnit, Shown, Unit
from lifecycle_desk.base.resources import translations
from lifecycle_desk.base.said import (
    FIRST_OF,
    LANGUAGES,
    POINT,
    WITH_ASIDE,
    CountryNamed,
    InARow,
    InLanguages,
    LanguageNamed,
    MonthNamed,
    Said,
)
from lifecycle_desk.base.terms import LabeledEnum, TwoNames
from lifecycle_desk.language.regional_format import RegionalFormat, regional

if TYPE_CHECKING:
    from lifecycle_desk.language.formats import Formats

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def first_spoken(*codes: str | None) -> str:
    """The first of some languages that the program speaks, English if it speaks none of them.

    A customer may read any language, and books may come from a program that spoke one more.
    """
    return next((code for code in codes if code in LANGUAGES), "en")


_BOUND = ("%(n)s ", "%(n)s\u00a0")  # a figure and the unit behind it
_AT_THE_END = f"{PDI}{RLM}"  # of a value, behind its last letter


def _with_one_stop(words: str, told: Mapping[str, str]) -> str:
    """A message without the full stop that an abbreviation at its end brings along: 1.8 Std., 1.8 ч., 20 ر.س."""
    for name, value in told.items() if "s." in words else ():
        if value.rstrip(_AT_THE_END).endswith("."):
            words = re.sub(rf"(%\({name}\)s)\.(?!\.)", r"\1", words)
    return words


class Language:
    """Callable as `_`: the words for an English message, with its facts written as people write them.

    A message is what N_, C_ or NN_ gave. Facts are formatted by their type: see `spoken`.
    """

    def __init__(self, code: str, customs: RegionalFormat | None = None) -> None:
        self.code = code
        self.customs = customs or RegionalFormat()
        self.right_to_left = code.partition("_")[0] in RIGHT_TO_LEFT

    def dated_by(self, calendar: str, *, civil_beside: bool = False) -> "Language":
        """The same language, its dates written in another calendar; a Hijri one may have the civil one beside it."""
        customs = replace(self.customs, calendar=calendar, civil_beside=civil_beside)
        return self if customs == self.customs else Language(self.code, customs)

    def for_amounts(self, amounts: Iterable[Money]) -> "Language":
        """The same language for a paper of these amounts: without decimals where none is needed and none is paid.

        One amount with minor units keeps those of all: figures of one column have their decimals below each other.
        """
        from lifecycle_desk.language.formats import is_paid_whole, is_whole  # as late as Babel itself

        if not all(is_paid_whole(each.currency) and is_whole(each) for each in amounts):
            return self
        return Language(self.code, replace(self.customs, whole_amounts=True))

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """The codes under which words are looked for: the language as its market speaks it, then the language."""
        return tuple(dict.fromkeys((regional(self.code, self.customs.territory), self.code)))

    @cached_property
    def _catalog(self) -> gettext.NullTranslations:
        return gettext.translation("lifecycle_desk", translations(), self.chain, fallback=True)

    @cached_property
    def formats(self) -> "Formats":
        """Numbers, dates, amounts and units as they are written."""
        from lifecycle_desk.language.formats import Formats  # Babel costs 60 ms that the first picture can spare

        return Formats(self)

    def __call__(self, message: str, **facts: object) -> str:
        """The words for a message with its facts; a fact `n` that is a number chooses the plural."""
        count = facts.get("n")
        words = self.words(message, count if isinstance(count, int) else 1)
        if isinstance(count, Lasting):
            words = words.replace(*_BOUND)
        if facts:
            told = {name: self._within(self.spoken(fact)) for name, fact in facts.items()}
            words = _with_one_stop(words, told) % told
        return spans_from_left(words) if self.right_to_left else words

    def _within(self, value: str) -> str:
        """A value inside a sentence keeps its own direction where that may be another than the sentence's."""
        if value and self.right_to_left:
            return within_rtl(value)
        return own(value) if RIGHTWARD.search(value) else value

    def words(self, message: str, n: int = 1) -> str:
        """The bare words for a message; `n` chooses the plural form."""
        context, _, rest = message.rpartition(CONTEXT)
        one, _, many = rest.partition(PLURAL)
        match bool(context), bool(many):
            case True, False:
                return self._catalog.pgettext(context, one)
            case False, True:
                return self._catalog.ngettext(one, many, n)
            case True, True:
                return self._catalog.npgettext(context, one, many, n)
        return self._catalog.gettext(one) if one else ""

    def knows(self, message: str) -> bool:
        """Whether this language's catalog has a translation of a message."""
        one = message.partition(PLURAL)[0]
        return self._catalog.gettext(one) != one

    def labelled(self, label: str, value: object) -> str:
        """A value behind what it is, both in words already: with the mark that this language has between them."""
        from lifecycle_desk.language.words import LABELLED

        return self(LABELLED, label=label, value=value)

    def with_aside(self, what: object, aside: object) -> str:
        """Something with a remark behind it, in the brackets of this language; without a remark it stands alone."""
        said = self.spoken(aside)
        return self(WITH_ASIDE, what=what, aside=said) if said else self.spoken(what)

    def in_a_row(self, *parts: object) -> str:
        """Facts beside one another, as this language parts them; what is missing is left out."""
        return self.spoken(InARow(*parts))

    def in_a_line(self, *parts: object) -> str:
        """Texts beside one another in a line of a page or a list, parted by a point; what is missing is left out."""
        return self.spoken(InARow(*parts, by=POINT))

    def first_of(self, *limits: str) -> str:
        """Limits of which the one that is reached first counts, as the trade writes them: 84 months / 150,000 km."""
        return self.parted_by(FIRST_OF, [each for each in limits if each])

    def parted_by(self, message: str, texts: Sequence[str]) -> str:
        """Texts in a row, each two of them parted as a message parts `one` and `other`."""
        words = self.words(message)
        return reduce(lambda one, other: words % {"one": one, "other": other}, texts) if texts else ""

    def sentence(self, objection: Objection) -> str:
        """An objection as a sentence for a person."""
        return self(objection.message, **objection.told)

    @singledispatchmethod
    def spoken(self, value: object) -> str:
        """A value as people write it in this language."""
        return "" if value is None else str(value)

    @spoken.register
    def _(self, value: bool) -> str:  # noqa: FBT001 (singledispatch goes by the type)
        from lifecycle_desk.language.words import YES_NO

        return self(YES_NO[value])

    @spoken.register(int)
    @spoken.register(Decimal)
    def _(self, value: int | Decimal) -> str:
        return self.formats.number(value)

    @spoken.register
    def _(self, value: datetime) -> str:
        return self.formats.moment(value)

    @spoken.register
    def _(self, value: date) -> str:
        return self.formats.day(value)

    @spoken.register
    def _(self, value: time) -> str:
        return self.formats.clock(value)

    @spoken.register
    def _(self, value: Money) -> str:
        return self.formats.money(value)

    @spoken.register
    def _(self, value: Distance) -> str:
        if value.unit is LengthUnit.KM:  # as it is kept: people read it in their market's unit
            return self.formats.kilometres(value.km)
        return self.formats.distance(value)

    @spoken.register
    def _(self, value: Shown) -> str:
        return self.formats.reading(value.distance)

    @spoken.register
    def _(self, value: Pressure) -> str:
        return self.formats.pressure(value.kilopascals)

    @spoken.register
    def _(self, value: Measure) -> str:
        return self.formats.measure(value.value, value.unit, value.digits)

    @spoken.register
    def _(self, value: Unit) -> str:
        return self.formats.sign(value.sign)

    @spoken.register(LengthUnit)
    @spoken.register(PressureUnit)
    def _(self, value: LengthUnit | PressureUnit) -> str:
        return self.formats.unit(value)

    @spoken.register
    def _(self, value: LabeledEnum) -> str:
        return self(value.label)

    @spoken.register
    def _(self, value: TwoNames) -> str:
        return value.local if self.code == self.customs.own else self.words(value.english)

    @spoken.register
    def _(self, value: Objection) -> str:
        return self.sentence(value)

    @spoken.register
    def _(self, value: InLanguages) -> str:
        return value.read_in(self.code)

    @spoken.register
    def _(self, value: LanguageNamed) -> str:
        return self.formats.language(value.code, alone=value.alone)

    @spoken.register
    def _(self, value: MonthNamed) -> str:
        return self.formats.month(value.day)

    @spoken.register
    def _(self, value: CountryNamed) -> str:
        return str(self.formats.locale.territories.get(value.code, value.code))

    @spoken.register
    def _(self, value: InARow) -> str:
        return self.parted_by(value.by, [self._within(self.spoken(each)) for each in value.parts])

    @spoken.register
    def _(self, value: Said) -> str:
        return self(value.message, **value.facts)

    @spoken.register(tuple)
    @spoken.register(list)
    def _(self, value: list[object] | tuple[object, ...]) -> str:
        return self.formats.listed([self._within(self.spoken(each)) for each in value])
