"""The form of a step: its widgets by the kinds of its fields, read, kept, brought back and judged in one place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol, cast

from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands import kinds as k
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.parts import CheckField, ChoiceField, Field, LineField, ReadField, TextField, row
from lifecycle_desk.desktop.term_ticks import TermTicks
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import OutOfRange, read_money, read_number, read_whole
from lifecycle_desk.vehicle.rules.countries import Country
from lifecycle_desk.vehicle.rules.steps import Step, lines_of
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import (
    MomentField,
    bare,
    country_field,
    day_field,
    distance_field,
    minor_field,
)
from lifecycle_desk.vehicle.screens.picker import PersonPicker
from lifecycle_desk.vehicle.screens.signed_pad import SignedPad

type Odd[Asked] = Callable[[Asked], Iterable[Objection | None]]


class Part(Protocol):
    """A part that a page brings where no kind fits: a person, a model, a list of rows. A single field is one too."""

    @property
    def value(self) -> object:
        """The part's value as a request takes it; None where it is empty."""

    def validate(self) -> bool:
        """Say beside its fields what is wrong; gives whether nothing is."""

    def draft_value(self) -> object:
        """The value that a draft stores."""

    def restore(self, saved: Any) -> None:
        """Put a draft's value back; None empties the part."""


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of widgets: the app, the market's currency, the car's energy."""

    app: AppContext
    energy: str | None = None
    currency: str = ""


class StepForm[Asked]:
    """The fields of a step, begun with a request; what the form does not ask stays as it began.

    `parts` stand for fields whose widgets are the page's own; the form of a request within this one is such a part.
    `odd` says what is odd about the request as it stands: a warning beside its field, by the same words that the
    command notes.
    """

    def __init__(
        self,
        step: Step[Asked],
        around: Around,
        begins: Asked,
        *,
        parts: Mapping[str, Part] | None = None,
        odd: Odd[Asked] | None = None,
    ) -> None:
        self.step, self._begins, self._odd, self._energy = step, begins, odd, around.energy
        self._around = around
        self._kinds = k.kinds_of(step.asks)
        self._without: frozenset[str] = frozenset()
        own = parts or {}
        made = {name: own.get(name) or _part(kind, around) for name, kind in self._kinds.items()}
        self.parts: dict[str, Part] = made | {name: each for name, each in own.items() if name not in made}
        for name, part in self.parts.items():
            if isinstance(part, ReadField):
                part.judge = partial(self._odd_at, name)
        self.restore(begins)
        self.concern(around.energy)

    def __getitem__(self, name: str) -> Any:
        """The widget of a field."""
        return self.parts[name]

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        order = [name for line in self.step.lines() for name, _ in line]
        found: dict[str, Field] = {}
        for name in (*order, *(each for each in self.parts if each not in order)):
            part = self.parts[name]
            found |= {name: part} if isinstance(part, Field) else within(name, getattr(part, "fields", {}))
        found |= {f"{name}_km": found[name] for name, kind in self._kinds.items() if isinstance(kind, k.Km)}
        first = next(iter(found.values()), None)  # what concerns the whole entry stands beside its first field
        return {**dict.fromkeys(("vin", "seq"), first), **found} if first else found

    def lines(self, form: str = "") -> list[tuple[tuple[QWidget, int], ...]]:
        """Widgets in lines: all as the step declares them, or some: "on vessel port / bill_of_lading"."""
        placed: list[tuple[tuple[QWidget, int], ...]] = []
        for line in lines_of(form) if form else self.step.lines():
            within = self.parts[line[0][0]]
            if isinstance(within, StepForm):
                placed += within.lines()
            else:
                placed.append(tuple((cast("QWidget", self.parts[name]), share) for name, share in line))
        return placed

    def rows(self, form: str = "") -> list[QLayout]:
        """The same as layouts for a card."""
        return [row(*line, gap=16) for line in self.lines(form)]

    def begin(self, asked: Asked) -> None:
        """Begin anew, with another request; what must be filled in is no fault before somebody was there."""
        self._begins = asked
        for name, part in self.parts.items():
            kind = self._kinds.get(name)
            part.restore(shown(kind, getattr(self._begins, name), self._around) if kind else None)
        Faults(lambda: self.fields).clear()  # nobody has left a field empty yet

    def concern(self, energy: str | None, *, without: Iterable[str] = ()) -> None:
        """Ask only what a car has, and not what the page leaves out; what is not asked is neither shown nor read."""
        self._energy, self._without = energy, frozenset(without)
        for name, part in self.parts.items():
            there = self._is_asked(name)
            if isinstance(part, QWidget) and (part.parentWidget() or not there):  # to show what has none opens a window
                part.setVisible(there)

    def _is_asked(self, name: str) -> bool:
        of = self._kinds[name].of if name in self._kinds else None
        return name not in self._without and (of is None or of(self._energy))

    def validate(self) -> bool:
        """Look at every field, also behind a fault; False where one has one."""
        asked = [(name, part) for name, part in self.parts.items() if self._is_asked(name)]
        looked = [part.validate() for _, part in asked]
        for name, part in asked:
            kind = self._kinds.get(name)
            if kind and kind.needed and isinstance(part, Field) and part.value in (None, "") and not part.is_faulty:
                if isinstance(kind, k.Text) and kind.refuses:
                    part.object_to(kind.refuses())  # a rule that has words of its own says them here too
                else:
                    part.fault(N_("Please fill this in."))
                looked.append(False)
        return all(looked)

    def read(self) -> Asked:
        """The request as the form says it, with what is wrong said beside its field."""
        self.validate()
        return self.stands()

    def stands(self) -> Asked:
        """The request as it stands, without a word about what is wrong; what has a fault stays as it began."""
        empty = {each.name: each.default for each in fields(cast("Any", self._begins))}
        values = {}
        for name, part in self.parts.items():
            if name not in empty or (isinstance(part, Field) and part.is_faulty):
                continue
            value = part.value if self._is_asked(name) else None
            values[name] = empty[name] if value in (None, "") else value
        given = {name: each for name, each in values.items() if each is not MISSING}
        return cast("Asked", replace(cast("Any", self._begins), **given))

    def _odd_at(self, name: str) -> Objection | None:
        """The warning about the present request that belongs beside a field."""
        found = self._odd(self.stands()) if self._odd else ()
        return next((each for each in found if each and each.at == name), None)

    @property
    def value(self) -> Asked:
        """The request as it stands: a form is a part of the form of a request that holds this one."""
        return self.stands()

    def draft_value(self) -> dict[str, Any]:
        """The draft's value: all texts as they were typed."""
        return {name: each.draft_value() for name, each in self.parts.items()}

    def restore(self, saved: Any) -> None:
        """Put a draft back; fields that it does not name are emptied. A request begins the form anew.

        A field that must be filled in shows no fault before somebody was there.
        """
        if isinstance(saved, self.step.asks):
            self.begin(saved)
        else:
            for name, part in self.parts.items():
                part.restore((saved or {}).get(name))
        Faults(lambda: self.fields).clear()

    def entry(self, command: Command[Any, Any], names: Mapping[str, str] = MappingProxyType({})) -> Entry:
        """The entry that opens the form in a page's panel; `names` are further names of fields in rules."""
        fields = self.fields
        documents = next((each for each in self.parts.values() if isinstance(each, DocumentsField)), None)
        step = self.step
        return Entry(
            step.heading,
            {**fields, **{rule: fields[name] for rule, name in names.items()}},
            self.lines(),
            lambda: command,
            self.read,
            step.done,
            step.save,
            documents=documents,
        )


