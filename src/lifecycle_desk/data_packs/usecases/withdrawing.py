"""Withdrawing a data pack: what it would change is looked at first, told once, and what is due follows behind it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Command, UserSession, command_by_parts
from lifecycle_desk.data_packs.rules.changes import FileChange, changes_between
from lifecycle_desk.data_packs.rules.checking import check_files
from lifecycle_desk.data_packs.rules.pack import PackUnknown, PackWithdrawn
from lifecycle_desk.data_packs.usecases.taking import refuse_own_names
from lifecycle_desk.dealership.rules import ReasonMissing
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.published_data import DataKind, PublishedData, program_data
from lifecycle_desk.schedules.usecases import catching_up
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dealer_wording import DATA_PACK_WITHDRAWN
from lifecycle_desk.vehicle.rules.facts import DataPackWithdrawnTold
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import data_packs
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.findings import Finding
from lifecycle_desk.vehicle.usecases.recording import record_event

WITHDRAWING = N_("Withdrawing a data pack")


@dataclass(frozen=True, slots=True)
class WithdrawPack:
    """A pack by its number, the first that was imported 1, and why it is to be in force no longer."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The event that tells of it."""

    event: int


def look_back(user: UserSession, number: int) -> tuple[FileChange, ...]:
    """What becomes of the files that a pack brought once it is withdrawn; nothing is written."""
    with user.store.reading() as tx:
        return _changes(tx, number)


@command_by_parts(IMPORT, WITHDRAWING)
def withdraw_data_pack(user: UserSession, asked: WithdrawPack) -> Steps[Withdrawn]:
    """Let a data pack be in force no longer: what it replaced applies again. Documents issued before stay as they are.

    What is due of each car follows in transactions behind it; what a stop leaves over, the next start goes on with.
    """
    with user.writing() as tx:
        event = _withdraw(tx, asked)
    yield from catching_up.go_on(user)
    return Withdrawn(event)


def _withdraw(tx: Transaction, asked: WithdrawPack) -> int:
    if not (why := asked.why.strip()):
        raise ReasonMissing
    pack, changes = _standing(tx, asked.number), _changes(tx, asked.number)
    told = DataPackWithdrawnTold(pack.number, pack.name, pack.publisher, pack.sha256.hex(), why)
    event = record_event(tx, Event(None, today(tx), DATA_PACK_WITHDRAWN, asdict(told)))
    data_packs.save_withdrawal(tx, data_packs.StoredWithdrawal(pack.number, why, event))
    tx.known.pop(PublishedData, None)
    if any(each.file.kind is DataKind.SCHEDULES for each in changes):
        catching_up.owe(tx)
    return event


def _standing(tx: Transaction, number: int) -> data_packs.StoredPack:
    pack = next((each for each in data_packs.packs(tx) if each.number == number), None)
    if pack is None:
        raise PackUnknown(number)
    if number in data_packs.withdrawals(tx):
        raise PackWithdrawn(pack.name)
    return pack


def _changes(tx: Transaction, number: int) -> tuple[FileChange, ...]:
    """What a withdrawal changes; refuses one after which data would contradict one another, or the dealer's own."""
    _standing(tx, number)
    now = data_in_force(tx)
    then = program_data().over(each.data for each in data_packs.files(tx) if each.pack != number)
    check_files((), then)
    refuse_own_names(tx, now, then)
    return changes_between(now, then, (each.name for each in data_packs.files_of(tx, number)))


def withdrawals_agree(tx: Transaction) -> Iterator[Finding]:
    """Every withdrawal stands here as its event told."""
    told = {each.seq: each.facts_as(DataPackWithdrawnTold) for each in life_rows.of_dealer(tx, DATA_PACK_WITHDRAWN)}
    names = {each.number: each.name for each in data_packs.packs(tx)}
    for gone in data_packs.withdrawals(tx).values():
        said = told.pop(gone.event, None)
        if said is None or (said.number, said.why) != (gone.pack, gone.why):
            yield Finding("data", names.get(gone.pack, str(gone.pack)), "no event tells of this withdrawal")
    yield from (Finding("data", each.name, "the withdrawal was told and is not here") for each in told.values())


CHECKS = (withdrawals_agree,)
COMMANDS: tuple[Command[Any, Any], ...] = (withdraw_data_pack,)
