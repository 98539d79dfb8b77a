"""The store: lends transactions, one writer at a time, and tells which tables a commit changed."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.store.at_file import AtFile
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.refusals import LinkLost, ServerAway, ServerRightMissing, StoreProtected, StoreUnusable
from lifecycle_desk.store.sources import source_now

if TYPE_CHECKING:  # the library is loaded once the first picture is painted
    from collections.abc import Sequence

    from sqlalchemy import Connection, CursorResult, Engine, Executable, Row
    from sqlalchemy.sql.selectable import TypedReturnsRows

    from lifecycle_desk.store.backend import Backend
    from lifecycle_desk.store.external_changes import ExternalChanges
    from lifecycle_desk.store.notices import Notices
    from lifecycle_desk.store.open_places import OpenPlaces
    from lifecycle_desk.store.startup_reader import StartupReader

type Recalled = dict[str, dict[object, tuple[dict[str, Any], Any]]]

AHEAD = "ahead"  # an execution option of a question that is asked again soon, and is not waited for now
CHANGES = re.compile(r'\s*(?:INSERT(?: OR \w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)


@dataclass
class Transaction:
    """One transaction of one person: what is done, when, by whom, and what was odd about it.

    `known` holds what was asked already and cannot change meanwhile; who writes it tells it anew. `recalled` holds the
    last answer of statements about one thing, by the table that it is from. `afterwards` is done once it is committed,
    before anybody else writes: with the connection, and outside any transaction. `first` is the number of the first
    event that was sealed in it, `last` the last one: number, seal, moment. `via` is where the change comes from.
    """

    connection: "Connection"
    store: "Store"
    by: str | None = None
    touched: set[str] = field(default_factory=set)
    at: datetime = field(default_factory=clock.now)
    warnings: list[Objection] = field(default_factory=list)
    commits: bool = True
    known: dict[object, Any] = field(default_factory=dict)
    recalled: "Recalled" = field(default_factory=dict)
    afterwards: "list[Callable[[Connection], object]]" = field(default_factory=list)
    first: int | None = None
    last: tuple[int, bytes, datetime] | None = None
    retold: bool = False  # whole books come from elsewhere: what happens here tells nothing of its own
    via: str = ""

    def ask[*Columns](self, statement: "TypedReturnsRows[*Columns]", **facts: Any) -> "CursorResult[*Columns]":
        """The rows that answer a statement."""
        return self.connection.execute(statement, facts)

    def ask_plainly(self, statement: "Executable", **facts: Any) -> "Sequence[Sequence[Any]]":
        """The rows that answer a statement, without names: for what each save asks, in half the time of `ask`."""
        from lifecycle_desk.store.saving_by_driver import rows_of

        found = rows_of(self.connection, statement, facts)
        return self.connection.execute(statement, facts).all() if found is None else found

    @property
    def is_at_server(self) -> bool:
        """Whether each question that is waited for costs the round trip of a link."""
        return self.store.is_at_server

    def ask_ahead(self, statement: "Executable", **facts: Any) -> None:
        """Send a server a question without a wait, so that `ask` for the same has its answer; a file has no link."""
        if self.is_at_server:
            self.connection.execute(statement, facts, execution_options={AHEAD: True})

    def recall[*Columns](
        self, table: str, statement: "TypedReturnsRows[*Columns]", **facts: Any
    ) -> "Sequence[Row[*Columns]]":
        """The same rows as `ask`, asked once for as long as nothing is written into the table that they are from.

        Each statement's last answer alone is kept: a save is about one car, and a check asks for all of them in turn.
        """
        answers = self.recalled.setdefault(table, {})
        if statement not in answers or answers[statement][0] != facts:
            answers[statement] = facts, self.ask(statement, **facts).all()
        found: Sequence[Row[*Columns]] = answers[statement][1]
        return found

    def recall_as(self, table: str, statement: "Executable", rows: "Sequence[Any]", **facts: Any) -> None:
        """Whoever wrote into the table knows how a statement is answered now: it need not be asked anew."""
        self.recalled[table] = {statement: (facts, rows)}

    def write(self, statement: "Executable", *rows: dict[str, Any], **facts: Any) -> None:
        """Write one row by its facts, or many rows."""
        from lifecycle_desk.store.saving_by_driver import is_written

        if not is_written(self.connection, statement, rows, facts):
            self.connection.execute(statement, rows or facts)

    def write_counted(self, statement: "Executable", **facts: Any) -> int:
        """Write by facts, and give how many rows were touched, for which a server must be waited for."""
        return self.connection.execute(statement, facts, execution_options={"counted": True}).rowcount

    def note(self, *objections: Objection | None) -> None:
        """Keep what is merely odd for the answer."""
        self.warnings.extend(each for each in objections if each)

    def undo(self) -> None:
        """Leave the store as it was; the work still gives its answer."""
        self.connection.rollback()
        self.touched.clear()
        self.known.clear()
        self.recalled.clear()
        self.afterwards.clear()
        self.first, self.last, self.commits = None, None, False


_BEFORE_WRITING: list[Callable[[], object]] = []
_BEFORE_COMMIT: list[Callable[[Transaction], object]] = []


def before_writing(does: Callable[[], object]) -> None:
    """Register a function that is called before anything is written, and does its work once.

    Making a store or bringing one up to date needs every table, and the followers of a change must be known.
    """
    if does not in _BEFORE_WRITING:
        _BEFORE_WRITING.append(does)


def make_ready() -> None:
    """Do what comes before writing."""
    for does in _BEFORE_WRITING:
        does()


def before_commit(does: Callable[[Transaction], object]) -> None:
    """Register a function that is called at the end of every transaction that commits, within it."""
    _BEFORE_COMMIT.append(does)


def _backend_of(where: str, mark: str) -> "Backend":
    if is_server(where):
        from lifecycle_desk.store.at_server import AtServer

        return AtServer(where, mark)
    return AtFile(Path(where))


class Store:
    """A store; `heard` are told the names of the tables that a commit changed.

    Given what opens it in place of an engine, it is opened when it is first used, by whichever thread comes first;
    until then `first_look` shows some of it. `brought_up`: it was of an older form until this opening. `books` is the
    seal of the first event, by which books are told apart, once something was saved here, and `place` the mark of
    where they lie. `protected`: it lies on a medium that cannot be written. `source`: what writes here, as
    events tell it.
    """

    def __init__(
        self,
        where: str,
        files: Path,
        engine: "Engine | Callable[[], Engine]",
        startup_reader: "StartupReader | None" = None,
        *,
        migrated: bool = False,
    ) -> None:
        self.where, self.files, self.startup_reader = where, files, startup_reader
        self.migrated = migrated
        self.books: bytes | None = None
        self.place = ""
        self.protected = False
        self.source = ""
        self.heard: list[Callable[[frozenset[str]], object]] = []
        self.is_away = False  # a server that does not answer: nothing is asked of it until it is back
        self.link_heard: list[Callable[[bool], object]] = []
        self._engine, self._opening = engine, Lock()
        self._next, self._writer = Lock(), Lock()
        self._external_changes: ExternalChanges | Notices | None = None
        self.mark = uuid4().hex  # by which other seats of a server are told apart from this one
        self._backend = _backend_of(where, self.mark)

    @property
    def engine(self) -> "Engine":
        """The engine that lends connections."""
        with self._opening:
            if callable(self._engine):
                self._engine = self._engine()
                self.startup_reader = None
            return self._engine

    @contextmanager
    def writing(self, by: str | None = None, *, any_form: bool = False) -> Iterator[Transaction]:
        """A transaction that writes: committed at the end of the block, undone when anything is raised.

        `any_form`: what it writes is no part of the books and may be written when another seat has updated them.
        """
        if self.protected:
            raise StoreProtected(self.where)
        make_ready()
        touched, recalled = set[str](), Recalled.__value__()
        with self._in_turn(), _told(LinkLost), self._backend.connected(self.engine) as connection:
            # Of the connection: an engine of its own for each transaction costs as much as a statement.
            connection.execution_options(touched=touched, recalled=recalled)
            with self._by_ourselves():
                with self._backend.sent(connection, touched) as commit:
                    self._begin(connection)  # now, not at the first statement: the lock comes before the first look
                    work = Transaction(
                        connection, self, by, touched, recalled=recalled, via=source_now() or self.source
                    )
                    self._backend.begun(work, any_form=any_form)
                    yield work
                    if work.commits:
                        for sees in _BEFORE_COMMIT:
                            sees(work)
                        commit(work)
                if work.commits:
                    for each in work.afterwards:
                        each(connection)
        self._tell(touched)

    def _begin(self, connection: "Connection") -> None:
        from sqlalchemy.exc import OperationalError

        try:
            connection.begin()
        except OperationalError as error:
            if told := self._backend.why_not_begun(self.engine, error):
                raise told from error
            raise

    @contextmanager
    def _by_ourselves(self) -> Iterator[None]:
        """Mark writes within as our own, for the watch on other programs."""
        if self._external_changes:
            self._external_changes.before_own()
        try:
            yield
        finally:
            if self._external_changes:
                self._external_changes.after_own()

    def look_around(self) -> bool:
        """Tell who hears of changes which tables others have changed since the last look; of a file they may be all.

        Gives whether there were any. The first look only begins to watch. While somebody of ours writes, it looks
        another time.
        """
        if callable(self._engine) or not self._writer.acquire(blocking=False):
            return False
        try:
            with _told():
                changed = self._watching(self._engine).changed()
        finally:
            self._writer.release()
        self._tell(changed)
        return bool(changed)

    def listen(self) -> bool:
        """Tell from now on, at once and in a thread, what others change; False where one must look around instead."""
        if not self._backend.tells:
            return False
        self._backend.settle_down()
        notices = cast("Notices", self._watching(self.engine))
        Thread(target=self._hear, args=(notices,), name="notices", daemon=True).start()
        return True

    def _hear(self, notices: "Notices") -> None:
        while (changed := notices.wait()) is not None:
            self._tell(changed)

    @property
    def open_places(self) -> "OpenPlaces | None":
        """What other seats have open, once one listens to a server."""
        return getattr(self._external_changes, "places", None)

    def _hear_link(self, is_there: bool) -> None:  # noqa: FBT001 (a listener's one fact)
        self.is_away = not is_there
        for tell in self.link_heard:
            tell(is_there)

    def _watching(self, engine: "Engine") -> "ExternalChanges | Notices":
        """What hears of others, made when it is first asked: of a file by looking, of a server by what it tells."""
        if self._external_changes is None:
            self._external_changes = self._backend.watch(engine, self._hear_link)
        return self._external_changes

    def _tell(self, tables: Iterable[str]) -> None:
        """Tell who hears of changes which tables were changed."""
        if changed := frozenset(tables):
            for tell in self.heard:
                tell(changed)

    @property
    def writer_waiting(self) -> bool:
        """Whether another thread or program waits to write: long work does well to commit then."""
        return self._next.locked() or self._backend.is_awaited

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One after the other among the threads of this process, then among programs, in the order in which they came.

        Without it long work would win against a save many times over.
        """
        with self._next:  # whoever waits for the writer before keeps it from beginning anew
            self._writer.acquire()
        try:
            with self._backend.turn():
                yield
        finally:
            self._writer.release()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of the store that stays as it is while one looks."""
        if self.is_away:
            raise ServerAway
        with _told(), self.engine.connect() as connection, self._backend.looked(connection):
            yield Transaction(connection, self)

    def give_way(self) -> None:
        """Let others write between two transactions of long work."""
        self._backend.give_way()

    @property
    def path(self) -> Path | None:
        """The file of the store, if it is one."""
        return self._backend.path

    @property
    def is_at_server(self) -> bool:
        """Whether other seats share it, and each question that is waited for costs the round trip of a link."""
        return self.path is None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let go of the file while another is put in its place; whatever happens there, it is open again afterwards.

        Queries wait meanwhile. No thread of this process may be reading when it begins.
        """
        from lifecycle_desk.store.opening import engine_of  # that module knows this one

        self.open()  # a first look has a connection of its own, which ends with it
        try:
            with self._next, self._writer, self._opening:
                self.close()
                self._engine = partial(engine_of, self.where)
                yield
        finally:
            self.open()

    def open(self) -> None:
        """Open it, unless it is open."""
        _ = self.engine

    def close(self) -> None:
        """Give all connections back."""
        self._backend.close()
        if self._external_changes:
            self._external_changes.close()
            self._external_changes = None
        if not callable(self._engine):
            self._engine.dispose()


