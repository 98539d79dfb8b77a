"""Requests as they are told: their words as the chain seals them, and refused where no form may hold them."""

from lifecycle_desk.stages.service.orders.rules.validation import words_tidied
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.steps import check


def tidied[Asked](tx: Transaction, asked: Asked) -> Asked:
    """The same with its words tidied; refuses what a field cannot say."""
    tidy = words_tidied(asked)
    check(tx, tidy)
    return tidy
