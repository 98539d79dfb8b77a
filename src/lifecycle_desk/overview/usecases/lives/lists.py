"""A list of cars as people write it: one a line, by VIN, plate or whatever else finds exactly one."""

from collections.abc import Iterable, Iterator

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.showing import look_for

VIN_LENGTH = 17

CarNotFound = objection("CarNotFound", N_("No vehicle found for “%(given)s”."), "vin", given=str)
SeveralCarsFound = objection(
    "SeveralCarsFound", N_("“%(given)s” matches more than one vehicle; enter the VIN."), "vin", given=str
)


def vins_of(user: UserSession, lines: Iterable[str]) -> tuple[str, ...]:
    """The VINs that some lines mean, each once; a whole VIN is taken as it is, so that a mistyped one is refused later.

    Raises CarNotFound and SeveralCarsFound.
    """
    return tuple(dict.fromkeys(_each(user, lines)))


def _each(user: UserSession, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        given = line.strip()
        if not given:
            continue
        if len(given) == VIN_LENGTH and given.isascii() and given.isalnum():
            yield given.upper()
            continue
        found = {hit.vin for hit in look_for(user, given).hits if hit.kind == "vehicle" and hit.vin}
        if not found:
            raise CarNotFound(given[:40])
        if len(found) > 1:
            raise SeveralCarsFound(given[:40])
        yield found.pop()


def all_vins(user: UserSession) -> tuple[str, ...]:
    """The VINs of all vehicles that the user may see."""
    user.require(VIEW)
    with user.store.reading() as tx:
        return tuple(life_rows.vins(tx))
