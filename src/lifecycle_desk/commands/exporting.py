"""The right to export: whatever gives out rows of the records asks for it, a list of the window as well as a format."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

EXPORT = Right.of(
    "export.run",
    N_("Export lists"),
    N_("Writes lists and records into files."),
    Role.ADVISER,
    Role.WARRANTY,
    Role.PARTS,
    Role.SALES,
    Role.MANAGER,
    Role.PRIVACY,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)
