"""Rights: who may write the dealer's own matters, and who may look at the books at all."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.rights import Right, Role

_WITNESSES = (Role.PRIVACY, Role.AUDITOR)  # who looks after the books, and gains nothing by what they confirm

VIEW = Right.of("books.view", N_("View records"), N_("Sees vehicles, orders and figures."), *Role)
DEALER_EDIT = Right.of(
    "dealer.edit",
    N_("Edit the dealer profile"),
    N_("Changes the dealer’s name, address, language and prices of labour."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
STAFF_EDIT = Right.of(
    "staff.edit",
    N_("Look after staff"),
    N_("Changes the names and languages of staff, and deactivates who leaves."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
STAFF_GRANT = Right.of(
    "staff.grant",
    N_("Grant roles"),
    N_("Adds staff, gives them roles and PINs, and defines roles of the dealer’s own."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
).in_pairs(confirm=_WITNESSES)
SECURITY_EDIT = Right.of(
    "security.edit",
    N_("Change sign-in"),
    N_("Requires sign-in or switches it off, and makes the recovery code anew."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
).in_pairs(confirm=_WITNESSES)
KEY_EDIT = Right.of(
    "key.edit",
    N_("Manage signing keys"),
    N_("Makes, seals and revokes the keys that sign documents, and says which other dealers’ keys are trusted."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
).in_pairs(confirm=_WITNESSES)
BACKUP = Right.of(
    "backup.run",
    N_("Back up records"),
    N_("Makes and checks backups, and prints what proves the records."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
IMPORT = Right.of(
    "import.run",
    N_("Import files"),
    N_("Takes vehicles, orders, charging and other records in from files."),
    Role.ADVISER,
    Role.WARRANTY,
    Role.PARTS,
    Role.SALES,
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
REPORT = Right.of(
    "report.run",
    N_("Run management reports"),
    N_("Prints reports on the whole dealership, and exports its tables for other programs."),
    Role.MANAGER,
    Role.AUDITOR,
)
# Everybody's while nobody can prove who they are, so that nobody is locked out.
SIGN_IN_OFF = Right.of(
    "sign_in.off",
    N_("Unlock records"),
    N_("Switches sign-in off where nobody has a PIN, and uses the recovery code."),
)
RIGHTS = (
    VIEW,
    DEALER_EDIT,
    STAFF_EDIT,
    STAFF_GRANT,
    SECURITY_EDIT,
    KEY_EDIT,
    BACKUP,
    IMPORT,
    EXPORT,
    REPORT,
    SIGN_IN_OFF,
)
