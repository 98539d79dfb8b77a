"""Rights: who may write the end of a life."""

from lifecycle_desk.commands.rights import Right, Role

END_OF_LIFE = Right.of("recycling.edit", Role.TECHNICIAN, Role.ADVISER, Role.MANAGER)
CERTIFY = Right.of("recycling.certify", Role.MANAGER)
RIGHTS = (END_OF_LIFE, CERTIFY)
