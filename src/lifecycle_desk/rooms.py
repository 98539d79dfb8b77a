"""The rooms of the program, each one line: what a room offers is named in its `room.py` and found from here."""

from threading import Lock

from lifecycle_desk.batteries.room import ROOM as BATTERIES
from lifecycle_desk.books.room import ROOM as BOOKS
from lifecycle_desk.campaigns.room import ROOM as CAMPAIGNS
from lifecycle_desk.commands import presence
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.commands.room import Room
from lifecycle_desk.cover.room import ROOM as COVER
from lifecycle_desk.data_packs.room import ROOM as DATA_PACKS
from lifecycle_desk.dealership.room import ROOM as DEALERSHIP
from lifecycle_desk.dossier.room import ROOM as DOSSIER
from lifecycle_desk.figures.room import ROOM as FIGURES
from lifecycle_desk.overview.room import ROOM as OVERVIEW
from lifecycle_desk.proof.room import ROOM as PROOF
from lifecycle_desk.region.room import ROOM as REGION
from lifecycle_desk.schedules.room import ROOM as SCHEDULES
from lifecycle_desk.stages.charging.room import ROOM as CHARGING
from lifecycle_desk.stages.recycling.room import ROOM as RECYCLING
from lifecycle_desk.stages.sale.room import ROOM as SALE
from lifecycle_desk.stages.service.room import ROOM as SERVICE
from lifecycle_desk.stages.transfer.room import ROOM as TRANSFER
from lifecycle_desk.store.store import before_writing
from lifecycle_desk.vehicle.room import ROOM as VEHICLE
from lifecycle_desk.vehicle_file.room import ROOM as VEHICLE_FILE

__all__ = ["ROOMS", "offered", "put_together", "register"]

ROOMS: tuple[Room, ...] = (
    DEALERSHIP,
    VEHICLE,
    FIGURES,
    BOOKS,
    DOSSIER,
    BATTERIES,
    CAMPAIGNS,
    COVER,
    PROOF,
    SCHEDULES,
    DATA_PACKS,
    VEHICLE_FILE,
    SALE,
    CHARGING,
    SERVICE,
    TRANSFER,
    RECYCLING,
    REGION,
    OVERVIEW,
)


_REGISTERING = Lock()
_REGISTERED: set[str] = set()


def put_together() -> None:
    """Say which rooms there are, and let all of them register before anything is written into a store."""
    presence.expect(ROOMS)
    before_writing(register)


def register() -> None:
    """Load what every room does, and let it register what it wants to be asked for; once, by whoever is first.

    That is: what to do when a customer is erased or a vehicle changes hands, what it holds on a person, what follows
    from an event. How its events are worded and what of them travels comes along with what it does.
    """
    if len(_REGISTERED) == len(presence.rooms()):
        return
    with _REGISTERING:
        for room in presence.rooms():
            if room.name not in _REGISTERED:
                room.register()
                _REGISTERED.add(room.name)
                presence.come_in(room.name)
