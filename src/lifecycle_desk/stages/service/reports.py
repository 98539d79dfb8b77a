"""The workshop's papers: service report, job card, estimate, summary for the invoice, sheet of an inspection."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.stages.service.estimates.papers.estimate import estimate_paper
from lifecycle_desk.stages.service.inspections.papers.sheet import inspection_sheet
from lifecycle_desk.stages.service.orders.papers.parts import OfOrder, language_of
from lifecycle_desk.stages.service.orders.papers.report import job_card, service_report
from lifecycle_desk.stages.service.orders.papers.summary import invoice_summary

REPORTS = (
    Report(
        "service-report",
        N_("Service report"),
        N_("What was done in the workshop, what it came to and who pays, for the customer."),
        OfOrder,
        service_report,
        language_of=language_of,
        stage="service",
    ),
    Report(
        "repair-order",
        N_("Repair order"),
        N_("What is to be done, for the workshop: the job card, without prices."),
        OfOrder,
        job_card,
        stage="service",
    ),
    Report(
        "estimate",
        N_("Estimate"),
        N_("What the work would come to, line by line, for the customer to approve or refuse."),
        OfOrder,
        estimate_paper,
        language_of=language_of,
        stage="service",
    ),
    Report(
        "order-summary",
        N_("Summary for the invoice"),
        N_("All lines of a repair order by who pays, with tax, as the invoice takes them over."),
        OfOrder,
        invoice_summary,
        stage="service",
    ),
    Report(
        "workshop-inspection",
        N_("Inspection sheet"),
        N_("What was found at an inspection in the workshop, point by point, with its photographs."),
        OfOrder,
        inspection_sheet,
        language_of=language_of,
        stage="service",
    ),
)

__all__ = ["REPORTS", "OfOrder"]
