"""Cars as the region keeps them, for folding them anew where no batch describes them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from lifecycle_desk.region.rules.batch import CampaignStanding, CarLine
from lifecycle_desk.region.tables import lives
from lifecycle_desk.region.usecases.folding import car_of


def kept_cars(connection: Connection, of: str, vins: Sequence[str]) -> list[CarLine]:
    """Some cars of a dealer; those that are not here yet by their VINs alone."""
    rows, campaigns = lives.vehicles(connection, of, vins), lives.campaigns(connection, of, vins)
    return [
        car_of(rows[vin], (CampaignStanding(*each) for each in campaigns.get(vin, ()))) if vin in rows else CarLine(vin)
        for vin in vins
    ]
