"""Seats and verbs: who acts, and what people do, authorised and done in one transaction."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, get_type_hints

from lifecycle_desk.base.moments import refuse_without_zone
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Steps, drained
from lifecycle_desk.store.store import Store, Transaction


@dataclass(frozen=True)
class Result[Made]:
    """What a verb made, and what was odd about it."""

    value: Made
    warnings: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class UserSession:
    """A place to work: a store, who sits there, and what refuses those who may not."""

    store: Store
    staff: str | None
    authorise: Callable[[Transaction, str], None]

    def may(self, right: str) -> bool:
        """Whether who sits here may do something: to hide what would be refused, never instead of refusing it."""
        try:
            self.require(right)
        except Objection:
            return False
        return True

    def require(self, right: str) -> None:
        """Refuse where who sits here may not do something, before anything is looked at."""
        with self.store.reading() as tx:
            tx.by = self.staff
            self.authorise(tx, right)


@dataclass(frozen=True)
class Command[Asked, Made]:
    """Something that people do; it needs a right, and may name the verb that undoes it."""

    right: str
    does: Callable[[Transaction, Asked], Made | Steps[Made]]
    undo: Callable[[Made], "tuple[Command[Any, Any], Any] | None"] | None = None

    def steps(self, user: UserSession, asked: Asked) -> Steps[Result[Made]]:
        """The work in steps; closing it undoes the transaction. Moments without a zone are refused before it begins."""
        refuse_without_zone(asked)
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, self.right)
            doing = self.does(tx, asked)
            made: Made = (yield from doing) if isinstance(doing, Generator) else doing
        return Result(made, tuple(tx.warnings))

    def __call__(self, user: UserSession, asked: Asked) -> Result[Made]:
        """Do it, to its end."""
        return drained(self.steps(user, asked))

    @property
    def name(self) -> str:
        """The verb as other programs call it."""
        return self.does.__name__

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return (self.does.__doc__ or "").partition("\n")[0]

    @property
    def takes(self) -> Any:
        """The frozen dataclass that it takes."""
        return list(get_type_hints(self.does).values())[1]


def command[Asked, Made](
    right: str, undo: "Callable[[Any], tuple[Command[Any, Any], Any] | None] | None" = None
) -> Callable[[Callable[[Transaction, Asked], Made]], Command[Asked, Made]]:
    """Make a function of a transaction and a request a verb that needs a right, and name the verb that undoes it."""
    return lambda does: Command(right, does, undo)


def long_command[Asked, Made](
    right: str,
) -> Callable[[Callable[[Transaction, Asked], Steps[Made]]], Command[Asked, Made]]:
    """The same for work that is told in steps."""
    return lambda does: Command(right, does)
