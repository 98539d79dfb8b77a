"""Forgetting where somebody charged and under which name, once they are erased; the energy stays with the car."""

from datetime import UTC, date, datetime, time
from typing import Any

from lifecycle_desk.stages.charging.tables import batches as kept
from lifecycle_desk.stages.charging.tables import people
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.usecases.access import Ownership, ownerships


def forget_places(work: Work, person: int) -> None:
    """Blank the places, names and remarks of what was charged while a person owned a vehicle, and let go their names.

    A name of a source (a token, a contract, a car's title) is theirs where they charged under it, or it was learnt
    for their time; sessions under it that wait in the inbox are blanked as well. Names of files that held nothing but
    their charging go too.
    """
    owned = [(each.vin, _begins(each.since), _ends(each)) for each in ownerships(work, person)]
    names = {name for of in owned for name in people.names_in(work, *of)}
    for of in owned:
        names |= people.learnt_for(work, *of)
    files = {batch for of in owned for batch in people.batches_of(work, *of)}
    alone = [batch for batch in files if people.is_of_these_alone(work, batch, owned)]
    for vin, begins, ends in owned:
        kept.blank(work, vin, begins, ends)
    for source, name in names:
        people.forget_name(work, source, name, [vin for vin, _, _ in owned])
        people.blank_waiting(work, source, name)
    for batch in alone:
        people.forget_file(work, batch)


def charging_held(work: Work, person: int) -> dict[str, Any]:
    """What was charged while a person owned a vehicle, and the names under which: for giving out all that is held."""
    owned = ownerships(work, person)
    return {
        "charging_sessions": [
            {"vin": each.vin, "session": session}
            for each in owned
            for session in people.sessions_in(work, each.vin, _begins(each.since), _ends(each))
        ],
        "charging_names": [
            {"vin": each.vin, "source": source, "name": name}
            for each in owned
            for source, name in sorted(
                people.names_in(work, each.vin, _begins(each.since), _ends(each))
                | people.learnt_for(work, each.vin, _begins(each.since), _ends(each))
            )
        ],
    }


def _begins(on: date) -> datetime:
    return datetime.combine(on, time.min, UTC)


def _ends(owned: Ownership) -> datetime | None:
    return _begins(owned.until) if owned.until else None
