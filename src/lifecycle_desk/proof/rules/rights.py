"""Rights: who may write papers."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

ISSUE = Right.of(
    "paper.issue",
    N_("Issue documents"),
    N_("Issues signed documents, such as a service report or a battery certificate."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.WARRANTY,
    Role.SALES,
    Role.MANAGER,
)
WITHDRAW = Right.of(
    "paper.withdraw",
    N_("Withdraw issued documents"),
    N_("Withdraws a document that was issued; whoever verifies it is told so."),
    Role.MANAGER,
).in_pairs(confirm=(Role.ADVISER, Role.SALES, Role.PRIVACY, Role.ADMINISTRATOR))
RIGHTS = (ISSUE, WITHDRAW)
