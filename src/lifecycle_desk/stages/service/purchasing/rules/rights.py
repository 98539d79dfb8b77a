"""Rights: who may ask for parts, and who may order and receive them."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

PARTS_WANT = Right.of(
    "service.purchasing.want",
    N_("Request parts"),
    N_("Adds parts to the list of parts to order."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.PARTS,
    Role.MANAGER,
)
PARTS_ORDER = Right.of(
    "service.purchasing.order",
    N_("Order and receive parts"),
    N_("Orders parts from suppliers, and records promised days, deliveries and returns."),
    Role.PARTS,
    Role.MANAGER,
)
RIGHTS = (PARTS_WANT, PARTS_ORDER)
