"""Lines of an order on papers: columns and cells by the fields that a layout names, and what stands below the text."""

from collections.abc import Iterator
from decimal import Decimal

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Text, kinds_of
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Column, Content, Mark, Muted, Outcome
from lifecycle_desk.stages.service.orders.rules.kinds import Figure
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind
from lifecycle_desk.vehicle.rules.steps import lines_of

HEADINGS = {  # where a paper says it otherwise than the form
    "figure": N_("Quantity"),
    "price": N_("Price (%(currency)s)"),
    "amount": N_("Amount (%(currency)s)"),
    "awaited": C_("order line", "Done"),
}
NUMBERS = {"figure", "price", "amount", "discount"}
PROPOSED = {"supplier": N_("To be done by %(supplier)s")}  # of a line that is not done yet


def line_columns(layout: str, currency: str, language: Language) -> list[Column]:
    """The columns of a layout; by shares, so that the tables of all jobs stand alike."""
    kinds, sign = kinds_of(Line), language.formats.currency(currency)
    return [
        Column(
            language(HEADINGS.get(name) or kinds[name].label, currency=sign),
            share=share,
            code=isinstance(kind := kinds.get(name), Text) and kind.mono,
            end=name in NUMBERS,
        )
        for name, share in lines_of(layout)[0]
    ]


def line_cells(
    layout: str, line: Line, currency: str, language: Language, *, notes: str = "", done: bool = True
) -> list[Content]:
    """The cells of these columns; `notes` are the fields that stand below the text.

    A line that is not `done` is proposed.
    """
    below = [Muted(each) for each in _notes(notes, line, language, done=done)]
    text: dict[str, Content] = {"text": (line.text, *below)} if notes else {}
    return [text.get(name) or _cell(name, line, currency, language) for name, _ in lines_of(layout)[0]]


def _cell(name: str, line: Line, currency: str, language: Language) -> Content:
    match name:
        case "figure":
            return quantity(line, language)
        case "amount" | "price":
            return language.formats.amount(Money(getattr(line, name) or 0, currency))
        case "discount":
            return percent_in(line.discount, language) if line.discount else ""
        case "awaited":
            return Mark(Outcome.OPEN, language(kinds_of(Line)[name].written) if line.awaited else "")
    return _by_kind(name, getattr(line, name), language)


def _by_kind(name: str, value: object, language: Language) -> str:
    """A value of which nothing more is said than what it is."""
    match value:
        case LabeledEnum() as term:
            return language(term.label)
        case bool() as is_so:
            return language(kinds_of(Line)[name].written) if is_so else ""
        case Decimal() as number:
            return language.formats.number(number)
        case _:
            return str(value or "")


def _notes(names: str, line: Line, language: Language, *, done: bool) -> Iterator[str]:
    """Further notes about a line."""
    for name in names.split():
        kind, value = kinds_of(Line)[name], getattr(line, name)
        if value:
            shown = percent_in(value, language) if isinstance(kind, Figure) else value
            shown = ltr(shown) if isinstance(kind, Text) and kind.mono else shown
            said = kind.beside(shown, "" if done else PROPOSED.get(name, ""))
            yield language(said.message, **said.facts)


def quantity(line: Line, language: Language) -> str:
    """How much of a line there is: hours, pieces, or nothing where it is once."""
    match line.kind:
        case LineKind.LABOUR:
            return hours_in(line.times, language)
        case LineKind.PART:
            return language.formats.number(line.times)
        case _:
            return ""


def hours_in(hours: Decimal, language: Language) -> str:
    """Flat-rate hours as they are written."""
    return language.formats.measure(hours, HOUR, 1)


def percent_in(percent: Decimal, language: Language) -> str:
    """A percentage as it is written."""
    return language.formats.percent(percent / 100)
