"""A person's charging: given out whole, and forgotten once they are erased; the energy stays."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.stages.charging.sessions.tables import people
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.access import ownerships

if TYPE_CHECKING:  # or the tables would wake before a store is opened
    from lifecycle_desk.stages.charging.sessions.tables.people import Named, OfTime

A_DAY, NOTHING = timedelta(days=1), timedelta(0)


def forget_places(tx: Transaction, person: int) -> None:
    """Blank places, names and remarks of what was charged while a person owned a vehicle, and let their names go.

    A name of a source (a token, a contract, a car's title) is theirs where they charged under it, or where it was
    learnt for their time; sessions under it that wait in the inbox are blanked as well. Files that held nothing but
    their charging lose their names. On the day on which a vehicle changed hands a session may be either's, so both are
    forgotten with it.
    """
    owned = _times(tx, person, A_DAY)
    names = _names(tx, owned)
    for batch in people.files_of(tx, owned):
        people.forget_file(tx, batch)
    for name in names:
        people.forget_name(tx, owned, name)
    people.blank_waiting(tx, owned, names)
    for each in owned:
        people.blank(tx, each)


def charging_held(tx: Transaction, person: int) -> dict[str, Any]:
    """The charging in a person's time as owner, and its names: for giving out all personal data."""
    owned = _times(tx, person, NOTHING)
    names = _names(tx, owned)
    sessions = [{"vin": each[0]} | told for each in owned for told in people.sessions_in(tx, each)]
    waiting = [{"vin": None} | told for told in people.waiting_under(tx, names)]
    return {
        "charging_sessions": sessions + waiting,
        "charging_names": [{"source": source, "name": name} for source, name in sorted(names)],
    }


def _names(tx: Transaction, owned: "list[OfTime]") -> "set[Named]":
    return {name for each in owned for name in people.names_in(tx, each) | people.learnt_for(tx, each)}


def _times(tx: Transaction, person: int, after: timedelta) -> "list[OfTime]":
    """When a person owned vehicles, in the dealer's time, and some time after."""
    own = zone(tx)

    def midnight(on: date) -> datetime:
        return datetime.combine(on, time.min, own)

    return [
        (each.vin, midnight(each.since), midnight(each.until + after) if each.until else None)
        for each in ownerships(tx, person)
    ]
