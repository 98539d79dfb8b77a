"""Rights: who may write closed repair orders."""

from lifecycle_desk.commands.rights import Right, Role

ORDER_CLOSE = Right.of("service.order.close", Role.ADVISER, Role.MANAGER)
ORDER_CORRECT = Right.of("service.order.correct", Role.ADVISER, Role.MANAGER)
RIGHTS = (ORDER_CLOSE, ORDER_CORRECT)
