"""A customer's data in the workshop: given out whole, and forgotten once they are erased; the work stays.

Their words stand on the order and go with it. Texts about the work name them only by mistake: there the
name is covered, on the order and on the claims that copied it, unless an event has sealed it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from lifecycle_desk.base.said import in_text
from lifecycle_desk.stages.service.claims.rules.claim import Claim, claim_number
from lifecycle_desk.stages.service.claims.rules.facts import SheetTold
from lifecycle_desk.stages.service.claims.rules.folding import all_of_claim
from lifecycle_desk.stages.service.claims.rules.states import WRITABLE, ClaimEvent
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.diagnosis.tables import sessions
from lifecycle_desk.stages.service.estimates import tables as approvals
from lifecycle_desk.stages.service.estimates.rules import without_words
from lifecycle_desk.stages.service.orders.rules.naming import (
    ClaimsNameThem,
    NamesCovered,
    OrdersNameThem,
    covered,
    covered_claim,
    name_pattern,
    naming,
    submitted_naming,
)
from lifecycle_desk.stages.service.orders.rules.orders import Job, number_of, revised
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.store import drafts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life, people


def forget_words(tx: Transaction, customer: int) -> None:
    """Forget what a customer said and what was noted for them, in orders and in sheets that were not saved yet."""
    orders = order_rows.keys_of_customer(tx, customer)
    names = name_pattern(known.name) if (known := people.maybe_person(tx, customer)) else None
    if names:
        where = [*_cover_orders(tx, orders, names), *_cover_claims(tx, orders, names)]
        if where:
            tx.note(NamesCovered(len(where), in_text(where)))
    order_rows.forget_words(tx, customer)
    approvals.forget_words(tx, orders, lambda jobs: _bare(jobs, names))
    sessions.forget_notes(tx, customer)
    claims = (claim_number(key) for order in orders for key in lists.keys_of_order(tx, order))
    drafts.drop_concerning(tx, (), (*map(number_of, orders), *claims))


def _bare(jobs: Iterable[Job], names: re.Pattern[str] | None) -> tuple[Job, ...]:
    """Jobs without what the customer said, and without their name."""
    said = without_words(jobs)
    return covered(said, names) if names else said


def _cover_orders(tx: Transaction, orders: Sequence[int], names: re.Pattern[str]) -> list[str]:
    """Cover a name in what is written of the work while it is not sealed yet; gives where, and tells where it stays."""
    done, sealed = [], []
    for order in order_rows.orders(tx, orders):
        if not naming(order.sheet.jobs, names):
            continue
        if order.closing_event is None:
            sheet = replace(order.sheet, jobs=covered(order.sheet.jobs, names))
            order_rows.save(tx, revised(order, tx.at, tx.by, sheet=sheet), None)
            done.append(order.number)
        else:
            sealed.append(order.number)
    if sealed:
        tx.note(OrdersNameThem(len(sealed), in_text(sealed)))
    return done


def _cover_claims(tx: Transaction, orders: Sequence[int], names: re.Pattern[str]) -> list[str]:
    """The same on claims of these orders: what is written of a claim is sealed from its submission on."""
    done, sealed = [], []
    keys = [key for order in orders for key in lists.keys_of_order(tx, order)]
    for claim in claim_rows.claims(tx, sorted(keys)):
        sheet = covered_claim(claim.sheet, names)
        if sheet != claim.sheet and (claim.state in WRITABLE or claim.status.submitted_on is None):
            moved = replace(claim, sheet=sheet, revision=claim.revision + 1, changed_at=tx.at, changed_by=tx.by)
            claim_rows.save(tx, moved)
            done.append(claim.number)
        if _was_submitted_naming(tx, claim, names):
            sealed.append(claim.number)
    if sealed:
        tx.note(ClaimsNameThem(len(sealed), in_text(sealed)))
    return done


def _was_submitted_naming(tx: Transaction, claim: Claim, names: re.Pattern[str]) -> bool:
    """Whether any submission of a claim names somebody, also one that was sent back or taken back since."""
    told = all_of_claim(life.told(tx, claim.vin), claim.number)
    sent = (each.facts_as(SheetTold).sheet for each in told if each.kind == ClaimEvent.SUBMITTED)
    return any(submitted_naming(each, names) for each in sent)


def diagnoses_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The readings out at a customer's visits, with their notes: for giving out all personal data."""
    found = sessions.sessions(tx, sessions.events_of_person(tx, customer))
    return {
        "diagnoses": [
            {
                "vin": each.vin,
                "order": number_of(each.order) if each.order else None,
                "counts": each.counts,
                "session": each.session,
            }
            for each in found
        ]
    }


def estimates_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The proposals to a customer and their decisions; the speaker and the signature stand in the events."""
    return {
        "estimates": [
            {
                "order": number_of(key),
                "proposed": approvals.proposed(tx, key),
                "decisions": approvals.of_order(tx, key),
            }
            for key in order_rows.keys_of_customer(tx, customer)
        ]
    }


def _named(of: object, *names: str) -> dict[str, Any]:
    return {name: getattr(of, name) for name in names}


def orders_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The repair orders that a customer brought, whole: for giving out all that is held."""
    found = order_rows.orders(tx, order_rows.keys_of_customer(tx, customer))
    return {
        "repair_orders": [
            _named(each, "number", "vin", "state", "opened_on", "handed_over_on", "currency", "sheet") for each in found
        ]
    }


def claims_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The warranty claims for repairs that a customer brought: what was done to the car, and what was asked for it."""
    keys = [key for order in order_rows.keys_of_customer(tx, customer) for key in lists.keys_of_order(tx, order)]
    return {
        "warranty_claims": [
            {"number": each.number, "order": number_of(each.order_key)}
            | _named(each, "vin", "kind", "state", "repaired_on", "currency", "sheet")
            for each in claim_rows.claims(tx, sorted(keys))
        ]
    }
