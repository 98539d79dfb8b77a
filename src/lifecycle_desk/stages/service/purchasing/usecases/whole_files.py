"""Taking the rows of a file in as one transaction: tried first, then written whole, or not at all."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.store.store import Transaction


class _OnlyTried(Exception):  # noqa: N818 (it takes a transaction back, and is no error)
    """Nothing is to be written."""


@dataclass
class RowsTaken:
    """What came of the rows of a file: new, changed, known from before, or refused; `change` undoes them as a whole."""

    new: int = 0
    changed: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)
    change: int | None = None


def taken_whole(
    user: UserSession, take: Callable[[Transaction, RowsTaken], None], *, dry_run: bool, skip_refused: bool
) -> Result[RowsTaken]:
    """Take rows in; nothing is written where one is refused, unless the good ones are wanted."""
    taken, warnings = RowsTaken(), list[Objection]()
    with suppress(_OnlyTried), user.writing() as tx:
        for right in (IMPORT, PARTS_ORDER):
            user.authorise(tx, right)
        take(tx, taken)
        warnings += tx.warnings
        _keep_only(wanted=not dry_run and (skip_refused or not taken.refused))
    return Result(taken, tuple(warnings))


def _keep_only(*, wanted: bool) -> None:
    """Take the transaction back where nothing is to be written."""
    if not wanted:
        raise _OnlyTried
