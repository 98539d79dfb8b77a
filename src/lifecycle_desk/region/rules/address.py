"""The address of a region: a server's, which names the region and by it the schema in which its tables lie."""

from pathlib import Path

NAMED, SCHEMA = "region", "schema"
SERVERS = ("postgresql://", "postgresql+")


def is_region(where: str | Path) -> bool:
    """Whether an address names a region and not a dealer's records."""
    return str(where).startswith(SERVERS) and NAMED in _asked(str(where))


def name_of(where: str) -> str:
    """The name of a region: the schema that its address names."""
    asked = _asked(where)
    return asked.get(NAMED) or asked.get(SCHEMA) or NAMED


def with_region(where: str) -> str:
    """An address that names its region, as somebody types it who was told only of the server."""
    if is_region(where):
        return where
    from urllib.parse import urlencode, urlsplit, urlunsplit

    asked = {name: value for name, value in _asked(where).items() if name != SCHEMA}
    return urlunsplit(urlsplit(where)._replace(query=urlencode(asked | {NAMED: name_of(where)})))


def schema_address(where: str) -> str:
    """The address as the store of a region takes it."""
    from urllib.parse import urlencode, urlsplit, urlunsplit  # few starts need it

    asked = {name: value for name, value in _asked(where).items() if name != NAMED}
    try:
        parts = urlsplit(where)
    except ValueError:  # whoever connects says that it is no address
        return where
    return urlunsplit(parts._replace(query=urlencode(asked | {SCHEMA: name_of(where)})))


def _asked(where: str) -> dict[str, str]:
    from urllib.parse import parse_qsl, urlsplit

    try:
        return dict(parse_qsl(urlsplit(where).query, keep_blank_values=True))
    except ValueError:  # brackets around no address of IPv6
        return {}
