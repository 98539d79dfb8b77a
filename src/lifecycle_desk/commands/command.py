"""Commands and user sessions: what people do, authorised and done in one transaction, and who acts."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, get_type_hints, override

from lifecycle_desk.base.moments import refuse_unsound_times
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Steps, drained
from lifecycle_desk.commands.confirming import LOOKED_AHEAD, SecondPerson
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.store.refusals import LinkLost
from lifecycle_desk.store.store import Store, Transaction


@dataclass(frozen=True)
class Result[Made]:
    """A command's value, and the warnings about its request."""

    value: Made
    warnings: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class UserSession:
    """A store, the member of staff who acts, and the check of his rights; `second` has proved to be there too."""

    store: Store
    staff: str | None
    authorise: Callable[[Transaction, Right], None]
    second: str | None = None

    def may(self, right: Right) -> bool:
        """Whether the user may do something: to hide what would be refused, never instead of refusing it."""
        try:
            self.require(right)
        except Objection:
            return False
        return True

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction of this user, and of the second person where one confirms."""
        with self.store.writing(self.staff) as tx:
            if self.second:
                tx.known[SecondPerson] = SecondPerson(self.second)
            yield tx

    def require(self, right: Right) -> None:
        """Refuse what the user may not do, before anything is read."""
        if refusal := self.refusals([right])[right]:
            raise refusal

    def refusals(self, rights: Iterable[Right]) -> dict[Right, Objection | None]:
        """Why the user may not do each of some things, asked in one transaction; None where he may."""
        found: dict[Right, Objection | None] = {}
        with self.store.reading() as tx:
            tx.by, tx.known[SecondPerson] = self.staff, LOOKED_AHEAD
            for each in rights:
                try:
                    self.authorise(tx, each)
                except Objection as refusal:
                    found[each] = refusal
                else:
                    found[each] = None
        return found


@dataclass(frozen=True)
class Command[Asked, Made]:
    """Something that people do; it needs a right, and may name the command that undoes it."""

    right: Right
    does: Callable[[Transaction, Asked], Made | Steps[Made]]
    undo: Callable[[Made], "tuple[Command[Any, Any], Any] | None"] | None = None
    known_as: str = ""  # to other programs, where that is another name than its function's

    def steps(self, user: UserSession, asked: Asked) -> Steps[Result[Made]]:
        """Run in steps; closing them rolls back. Moments and days that cannot be are refused before it begins.

        Where a server's link broke and nothing was saved, it is done once more as soon as the server answers.
        """
        refuse_unsound_times(asked)
        try:
            return (yield from self._once(user, asked))
        except LinkLost:
            return (yield from self._once(user, asked))

    def _once(self, user: UserSession, asked: Asked) -> Steps[Result[Made]]:
        with user.writing() as tx:
            user.authorise(tx, self.right)
            doing = self.does(tx, asked)
            made: Made = (yield from doing) if isinstance(doing, Generator) else doing
        return Result(made, tuple(tx.warnings))

    def __call__(self, user: UserSession, asked: Asked) -> Result[Made]:
        """Do it, to its end."""
        return drained(self.steps(user, asked))

    @property
    def name(self) -> str:
        """The name by which other programs call the command."""
        return self.known_as or self.does.__name__

    @property
    def summary(self) -> str:
        """The command's effect, in one line."""
        return (self.does.__doc__ or "").partition("\n")[0]

    @property
    def takes(self) -> Any:
        """The frozen dataclass that it takes."""
        return list(get_type_hints(self.does).values())[1]


@dataclass(frozen=True)
class CommandByParts[Asked, Made](Command[Asked, Made]):
    """A command that begins its own transactions, so that others save in between; what was done stays where it stops.

    `does` is given the user; `title` is what the list of tasks calls it. Asked again after a stop, it goes on.
    """

    title: str = ""

    @override
    def steps(self, user: UserSession, asked: Asked) -> Steps[Result[Made]]:
        """Run in steps, each a transaction of its own; closing them keeps what was done."""
        refuse_unsound_times(asked)
        with user.writing() as tx:  # a second person is asked for before anything is done
            user.authorise(tx, self.right)
        made: Made = yield from self.does(user, asked)  # type: ignore[arg-type, misc]  # begins its own transactions
        return Result(made)


def command[Asked, Made](
    right: Right, undo: "Callable[[Any], tuple[Command[Any, Any], Any] | None] | None" = None, known_as: str = ""
) -> Callable[[Callable[[Transaction, Asked], Made]], Command[Asked, Made]]:
    """Turn a function of a transaction and a request into a command that needs a right; `undo` names its opposite."""
    return lambda does: Command(right, does, undo, known_as)


def formerly[Older, Asked, Made](
    name: str, now: Command[Asked, Made], takes: type[Older], asks: Callable[[Older], Asked]
) -> Command[Older, Made]:
    """A name and a request of before, for programs that still call it so: a command that does the same now does it."""

    def does(tx: Transaction, older: Older) -> Made | Steps[Made]:
        return now.does(tx, asks(older))

    does.__annotations__["older"], does.__doc__ = takes, takes.__doc__
    return Command(now.right, does, now.undo, name)


def long_command[Asked, Made](
    right: Right,
) -> Callable[[Callable[[Transaction, Asked], Steps[Made]]], Command[Asked, Made]]:
    """The same for long work, which reports its steps."""
    return lambda does: Command(right, does)


def command_by_parts[Asked, Made](
    right: Right, title: str
) -> Callable[[Callable[[UserSession, Asked], Steps[Made]]], CommandByParts[Asked, Made]]:
    """The same for long work that begins its own transactions."""
    return lambda does: CommandByParts(right, does, title=title)  # type: ignore[arg-type]  # given the user
