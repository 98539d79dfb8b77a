"""A save's statements on their way to a server without a wait for each: a link costs what its round trips cost.

What changes rows is held and sent with the next question, and the last of it with COMMIT: a statement that goes alone
wakes the server for itself, which costs both sides more than the statement. So a save costs a round trip for its lock,
one for each question that could not be foreseen, and one for its end.
"""

import re
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.foresight import STATEMENTS, Answers, Foresight
from lifecycle_desk.store.store import AHEAD, CHANGES

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_NO_ANSWER = re.compile(
    r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|SELECT\s+pg_notify|SET\s+TRANSACTION)\b", re.IGNORECASE
)
_HAS_ROWS = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_RETURNS_ROWS = re.compile(r"\bRETURNING\b", re.IGNORECASE)
_LOCK = "pg_advisory_xact_lock"  # what a transaction that saves begins with
HELD = 24  # statements that are held at most: the server may as well work while more come
_SEND = "_communicate_gen"  # the library's own way to send: it has no other to hold statements, and may lose this one
COUNTED = "counted"  # an execution option: somebody wants to know how many rows a statement touched
_PIPELINE = "pipeline"  # an execution option: that of a transaction which saves


class Pipeline:
    """The pipeline of one transaction on a connection to a server."""

    def __init__(self, connection: "Connection", answers: Answers) -> None:
        self.answers = answers
        self._driver = cast("Any", connection.connection.driver_connection)
        self._error: type[Exception] = cast("Any", connection.dialect.loaded_dbapi).Error
        self._open = ExitStack()
        self._queue = self._open.enter_context(self._driver.pipeline())
        self._send = getattr(self._queue, _SEND, None)
        if self._send:
            setattr(self._queue, _SEND, self._sent_or_held)
        self._holds = False

    def _sent_or_held(self) -> Generator[Any, Any, None]:
        """What the library calls after each statement, to send it: it stays with those before it while we hold."""
        if self._send and (not self._holds or len(self._queue.command_queue) >= HELD):
            yield from self._send()

    def hold(self, cursor: Any, statement: str, parameters: Any, *, many: bool = False) -> None:
        """Give the library a statement that goes to the server with the next that somebody waits for."""
        if table := _changed(statement):
            self.answers.changes(table)
        with self._holding():
            (cursor.executemany if many else cursor.execute)(statement, parameters)

    def ask(self, cursor: Any, statement: str, parameters: Any) -> None:
        """Send a question, all that is held before it, and with it what is likely to be asked next."""
        if table := _changed(statement):
            self.answers.changes(table)
        with self._holding():
            cursor.execute(statement, parameters)
            if _LOCK in statement:
                self.answers.ask(self._driver)
            else:
                self.answers.ask_following(self._driver, statement, parameters)
        self.load(cursor)

    def ask_ahead(self, cursor: Any, statement: str, parameters: Any) -> Any:
        """Hold a question whose answer is wanted later; gives a cursor without rows in its place."""
        self.hold(cursor, statement, parameters)
        self.answers.expect(statement, parameters, cursor)
        return self._driver.cursor()

    def load(self, cursor: Any) -> None:
        """Wait for the rows of a statement, unless they are here."""
        if cursor.pgresult is None:
            self.wait_for(cursor)

    def wait_for(self, cursor: Any) -> None:
        """Wait for the server: a cursor has its rows, and their columns, once one is asked for."""
        if self._send:
            self._driver.wait(self._send())  # what is held before it
        if cursor.fetchone():
            cursor.scroll(-1)

    @contextmanager
    def _holding(self) -> Iterator[None]:
        self._holds = True
        try:
            yield
        finally:
            self._holds = False

    def wait(self) -> None:
        """Wait until all that was sent is done."""
        self._queue.sync()

    def commit(self) -> None:
        """Send what is left together with COMMIT, and wait once for both."""
        try:
            self._driver.execute("COMMIT")
            self.leave()
        except self._error as error:  # as the library tells errors: everybody here expects them so
            raise DBAPIError.instance("COMMIT", None, error, self._error) from error

    @property
    def is_broken(self) -> bool:
        """Whether the link is gone, so that nobody knows what the server did last."""
        return bool(self._driver.closed)

    def end_looking(self) -> None:
        """Let go of a view; what was read stays true if that fails."""
        with suppress(self._error):
            self._driver.execute("ROLLBACK")
            self.leave()

    def leave(self) -> None:
        """From now on each statement is waited for."""
        self._open.close()
        self._queue.__dict__.pop(_SEND, None)  # nothing of ours holds the library's any longer

    def give_up(self) -> None:
        """Leave it after an error; what it still brings to light says nothing new."""
        with suppress(self._error):
            self._queue.sync()
        with suppress(self._error):
            self.leave()


