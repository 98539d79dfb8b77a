"""Rights: who moves parts, and who corrects what the ledger says."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

STOCK_MOVE = Right.of(
    "service.stock.move",
    N_("Move parts"),
    N_("Receives, issues, returns and counts parts, and sets minimums and storage places."),
    Role.PARTS,
    Role.MANAGER,
)
STOCK_CORRECT = Right.of(
    "service.stock.correct",
    N_("Correct parts stock"),
    N_("Corrects the quantity or the value of a part without a count, with a reason."),
    Role.MANAGER,
)
RIGHTS = (STOCK_MOVE, STOCK_CORRECT)