def _part(kind: k.Kind, around: Around) -> Part:
    return (PARTS.get(type(kind)) or WIDGETS[type(kind)])(kind, around)


def within(place: str, of_part: Mapping[str, Field]) -> dict[str, Field]:
    """The fields of a part by what rules call them, alone and in their place; the first is the place's own."""
    first = next(iter(of_part.values()), None)
    whole = {place: first} if first else {}
    return {**of_part, **whole, **{f"{place}.{name}": field for name, field in of_part.items()}}


class _Texts(TextField):
    """Short texts, one in each row."""

    def __init__(self, kind: k.Texts) -> None:
        super().__init__(kind.label, hint=kind.hint, rows=kind.rows)

    @property
    def value(self) -> object:
        """All rows that say something."""
        return tuple(filter(None, (line.strip() for line in self.text.splitlines())))


class OneOf(ChoiceField):
    """One of some terms, or of those among them that can be chosen now; Qt keeps no more of a term than its code.

    One that is needed is asked for, unless the form begins with it.
    """

    def __init__(self, kind: k.One, among: Iterable[LabeledEnum] = ()) -> None:
        none = [(None, kind.none)] if kind.none else []
        terms = [*none, *((each, each.label) for each in tuple(among) or kind.terms)]
        super().__init__(kind.label, terms, hint=kind.hint, placeholder=C_("form", "Choose") if kind.needed else "")
        self._terms = kind.terms

    @property
    def value(self) -> object:
        """The term that is chosen."""
        code = super().value
        return self._terms.of(code) if isinstance(code, str) else None


