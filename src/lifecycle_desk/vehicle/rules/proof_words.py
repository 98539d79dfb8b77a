"""Names of papers and of their facts, wherever a code is read: by the program, and by the page for others."""

from lifecycle_desk.base.objections import C_, N_

KINDS = {
    "service-report": N_("Service report"),
    "pdi-sheet": N_("Pre-delivery inspection (PDI)"),
    "handover-protocol": N_("Handover record"),
    "battery-certificate": N_("Battery health certificate"),
    "charging-statement": N_("Charging statement"),
    "charging-sessions": N_("Charging sessions"),
    "lifecycle-report": N_("Lifecycle report"),
    "buyers-pack": N_("Buyer's pack"),
    "window-sheet": N_("Window sheet"),
    "condition-report": N_("Condition report"),
    "certificate-of-destruction": N_("Certificate of destruction"),
    "battery-genealogy": N_("Battery genealogy"),
    "battery-handover": N_("Battery handover record"),
    "depollution-list": N_("Depollution list"),
}
FACTS = {
    "soh": N_("State of health, estimated (%)"),
    "low": N_("At least (%)"),
    "high": N_("At most (%)"),
    "sessions": C_("charging", "Sessions"),
    "wh": N_("Energy (Wh)"),
    "since": C_("period", "From"),
    "until": C_("period", "To"),
    "km": N_("Odometer (km)"),
    "jobs": C_("order", "Jobs"),
    "keys": C_("vehicle", "Keys"),
    "handed_over_on": N_("Handed over on"),
    "inspected_on": N_("Inspected on"),
    "result": C_("inspection", "Result"),
    "checklist": N_("Checklist"),
    "grade": C_("condition", "Grade"),
    "owners": C_("vehicle", "Owners"),
    "services": C_("vehicle", "Services"),
    "events": C_("vehicle", "Events"),
    "code": N_("Battery code"),
    "status": C_("battery", "Status"),
    "list": C_("depollution", "List"),
    "destroyed_on": N_("Destroyed on"),
}
