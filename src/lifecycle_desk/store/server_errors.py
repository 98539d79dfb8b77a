"""Errors of a server, by what they mean for people: PostgreSQL, appendix A, "Error Codes"."""

from sqlalchemy.exc import DBAPIError

RIGHT_MISSING, READ_ONLY = "42501", "25006"


def is_right_missing(error: DBAPIError) -> bool:
    """Whether the login was not allowed to do what it asked for."""
    return getattr(error.orig, "sqlstate", None) == RIGHT_MISSING


def in_a_line(error: DBAPIError) -> str:
    """What the server says, without the statement and the hints below it."""
    return str(error.orig).strip().split("\n", 1)[0].rstrip(".")
