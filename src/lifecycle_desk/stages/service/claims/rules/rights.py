"""Rights: who may write warranty claims."""

from lifecycle_desk.commands.rights import Right, Role

CLAIM_EDIT = Right.of("service.claim.edit", Role.ADVISER, Role.MANAGER)
CLAIM_SETTLE = Right.of("service.claim.settle", Role.ADVISER, Role.MANAGER)
RIGHTS = (CLAIM_EDIT, CLAIM_SETTLE)