@contextmanager
def _told(lost: type[Objection] = ServerAway) -> Iterator[None]:
    """Turn the engine's errors into sentences for people; an error of a statement stays a bug.

    `lost` is what is said where the link to a server broke.
    """
    try:
        yield
    except Exception as error:
        if told := _objection_to(error, lost):
            raise told from error
        raise


def _objection_to(error: Exception, lost: type[Objection]) -> Objection | None:
    """What is to be said of an error of the engine; imports here, as a search asks for a store at each letter."""
    from sqlalchemy.exc import DatabaseError, OperationalError

    from lifecycle_desk.store.server_errors import in_a_line, is_right_missing

    if isinstance(error, OperationalError):
        return lost() if error.connection_invalidated else StoreUnusable(str(error.orig))
    if isinstance(error, DatabaseError) and is_right_missing(error):
        return ServerRightMissing(in_a_line(error))
    if type(error) is DatabaseError:  # SQLITE_CORRUPT, SQLITE_NOTADB: the file, not the statement
        return StoreUnusable(str(error.orig))
    return None


def note_touched(connection: "Connection", _cursor: object, statement: str, *_rest: object) -> None:
    """Note which table a statement changes, and recall nothing of it, for a listener of `before_cursor_execute`.

    Read from the statement itself: events of the ORM are silent about Core and the driver's own SQL.
    """
    options = connection.get_execution_options()
    if "touched" in options and (change := CHANGES.match(statement)):
        options["touched"].add(change[1])
        options.get("recalled", {}).pop(change[1], None)
