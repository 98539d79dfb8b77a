"""Rights: who may write papers."""

from lifecycle_desk.commands.rights import Right, Role

ISSUE = Right.of("paper.issue", Role.TECHNICIAN, Role.ADVISER, Role.SALES, Role.MANAGER)
WITHDRAW = Right.of("paper.withdraw", Role.MANAGER)
RIGHTS = (ISSUE, WITHDRAW)
