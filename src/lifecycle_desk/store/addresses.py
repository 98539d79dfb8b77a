"""Addresses of servers: the one place where they are read and written.

An address is what PostgreSQL's own programs take, with two fields of ours that are taken off before the driver sees
them: `schema`, the dealer's own part of the database, and `insecure`, which allows a connection that proves nothing.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from lifecycle_desk.store.refusals import ConnectionNotVerified, ParameterUnknown, SchemaNameUnusable, StoreUnusable

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")  # needs no quotes in any statement, nor in the server's options
VERIFIED, INSECURE = "verify-full", "insecure"
SYSTEM = "system"  # libpq 16 and later: what its own OpenSSL trusts, as SSL_CERT_FILE names it
# Where systems keep the authorities that they trust: Debian, Fedora, openSUSE, macOS. The OpenSSL that comes in the
# driver's wheel looks in a folder of its own, which is nowhere.
ROOTS = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
# Parameters of libpq that an address may have. Not `service`, `passfile` or `password`: they lead to files that may
# name another server, or a password that would be written down with the address.
PARAMETERS = frozenset(
    {
        *("host", "hostaddr", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl"),
        *("connect_timeout", "application_name", "options", "keepalives_idle", "target_session_attrs"),
        *("channel_binding", "ssl_min_protocol_version"),
    }
)
_SEARCH_PATH = re.compile(r'(?:-c\s*|--)search_path=(?:"?([^\s",\\]*)"?)')
_ASKED = re.compile(r"(?:^|\s)(-c\s*\S+=\S*|--\S+=\S*)")


class AddressUnreadableError(ValueError):
    """An address that is none; what it said is not repeated, since it may hold a password."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A dealer's books on a server: one schema of one database.

    Without a schema they are in the one that the server itself takes for the login. `parameters` are those for the
    driver, by name. The password is known only where it was typed into the address, and is never written out.
    """

    host: str = ""
    port: int | None = None
    database: str = ""
    schema: str = ""
    user: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    is_insecure: bool = False
    password: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, where: object) -> Self:
        """Read an address; AddressUnreadableError for what is none, an objection for what cannot be used."""
        try:
            parts = urlsplit(str(where))
            port = parts.port
            query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        except ValueError:
            raise AddressUnreadableError from None
        if parts.scheme not in SCHEMES or parts.fragment or not parts.path.strip("/"):
            raise AddressUnreadableError
        given = dict(query)
        insecure, schema = given.pop(INSECURE, "") == "yes", given.pop("schema", "")
        _refuse_unknown(given)
        options, found = _split(given.pop("options", ""))
        if options:
            given["options"] = options
        schema = schema or found
        if schema and not SCHEMA.fullmatch(schema):
            raise SchemaNameUnusable(schema)
        database = given.pop("dbname", "") or unquote(parts.path.removeprefix("/"))
        made = cls(
            host=given.pop("host", "") or unquote(parts.hostname or ""),
            port=int(given.pop("port", "0")) or port,
            database=database,
            schema=schema,
            user=given.pop("user", "") or unquote(parts.username or ""),
            parameters=given,
            is_insecure=insecure,
            password=None if parts.password is None else unquote(parts.password),
        )
        made.sslmode()  # refuses what may not be used before anybody connects
        return made

    @property
    def text(self) -> str:
        """The address as it may be told to anybody and kept anywhere: without its password."""
        host = "" if self.host.startswith("/") else self.host
        place = f"[{host}]" if ":" in host else quote(host, safe=",")
        login = f"{quote(self.user, safe='')}@" if self.user else ""
        port = f":{self.port}" if self.port and host else ""
        query = {"host": self.host} if self.host and not host else {}
        query |= {"port": str(self.port)} if self.port and not host else {}
        query |= {"schema": self.schema} if self.schema else {}
        query |= dict(self.parameters)
        query |= {INSECURE: "yes"} if self.is_insecure else {}
        told = f"?{urlencode(query, safe='/', quote_via=quote)}" if query else ""
        return f"postgresql://{login}{place}{port}/{quote(self.database, safe='')}{told}"

    @property
    def title(self) -> str:
        """The address as people read it: whose books, where."""
        where = f"{self.database} · {self.schema}" if self.schema else self.database
        return f"{where} · {self.host or 'localhost'}"

    def as_user(self, user: str, password: str | None = None) -> Self:
        """The same place by another login."""
        return replace(self, user=user, password=password)

    def without_password(self) -> Self:
        """The same, as it is kept."""
        return replace(self, password=None)

    @property
    def is_local(self) -> bool:
        """Whether the server is on this computer: reached by a socket, or by an address that leaves no computer."""
        host = self.host or os.environ.get("PGHOST", "") or self.parameters.get("hostaddr", "")
        return all(map(is_loopback, host.split(",")))

    def sslmode(self) -> str:
        """How the connection is protected; refuses what would prove nothing on a network.

        On this computer the driver decides. Anywhere else the certificate must be good and made out to the host.
        """
        asked = self.parameters.get("sslmode", "")
        if self.is_local or asked == VERIFIED:
            return asked
        if self.is_insecure:
            return asked or "prefer"
        if asked:
            raise ConnectionNotVerified(self.host, asked)
        return VERIFIED

    def for_driver(self, options: str) -> dict[str, str | int]:
        """What the driver is given besides host, port, user and database; `options` are those of ours."""
        told: dict[str, str | int] = {"connect_timeout": 10, "application_name": "lifecycle-desk", **self.parameters}
        path = f"-csearch_path={self.schema}" if self.schema else ""
        told["options"] = " ".join(filter(None, (self.parameters.get("options", ""), path, options)))
        if mode := self.sslmode():
            told["sslmode"] = mode
        if mode == VERIFIED and "sslrootcert" not in told and "PGSSLROOTCERT" not in os.environ:
            told["sslrootcert"] = trusted_roots()
        return told


def address_of(where: object) -> ServerAddress:
    """The address of a server's books; what cannot be read is refused without being repeated."""
    try:
        return ServerAddress.read(where)
    except AddressUnreadableError:
        raise StoreUnusable("its address cannot be read") from None


def trusted_roots() -> str:
    """The authorities that this computer trusts, as the driver is told of them."""
    named = os.environ.get("SSL_CERT_FILE")
    return named or next(filter(os.path.isfile, ROOTS), SYSTEM)


def _refuse_unknown(given: Mapping[str, str]) -> None:
    for name in given:
        if not re.fullmatch(r"[a-z_]{1,40}", name):  # what stands behind a ? in a password
            raise AddressUnreadableError
        if name not in PARAMETERS:
            raise ParameterUnknown(name)


def _split(options: str) -> tuple[str, str]:
    """The server's options without a search path, and the schema that it led to."""
    found = _SEARCH_PATH.search(options)
    if not found:
        return options.strip(), ""
    return " ".join(each.strip() for each in _ASKED.findall(options) if not _SEARCH_PATH.match(each)), found[1]


def is_loopback(host: str) -> bool:
    """Whether a host is this computer."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
