"""The contract of a car as its papers show it: what was agreed, who buys, and the words of a margin scheme."""

from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.market.taxes import MarginScheme
from lifecycle_desk.stages.sale.contract.rules import Agreed
from lifecycle_desk.stages.sale.contract.usecases.selling import SellVehicle
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.vehicle.rules import contract
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import effective_events
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.steps import told_as


@dataclass(frozen=True, slots=True)
class SignedSale:
    """The last contract of a car that counts.

    `scheme` is the margin scheme whose words it says; None where it names a tax, or the market has no such scheme.
    """

    vin: str
    name: str
    plate: str
    said: SellVehicle
    agreed: Agreed
    buyer: Person | None
    scheme: MarginScheme | None
    country: str


def signed_sale(user: UserSession, given: str) -> SignedSale:
    """The contract under which a car is or was sold here; refuses a car without one."""
    with user.store.reading() as tx:
        row, market = life_rows.row(tx, vins.canonical(given)), market_in_force(tx)
        sales = [each for each in effective_events(life_rows.told(tx, row.vin)) if each.kind == contract.SOLD]
        if not sales:
            raise handover.NotSold
        told = sales[-1]
        agreed = told.facts_as(Agreed)
        scheme = market.margin_scheme_on(told.on) if agreed.used and agreed.tax is None else None
        return SignedSale(
            row.vin,
            named(row.make, row.model, row.variant),
            row.plate or "",
            told_as(SellVehicle, row.vin, told),
            agreed,
            people.maybe_person(tx, agreed.buyer),
            scheme,
            market.country,
        )
