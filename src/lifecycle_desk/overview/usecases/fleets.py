"""Fleets as what papers are about: all vehicles, those of a customer with several, or chosen ones."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.overview.usecases.lives.fleet import ALL, BETWEEN, OWNER
from lifecycle_desk.vehicle.rules.vin import LENGTH
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people

MOST, SEVERAL = 30, 2  # customers that are offered; vehicles that make one a fleet's owner
OWNS = NN_("%(n)s vehicle", "%(n)s vehicles")


def fleets_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """All vehicles, and the customers with several, those with most first; of the latter those whose name has letters.

    Vehicles that were chosen elsewhere are named as they are.
    """
    wanted = text.strip().casefold()
    if BETWEEN in wanted or (len(wanted) == LENGTH and wanted.isalnum()):
        return (Subject(text.strip(), Said(N_("Chosen vehicles")), Said(OWNS, n=wanted.count(BETWEEN) + 1)),)
    with user.store.reading() as tx:
        owned = {number: count for number, count in life_rows.cars_by_owner(tx).items() if count >= SEVERAL}
        known = people.some(tx, list(owned))
        count = life_rows.how_many(tx)
    named = sorted(
        ((owned[number], each.name, number) for number, each in known.items() if each),
        key=lambda each: (-each[0], each[1]),
    )
    owners = [
        Subject(f"{OWNER}{number}", name, Said(OWNS, n=many))
        for many, name, number in named
        if wanted in name.casefold() or wanted == f"{OWNER}{number}"
    ]
    whole = () if wanted and wanted != ALL else (Subject(ALL, Said(N_("All vehicles")), Said(OWNS, n=count)),)
    return (*whole, *owners[:MOST])


def _names_one(word: str) -> int:
    return 3 if word == ALL or word.startswith(OWNER) or BETWEEN in word else 0


SUBJECTS = (SubjectKind("fleet", C_("reports", "Fleet"), fleets_found, _names_one, rank=3),)
