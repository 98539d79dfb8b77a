"""Rights: who may write warranty rules of the dealer's own."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

COVER_EDIT = Right.of(
    "cover.edit",
    N_("Edit warranty terms"),
    N_("Saves the dealer’s own warranty terms and the limits of claims."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
RIGHTS = (COVER_EDIT,)
