"""The age of rows as the database counts it: the place of a day among the bands of ageing."""

from datetime import date
from typing import Any

from sqlalchemy import Case, ColumnElement, bindparam, case

from lifecycle_desk.base.ageing import first_days

_NAMES = ("first", "second", "third")


def age_of(since: ColumnElement[Any], *before: tuple[ColumnElement[bool], int]) -> Case[int]:
    """The place of the band to which a day belongs; `before` gives what has another place whatever its day."""
    bands = ((since >= bindparam(name), place) for place, name in enumerate(_NAMES))
    return case(*before, *bands, else_=len(_NAMES))


def asked_ages(today: date) -> dict[str, date]:
    """What a statement with an age is asked with."""
    return dict(zip(_NAMES, first_days(today), strict=True))
