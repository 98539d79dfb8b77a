"""Entries: what every form of this room asks of texts, numbers and days."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.vehicle.rules.people import check_texts

EntryMissing = objection("EntryMissing", N_("Please fill this in."))
FigureOutOfRange = objection(
    "FigureOutOfRange",
    N_("%(value)s is out of range: enter %(least)s to %(most)s."),
    value=Decimal,
    least=Decimal,
    most=Decimal,
)
DayBefore = objection(
    "DayBefore", N_("%(on)s is before %(since)s, the date of the step this depends on."), "on", on=date, since=date
)


def check_named(texts: Iterable[tuple[str, str]]) -> None:
    """Refuse texts that are empty or endless; each with its field."""
    for field, text in texts:
        if not text.strip():
            raise EntryMissing().at_field(field)
        check_texts([(field, text)])


def check_between(value: Decimal | int | None, least: int, most: int, field: str) -> None:
    """Refuse a number that cannot be."""
    if value is not None and not least <= value <= most:
        raise FigureOutOfRange(Decimal(value), Decimal(least), Decimal(most)).at_field(field)