@contextmanager
def pipelined(connection: "Connection", foresight: Foresight, touched: set[str]) -> Iterator[Pipeline]:
    """Send what a connection is given within the block by a pipeline."""
    pipeline = Pipeline(connection, Answers(foresight, touched))
    connection.execution_options(**{_PIPELINE: pipeline})
    try:
        yield pipeline
        pipeline.leave()
    except DBAPIError:
        foresight.forget()
        pipeline.give_up()
        raise
    except BaseException:
        pipeline.give_up()
        raise
    pipeline.answers.learn()


def leave(connection: "Connection") -> None:
    """Wait for each statement of a transaction from now on: COPY goes by no pipeline."""
    pipeline: Pipeline | None = connection.get_execution_options().get(_PIPELINE)
    if pipeline:
        pipeline.leave()


def listen(engine: "Engine") -> None:
    """Let an engine send the statements of pipelines as they are to be sent."""
    event.listen(engine, "do_execute", _execute)
    event.listen(engine, "do_executemany", _execute_many)


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Send a statement of a pipeline, and wait only where it is asked for rows; gives whether it was one."""
    if not cursor.connection.pgconn.pipeline_status:
        return False
    pipeline: Pipeline = context.root_connection.get_execution_options()[_PIPELINE]
    if getattr(cursor, "name", None):  # rows that come in portions: a pipeline knows none
        pipeline.leave()
        return False
    if context.execution_options.get(AHEAD):
        context.cursor = pipeline.ask_ahead(cursor, statement, parameters)
        return True
    if (known := pipeline.answers.given(statement, parameters)) is not None:
        pipeline.load(known)  # its answer is here, or on its way
        context.cursor = known  # from which the library takes the rows
        return True
    changes, has_rows = _kind(statement)
    if has_rows:
        pipeline.ask(cursor, statement, parameters)
        pipeline.answers.rows(statement, parameters, cursor.rowcount)
        return True
    pipeline.hold(cursor, statement, parameters)
    if not changes or context.execution_options.get(COUNTED):
        pipeline.wait()
    return True


def _execute_many(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Hold a statement of a pipeline that changes many rows; gives whether it was one."""
    if not cursor.connection.pgconn.pipeline_status or context.execution_options.get(COUNTED):
        return False
    pipeline: Pipeline = context.root_connection.get_execution_options()[_PIPELINE]
    pipeline.hold(cursor, statement, parameters, many=True)
    return True


@lru_cache(STATEMENTS)
def _changed(statement: str) -> str | None:
    """The table that a statement changes."""
    found = CHANGES.match(statement)
    return found[1] if found else None


@lru_cache(STATEMENTS)
def _kind(statement: str) -> tuple[bool, bool]:
    """Whether a statement is one that changes and answers nothing, and whether it gives rows."""
    changes = _NO_ANSWER.match(statement)
    has_rows = _RETURNS_ROWS.search(statement) if changes else _HAS_ROWS.match(statement)
    return changes is not None, has_rows is not None
