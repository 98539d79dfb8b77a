"""Rights: who may write the sale."""

from lifecycle_desk.commands.rights import Right, Role

ARRIVAL = Right.of("sale.arrival", Role.SALES, Role.MANAGER)
INSPECT = Right.of("sale.inspect", Role.TECHNICIAN, Role.SALES, Role.MANAGER)
SELL = Right.of("sale.sell", Role.SALES, Role.MANAGER)
HAND_OVER = Right.of("sale.hand_over", Role.SALES, Role.MANAGER)
RIGHTS = (ARRIVAL, INSPECT, SELL, HAND_OVER)
