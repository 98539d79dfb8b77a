"""What was asked, as it is told: its words as the chain seals them, and refused where no form may hold it."""

from dataclasses import replace
from typing import Any, cast

from lifecycle_desk.stages.service.rules.validation import text
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.kinds import Text, kinds_of
from lifecycle_desk.vehicle.usecases.steps import check


def words_tidied[Asked](asked: Asked) -> Asked:
    """The same with its words as they are kept; refuses endless ones."""
    kinds = kinds_of(type(asked)).items()
    words = {name: text(getattr(asked, name), name, kind.longest) for name, kind in kinds if isinstance(kind, Text)}
    return cast("Asked", replace(cast("Any", asked), **words))


def tidied[Asked](tx: Transaction, asked: Asked) -> Asked:
    """The same, refused where a field says what cannot be."""
    tidy = words_tidied(asked)
    check(tx, tidy)
    return tidy
