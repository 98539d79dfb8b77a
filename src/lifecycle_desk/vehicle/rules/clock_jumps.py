"""Clocks that jump: what is told of a computer whose clock does not go with the books."""

from datetime import datetime

from lifecycle_desk.base.objections import N_, NN_, objection

ClockBehind = objection(
    "ClockBehind",
    N_("The clock of this computer shows %(now)s, but record no. %(seq)s was recorded at %(then)s. Check the date."),
    now=datetime,
    seq=int,
    then=datetime,
)
ClockAhead = objection(
    "ClockAhead",
    N_("The clock of this computer shows %(now)s, but the last record was made at %(then)s. Check the date."),
    now=datetime,
    then=datetime,
)
ClockWentBack = objection(
    "ClockWentBack",
    NN_(
        "%(n)s record is dated before the one preceding it (first: no. %(seq)s). The order is by number.",
        "%(n)s records are dated before the one preceding them (first: no. %(seq)s). The order is by number.",
    ),
    n=int,
    seq=int,
)
