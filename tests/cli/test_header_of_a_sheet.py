"""The line of names of a sheet, however many there are."""

from typing import ClassVar

import pytest

from lifecycle_desk.files.spreadsheets import ColumnTwice, ColumnUnknown, check_header, names_known

KNOWN = ("vin", "make")


class Name(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared: ClassVar[list[object]] = []

    def __eq__(self, other: object) -> bool:
        self.compared.append(other)
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_the_first_name_that_stands_there_twice_is_told_whatever_else_is_wrong():
    with pytest.raises(ColumnTwice) as refused:
        check_header(("colour", "vin", "make", "make", "vin"), KNOWN, ("lacking",), line=3)

    assert refused.value.facts == {"column": "vin", "line": 3}


def test_thousands_of_names_are_not_compared_with_one_another():
    Name.compared.clear()
    header = [Name("vin"), *(Name(f"x{each}") for each in range(2_000))]
    with pytest.raises(ColumnUnknown):
        check_header(header, KNOWN, ("vin",))

    assert len(Name.compared) < 10 * len(header)


def test_a_name_is_known_in_any_letters_and_counted_once():
    assert names_known([" VIN", "vin", "Make ", "colour"], KNOWN) == 2
    assert names_known([], KNOWN) == 0
