"""Clocks that jump: what is told of a computer whose clock does not go with the books."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, NN_, Objection


class ClockBehind(Objection):
    """The clock shows an earlier moment than the books."""

    message = N_("This computer's clock says %(now)s, but entry no. %(seq)s was recorded at %(then)s. Check the date.")
    now: datetime
    seq: int
    then: datetime


class ClockAhead(Objection):
    """The clock jumped ahead of the books."""

    message = N_("This computer's clock says %(now)s, but the last entry was recorded at %(then)s. Check the date.")
    now: datetime
    then: datetime


class ClockWentBack(Objection):
    """Entries that are stamped earlier than the one before them."""

    message = NN_(
        "%(n)s entry is dated before the one preceding it (first: no. %(seq)s). Order is by number.",
        "%(n)s entries are dated before the one preceding them (first: no. %(seq)s). Order is by number.",
    )
    n: int
    seq: int
