"""Fields of the diary: a time of day as minutes, hours as tenths, a choice of names, the hours of a day."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, ReadField
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number, read_time
from lifecycle_desk.stages.service.diary.rules.appointments import MOST_TENTHS, LengthOutOfRange
from lifecycle_desk.stages.service.diary.rules.opening import CLOSED, Span, check_span, minute_of, time_of
from lifecycle_desk.vehicle.screens.fields import bare

NOBODY: tuple[object, UiText] = ("", C_("appointment", "None"))
CLOSED_WORD = N_("Closed")

SpanNotUnderstood = objection(
    "SpanNotUnderstood",
    N_("“%(given)s” is not understood. Write the hours like 08:00-17:00, or 0 for closed."),
    given=str,
)


def time_field(label: UiText) -> ReadField:
    """A time of day, as minutes from midnight."""

    def read(text: str) -> tuple[object, str]:
        found = read_time(text, translator().current)
        return minute_of(found.value), found.echo

    return ReadField(label, read, required=True, hint=N_("For example: 8:30"))


def tenths_field(label: UiText) -> ReadField:
    """Hours of work, as tenths."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        hours = read_number(bare(text, HOUR), language, 1).value
        tenths = int(hours * 10)
        if not 1 <= tenths <= MOST_TENTHS:
            raise LengthOutOfRange(hours, Decimal(MOST_TENTHS).scaleb(-1))
        return tenths, language.formats.measure(hours, HOUR)

    return ReadField(label, read, required=True)


def written_time(minute: int) -> str:
    """A time as its field reads it back."""
    return translator().current.formats.clock(time_of(minute))


def written_hours(tenths: int) -> str:
    """Hours as their field reads them back."""
    return translator().current.formats.number(Decimal(tenths).scaleb(-1))


def offer_names(field: ChoiceField, names: Iterable[str], also: str = "") -> None:
    """Offer some names, and none; `also` is one that stands there already, whether or not it is still offered."""
    chosen = also or str(field.value or "")
    known = list(dict.fromkeys((*names, *filter(None, (chosen,)))))
    field.choice.blockSignals(True)
    field.choice.clear()
    offer_all(field.choice, [NOBODY, *((name, PlainText(name)) for name in known)])
    field.set_value(chosen)
    field.choice.blockSignals(False)


def read_span(text: str) -> tuple[object, str]:
    """The hours of a day: 8-17, 08:30-12:30; 0 is closed."""
    language = translator().current
    if text.strip() in {"0", "-"}:
        return CLOSED, language(CLOSED_WORD)
    opens, _, closes = text.replace("–", "-").partition("-")
    if not closes.strip():
        raise SpanNotUnderstood(text)
    span = Span(minute_of(_time(opens)), minute_of(_time(closes)))
    check_span(span)
    return span, ""


def _time(text: str) -> time:
    return read_time(text.strip(), translator().current).value


def written_span(span: Span) -> str:
    """Hours as they are read back."""
    if span.opens == span.closes:
        return "0"
    return f"{written_time(span.opens)}-{written_time(span.closes)}"
