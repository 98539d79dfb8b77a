"""Handover: what goes over the desk with a car, and what forbids that it goes."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.terms import LabeledEnum


class HandedPaper(LabeledEnum):
    """A paper that the buyer takes along."""

    REGISTRATION = "registration", C_("papers", "Registration certificate")
    INVOICE = "invoice", C_("papers", "Invoice")
    MANUAL = "manual", C_("papers", "Owner’s manual")
    WARRANTY_BOOKLET = "warranty_booklet", C_("papers", "Warranty booklet")
    SERVICE_BOOKLET = "service_booklet", C_("papers", "Service booklet")
    CONFORMITY = "certificate_of_conformity", C_("papers", "Certificate of conformity (CoC)")
    INSURANCE = "insurance", C_("papers", "Insurance certificate")
    CHARGING_CARD = "charging_card", C_("papers", "Charging card")
    BATTERY_PASSPORT = "battery_passport", C_("papers", "Battery passport")


class Cable(LabeledEnum):
    """Something to charge by."""

    MODE_2 = "mode_2", C_("cable", "Charging cable for a household socket (mode 2)")
    MODE_3 = "mode_3", C_("cable", "Charging cable for a wall box (mode 3)")
    ADAPTER = "adapter", C_("cable", "Charging adapter")
    V2L = "v2l", C_("cable", "Vehicle-to-load adapter (V2L)")


class Explained(LabeledEnum):
    """Something that was shown to the buyer."""

    CONTROLS = "controls", C_("explained", "Controls and displays")
    CHARGING = "charging", C_("explained", "Charging at home and on the road")
    BATTERY_CARE = "battery_care", C_("explained", "High-voltage battery care")
    ASSISTANCE = "assistance", C_("explained", "Driver assistance and its limits")
    APP = "app", C_("explained", "App and connected services")
    SAFETY = "safety", C_("explained", "What to do after an accident or a breakdown")
    MAINTENANCE = "maintenance", C_("explained", "Maintenance schedule")
    WARRANTY = "warranty", C_("explained", "Warranty terms")


NotReceived = objection("NotReceived", N_("Vehicle %(vin)s is not in your stock."), "vin", vin=str)
HandedOverAlready = objection("HandedOverAlready", N_("The vehicle was handed over on %(on)s."), "vin", on=date)
SoldAlready = objection("SoldAlready", N_("The vehicle is sold under contract %(contract)s."), "vin", contract=str)
NotSold = objection("NotSold", N_("The vehicle is not sold."), "vin")
InQuarantine = objection("InQuarantine", N_("The vehicle is in quarantine until its safety items have passed."), "vin")
NotInspected = objection("NotInspected", N_("The pre-delivery inspection is not complete."), "vin")
MandatoryItemsFailed = objection(
    "MandatoryItemsFailed",
    NN_(
        "%(n)s mandatory inspection item has failed and must be inspected again.",
        "%(n)s mandatory inspection items have failed and must be inspected again.",
    ),
    "vin",
    n=int,
    items=tuple[str, ...],
)
HandoverBeforeSale = objection(
    "HandoverBeforeSale",
    N_("The handover on %(on)s would be before the sale on %(sold_on)s."),
    "on",
    on=date,
    sold_on=date,
)
RegisteredAlready = objection("RegisteredAlready", N_("The vehicle was registered on %(on)s."), "vin", on=date)
FirstRegistrationLater = objection(
    "FirstRegistrationLater",
    N_("The first registration on %(first)s would be after the registration on %(on)s."),
    "first_registered_on",
    first=date,
    on=date,
)
NotSigned = objection(
    "NotSigned", N_("The handover is not signed on screen: have the buyer sign the printed record."), "signature"
)
SignatureUnreadable = objection(
    "SignatureUnreadable",
    N_("The signature cannot be saved: it has too many strokes or points, or points outside the signing area."),
    "signature",
)
