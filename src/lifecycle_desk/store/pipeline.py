"""A save's statements on their way to a server without a wait for each: a link costs what its round trips cost.

What changes rows is sent and not waited for; it is answered together with the next question, and the last of it
together with COMMIT. So a save costs a round trip for its lock, one for each question that could not be foreseen, and
one for its end.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.foresight import Answers, Foresight

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_NO_ANSWER = re.compile(
    r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|SELECT\s+pg_notify|SET\s+TRANSACTION)\b", re.IGNORECASE
)
_HAS_ROWS = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_RETURNS_ROWS = re.compile(r"\bRETURNING\b", re.IGNORECASE)
_LOCK = "pg_advisory_xact_lock"  # what a transaction that saves begins with
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

    def ask_beforehand(self) -> None:
        """Ask what is likely to be asked."""
        self.answers.ask(self._driver)

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


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Send a statement of a pipeline, and wait only where it is asked for rows; gives whether it was one."""
    if not cursor.connection.pgconn.pipeline_status:
        return False
    pipeline: Pipeline = context.root_connection.get_execution_options()[_PIPELINE]
    if getattr(cursor, "name", None):  # rows that come in portions: a pipeline knows none
        pipeline.leave()
        return False
    if (known := pipeline.answers.given(statement, parameters)) is not None:
        _load(known)  # its answer is here, or on its way
        context.cursor = known  # from which the library takes the rows
        return True
    cursor.execute(statement, parameters)
    if _LOCK in statement:
        pipeline.ask_beforehand()
    changes = _NO_ANSWER.match(statement)
    if _RETURNS_ROWS.search(statement) if changes else _HAS_ROWS.match(statement):
        _load(cursor)
        pipeline.answers.rows(statement, parameters, cursor.rowcount)
    elif not changes or context.execution_options.get(COUNTED):
        pipeline.wait()
    return True


def _load(cursor: Any) -> None:
    """Wait for the rows of a statement: a cursor of a pipeline has them, and their columns, once one is asked for."""
    if cursor.fetchone():
        cursor.scroll(-1)
