"""Values that may stand in a statement itself: what thousands of rows share need not be given with each of them."""

import re

PLAIN_WORD = re.compile("[A-Za-z0-9_-]{0,40}")


def is_literal(value: object) -> bool:
    """Whether a value may stand in a statement: nothing, a whole number, a word without any sign."""
    return value is None or type(value) is int or (isinstance(value, str) and PLAIN_WORD.fullmatch(value) is not None)


def literal(value: object) -> str:
    """A value as it stands in a statement; what may not is a bug."""
    if not is_literal(value):
        raise ValueError(f"{value!r} may not stand in a statement")
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)
