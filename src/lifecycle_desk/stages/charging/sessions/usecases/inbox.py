"""The inbox: sessions that match no car wait here until somebody says whose they are, one by one or by their name."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.commands.kinds import Day, Text
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.sessions.rules.known import Token
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session, by_clocks_of
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.usecases.changing import Batched, Found, UnknownSession, found, put, undone
from lifecycle_desk.stages.charging.sessions.usecases.deciding import ASSIGNED
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import refuse_closed
from lifecycle_desk.vehicle.usecases.steps import check

ASSIGN, ASSIGN_NAME = "assigned", "assigned_name"

NotWaiting = objection(
    "NotWaiting",
    N_("Session %(number)s is not in the inbox: it belongs to %(vin)s."),
    "number",
    number=int,
    vin=str,
)
NameMissing = objection("NameMissing", N_("Enter the card, contract or vehicle name in the source."), "name")
UntilBeforeSince = objection("UntilBeforeSince", N_("The last day is before the first."), "until")


@dataclass(frozen=True, slots=True)
class AssignSessions:
    """Sessions of the inbox by their numbers, and the car that they are."""

    numbers: tuple[int, ...]
    vin: str


IN_FILE, CARDS = C_("charging", "Name in the file"), N_("A card, a contract or a vehicle name in the source.")


@dataclass(frozen=True, slots=True)
class AssignName:
    """This token (contract, car of a source) is this car, from a day to a day; without a day, always."""

    source: str
    name: Annotated[str, Text(IN_FILE, CARDS, needed=True, refuses=NameMissing)]
    vin: str
    since: Annotated[date | None, Day(C_("period", "From"))] = None
    until: Annotated[date | None, Day(C_("period", "Until"))] = None


WHOSE, DONE = N_("Which vehicle?"), N_("Sessions assigned")
NAMING = Step(AssignName, ChargingEvent.RECORDED, "bolt", WHOSE, DONE, "name / since until")


@command(CHARGING_EDIT, undone)
def assign_sessions(tx: Transaction, asked: AssignSessions) -> Batched:
    """Say whose some sessions of the inbox are."""
    of = _car(tx, asked.vin)
    waiting = [found(tx, number) for number in dict.fromkeys(asked.numbers)]
    if not waiting:
        raise UnknownSession(0)
    for each in waiting:
        if each.vin:
            raise NotWaiting(each.number, each.vin)
    return _assign(tx, ASSIGN, waiting, of)


@command(CHARGING_EDIT, undone)
def assign_name(tx: Transaction, asked: AssignName) -> Batched:
    """Say whose a token, a contract or a source's car is, from a day to a day; what waits under it goes to its car."""
    of = _car(tx, asked.vin)
    check(tx, asked)
    if asked.since and asked.until and asked.until < asked.since:
        raise UntilBeforeSince
    token = Token(asked.source, asked.name.strip(), of, asked.since, asked.until)
    waiting = [each for each in _waiting(tx) if _is_of(each.session, token, zone(tx))]
    made = _assign(tx, ASSIGN_NAME, waiting, of)
    batch_rows.learn(tx, made.batch, token)
    return made


def _car(tx: Transaction, given: str) -> str:
    of = str(life.row(tx, vins.canonical(given)).vin)
    refuse_closed(tx, of)  # a name may be learnt without a session that waits, and nothing be told
    return of


def _assign(tx: Transaction, kind: str, waiting: Sequence[Found], vin: str) -> Batched:
    return put(tx, kind, [(each.session, vin) for each in waiting], {ASSIGNED: waiting})


def _is_of(session: Session, token: Token, own: tzinfo) -> bool:
    named = token.name.casefold() in {each.casefold() for each in session.whose}
    return session.source == token.source and named and token.holds(by_clocks_of(session, own).day)


def _waiting(tx: Transaction) -> list[Found]:
    numbers = batch_rows.waiting(tx)
    return [Found(number, None, session) for number, session in batch_rows.some(tx, numbers).items()]


class Inbox:
    """The list of sessions that wait, the latest first."""

    tables = frozenset({"charging_session", "charging_batch", "charging_gone"})

    def __init__(self, user: UserSession) -> None:
        self.user = user

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all that wait, or of the first ones."""
        with self.user.store.reading() as tx:
            return array("q", batch_rows.waiting(tx, first))

    def rows(self, keys: Sequence[int]) -> dict[int, Session]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return batch_rows.some(tx, keys)


def how_many_wait(user: UserSession) -> int:
    """How many sessions wait in the inbox."""
    with user.store.reading() as tx:
        return batch_rows.how_many_wait(tx)


COMMANDS: tuple[Command[Any, Any], ...] = (assign_sessions, assign_name)
