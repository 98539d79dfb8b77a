"""Rights: who may write what belongs to any vehicle and its people, and to the work on it."""

from lifecycle_desk.commands.rights import Right, Role

VEHICLE_EDIT = Right.of("vehicle.edit", Role.ADVISER, Role.SALES, Role.MANAGER)
PERSON_EDIT = Right.of("person.edit", Role.ADVISER, Role.SALES, Role.MANAGER, Role.PRIVACY)
PERSON_ERASE = Right.of("person.erase", Role.PRIVACY)
PERSON_EXPORT = Right.of("person.export", Role.MANAGER, Role.PRIVACY)
ODOMETER_ADD = Right.of("odometer.add", Role.TECHNICIAN, Role.ADVISER, Role.SALES, Role.MANAGER)
EVENT_CORRECT = Right.of("event.correct", Role.ADVISER, Role.SALES, Role.MANAGER)
DOCUMENT_ADD = Right.of("document.add", Role.TECHNICIAN, Role.ADVISER, Role.SALES, Role.MANAGER)
# What everybody did, beside the lives of vehicles too.
AUDIT_READ = Right.of("audit.read", Role.MANAGER, Role.PRIVACY, Role.ADMINISTRATOR, Role.AUDITOR)
# Whoever writes orders also puts reminders of a service off.
ORDER_EDIT = Right.of("service.order.edit", Role.TECHNICIAN, Role.ADVISER, Role.MANAGER)
RIGHTS = (
    VEHICLE_EDIT,
    PERSON_EDIT,
    PERSON_ERASE,
    PERSON_EXPORT,
    ODOMETER_ADD,
    EVENT_CORRECT,
    DOCUMENT_ADD,
    AUDIT_READ,
    ORDER_EDIT,
)
