"""Reading a server as it is: transactions that write nothing, and statements that it does not compile first.

PostgreSQL compiles a statement that it guesses to be long. It guesses wrong of sums over few groups, and compiles for
a second what runs for a hundredth.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event


def only_read(engine: Engine) -> Engine:
    """The same engine for somebody who only looks: each transaction sees one moment, and the server lets none write."""
    engine.dispose()  # connections that were made before are another's
    event.listen(engine, "connect", _begun)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _begun(connection: Any, _record: object) -> None:
    connection.execute("SET jit = off")
    connection.commit()


def uncompiled(connection: Connection) -> None:
    """Run the statements of this transaction as they are."""
    connection.exec_driver_sql("SET LOCAL jit = off")
