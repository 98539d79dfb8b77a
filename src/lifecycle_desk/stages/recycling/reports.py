"""The papers of the end: the certificate of destruction, depollution, the battery's hand-over, labels of parts."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.stages.recycling.batteries_out.papers.battery import battery_record
from lifecycle_desk.stages.recycling.depollution.papers.depollution import depollution_list
from lifecycle_desk.stages.recycling.depollution.papers.labels import part_labels
from lifecycle_desk.stages.recycling.end.papers.certificate import certificate_paper, language_of
from lifecycle_desk.vehicle.papers.subject import OfVehicle

REPORTS = (
    Report(
        "certificate-of-destruction",
        N_("Certificate of destruction"),
        N_(
            "Certificate of destruction with all legally required details; a draft for the facility where "
            "none was issued here."
        ),
        OfVehicle,
        certificate_paper,
        language_of=language_of,
        stage="recycling",
    ),
    Report(
        "depollution-list",
        N_("Depollution list"),
        N_("What was drained and removed, how much, by whom and when; blank if not started."),
        OfVehicle,
        depollution_list,
        stage="recycling",
    ),
    Report(
        "battery-handover",
        N_("Battery handover record"),
        N_(
            "The high-voltage battery with its condition, transport class, carrier and consignee, signed by both sides."
        ),
        OfVehicle,
        battery_record,
        stage="recycling",
    ),
    Report(
        "part-labels",
        N_("Reused-part labels"),
        N_("A label for each part removed, with a code to scan."),
        OfVehicle,
        part_labels,
        stage="recycling",
    ),
)
