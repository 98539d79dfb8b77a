"""Events of the dealer and of any vehicle as rows: what, about which car, by whom and when."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, worded
from lifecycle_desk.vehicle.screens.event_text import in_words, join

BY = N_("by %(who)s")
NUMBER = N_("No. %(seq)s")


def event_row(told: RecordedEvent, vin: str | None, names: Names) -> TwoLineRow:
    """An event with what explains it; at the end the moment when it was recorded, and its number."""
    language, words = translator().current, worded(told, names)
    by = language(BY, who=told.by) if told.by else ""
    detail = join(vin, *(in_words(each) for each in words.detail), by)
    return TwoLineRow(
        title=in_words(words.title),
        detail=" ".join(detail.split()),
        icon=words.icon or "car",
        end=language.formats.moment(told.recorded_at) if told.at else language.formats.day(told.on),
        end_detail=language(NUMBER, seq=told.seq),
        key=told.seq,
    )
