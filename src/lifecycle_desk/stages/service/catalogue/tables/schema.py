"""The rows of the catalogue: entries, prices by day, the beginnings that find them, changes that can be undone."""

from sqlalchemy import ForeignKey, Index, TypedColumns

from lifecycle_desk.store.types import (
    DERIVED,
    day,
    flag,
    maybe_money,
    maybe_words,
    money,
    table,
    term,
    utc_time,
    whole,
    words,
)

AT_ONCE = 500  # keys in one statement


class EntryRow(TypedColumns):
    """A labour operation or a part; `key` is its code as codes are compared, hours and torques are JSON."""

    number = whole(primary_key=True)
    kind = words()
    key = term()
    code = words()
    text = words()
    texts = words()
    part_group = maybe_words()
    hours = words()
    torques = words()
    replaced_by = maybe_words()
    withdrawn = flag()
    changed_at = utc_time()


class PriceRow(TypedColumns):
    """The price of a part from a day on, in minor units of the dealer's currency, and its core charge."""

    entry = whole(ForeignKey("catalogue_entry.number"), primary_key=True)
    valid_from = day(primary_key=True)
    price = money()
    core = maybe_money()


class TermRow(TypedColumns):
    """A beginning that finds an entry."""

    term = term(primary_key=True)
    entry = whole(primary_key=True)


class ChangeRow(TypedColumns):
    """Something that was changed in one go: a form that was saved, or a file; `what` is its kind."""

    number = whole(primary_key=True)
    at = utc_time()
    by = maybe_words()
    what = words()
    file = words()
    undone = flag()


class BeforeRow(TypedColumns):
    """An entry as it was before a change, as JSON; empty where it was not there."""

    change = whole(ForeignKey("catalogue_change.number"), primary_key=True)
    entry = whole(primary_key=True)
    said = words()


ENTRY, PRICE = table("catalogue_entry", EntryRow), table("catalogue_price", PriceRow)
TERM = table("catalogue_term", TermRow, **{DERIVED: True})
CHANGE, BEFORE = table("catalogue_change", ChangeRow), table("catalogue_before", BeforeRow)
Index("ix_catalogue_entry_key_kind", ENTRY.c.key, ENTRY.c.kind, unique=True)
Index("ix_catalogue_term_entry_term", TERM.c.entry, TERM.c.term)
Index("ix_catalogue_before_entry_change", BEFORE.c.entry, BEFORE.c.change)
