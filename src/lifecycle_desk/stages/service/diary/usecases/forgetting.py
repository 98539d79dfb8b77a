"""A customer's appointments: given out whole, and what was written of them forgotten once they are erased."""

from typing import Any

from lifecycle_desk.stages.service.diary.rules.appointments import name_of
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.store import drafts
from lifecycle_desk.store.store import Transaction


def forget_appointments(tx: Transaction, customer: int) -> None:
    """Forget the notes and the words about unknown cars; when somebody came, and for what, stays without a name."""
    numbers = [name_of(each.number) for each in rows.of_customer(tx, customer)]
    rows.forget_words(tx, customer)
    drafts.drop_concerning(tx, (), numbers)


def appointments_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The appointments of a customer, whole: for giving out all that is held."""
    return {"appointments": rows.of_customer(tx, customer)}
