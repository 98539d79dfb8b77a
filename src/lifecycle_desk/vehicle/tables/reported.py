"""What other programs read of vehicles, their events and their contracts of sale, without people."""

from sqlalchemy import case

from lifecycle_desk.store.dialect import JsonFact
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import amount, code, day, exact, flag, moment, report_view, whole
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.tables.contracts import CONTRACT
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE

report_view(
    "vehicle",
    "One row for each vehicle, as its life leaves it today.",
    Words("vin", VEHICLE.c.vin, "The VIN in its canonical form: by it all other views name their vehicle."),
    Words("make", VEHICLE.c.make, "The make."),
    Words("model", VEHICLE.c.model, "The model."),
    Words("variant", VEHICLE.c.variant, "The variant."),
    whole("model_year", VEHICLE.c.model_year, "The model year."),
    code("energy", VEHICLE.c.energy, "What drives it", Energy),
    code("battery_chemistry", VEHICLE.c.chemistry, "The chemistry of its traction battery", Chemistry),
    exact("battery_usable_kwh", VEHICLE.c.usable_wh, 3, "The usable energy of that battery when new."),
    Words("colour", VEHICLE.c.colour, "The colour."),
    code("stage", VEHICLE.c.stage, "Where it stands", Stage),
    whole("distance_km", VEHICLE.c.odometer_km, "The distance run over all instrument clusters, at the last reading."),
    day("distance_on", VEHICLE.c.odometer_on, "The day of that reading."),
    flag("has_owner", case((VEHICLE.c.owner.is_(None), 0), else_=1), "Whether a customer owns it today."),
    day("owner_since", VEHICLE.c.owner_since, "Since when."),
    day("arrived_on", VEHICLE.c.arrived_on, "The day on which it arrived here."),
    day("sold_on", VEHICLE.c.sold_on, "The day of its first contract of sale."),
    day("handed_over_on", VEHICLE.c.handed_over_on, "The day on which it was handed over."),
    day("first_registered_on", VEHICLE.c.first_registered_on, "The day of its first registration."),
    day("warranty_started_on", VEHICLE.c.warranty_started_on, "The day on which its warranty began."),
    Words("battery_code", VEHICLE.c.battery, "The code of the battery that it carries."),
    flag("is_quarantined", VEHICLE.c.quarantined, "Whether it is kept apart because of its battery."),
    day("last_event_on", VEHICLE.c.last_event_on, "The day of the latest event of its life."),
    source=VEHICLE,
    order=(VEHICLE.c.vin,),
)

report_view(
    "event",
    "One row for each event of a vehicle's life, as it was recorded; an event that corrects another names it.",
    whole("event", EVENT.c.seq, "The event's number in the records."),
    Words("vin", EVENT.c.vin, "The vehicle."),
    day("happened_on", EVENT.c.on, "The day on which it happened."),
    moment("recorded_at", EVENT.c.at, "When it was recorded."),
    Words("kind", EVENT.c.kind, "What it is, its stage first: sale.arrived, service.order, vehicle.odometer_read …"),
    whole("distance_km", EVENT.c.odometer_km, "The distance run that was read then."),
    whole("corrects_event", EVENT.c.corrects, "The event that it corrects or voids."),
    source=EVENT,
    where=EVENT.c.vin.is_not(None),
    order=(EVENT.c.seq,),
)

_OF_SALE = {
    name: JsonFact(EVENT.c.body, ("facts", "amounts", name, "minor"), is_whole=True)
    for name in ("agreed", "net", "tax")
}
report_view(
    "sale",
    "One row for each contract of sale, of new cars and used ones.",
    Words("contract", CONTRACT.c.number, "The contract's number."),
    Words("vin", CONTRACT.c.vin, "The vehicle."),
    day("signed_on", EVENT.c.on, "The day of the contract."),
    flag("is_cancelled", case((CONTRACT.c.cancelled.is_(None), 0), else_=1), "Whether it was cancelled since."),
    Words(
        "currency", JsonFact(EVENT.c.body, ("facts", "amounts", "agreed", "currency")), "The currency of its amounts."
    ),
    amount("agreed", _OF_SALE["agreed"], "The price less the discount, as it was agreed."),
    amount("net", _OF_SALE["net"], "The same without tax."),
    amount("tax", _OF_SALE["tax"], "The tax in it, or on top of it."),
    source=CONTRACT.join(EVENT, EVENT.c.seq == CONTRACT.c.event),
    order=(CONTRACT.c.number,),
)
