"""Books with a car from its arrival to its certificate, as tests of a closed life find them."""

from datetime import UTC, date, datetime

from charging_books import OTHER, some, taken_in
from end_story import DRAINED, HOLDER, PACK, PERMIT, VIN, all_done, battery, certifying, handing_in, staff

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.recycling.batteries_out.usecases import hand_over_battery
from lifecycle_desk.stages.recycling.depollution import usecases as dismantling
from lifecycle_desk.stages.recycling.depollution.usecases import record_depollution
from lifecycle_desk.stages.recycling.end.usecases import permits
from lifecycle_desk.stages.recycling.end.usecases.certifying import certify_destruction
from lifecycle_desk.stages.recycling.end.usecases.taking_over import take_over_vehicle
from lifecycle_desk.stages.sale.arrival import usecases as arriving
from lifecycle_desk.stages.service.orders.usecases import requests
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.usecases import life
from lifecycle_desk.vehicle.usecases.people import add_person

DESCRIBED = life.Description("BYD", "Dolphin", "60 kWh", 2023, Energy.BEV, Chemistry.LFP)


def closed_books(where) -> UserSession:
    """A car from its arrival to its certificate, with an open order and charging sessions."""
    user = create(where, Dealer("Sathorn EV", "TH", "en"))
    add_person(user, HOLDER)
    arriving.receive_vehicle(user, arriving.ReceiveVehicle(VIN, date(2026, 1, 5), DESCRIBED, battery_code=PACK))
    life.read_odometer(user, life.ReadOdometer(VIN, date(2026, 2, 1), Distance(20)))
    life.record_plate(user, life.RecordPlate(VIN, "9064 LKP", date(2026, 2, 2)))
    life.add_vehicle(user, life.AddVehicle(OTHER, date(2026, 1, 5), DESCRIBED))
    taken_in(user, some(1, 4), vin=VIN)
    promised = datetime(2026, 11, 20, 8, tzinfo=UTC)
    open_repair_order(user, requests.OpenRepairOrder(vin=VIN, on=date(2026, 11, 3), promised=promised))
    staff(user)
    permits.record_permit(user, PERMIT)
    take_over_vehicle(user, handing_in())
    record_depollution(user, dismantling.RecordDepollution(VIN, DRAINED, all_done(), "anan"))
    hand_over_battery(user, battery())
    certify_destruction(user, certifying())
    return user
