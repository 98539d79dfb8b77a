"""What other programs read of warranty claims."""

from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.claims.rules.claim import ClaimKind
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.tables.claims import CLAIM, CLAIM_LINE
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.tables.reported import number_of_key
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import amount, code, day, exact, flag, report_view, whole

report_view(
    "claim",
    "One row for each warranty claim, as it stands today.",
    Words("claim", number_of_key("CL", CLAIM.c.key), "The claim's number: CL-2026-0001."),
    Words("vin", CLAIM.c.vin, "The vehicle."),
    Words("repair_order", number_of_key("RO", CLAIM.c.order_key), "The order that it claims for."),
    code("kind", CLAIM.c.kind, "What it is", ClaimKind),
    code("state", CLAIM.c.state, "Where it stands", ClaimState),
    day("since", CLAIM.c.since, "Since when it stands there."),
    day("begun_on", CLAIM.c.begun_on, "The day on which it was begun."),
    day("repaired_on", CLAIM.c.repaired_on, "The day of the repair."),
    day("submitted_on", CLAIM.c.submitted_on, "The day on which it was submitted."),
    day("answered_on", CLAIM.c.answered_on, "The day of the answer."),
    day("paid_on", CLAIM.c.paid_on, "The day on which the money came."),
    whole("distance_km", CLAIM.c.odometer_km, "The distance run at the repair."),
    Words("currency", CLAIM.c.currency, "The currency of its amounts."),
    amount("asked", CLAIM.c.asked, "The amount that is claimed."),
    amount("granted", CLAIM.c.granted, "The amount that was granted."),
    amount("paid", CLAIM.c.paid, "The amount that was paid."),
    amount("outstanding", CLAIM.c.outstanding, "The amount still to be paid."),
    amount("written_off", CLAIM.c.written_off, "The amount that was written off."),
    Words("causal_part", CLAIM.c.causal_part, "The number of the part that caused the failure."),
    Words("damage_code", CLAIM.c.damage_code, "The maker's code of the damage."),
    Words("campaign", CLAIM.c.campaign, "The campaign that it is for."),
    source=CLAIM,
    order=(CLAIM.c.key,),
)

report_view(
    "claim_line",
    "One row for each line of a warranty claim.",
    Words("claim", number_of_key("CL", CLAIM_LINE.c.claim_key), "The claim's number."),
    whole("place", CLAIM_LINE.c.place, "The line's place in the claim, from 0."),
    code("kind", CLAIM_LINE.c.kind, "What it is", LineKind),
    Words("code", CLAIM_LINE.c.code, "The code of the labour or the part."),
    code("part_group", CLAIM_LINE.c.part_group, "The part of the vehicle that it is about", PartGroup),
    exact("hours", CLAIM_LINE.c.tenths, 1, "Flat-rate hours."),
    exact("quantity", CLAIM_LINE.c.thousandths, 3, "Pieces."),
    Words("currency", CLAIM.c.currency, "The currency of its amounts."),
    amount("asked", CLAIM_LINE.c.asked, "The amount that is claimed."),
    amount("granted", CLAIM_LINE.c.granted, "The amount that was granted."),
    Words("trouble_code", CLAIM_LINE.c.trouble_code, "The trouble code that was read."),
    flag("is_causal", CLAIM_LINE.c.causal, "Whether it is the part that caused the failure."),
    source=CLAIM_LINE.join(CLAIM, CLAIM.c.key == CLAIM_LINE.c.claim_key),
    order=(CLAIM_LINE.c.claim_key, CLAIM_LINE.c.place),
)
