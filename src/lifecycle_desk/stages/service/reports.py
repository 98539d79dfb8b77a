"""The workshop's papers, from the job card to the claim and the purchase order."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.stages.service.claims.papers import form
from lifecycle_desk.stages.service.estimates.papers.estimate import estimate_paper
from lifecycle_desk.stages.service.inspections.papers.sheet import inspection_sheet
from lifecycle_desk.stages.service.orders.papers.parts import OfOrder, language_of
from lifecycle_desk.stages.service.orders.papers.report import job_card, service_report
from lifecycle_desk.stages.service.orders.papers.summary import invoice_summary
from lifecycle_desk.stages.service.purchasing.papers import order
from lifecycle_desk.stages.service.shelf.papers import count_list

REPORTS = (
    Report(
        "service-report",
        N_("Service report"),
        N_("Work done in the workshop, its cost and who pays, for the customer."),
        OfOrder,
        service_report,
        language_of=language_of,
        stage="service",
    ),
    Report(
        "repair-order",
        N_("Repair order"),
        N_("The job card for the workshop, without prices."),
        OfOrder,
        job_card,
        stage="service",
    ),
    Report(
        "estimate",
        N_("Estimate"),
        N_("The expected cost line by line, for the customer to approve or decline."),
        OfOrder,
        estimate_paper,
        language_of=language_of,
        stage="service",
    ),
    Report(
        "order-summary",
        N_("Billing summary"),
        N_("All lines of a repair order by payer, with tax, for invoicing."),
        OfOrder,
        invoice_summary,
        stage="service",
    ),
    Report(
        "workshop-inspection",
        N_("Inspection sheet"),
        N_("The findings of a workshop inspection point by point, with photos."),
        OfOrder,
        inspection_sheet,
        language_of=language_of,
        stage="service",
    ),
    Report(
        "warranty-claim",
        form.TITLE,
        N_("A claim for the manufacturer: fault, parts and labour, amounts, numbers and state."),
        form.OfClaim,
        form.claim_form,
        stage="service",
        icon="shield-check",
    ),
    Report(
        "purchase-order",
        N_("Purchase order"),
        N_("The parts ordered from a supplier, with prices and promised days, in the supplier’s language."),
        order.OfPurchase,
        order.purchase_order,
        language_of=order.language_of,
        stage="service",
        icon="truck-delivery",
    ),
    Report(
        "count-list",
        count_list.TITLE,
        N_("The parts at a storage place with barcodes, for counting by hand or by scanner."),
        count_list.OfPlace,
        count_list.count_list,
        stage="service",
        icon="package",
        in_house=True,
    ),
)

__all__ = ["REPORTS", "OfOrder"]
