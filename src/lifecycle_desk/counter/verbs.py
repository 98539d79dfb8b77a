"""Seats and verbs: who acts, and what people do, authorised and done in one transaction."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, get_type_hints

from lifecycle_desk.base.moments import refuse_without_zone
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Steps, drained
from lifecycle_desk.store.store import Store, Work


@dataclass(frozen=True)
class Done[Made]:
    """What a verb made, and what was odd about it."""

    made: Made
    warnings: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class Seat:
    """A place to work: a store, who sits there, and what refuses those who may not."""

    store: Store
    staff: str | None
    authorise: Callable[[Work, str], None]

    def may(self, right: str) -> bool:
        """Whether who sits here may do something: to hide what would be refused, never instead of refusing it."""
        try:
            self.require(right)
        except Objection:
            return False
        return True

    def require(self, right: str) -> None:
        """Refuse where who sits here may not do something, before anything is looked at."""
        with self.store.reading() as work:
            work.by = self.staff
            self.authorise(work, right)


@dataclass(frozen=True)
class Verb[Asked, Made]:
    """Something that people do; it needs a right, and may name the verb that undoes it."""

    right: str
    does: Callable[[Work, Asked], Made | Steps[Made]]
    undo: Callable[[Made], "tuple[Verb[Any, Any], Any] | None"] | None = None

    def steps(self, seat: Seat, asked: Asked) -> Steps[Done[Made]]:
        """The work in steps; closing it undoes the transaction. Moments without a zone are refused before it begins."""
        refuse_without_zone(asked)
        with seat.store.writing(seat.staff) as work:
            seat.authorise(work, self.right)
            doing = self.does(work, asked)
            made: Made = (yield from doing) if isinstance(doing, Generator) else doing
        return Done(made, tuple(work.warnings))

    def __call__(self, seat: Seat, asked: Asked) -> Done[Made]:
        """Do it, to its end."""
        return drained(self.steps(seat, asked))

    @property
    def name(self) -> str:
        """The verb as other programs call it."""
        return self.does.__name__

    @property
    def says(self) -> str:
        """What it does, in one line."""
        return (self.does.__doc__ or "").partition("\n")[0]

    @property
    def takes(self) -> Any:
        """The frozen dataclass that it takes."""
        return list(get_type_hints(self.does).values())[1]


def verb[Asked, Made](
    right: str, undo: "Callable[[Any], tuple[Verb[Any, Any], Any] | None] | None" = None
) -> Callable[[Callable[[Work, Asked], Made]], Verb[Asked, Made]]:
    """Make a function of a transaction and a request a verb that needs a right, and name the verb that undoes it."""
    return lambda does: Verb(right, does, undo)


def long_verb[Asked, Made](right: str) -> Callable[[Callable[[Work, Asked], Steps[Made]]], Verb[Asked, Made]]:
    """The same for work that is told in steps."""
    return lambda does: Verb(right, does)
