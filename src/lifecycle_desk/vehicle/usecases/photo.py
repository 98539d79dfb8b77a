"""Choosing the photo of a car among its documents."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import VehicleEvent
from lifecycle_desk.vehicle.rules.rights import VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.life import take_back
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of
from lifecycle_desk.vehicle.usecases.voiding import undone_by

NoPicture = objection("NoPicture", N_("Choose one picture (PNG, JPEG or WebP) as the vehicle photo."), "documents")


@dataclass(frozen=True, slots=True)
class ChoosePhoto:
    """A vehicle, and the one picture that is to show it."""

    vin: str
    documents: Documents = ()


PHOTO = Step(ChoosePhoto, VehicleEvent.PHOTO_CHOSEN, "photo", done=N_("Vehicle photo saved"), documents_travel=True)
teach(PHOTO)


@command(VEHICLE_EDIT, undo=undone_by(take_back))
def choose_photo(tx: Transaction, asked: ChoosePhoto) -> EventRef:
    """Use a picture among the documents as the photo of a vehicle."""
    check(tx, asked)
    known = [people.document(tx, each) for each in asked.documents]
    if len(known) != 1 or not all(each and each[1].startswith("image/") for each in known):
        raise NoPicture
    vin = str(life_rows.row(tx, vins.canonical(asked.vin)).vin)
    return EventRef(vin, record_event(tx, event_of(PHOTO, asked, vin, on=today(tx))))


COMMANDS: tuple[Command[Any, Any], ...] = (choose_photo,)
