"""Credits of suppliers: awaited from a return on, settled with what came, opened again where that was a mistake."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.shelf.rules.credits import (
    Credit,
    CreditDiffers,
    CreditOpen,
    SettledBeforeReturn,
    check_amount,
    check_expected,
)
from lifecycle_desk.stages.service.shelf.rules.parts import words
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import credits as rows
from lifecycle_desk.stages.service.shelf.usecases.requests import CreditSaved, ReopenCredit, SettleCredit
from lifecycle_desk.store.store import Transaction


def expect(tx: Transaction, movement: int, amount: int) -> None:
    """Expect a credit for a return; nothing is no credit."""
    check_amount(amount, "credit")
    if amount:
        rows.save(tx, Credit(movement=movement, amount=amount))


def expect_no_more(tx: Transaction, movement: int) -> None:
    """Expect no credit for a return that is undone; refuses where it has come."""
    found = rows.maybe_credit(tx, movement)
    if found:
        check_expected(found)
        rows.drop(tx, movement)


def _settling_undone(made: CreditSaved) -> tuple[Command[Any, Any], Any]:
    return reopen_credit, ReopenCredit(made.credit.movement)


@command(STOCK_MOVE, undo=_settling_undone)
def settle_credit(tx: Transaction, asked: SettleCredit) -> CreditSaved:
    """Record what a supplier credited for a return, or that they declined."""
    found, moved = rows.credit(tx, asked.movement)
    check_expected(found)
    came, on = found.amount if asked.received is None else asked.received, asked.on or today(tx)
    check_amount(came, "received")
    if on < moved.on:
        raise SettledBeforeReturn(on, moved.on)
    if came != found.amount:
        tx.note(CreditDiffers())
    made = replace(found, received=came, settled_on=on, reference=words(asked.reference, "reference"))
    rows.save(tx, made)
    return CreditSaved(made)


@command(STOCK_MOVE)
def reopen_credit(tx: Transaction, asked: ReopenCredit) -> CreditSaved:
    """Let a supplier's credit be expected again."""
    found, _ = rows.credit(tx, asked.movement)
    if found.settled_on is None:
        raise CreditOpen(found.movement)
    made = Credit(movement=found.movement, amount=found.amount)
    rows.save(tx, made)
    return CreditSaved(made)


COMMANDS: tuple[Command[Any, Any], ...] = (settle_credit, reopen_credit)
