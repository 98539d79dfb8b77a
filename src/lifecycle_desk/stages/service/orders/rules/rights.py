"""Rights: who may write closed repair orders."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

ORDER_CLOSE = Right.of(
    "service.order.close",
    N_("Close repair orders"),
    N_("Hands vehicles back to customers and logs finished repair orders."),
    Role.ADVISER,
    Role.MANAGER,
)
ORDER_CORRECT = Right.of(
    "service.order.correct",
    N_("Correct closed repair orders"),
    N_("Corrects a repair order after the vehicle was handed back; the earlier version stays readable."),
    Role.ADVISER,
    Role.WARRANTY,
    Role.MANAGER,
)
RIGHTS = (ORDER_CLOSE, ORDER_CORRECT)
