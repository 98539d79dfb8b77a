"""Together with a new buyer: a sale is told in the same transaction as who is new."""

from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.stages.sale.contract.usecases.selling import SellVehicle, SoldVehicle, sell_vehicle
from lifecycle_desk.stages.sale.stock.rules.rights import SELL
from lifecycle_desk.stages.sale.stock.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person


@dataclass(frozen=True, slots=True)
class SellToNew:
    """A contract with somebody who is new; what `sale.buyer` says is replaced by their number."""

    sale: SellVehicle
    buyer: Person


# Whoever may sell may edit customers too (dealership/rules.py); a test holds the roles to it.
@command(SELL, undo=undone)
def sell_to_new_buyer(tx: Transaction, asked: SellToNew) -> SoldVehicle:
    """Sell a car to a customer who is new: both or neither."""
    number = add_person.does(tx, asked.buyer).number  # type: ignore[union-attr]  # no verb of steps
    return sell_vehicle.does(tx, replace(asked.sale, buyer=number))  # type: ignore[return-value]  # as above


COMMANDS: tuple[Command[Any, Any], ...] = (sell_to_new_buyer,)
