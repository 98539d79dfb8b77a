"""An import's questions about diagnosis: whether a session is known, at which visit it was read, and all of a car."""

from dataclasses import dataclass, replace
from datetime import datetime

from lifecycle_desk.dealership.usecases.day import day_of
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import Session
from lifecycle_desk.stages.service.diagnosis.tables import sessions as diagnosis_rows
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session that is in the books: its event, its order, and whether it says just the same."""

    event: int
    order: str | None
    same: bool


def session_known(tx: Transaction, vin: str, session: Session) -> KnownSession | None:
    """The session of a car that has the same number of its tester, if one counts.

    People's additions here, a note and the tester's name, are no difference. A session that was typed in here and given
    out goes by the number of its event: coming back, it is known as it is.
    """
    if own := _given_out_here(tx, vin, session):
        return own
    event = diagnosis_rows.by_id(tx, vin, session.session)
    found = diagnosis_rows.session(tx, event) if event is not None else None
    if found is None:
        return None
    told = replace(found.session, note=session.note, tool=session.tool)
    return KnownSession(found.event, number_of(found.order) if found.order else None, told == session)


def _given_out_here(tx: Transaction, vin: str, session: Session) -> KnownSession | None:
    if not (session.session.isascii() and session.session.isdigit()):
        return None
    found = diagnosis_rows.session(tx, int(session.session[:19]))
    if found is None or (found.vin, found.session.session, found.session.started) != (vin, "", session.started):
        return None
    return KnownSession(found.event, number_of(found.order) if found.order else None, same=True)


def visit_on(tx: Transaction, vin: str, moment: datetime | None) -> str | None:
    """The order at which a car was in the workshop at a moment: by its day, the latest one that was not cancelled."""
    if moment is None:
        return None
    on = day_of(tx, moment)
    for order in sorted(orders.orders(tx, orders.keys_of(tx, vin)), key=lambda each: -each.key):
        gone = order.handed_over_on
        if order.state is not CANCELLED and order.opened_on <= on and (gone is None or on <= gone):
            return order.number
    return None


def sessions_of_car(tx: Transaction, vin: str) -> list[tuple[int, Session]]:
    """The sessions of a car that count, each with the number of its event; refuses a car that is not in the books."""
    life.row(tx, vin)
    return [(each.event, each.session) for each in diagnosis_rows.sessions(tx, diagnosis_rows.events_of_car(tx, vin))]
