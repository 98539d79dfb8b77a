"""Rights on a server: the owner migrates, a writer adds and cannot rewrite what was sealed, a reader sees the views.

What a writer may do is read off the tables themselves: the triggers that keep a table append-only say which columns
they guard, so a new table needs no second list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.store.dialect import Appended, appended
from lifecycle_desk.store.reporting import PREFIX
from lifecycle_desk.store.types import APPEND_ONLY, KEPT

REVISION = "alembic_version"

# A login that owns the tables can switch their guards off; the check tells it, since it is no damage by itself.
LoginCouldRewrite = objection(
    "LoginCouldRewrite",
    N_(
        "The login %(login)s owns the tables on the server and could rewrite the history. Work with a login that only "
        "writes: the command server grant sets one up."
    ),
    login=str,
)
RoleMissing = objection("RoleMissing", N_("The server has no role %(role)s. Create it first."), role=str)
OwnerAloneGrants = objection(
    "OwnerAloneGrants", N_("Only %(owner)s, which owns the tables, can set these rights."), owner=str
)
NothingToGrant = objection("NothingToGrant", N_("Name at least one role: --owner, --writer or --reader."))


@dataclass(frozen=True, slots=True)
class LoginRights:
    """What the login of a connection may do with the books, and who else may what."""

    login: str
    schema: str
    owner: str
    revision: str
    reads: bool
    writes: bool
    migrates: bool
    rewrites: bool
    writers: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """The roles that were given rights: who writes, and which views each other role may see."""

    writers: tuple[str, ...]
    views: dict[str, frozenset[str]]
    all_views: frozenset[str]

    @property
    def readers(self) -> tuple[str, ...]:
        """The roles that see all views of reporting, and write nothing."""
        return tuple(sorted(role for role, seen in self.views.items() if seen == self.all_views))


_ACL = text(
    "SELECT relname, pg_roles.rolname, privilege_type FROM pg_class"
    " CROSS JOIN LATERAL aclexplode(relacl) JOIN pg_roles ON pg_roles.oid = grantee"
    " WHERE relnamespace = current_schema()::regnamespace AND grantee <> relowner"
    r" AND (relname = 'event' OR relkind = 'v' AND relname LIKE 'report\_%')"
)
_LOGIN = text(
    "SELECT current_user::text AS login, current_schema()::text AS schema, relowner::regrole::text AS owner,"
    " pg_has_role(relowner, 'USAGE') AS owns, has_table_privilege(pg_class.oid, 'SELECT') AS reads,"
    " has_table_privilege(pg_class.oid, 'INSERT') AS writes, rolsuper AS rules FROM pg_class, pg_roles"
    " WHERE relname = 'event' AND relnamespace = current_schema()::regnamespace AND rolname = current_user"
)
_OWNER = text(
    "SELECT pg_has_role(relowner, 'MEMBER') AS may, relowner::regrole::text AS owner FROM pg_class"
    " WHERE relname = 'alembic_version' AND relnamespace = current_schema()::regnamespace"
)
# Not where it is a role of the server's own, such as that of `public`.
_OF_SCHEMA = text(
    "SELECT nspowner::regrole::text FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner"
    " WHERE nspname = current_schema() AND rolname <> current_user AND rolname NOT LIKE 'pg\\_%'"
    " AND pg_has_role(nspowner, 'MEMBER')"
)
_KINDS = text(
    "SELECT relkind::text, quote_ident(relname) AS name FROM pg_class"
    " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v')"
    " UNION ALL SELECT 'f', quote_ident(proname) || '()' FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype"
)
_OWNED = {"r": "TABLE", "v": "VIEW", "f": "FUNCTION"}


def rights_of_login(connection: Connection) -> LoginRights:
    """What the login may do; only where books are."""
    row = connection.execute(_LOGIN).one()
    given = granted(connection)
    revision = connection.scalar(text(f"SELECT version_num FROM {REVISION}")) if row.reads else ""  # noqa: S608 (a name of ours)
    return LoginRights(
        row.login,
        row.schema,
        row.owner,
        str(revision),
        row.reads,
        row.writes,
        row.owns,
        row.owns or row.rules,
        given.writers,
        given.readers,
    )


def login_notes(connection: Connection) -> Iterator[Objection]:
    """That the login could rewrite history, if it could; a file has no logins."""
    if connection.dialect.name == "postgresql":
        rights = rights_of_login(connection)
        if rights.rewrites:
            yield LoginCouldRewrite(rights.login)


def may_migrate(connection: Connection) -> tuple[bool, str]:
    """Whether the login may change the tables, and who owns them."""
    row = connection.execute(_OWNER).one()
    return bool(row.may), str(row.owner)


def _act_as_owner(connection: Connection) -> None:
    """Make what is made in this transaction the schema's owner's, where the login may act as it.

    Otherwise an administrator who migrates would own the new tables, and the owner could not migrate any more.
    """
    owner = connection.scalar(_OF_SCHEMA)
    if owner:
        connection.exec_driver_sql(f"SET LOCAL ROLE {owner}")


def granted(connection: Connection) -> Granted:
    """The rights that roles were given, as they stand."""
    writers: set[str] = set()
    views: dict[str, set[str]] = {}
    for table, role, privilege in connection.execute(_ACL):
        if table == "event" and privilege == "INSERT":
            writers.add(role)
        elif table != "event" and privilege == "SELECT":
            views.setdefault(role, set()).add(table)
    others = {role: frozenset(seen) for role, seen in views.items() if role not in writers}
    return Granted(tuple(sorted(writers)), others, _views(connection))


def rights_before(connection: Connection) -> Granted:
    """Act as the owner from now on, and keep what roles were given until now."""
    _act_as_owner(connection)
    return granted(connection)


def grant_again(connection: Connection, before: Granted) -> None:
    """Give the same rights on what a migration made anew: views are dropped with theirs, and new tables have none."""
    for writer in before.writers:
        grant_writer(connection, writer)
    now = _views(connection)
    for role, seen in before.views.items():
        _run(connection, _views_for(connection, role, now if seen == before.all_views else seen & now))


def grant_writer(connection: Connection, role: str) -> None:
    """Let a role use the program: add to what is sealed, change what is counted from it, and nothing else."""
    _run(connection, writer_statements(connection, role))


def grant_reader(connection: Connection, role: str) -> None:
    """Let a role see the views of reporting, in which are no people."""
    who = quoted(connection, role)
    _run(connection, [f"REVOKE ALL ON ALL TABLES IN SCHEMA {_schema(connection)} FROM {who}"])
    _run(connection, _views_for(connection, role, _views(connection)))


def hand_over(connection: Connection, role: str) -> None:
    """Let a role own the schema and all that is in it: whoever may act as it can migrate."""
    who = quoted(connection, role)
    kinds = connection.execute(_KINDS).all()
    _run(connection, [f"ALTER {_OWNED[kind]} {name} OWNER TO {who}" for kind, name in kinds])
    _run(connection, [f"ALTER SCHEMA {_schema(connection)} OWNER TO {who}"])


def writer_statements(connection: Connection, role: str) -> list[str]:
    """The statements that make a role a writer, and take away what it may have had before."""
    who, schema = quoted(connection, role), _schema(connection)
    declared = {name: Appended() for name, table in KEPT.tables.items() if table.info.get(APPEND_ONLY)}
    safe = declared | appended(connection)
    made = [
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {who}",
        f"GRANT USAGE ON SCHEMA {schema} TO {who}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {who}",
    ]
    names = {*inspect(connection).get_table_names()} - {REVISION}
    changing = ", ".join(quoted(connection, each) for each in sorted(names - safe.keys()))
    made.append(f"GRANT INSERT, UPDATE, DELETE ON {changing} TO {who}")
    for name in sorted(names & safe.keys()):
        made += _appending(connection, quoted(connection, name), safe[name], who)
    return made


def _appending(connection: Connection, table: str, may: Appended, who: str) -> Iterator[str]:
    yield f"GRANT INSERT ON {table} TO {who}"
    if may.may_change:
        columns = ", ".join(quoted(connection, each) for each in may.may_change)
        yield f"GRANT UPDATE ({columns}) ON {table} TO {who}"
    if may.may_go:  # until its batch counts, which the trigger asks of each row
        yield f"GRANT DELETE ON {table} TO {who}"


def _views_for(connection: Connection, role: str, views: Iterable[str]) -> Iterator[str]:
    who = quoted(connection, role)
    yield f"GRANT USAGE ON SCHEMA {_schema(connection)} TO {who}"
    for each in sorted(views):
        yield f"GRANT SELECT ON {quoted(connection, each)} TO {who}"


def _views(connection: Connection) -> frozenset[str]:
    return frozenset(name for name in inspect(connection).get_view_names() if name.startswith(PREFIX))


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for each in statements:
        connection.exec_driver_sql(each)


def _schema(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one())


def quoted(connection: Connection, name: str) -> str:
    """A name as a statement has it."""
    return connection.dialect.identifier_preparer.quote_identifier(name)


def refuse_missing(connection: Connection, roles: Iterable[str]) -> None:
    """Refuse a role that the server does not have."""
    for role in roles:
        if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            raise RoleMissing(role)
