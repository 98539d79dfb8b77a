"""Clocks that jump: what is told of a computer whose clock does not go with the books."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, NN_, objection

ClockBehind = objection(
    "ClockBehind",
    N_("This computer's clock says %(now)s, but entry no. %(seq)s was recorded at %(then)s. Check the date."),
    now=datetime,
    seq=int,
    then=datetime,
)
ClockAhead = objection(
    "ClockAhead",
    N_("This computer's clock says %(now)s, but the last entry was recorded at %(then)s. Check the date."),
    now=datetime,
    then=datetime,
)
ClockWentBack = objection(
    "ClockWentBack",
    NN_(
        "%(n)s entry is dated before the one preceding it (first: no. %(seq)s). Order is by number.",
        "%(n)s entries are dated before the one preceding them (first: no. %(seq)s). Order is by number.",
    ),
    n=int,
    seq=int,
)
