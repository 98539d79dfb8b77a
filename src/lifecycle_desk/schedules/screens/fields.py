"""Typed values of a schedule and how they are written back: intervals as "12 / 20,000", parts, torques, sizes."""

import re
from collections.abc import Iterable
from decimal import Decimal

from lifecycle_desk.base.objections import N_, NN_, Objection, objection
from lifecycle_desk.base.quantities import in_unit
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_distance, read_list, read_number, read_whole, typed_list
from lifecycle_desk.language.words import SEMICOLON
from lifecycle_desk.schedules.rules import (
    VISIT,
    Interval,
    ItemPart,
    Schedule,
    ServiceItem,
    Tolerance,
    Torque,
    VisitSize,
    named_item,
)
from lifecycle_desk.schedules.rules.schedule import MOST_DAYS, MOST_MONTHS

PART = re.compile(r"(?P<number>\S+)(?:\s+(?P<text>.*?))??(?:\s*[×xX*]\s*(?P<quantity>[\d.,٠-٩٫]+))?")
BOTH = NN_("%(n)s month or %(km)s, whichever comes first", "%(n)s months or %(km)s, whichever comes first")
MONTHS_ALONE, KM_ALONE = NN_("%(n)s month", "%(n)s months"), N_("%(km)s, at any age")
MOST_OFFERED = 8
DAYS = NN_("%(n)s day", "%(n)s days")

TorqueUnread = objection(
    "TorqueUnread",
    N_("“%(given)s” has no value: enter the part and its torque in Nm, for example “Wheel bolts 140”."),
    given=str,
)


def read_interval(text: str) -> tuple[object, str]:
    """Months, a slash, kilometres: "12 / 20000", "24", "/ 10000"; a lone figure too large for months is kilometres."""
    language = translator().current
    months, km = _parted(text)
    if "/" not in text and months and _is_distance(months):
        months, km = "", months
    found = Interval(
        read_whole(months, language, 1, MOST_MONTHS).value if months else None,
        read_distance(km, language).value.km if km else None,
    )
    return found, said_interval(found)


def _parted(text: str) -> tuple[str, str]:
    first, _, second = text.partition("/")
    return first.strip(), second.strip()


def _is_distance(text: str) -> bool:
    """Whether a lone figure is a distance: it has a unit of length behind it, or is no number of months."""
    try:
        return read_whole(text, translator().current, 0, 10**9).value > MOST_MONTHS
    except Objection:
        return True


def said_interval(interval: Interval) -> str:
    """An interval in a sentence."""
    language = translator().current
    km = language.formats.kilometres(interval.km) if interval.km is not None else ""
    if interval.months is not None and km:
        return language(BOTH, n=interval.months, km=km)
    if interval.months is not None:
        return language(MONTHS_ALONE, n=interval.months)
    return language(KM_ALONE, km=km) if km else ""


def written_interval(interval: Interval) -> str:
    """An interval as it is typed."""
    months = str(interval.months) if interval.months is not None else ""
    return f"{months} / {_km(interval.km)}".strip() if interval.km is not None else months


def _km(km: int) -> str:
    return str(in_unit(km, translator().current.formats.customs.distance))


def read_tolerance(text: str) -> tuple[object, str]:
    """Days, a slash, kilometres: "30 / 1500"."""
    language = translator().current
    days, km = _parted(text)
    found = Tolerance(
        read_whole(days, language, 0, MOST_DAYS).value if days else 0, read_distance(km, language).value.km if km else 0
    )
    said = [language(DAYS, n=found.days), language.formats.kilometres(found.km)]
    return found, language.first_of(*said)


def written_tolerance(tolerance: Tolerance) -> str:
    """A tolerance as it is typed; nothing where there is none."""
    return f"{tolerance.days} / {_km(tolerance.km)}" if tolerance != Tolerance() else ""


def interval_field(label: UiText, hint: UiText = "") -> ReadField:
    """An interval."""
    return ReadField(label, read_interval, hint=hint, placeholder=N_("months / distance"))


def hours_field(label: UiText) -> ReadField:
    """Flat-rate hours, to a tenth."""

    def read(text: str) -> tuple[object, str]:
        return read_number(text, translator().current, 1).value, ""

    return ReadField(label, read)


def read_parts(text: str) -> tuple[object, str]:
    """Parts, parted by semicolons: "DOT4-1 Brake fluid × 0.5; CF-80120"."""
    return tuple(_part(each) for each in read_list(text, SEMICOLON)), ""


def _part(text: str) -> ItemPart:
    found = PART.fullmatch(text)
    if found is None:
        return ItemPart(number=text)
    quantity = found["quantity"]
    return ItemPart(
        number=found["number"],
        text=found["text"] or "",
        quantity=read_number(quantity, translator().current, 3).value if quantity else Decimal(1),
    )


def written_parts(parts: Iterable[ItemPart]) -> str:
    """Parts as they are typed."""
    language = translator().current
    number = language.formats.number
    written = (
        " ".join(filter(None, (each.number, each.text, f"× {number(each.quantity)}" if each.quantity != 1 else "")))
        for each in parts
    )
    return typed_list(written, language, SEMICOLON)


def read_torques(text: str) -> tuple[object, str]:
    """Torques, parted by semicolons: "Wheel bolts 140; Drain plug 25"."""
    return tuple(_torque(each) for each in read_list(text, SEMICOLON)), ""


def _torque(text: str) -> Torque:
    what, _, figure = text.removesuffix("Nm").strip().rpartition(" ")
    try:
        return Torque(what.strip(), read_number(figure, translator().current, 1).value)
    except Objection:
        raise TorqueUnread(text) from None


def written_torques(torques: Iterable[Torque]) -> str:
    """Torques as they are typed."""
    language = translator().current
    written = (f"{each.text} {language.formats.number(each.newton_metres)}" for each in torques)
    return typed_list(written, language, SEMICOLON)


def item_code(words: str) -> str:
    """The item that words name in the language of now; own words name themselves."""
    language, wanted = translator().current, words.strip().casefold()
    known = (each for each in ServiceItem if each.value != VISIT)
    return next((each.value for each in known if language(each.label).casefold() == wanted), words.strip())


def item_said(code: str) -> str:
    """An item in the language of now."""
    return translator().current.spoken(named_item(code))


def title_said(schedule: Schedule) -> str:
    """The title of a schedule: of a published one in the language of now."""
    return translator().current(schedule.title) if schedule.is_published else schedule.title


def items_offered(text: str) -> list[tuple[str, object]]:
    """The known items that hold some letters, to complete what is being typed."""
    wanted = text.strip().casefold()
    said = [(translator().current(each.label), each.value) for each in ServiceItem if each.value != VISIT]
    found: list[tuple[str, object]] = [(words, code) for words, code in said if wanted in words.casefold()]
    return found[:MOST_OFFERED] if wanted else []


def read_sizes(text: str) -> tuple[str, ...]:
    """Sizes of visits that take turns, parted by commas: those that all know by their words, others by their own."""
    language = translator().current
    known = {language(each.label).casefold(): each.value for each in VisitSize}
    return tuple(known.get(each.casefold(), each) for each in read_list(text))


def written_sizes(sizes: Iterable[str]) -> str:
    """Sizes as they are typed."""
    language = translator().current
    known = {each.value: each for each in VisitSize}
    return typed_list((language(known[each].label) if each in known else each for each in sizes), language)
