"""A window with the pages of the end, and bare ones where these lead to; for tests of screens."""

from dataclasses import replace
from datetime import date

from end_story import (
    DRAINED,
    GONE,
    HOLDER,
    PARTS,
    PERMIT,
    TAKEN,
    all_done,
    battery,
    certifying,
    handing_in,
    staff,
)
from hands import HOSTILE, elsewhere, opened

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.recycling.batteries_out.usecases import hand_over_battery
from lifecycle_desk.stages.recycling.depollution.usecases import (
    RecordDepollution,
    TakeParts,
    record_depollution,
    take_parts,
)
from lifecycle_desk.stages.recycling.end.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.end.rules.worksheet import Choice
from lifecycle_desk.stages.recycling.end.usecases.certifying import certify_destruction
from lifecycle_desk.stages.recycling.end.usecases.deciding import (
    DecideEnd,
    RecordTotalLoss,
    decide_end,
    record_total_loss,
)
from lifecycle_desk.stages.recycling.end.usecases.permits import record_permit
from lifecycle_desk.stages.recycling.end.usecases.taking_over import take_over_vehicle
from lifecycle_desk.stages.recycling.pages import PAGES
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

NEW, LOST, BEGUN, FULL, DEAD = (f"LSJWH4095PN00000{n}" for n in range(1, 6))
ELSEWHERE = elsewhere("vehicle", "vehicles", "reports", "settings")


def fill(user: UserSession) -> None:
    """A car of which nothing is told, a total loss, one that is being drained, one that is ready, one that is gone."""
    staff(user)
    record_permit(user, PERMIT)
    add_person(user, replace(HOLDER, name=HOSTILE))
    built = Description("MG", HOSTILE, "64 kWh", 2023, Energy.BEV, colour=HOSTILE)
    for n, vin in enumerate((NEW, LOST, BEGUN, FULL, DEAD)):
        plate = f"906{n} LKP"
        first = date(2023, 5, 4)
        add_vehicle(user, AddVehicle(vin, date(2026, 11, 2), built, plate, owner=1, first_registered_on=first))
    record_total_loss(user, RecordTotalLoss(LOST, TAKEN, LossCause.WATER, HOSTILE, HOSTILE))
    decide_end(user, DecideEnd(LOST, TAKEN, Choice.DISMANTLE, HOSTILE))
    for vin in (BEGUN, FULL, DEAD):
        take_over_vehicle(user, handing_in(vin))
        items = all_done()
        record_depollution(user, RecordDepollution(vin, DRAINED, items[:6] if vin == BEGUN else items, HOSTILE))
    for n, vin in enumerate((FULL, DEAD)):
        take_parts(user, TakeParts(vin, DRAINED, (replace(PARTS[0], name=HOSTILE), PARTS[1]), "anan"))
        hand_over_battery(user, battery(vin, on=GONE, codes=(f"PACK-{n}",), consignee=HOSTILE))
    certify_destruction(user, certifying(DEAD))


def end_window(user: UserSession) -> Window:
    """A window on the books, at the list of cars on their way out."""
    made = opened(user, (*PAGES, *ELSEWHERE))
    made.go(Place("recycling"))
    return made
