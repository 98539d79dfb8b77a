"""A dump put into a schema of another name, such as a copy of a dealer's books that is to stand beside them.

A dump names its schema in every statement. So it is put into a database of its own first, where the schema is renamed,
and dumped again from there; what came of that is compared with the dump row by row.
"""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.dialect import path_of_triggers
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.schemas import at_its_schema
from lifecycle_desk.store.scratch import scratch
from lifecycle_desk.store.server_dump import DumpOfAnotherSchema, Rows, put_in, read_back, schema_of
from lifecycle_desk.store.server_tools import ToolError, Tools

_WITH_PATH = text(
    "SELECT oid::regprocedure::text FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace AND proconfig::text LIKE '%search_path=%'"
)
_OF_A_SCHEMA = re.compile(r"^[^.]+\.")


def put_in_anywhere(engine: Engine, where: str, tools: Tools, dumped: Path) -> None:
    """Put a dump into the empty schema of an address, whatever the dump's is called."""
    with engine.connect() as connection:
        here = str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    there = schema_of(tools, dumped)
    if there in {"", here}:
        put_in(engine, tools, dumped)
        return
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder, scratch(engine, where) as place:
        if place is None:
            raise DumpOfAnotherSchema(there, here)
        renamed = Path(folder) / "renamed"
        _rename(replace(ServerAddress.read(place), schema=there), tools, dumped, renamed, here)
        put_in(engine, tools, renamed)


def _rename(aside: ServerAddress, tools: Tools, dumped: Path, renamed: Path, name: str) -> None:
    """Put a dump into an empty database, and dump it from there under another name."""
    engine = at_its_schema(connect(aside.text), aside, new=True)
    try:
        put_in(engine, tools.at(engine), dumped)
        with engine.connect().execution_options(migrates=True) as connection, connection.begin():
            connection.exec_driver_sql(f"ALTER SCHEMA {aside.schema} RENAME TO {name}")
            connection.exec_driver_sql(f"SET LOCAL search_path = {name}")
            path = path_of_triggers(connection)
            for function in connection.scalars(_WITH_PATH).all():
                connection.exec_driver_sql(f"ALTER FUNCTION {function} SET search_path = {path}")
        given = ("--format=custom", "--no-owner", "--no-privileges", f"--schema={name}", f"--file={renamed}")
        tools.at(engine).run("pg_dump", *given)
        if _rows(tools, renamed) != _rows(tools, dumped):
            raise BackupNotWhole(str(dumped), "it reads back otherwise under another name")
    except ToolError as error:
        raise BackupNotWhole(str(dumped), str(error)) from error
    finally:
        engine.dispose()


def _rows(tools: Tools, dumped: Path) -> Counter[tuple[str, str, Rows]]:
    """The tables in a dump, whatever its schema is called."""
    return Counter((_OF_A_SCHEMA.sub("", table), columns, rows) for table, columns, rows in read_back(tools, dumped))
