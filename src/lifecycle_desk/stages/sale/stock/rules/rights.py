"""Rights: who may write the sale."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

ARRIVAL = Right.of(
    "sale.arrival",
    N_("Receive new vehicles"),
    N_("Records the arrival of a vehicle and damage found on it."),
    Role.SALES,
    Role.PARTS,
    Role.MANAGER,
)
PURCHASE = Right.of(
    "sale.purchase",
    N_("Record purchase prices"),
    N_("Records what a new vehicle cost, from which its margin follows."),
    Role.MANAGER,
)
INSPECT = Right.of(
    "sale.inspect",
    N_("Record pre-delivery inspections"),
    N_("Records the pre-delivery inspection of a vehicle and how its defects were dealt with."),
    Role.TECHNICIAN,
    Role.SALES,
    Role.MANAGER,
)
SELL = Right.of(
    "sale.sell", N_("Sell new vehicles"), N_("Reserves and sells vehicles in stock."), Role.SALES, Role.MANAGER
)
HAND_OVER = Right.of(
    "sale.hand_over",
    N_("Hand over new vehicles"),
    N_("Hands a sold vehicle over to its buyer, which begins the warranty."),
    Role.SALES,
    Role.MANAGER,
)
RIGHTS = (ARRIVAL, PURCHASE, INSPECT, SELL, HAND_OVER)
