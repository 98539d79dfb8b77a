"""Rights: who may write warranty claims."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

CLAIM_EDIT = Right.of(
    "service.claim.edit",
    N_("Write warranty claims"),
    N_("Creates, changes and submits warranty claims and keeps track of the parts to be returned."),
    Role.ADVISER,
    Role.WARRANTY,
    Role.MANAGER,
)
CLAIM_SETTLE = Right.of(
    "service.claim.settle",
    N_("Settle warranty claims"),
    N_("Records the manufacturer’s decision and payment, and writes claims off."),
    Role.ADVISER,
    Role.WARRANTY,
    Role.MANAGER,
)
RIGHTS = (CLAIM_EDIT, CLAIM_SETTLE)