def _read_whole(kind: k.Whole, text: str) -> tuple[object, str]:
    """A whole number, or a measure that is kept as one, without the unit that somebody typed behind it."""
    language = translator().current
    text = bare(text, kind.unit)
    if kind.per == 1:
        value, _ = read_whole(text, language, kind.least, kind.most)
        return value, _echo(kind, value)
    exact, _ = read_number(text, language)
    if not kind.least <= int(exact * kind.per) <= kind.most:
        raise OutOfRange(exact, Decimal(kind.least) / kind.per, Decimal(kind.most) / kind.per)
    kept = int(exact * kind.per)
    return kept, _echo(kind, Decimal(kept) / kind.per)


def _read_exact(kind: k.Exact, text: str) -> tuple[object, str]:
    """A number as it was typed, without the unit that somebody typed behind it."""
    value, echo = read_number(bare(text, kind.unit), translator().current)
    return value, _echo(kind, value) or echo


def _echo(kind: k.Whole, value: Decimal | int) -> str:
    """A measure as it was understood, beside its unit; nothing of a bare number, which says itself."""
    return translator().current.formats.measure(value, kind.unit) if kind.unit else ""


def _money(kind: k.Amount, around: Around) -> ReadField:
    def read(text: str) -> tuple[object, str]:
        return read_money(text, translator().current, around.currency)

    return ReadField(kind.label, read, hint=kind.hint, required=kind.needed)


def _text(kind: k.Text, _: Around) -> Field:
    if kind.rows > 1:
        return TextField(kind.label, hint=kind.hint, rows=kind.rows)
    return LineField(kind.label, hint=kind.hint, mono=kind.mono, longest=kind.longest)


def _day(kind: k.Day, _: Around) -> ReadField:
    made = day_field(kind.label, required=kind.needed)
    if kind.hint:
        made.hint(kind.hint)
    return made


def _moment(kind: k.Moment, _: Around) -> ReadField:
    return MomentField(kind.label, hint=kind.hint, required=kind.needed)


def _whole(kind: k.Whole, _: Around) -> ReadField:
    return ReadField(kind.label, partial(_read_whole, kind), hint=kind.hint, required=kind.needed)


def _exact(kind: k.Exact, _: Around) -> ReadField:
    return ReadField(kind.label, partial(_read_exact, kind), hint=kind.hint, required=kind.needed)


WIDGETS: dict[type[k.Kind], Callable[[Any, Around], Field]] = {
    k.Text: _text,
    k.Texts: lambda kind, _: _Texts(kind),
    k.Day: _day,
    k.Moment: _moment,
    k.Whole: _whole,
    k.Exact: _exact,
    k.Km: lambda kind, _: distance_field(kind.label, required=kind.needed),
    k.Amount: _money,
    k.Minor: lambda kind, around: minor_field(kind.label, around.currency, hint=kind.hint, required=kind.needed),
    k.One: lambda kind, _: OneOf(kind),
    k.Some: lambda kind, _: TermTicks(kind.label, kind.terms, least=kind.width),
    k.Yes: lambda kind, _: CheckField(kind.label),
    Country: lambda kind, _: country_field(kind.label, hint=kind.hint),
    k.Files: lambda _, around: DocumentsField(around.app),
}
PARTS: dict[type[k.Kind], Callable[[Any, Around], Part]] = {  # of several fields, or of none
    k.Customer: lambda kind, around: PersonPicker(around.app, kind.label, needed=kind.needed),
    k.Drawn: lambda kind, _: SignedPad(kind.label),
}
SHOWN: dict[type[k.Kind], Callable[[Any, Any, Any], object]] = {  # how a value stands in a field of its kind
    k.Whole: lambda kind, value, _: _number(kind, value) if value >= kind.least else None,
    k.Exact: lambda _, value, _around: translator().current.formats.number(value),
    k.Km: lambda kind, value, _: (
        None if kind.needed and not value.value else translator().current.formats.distance(value)
    ),
    k.Amount: lambda kind, value, _: (
        None if kind.needed and not value.minor else translator().current.formats.amount(value)
    ),
    k.Minor: lambda _, value, around: translator().current.formats.amount(Money(value, around.currency)),
    k.Day: lambda _, value, _around: translator().current.formats.day(value, "short"),
    k.Texts: lambda _, value, _around: "\n".join(value),
    k.Some: lambda _, value, _around: [each.value for each in value],
    k.Customer: lambda *_: None,  # a number has no name yet: the page chooses whom it knows
    k.Drawn: lambda *_: None,
}


def _number(kind: k.Whole, value: int) -> str:
    return translator().current.formats.number(Decimal(value) / kind.per if kind.per > 1 else value)


def shown(kind: k.Kind, value: object, around: Around | None = None) -> object:
    """A value as a field of its kind shows it; amounts in bare minor units need the currency that is `around`."""
    how = SHOWN.get(type(kind))
    return how(kind, value, around) if how and value is not None else value
