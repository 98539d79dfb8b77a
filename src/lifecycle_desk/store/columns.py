"""Answers read by column: of a long list a column of all rows is wanted, and a row each would cost more than the query.

The engine writes each column as one JSON array: the interpreter is free while it does, and takes each in one piece.
"""

from typing import TYPE_CHECKING, Any

import msgspec

from lifecycle_desk.store.dialect import of_engine

if TYPE_CHECKING:
    from sqlalchemy import Select

    from lifecycle_desk.store.store import Transaction


def columns_of(tx: "Transaction", statement: "Select[Any]", **facts: Any) -> list[list[Any]]:
    """The columns of an answer, each with all its rows, in the same order."""
    from sqlalchemy import Text, cast, func, select

    answer = statement.subquery()
    gather = of_engine(tx.connection, {"sqlite": func.json_group_array, "postgresql": func.json_agg})
    row = tx.connection.execute(select(*(cast(gather(each), Text) for each in answer.columns)), facts).one()
    dialect, found = tx.connection.dialect, []
    for column, written in zip(answer.columns, row, strict=True):
        values: list[Any] = msgspec.json.decode(written) if written else []
        if made := column.type.result_processor(dialect, None):
            known = {each: made(each) for each in set(values)}
            values = [known[each] for each in values]
        found.append(values)
    return found
