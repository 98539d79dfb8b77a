"""What the workshop keeps of a customer: given out whole, and forgotten once they are erased; the work stays.

A claim holds no word of theirs: what they said stands on its order, and goes with it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from lifecycle_desk.stages.service.rules.approval import without_words
from lifecycle_desk.stages.service.rules.claims.claim import claim_number
from lifecycle_desk.stages.service.rules.naming import OrdersNameThem, covered, name_pattern, naming
from lifecycle_desk.stages.service.rules.orders import Job, number_of, revised
from lifecycle_desk.stages.service.tables import approvals, diagnosis
from lifecycle_desk.stages.service.tables import claim_lists as lists
from lifecycle_desk.stages.service.tables import claims as kept_claims
from lifecycle_desk.stages.service.tables import orders as kept
from lifecycle_desk.store import drafts
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.tables import people


def forget_words(work: Work, customer: int) -> None:
    """Forget what a customer said and what was noted for them, in orders and in sheets that were not saved yet."""
    orders = kept.keys_of_customer(work, customer)
    names = name_pattern(known.name) if (known := people.maybe_person(work, customer)) else None
    if names:
        _cover_names(work, orders, names)
    kept.forget_words(work, customer)
    approvals.forget_words(work, orders, lambda jobs: _bare(jobs, names))
    diagnosis.forget_notes(work, customer)
    claims = (claim_number(key) for order in orders for key in lists.keys_of_order(work, order))
    drafts.drop_concerning(work, (), (*map(number_of, orders), *claims))


def _bare(jobs: Iterable[Job], names: re.Pattern[str] | None) -> tuple[Job, ...]:
    """Jobs without what the customer said, and without their name."""
    said = without_words(jobs)
    return covered(said, names) if names else said


def _cover_names(work: Work, orders: Sequence[int], names: re.Pattern[str]) -> None:
    """Cover a name in what is written of the work while it is not sealed yet; tell where it is, and stays."""
    sealed = []
    for order in kept.orders(work, orders):
        if not naming(order.sheet.jobs, names):
            continue
        if order.closing_event is None:
            sheet = replace(order.sheet, jobs=covered(order.sheet.jobs, names))
            kept.keep(work, revised(order, work.at, work.by, sheet=sheet), None)
        else:
            sealed.append(order.number)
    if sealed:
        work.note(OrdersNameThem(len(sealed), ", ".join(sealed)))


def diagnoses_held(work: Work, customer: int) -> dict[str, Any]:
    """What was read out at visits of a customer, with what was noted: for giving out all that is held."""
    found = diagnosis.sessions(work, diagnosis.events_of_person(work, customer))
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


def estimates_held(work: Work, customer: int) -> dict[str, Any]:
    """What was proposed to a customer and what they decided; who said so and the signature stand in the events."""
    return {
        "estimates": [
            {
                "order": number_of(key),
                "proposed": approvals.proposed(work, key),
                "decisions": approvals.of_order(work, key),
            }
            for key in kept.keys_of_customer(work, customer)
        ]
    }


def orders_held(work: Work, customer: int) -> dict[str, Any]:
    """The repair orders that a customer brought, whole: for giving out all that is held."""
    found = kept.orders(work, kept.keys_of_customer(work, customer))
    return {
        "repair_orders": [
            {
                "number": each.number,
                "vin": each.vin,
                "state": each.state,
                "opened_on": each.opened_on,
                "handed_over_on": each.handed_over_on,
                "currency": each.currency,
                "sheet": each.sheet,
            }
            for each in found
        ]
    }


def claims_held(work: Work, customer: int) -> dict[str, Any]:
    """The warranty claims for repairs that a customer brought: what was done to the car, and what was asked for it."""
    keys = [key for order in kept.keys_of_customer(work, customer) for key in lists.keys_of_order(work, order)]
    return {
        "warranty_claims": [
            {
                "number": each.number,
                "order": number_of(each.order_key),
                "vin": each.vin,
                "kind": each.kind,
                "state": each.state,
                "repaired_on": each.repaired_on,
                "currency": each.currency,
                "sheet": each.sheet,
            }
            for each in kept_claims.claims(work, sorted(keys))
        ]
    }
