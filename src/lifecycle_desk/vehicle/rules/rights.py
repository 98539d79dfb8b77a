"""Rights: who may write what belongs to any vehicle and its people, and to the work on it."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

VEHICLE_EDIT = Right.of(
    "vehicle.edit",
    N_("Edit vehicles"),
    N_("Adds vehicles and changes their data, plates and schedules."),
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
)
PERSON_EDIT = Right.of(
    "person.edit",
    N_("Edit customers"),
    N_("Adds customers and changes their data."),
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
    Role.PRIVACY,
)
PERSON_ERASE = Right.of(
    "person.erase",
    N_("Erase customer data"),
    N_("Erases a customer’s personal data for good."),
    Role.MANAGER,
    Role.PRIVACY,
).in_pairs(confirm=(Role.ADMINISTRATOR, Role.AUDITOR))
PERSON_EXPORT = Right.of(
    "person.export",
    N_("Export customer data"),
    N_("Writes everything that is known about a customer into a file."),
    Role.MANAGER,
    Role.PRIVACY,
).in_pairs(Role.MANAGER, confirm=(Role.ADMINISTRATOR, Role.AUDITOR))
ODOMETER_ADD = Right.of(
    "odometer.add",
    N_("Record odometer readings"),
    N_("Records the odometer of a vehicle."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.WARRANTY,
    Role.SALES,
    Role.MANAGER,
)
EVENT_CORRECT = Right.of(
    "event.correct",
    N_("Correct entries"),
    N_("Corrects or takes back entries; they stay readable with the reason."),
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
)
# Whose own entry it is takes it back alone, whichever right that needs.
CORRECT_ANOTHERS = Right.of(
    "event.correct_anothers",
    N_("Correct entries of others"),
    N_("Corrects or takes back what somebody else recorded."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.WARRANTY,
    Role.PARTS,
    Role.SALES,
    Role.MANAGER,
).in_pairs()
DOCUMENT_ADD = Right.of(
    "document.add",
    N_("Add documents"),
    N_("Adds photographs and documents to a vehicle."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.WARRANTY,
    Role.PARTS,
    Role.SALES,
    Role.MANAGER,
)
ORDER_EDIT = Right.of(
    "service.order.edit",
    N_("Edit repair orders"),
    N_("Opens repair orders, writes on them, moves them on, and snoozes due services."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.WARRANTY,
    Role.PARTS,
    Role.MANAGER,
)
RETENTION_EDIT = Right.of(
    "retention.edit",
    N_("Edit retention rules"),
    N_("Sets how long personal data is kept, sees what is due, and places or lifts legal holds."),
    Role.MANAGER,
    Role.PRIVACY,
)
AUDIT_READ = Right.of(
    "audit.read",
    N_("Read all activity"),
    N_("Shows who did what and when, and the history of every record."),
    Role.MANAGER,
    Role.PRIVACY,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)
RIGHTS = (
    VEHICLE_EDIT,
    PERSON_EDIT,
    PERSON_ERASE,
    PERSON_EXPORT,
    ODOMETER_ADD,
    EVENT_CORRECT,
    CORRECT_ANOTHERS,
    DOCUMENT_ADD,
    AUDIT_READ,
    RETENTION_EDIT,
    ORDER_EDIT,
)
