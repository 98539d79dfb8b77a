"""Washing cars: all in one module, since nobody will ever live in it."""

from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import TypedColumns, insert

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.commands.command import Result, command
from lifecycle_desk.commands.offers import Reader, Report
from lifecycle_desk.commands.options import VIN, Asks, Option
from lifecycle_desk.commands.rights import Right, Role
from lifecycle_desk.desktop.pages import Found, Page, PageWidget
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.paper import Paper
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import of_vehicle, table, words

RIGHT = Right.of("wash", "Wash vehicles", "Records that a vehicle was washed.", Role.SALES)


class WashRow(TypedColumns):
    vin = of_vehicle(primary_key=True)
    water = words()


WASH = table("wash", WashRow)


@dataclass(frozen=True)
class Wash:
    vin: str
    water: str


@dataclass(frozen=True)
class Slip:
    vin: Annotated[str, VIN]
    hot: Annotated[bool, Option("hot", "Hot.", is_flag=True, label="Hot water", asks=Asks.YES)] = False


@command(RIGHT)
def wash(tx: Transaction, asked: Wash) -> str:
    tx.write(insert(WASH), vin=asked.vin, water=asked.water)
    search.save(tx, "washes", asked.vin, asked.vin, f"Washed with {asked.water}", (asked.water,))
    return asked.vin


def slip(user, asked, language):
    return Paper(title="Wash slip", subtitle=asked.vin, language=language, letterhead=None, blocks=[])


def take_in(user, path, choices):
    yield from ()
    return Result(Taken("washes", path.name, rows=1))


class WashesPage(PageWidget):
    def __init__(self, _app):
        super().__init__()


RIGHTS, COMMANDS = (RIGHT,), (wash,)
REPORTS = (Report("wash-slip", "Wash slip", "One wash.", Slip, slip, stage="sale"),)
READERS = (Reader("washes", "Washes.", take_in, title="Washes", knows=by_columns(("soap",), ours=True)),)
PAGES = (Page("washes", "Washes", "car", WashesPage, found=Found("Washed")),)
