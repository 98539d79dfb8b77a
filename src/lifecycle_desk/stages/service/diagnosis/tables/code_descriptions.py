"""Stored meanings of trouble codes: by code, maker, failure type and language."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import Description, folded
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import table, utc_time, words


class DescriptionRow(TypedColumns):
    """The meaning of a code; `of_maker` is the maker as names are compared, empty for the standard."""

    code = words(primary_key=True)
    of_maker = words(primary_key=True)
    failure = words(primary_key=True)
    language = words(primary_key=True)
    maker = words()
    title = words()
    text = words()
    source = words()
    changed_at = utc_time()


DESCRIPTION = table("code_description", DescriptionRow)

_DESCRIPTIONS = Parts(DESCRIPTION, Description)
_NEW = insert(DESCRIPTION)
_THIS = (
    DESCRIPTION.c.code == bindparam("of_code"),
    DESCRIPTION.c.of_maker == bindparam("whose"),
    DESCRIPTION.c.failure == bindparam("type"),
    DESCRIPTION.c.language == bindparam("tongue"),
)
_DESCRIBED = select(DESCRIPTION).where(DESCRIPTION.c.code.in_(bindparam("codes", expanding=True)))
_DESCRIBED = _DESCRIBED.order_by(*DESCRIPTION.primary_key.columns)
_ONE_DESCRIPTION, _NO_DESCRIPTION = select(DESCRIPTION).where(*_THIS), delete(DESCRIPTION).where(*_THIS)


def description(tx: Transaction, like: Description) -> Description | None:
    """The description of the same code, maker, failure type and language."""
    found = tx.ask(_ONE_DESCRIPTION, **_place_of(like)).one_or_none()
    return _DESCRIPTIONS.made(found) if found else None


def save_description(tx: Transaction, made: Description, at: datetime) -> None:
    """Keep a description in place of the one before."""
    tx.write(_NO_DESCRIPTION, **_place_of(made))
    tx.write(_NEW, **_DESCRIPTIONS.row(made), of_maker=folded(made.maker), changed_at=at)


def descriptions(tx: Transaction, codes: Iterable[str]) -> dict[str, list[Description]]:
    """The stored descriptions of some codes."""
    found: dict[str, list[Description]] = defaultdict(list)
    for row in tx.ask(_DESCRIBED, codes=sorted(set(codes))):
        found[row.code].append(_DESCRIPTIONS.made(row))
    return found


def _place_of(made: Description) -> dict[str, str]:
    return {"of_code": made.code, "whose": folded(made.maker), "type": made.failure, "tongue": made.language}
