"""Rights: who sees the figures of the dealership."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

FIGURES_READ = Right.of(
    "figures.read",
    N_("See figures"),
    N_("Shows turnover, margins and the other figures of the dealership."),
    Role.MANAGER,
    Role.AUDITOR,
)
RIGHTS = (FIGURES_READ,)
