"""Events of the dealer and of any vehicle as rows: what, about which car, by whom and when; and changed fields."""

from lifecycle_desk.base.isolates import rtl
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.addresses import in_one_line
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_refs import PERSON, record_kind
from lifecycle_desk.vehicle.rules.wording import Names, worded
from lifecycle_desk.vehicle.screens.event_text import NOTHING, in_words, join
from lifecycle_desk.vehicle.usecases.audit import AuditRow
from lifecycle_desk.vehicle.usecases.record_history import Change

BY = N_("by %(who)s")
NUMBER = N_("No. %(seq)s")
CHANGED = N_("%(before)s → %(after)s")  # NOTE: the arrow points to what holds now, in your direction of reading
CHANGED_ONLY = N_("%(field)s changed")


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


def change_said(change: Change) -> str:
    """A field that changed, in one line."""
    language = translator().current
    label = language(change.label)
    if not change.told:
        return language(CHANGED_ONLY, field=label)
    before, after = (in_one_line(in_words(each)) or NOTHING for each in (change.before, change.after))
    moved = language(CHANGED, before=before, after=after)
    # Each part is isolated, so the direction of the whole shows in none of them.
    return rtl(language.labelled(label, rtl(moved))) if language.right_to_left else language.labelled(label, moved)


def record_said(line: AuditRow) -> str:
    """The record that an entry is about: a customer by name, anything else by its kind and its key."""
    if line.record is None:
        return ""
    kind, key = line.record
    if kind == PERSON:
        number = int(key) if key.isdigit() else 0
        return line.names.get(number) or translator().current(N_("Customer number %(number)s"), number=number)
    known = record_kind(kind)
    return join(translator().current(known.label) if known else "", key)
