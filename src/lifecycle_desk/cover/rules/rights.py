"""Rights: who may write warranty rules of the dealer's own."""

from lifecycle_desk.commands.rights import Right, Role

COVER_EDIT = Right.of("cover.edit", Role.MANAGER, Role.ADMINISTRATOR)
RIGHTS = (COVER_EDIT,)
