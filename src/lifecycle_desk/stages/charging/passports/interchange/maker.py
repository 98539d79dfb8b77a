"""A maker's battery passport taken in: kept as it came, with its identifier and what stays for ever of the battery."""

from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import json_of
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.stages.charging.passports.rules import read_passport
from lifecycle_desk.stages.charging.passports.usecases import car_of, save_passport
from lifecycle_desk.store import documents
from lifecycle_desk.vehicle.rules import vin as vins

KIND = "battery-passport"


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a passport in; the same file again changes nothing, a later one of the same battery takes its place."""
    yield Step(0, 1)
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
    passport = read_passport(json_of(path), path.name)
    content = path.read_bytes()
    taken = Taken(KIND, path.name, rows=1, read_as={"model": passport.model.value})
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, IMPORT)
        digest = documents.save(tx, path.name, content)
        vin = car_of(tx, passport, vins.canonical(choices.vin) if choices.vin else None)
        kept = digest, path.name[:200], len(content)
        outcome = save_passport(tx, vin, passport, kept, today(tx))
        if choices.dry_run:
            tx.undo()
    setattr(taken, outcome, 1)
    taken.written = not choices.dry_run
    return Result(taken, tuple(tx.warnings))


READER = Reader(
    KIND,
    N_("Manufacturer battery passport as JSON (BatteryPass 1.2.0, Catena-X BatteryPass 6.1.0)."),
    take_in,
    takes=(VIN,),
    title=N_("Manufacturer battery passport"),
    group=Group.CHARGING,
    knows=by_words(b'"GeneralProductInformation"', b'"identification"'),
)
