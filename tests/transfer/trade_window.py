"""A window with the pages of second-hand trade, and bare ones where these lead to; for tests of screens."""

from dataclasses import replace
from datetime import date

from hands import HOSTILE, elsewhere, opened
from trade_story import MARKS, ON, STRANGE, VIN, appraisal, sheet, trade_in

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.transfer.appraisal.rules import CostLine
from lifecycle_desk.stages.transfer.appraisal.usecases import appraise_vehicle
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.pages import PAGES
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

ELSEWHERE = elsewhere("vehicle", "vehicles", "reports", "settings", "import")


def fill(user: UserSession) -> None:
    """A car for sale again with all that there is to say, and one whose sheet is in work; with words of bad people."""
    number = add_person(user, Person(HOSTILE, phone="090 555 0100")).value.number
    built = Description("MG", HOSTILE, "64 kWh", 2023, Energy.BEV, colour=HOSTILE)
    marks = tuple(replace(each, note=HOSTILE) for each in MARKS)
    for vin in (VIN, STRANGE):
        add_vehicle(user, AddVehicle(vin, date(2023, 3, 1), built, plate="1กข 4821", owner=number))
    take_in_trade(user, trade_in(location=HOSTILE, note=HOSTILE))
    save_condition(user, sheet(marks=marks, inspector=HOSTILE, note=HOSTILE))
    costs = (CostLine(HOSTILE, Money(450_000, "THB"), "mark:1"),)
    appraise_vehicle(user, appraisal(costs=costs, source=HOSTILE, note=HOSTILE))
    save_condition(user, sheet(vin=STRANGE, on=ON, marks=marks, answers=(), draft=True, inspector=HOSTILE))


def trade_window(user: UserSession) -> Window:
    """A window on the books, at the list of second-hand cars."""
    made = opened(user, (*PAGES, *ELSEWHERE))
    made.go(Place("transfer"))
    return made
