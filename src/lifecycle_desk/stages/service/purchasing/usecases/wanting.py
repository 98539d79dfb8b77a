"""Parts that are wanted: by the lines of open orders that await them, and by whoever wrote one down."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.states import WAITING
from lifecycle_desk.stages.service.purchasing.rules.events import WantEvent
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_WANT
from lifecycle_desk.stages.service.purchasing.rules.wants import (
    Want,
    Wanted,
    WantOrdered,
    still_wanted,
    tidied_want,
)
from lifecycle_desk.stages.service.purchasing.tables import wants as rows
from lifecycle_desk.stages.service.purchasing.usecases.recording import save_want
from lifecycle_desk.stages.service.purchasing.usecases.requests import DropWant, ReopenWant, WantDone, WantPart
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life, people


def _wanting_undone(made: WantDone) -> tuple[Command[Any, Any], Any]:
    return drop_want, DropWant(made.want.number)


def _dropping_undone(made: WantDone) -> tuple[Command[Any, Any], Any]:
    return reopen_want, ReopenWant(made.want.number)


@command(PARTS_WANT, undo=_wanting_undone)
def want_part(tx: Transaction, asked: WantPart) -> WantDone:
    """Request a part that is to be ordered, for a vehicle, a customer or the shelf."""
    code, text, quantity = tidied_want(asked.code, asked.text, asked.quantity)
    row = life.row(tx, vins.canonical(asked.vin)) if asked.vin else None
    if asked.customer is not None:
        people.person(tx, asked.customer)
    made = Want(
        number=rows.next_number(tx),
        code=code,
        text=text,
        quantity=quantity,
        since=today(tx),
        vin=str(row.vin) if row else None,
        customer=asked.customer or (row.owner if row else None),
        changed_at=tx.at,
        changed_by=tx.by,
    )
    return save_want(tx, made, WantEvent.WANTED)


@command(PARTS_WANT, undo=_dropping_undone)
def drop_want(tx: Transaction, asked: DropWant) -> WantDone:
    """Withdraw a part request for which nothing was ordered."""
    found = rows.want(tx, asked.number)
    if rows.ordered_of_wants(tx).get(found.number, NOTHING):
        raise WantOrdered(found.code)
    return save_want(tx, replace(found, dropped=True, changed_at=tx.at, changed_by=tx.by), WantEvent.DROPPED)


@command(PARTS_WANT)
def reopen_want(tx: Transaction, asked: ReopenWant) -> WantDone:
    """Let a part request stand again that was withdrawn."""
    found = rows.want(tx, asked.number)
    return save_want(tx, replace(found, dropped=False, changed_at=tx.at, changed_by=tx.by), WantEvent.WANTED)


def all_wanted(tx: Transaction) -> list[Wanted]:
    """All that is still to be ordered, what has been wanted longest first."""
    return sorted((*_of_lines(tx), *_of_wants(tx)), key=lambda each: (each.since, each.order_key or 0, each.want or 0))


def _of_lines(tx: Transaction) -> list[Wanted]:
    """What the lines of open orders await and nobody has ordered; a car that waits for parts waits since then."""
    awaited = rows.awaited(tx)
    ordered = rows.ordered_of_lines(tx, [each.order_key for each in awaited])
    zone = dealer_day.zone(tx)
    found = []
    for each in awaited:
        left = still_wanted(each.quantity, ordered.get((each.order_key, each.line_id), NOTHING))
        if left:
            since = each.state_since.astimezone(zone).date() if each.state is WAITING else each.opened_on
            found.append(
                Wanted(
                    code=each.code,
                    text=each.text,
                    quantity=left,
                    since=since,
                    order_key=each.order_key,
                    line_id=each.line_id,
                    vin=each.vin,
                    customer=each.customer,
                )
            )
    return found


def _of_wants(tx: Transaction) -> list[Wanted]:
    ordered = rows.ordered_of_wants(tx)
    found = []
    for each in rows.standing(tx):
        left = still_wanted(each.quantity, ordered.get(each.number, NOTHING))
        if left:
            found.append(
                Wanted(
                    code=each.code,
                    text=each.text,
                    quantity=left,
                    since=each.since,
                    want=each.number,
                    vin=each.vin,
                    customer=each.customer,
                )
            )
    return found


def wanted_by_part(tx: Transaction) -> dict[str, list[Wanted]]:
    """What is still to be ordered by the part's number as numbers are compared, the longest waiting first."""
    found = defaultdict[str, list[Wanted]](list)
    for each in all_wanted(tx):
        found[each.key].append(each)
    return dict(found)


def quantity_wanted(wanted: list[Wanted]) -> Decimal:
    """How many are wanted by all of them."""
    return sum((each.quantity for each in wanted), NOTHING)


COMMANDS: tuple[Command[Any, Any], ...] = (want_part, drop_want, reopen_want)
