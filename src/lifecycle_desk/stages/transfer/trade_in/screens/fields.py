"""Fields of second-hand trade: measures with their units, amounts, and terms."""

from collections.abc import Iterable
from decimal import Decimal

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money, read_whole
from lifecycle_desk.vehicle.screens.fields import bare, measured_in


def measure_field(label: UiText, unit: str, *, hint: UiText = "") -> ReadField:
    """A measure, exact, in a unit that may stand behind it."""
    return ReadField(label, measured_in(unit), hint=hint)


def whole_field(label: UiText, unit: str, most: int, *, hint: UiText = "") -> ReadField:
    """A measure in whole units."""

    def read(text: str) -> tuple[object, str]:
        value = read_whole(bare(text, unit), translator().current, 0, most).value
        return value, translator().current.formats.measure(value, unit)

    return ReadField(label, read, hint=hint)


def money_field(label: UiText, currency: str, *, required: bool = False) -> ReadField:
    """An amount in the market's currency."""
    return ReadField(label, lambda text: read_money(text, translator().current, currency), required=required)


def term_field(
    label: UiText, terms: Iterable[LabeledEnum], *, value: LabeledEnum | None = None, none: UiText = ""
) -> ChoiceField:
    """One of some terms, or none where words for that are given."""
    offered: list[tuple[object, UiText]] = [(each, each.label) for each in terms]
    return ChoiceField(label, [(None, none), *offered] if none else offered, value=value)


def whole(field: ReadField) -> int | None:
    """The field's value as a whole number, if it has one."""
    return field.value if isinstance(field.value, int) else None


def amount(field: ReadField) -> Money | None:
    """The field's value as an amount, if it has one."""
    return field.value if isinstance(field.value, Money) else None


def number_text(value: Decimal | int | None) -> str:
    """A number as a field shows it."""
    return "" if value is None else translator().current.formats.number(value)
