"""The papers of the sale: the sheet of the pre-delivery inspection, the record of the handover, and the bill."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.stages.sale.contract.papers import summary
from lifecycle_desk.stages.sale.handover.papers.handover import handover_record, language_of
from lifecycle_desk.stages.sale.inspection.papers.sheet import pdi_sheet
from lifecycle_desk.vehicle.papers.subject import OfVehicle

REPORTS = (
    Report(
        "pdi-sheet",
        N_("Pre-delivery inspection (PDI)"),
        N_("The checklist of a vehicle with the result of each item; blank if not started."),
        OfVehicle,
        pdi_sheet,
        stage="sale",
    ),
    Report(
        "handover-protocol",
        N_("Handover record"),
        N_("Everything handed over with a vehicle, signed by both sides, in the buyer’s language."),
        OfVehicle,
        handover_record,
        language_of=language_of,
        stage="sale",
    ),
    Report(
        "sale-summary",
        N_("Billing summary of a sale"),
        N_("What a buyer pays for a vehicle, new or used, with its tax; for the invoice."),
        OfVehicle,
        summary.sale_summary,
        language_of=summary.language_of,
        stage="sale",
    ),
)
