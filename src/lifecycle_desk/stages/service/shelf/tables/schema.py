"""The rows of the parts store: parts, their movements, what is on hand by them, and old parts that are held."""

from sqlalchemy import ForeignKey, Index, TypedColumns

from lifecycle_desk.store.types import (
    APPEND_ONLY,
    DERIVED,
    SINCE,
    TOLD,
    day,
    maybe_day,
    maybe_money,
    maybe_whole,
    maybe_words,
    money,
    table,
    term,
    utc_time,
    whole,
    words,
)


class PartRow(TypedColumns):
    """A part that has been in the store once; `key` is its number as numbers are compared, `minimum` in thousandths."""

    number = whole(primary_key=True)
    key = term()
    code = words()
    text = words()
    unit = words()
    minimum = whole()
    place = words()
    hazard = words()


class MovementRow(TypedColumns):
    """A movement: thousandths and value (minor units of the dealer's currency) are added to what was there."""

    number = whole(primary_key=True)
    part = whole(ForeignKey("shelf_part.number"))
    kind = words()
    on = day()
    place = words()
    thousandths = whole()
    value = money()
    batch = words()
    serial = words()
    supplier = words()
    reference = words()
    order_key = maybe_whole(ForeignKey("repair_order.key"))
    line = maybe_whole()
    undoes = maybe_whole(ForeignKey("shelf_movement.number"))
    why = words()
    at = utc_time()
    by = maybe_words()
    event = whole(ForeignKey("event.seq"))


class LotRow(TypedColumns):
    """What is on hand of a part at a place, of a batch, of a serial number; a row that comes to nothing goes."""

    part = whole(ForeignKey("shelf_part.number"), primary_key=True)
    place = words(primary_key=True)
    batch = words(primary_key=True)
    serial = words(primary_key=True)
    thousandths = whole()


class FigureRow(TypedColumns):
    """What is on hand of a part and worth; since when nothing moved, and when it was counted last."""

    part = whole(ForeignKey("shelf_part.number"), primary_key=True)
    thousandths = whole()
    value = money()
    moved_on = day()
    counted_on = maybe_day()


class HeldRow(TypedColumns):
    """An old part that is held: a core, or one for a maker; `claim` and its line keep it where it is claimed."""

    number = whole(primary_key=True)
    kind = words()
    code = words()
    text = words()
    thousandths = whole()
    serial = words()
    place = words()
    order_key = maybe_whole(ForeignKey("repair_order.key"))
    since = day()
    until = maybe_day()
    state = words()
    done_on = maybe_day()
    reference = words()
    claim = maybe_whole(info={SINCE: "0019"})
    claim_line = maybe_whole(info={SINCE: "0019"})


class CreditRow(TypedColumns):
    """What a supplier owes for parts that went back, by the first movement of the return; settled once it came."""

    movement = whole(ForeignKey("shelf_movement.number"), primary_key=True)
    amount = money()
    received = maybe_money()
    settled_on = maybe_day()
    reference = words()


class ReservedRow(TypedColumns):
    """Pieces of a part that are reserved for a line of a repair order, in thousandths, while it still wants them."""

    order_key = whole(ForeignKey("repair_order.key"), primary_key=True)
    line = whole(primary_key=True)
    part = whole(ForeignKey("shelf_part.number"), primary_key=True)
    thousandths = whole()


PART, MOVEMENT = table("shelf_part", PartRow), table("shelf_movement", MovementRow, **{APPEND_ONLY: True})
LOT, FIGURE = table("shelf_lot", LotRow, **{DERIVED: True}), table("shelf_figure", FigureRow, **{DERIVED: True})
HELD, CREDIT = table("shelf_held", HeldRow), table("shelf_credit", CreditRow, **{TOLD: True})
Index("ix_shelf_part_key", PART.c.key, unique=True)
Index("ix_shelf_movement_part_number", MOVEMENT.c.part, MOVEMENT.c.number)
Index("ix_shelf_movement_part_on", MOVEMENT.c.part, MOVEMENT.c.on)
Index("ix_shelf_movement_order_key_line", MOVEMENT.c.order_key, MOVEMENT.c.line)
Index("ix_shelf_movement_undoes", MOVEMENT.c.undoes, unique=True)
Index("ix_shelf_lot_place", LOT.c.place)
RESERVED = table("shelf_reserved", ReservedRow)
Index("ix_shelf_reserved_part", RESERVED.c.part)
Index("ix_shelf_credit_settled_on", CREDIT.c.settled_on)
Index("ix_shelf_held_state_until", HELD.c.state, HELD.c.until)
Index("ix_shelf_held_claim", HELD.c.claim)
Index("ix_shelf_held_order_key", HELD.c.order_key)
