"""What may stand in a statement itself: nothing that could be read as a part of it."""

import pytest
from sqlalchemy import create_engine

from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.literals import is_literal, literal


@pytest.mark.parametrize(
    "value", ["it's", "a;b", "50%", "x\n", "é", "a b", '"', "?", ":a", "x" * 41, True, 1.5, b"x", ("x",)]
)
def test_a_value_with_a_sign_or_of_another_type_may_not_stand_in_a_statement(value):
    assert not is_literal(value)
    with pytest.raises(ValueError, match="may not stand in a statement"):
        literal(value)


def test_rows_that_say_partly_the_same_are_written_whole():
    same = {"b": None, "c": "", "d": "teslamate", "e": -(2**62)}
    with create_engine("sqlite://").begin() as connection:
        connection.exec_driver_sql("CREATE TABLE some (a INTEGER, b TEXT, c TEXT, d TEXT, e INTEGER, f TEXT) STRICT")
        pour(connection, "some", ("f", "a"), [("it's", 1), ("?", 2)], same)
        found = [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM some ORDER BY a")]
    assert found == [(1, None, "", "teslamate", -(2**62), "it's"), (2, None, "", "teslamate", -(2**62), "?")]
