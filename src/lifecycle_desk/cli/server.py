"""The commands for books on a server: a schema and its roles, who may what, and bringing the books up."""

import click

from lifecycle_desk.base.objections import N_, NN_, objection
from lifecycle_desk.books.usecases.carrying_documents import carry_documents, documents_at
from lifecycle_desk.books.usecases.nightly import NIGHTLY, NIGHTLY_LATE, NO_NIGHTLY, set_hour
from lifecycle_desk.books.usecases.nightly import nightly as nightly_backups
from lifecycle_desk.cli.context import CommandContext, answer, asking, columns, followed, json_too
from lifecycle_desk.store import server_setup
from lifecycle_desk.store.buckets import AccessKeyNotKept, keep_access_key
from lifecycle_desk.store.cluster import put_on_one_server
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.server_rights import NothingToGrant, rights_of_login

PREPARED = N_("%(schema)s is ready for its dealer’s books: create them as %(owner)s.")
GRANTED = N_("The rights have been set.")
PLACED = N_("The schema %(schema)s is on %(server)s of the cluster.")
MIGRATED = N_("The database is up to date (%(revision)s).")
DOCUMENTS = NN_("%(n)s document at %(where)s.", "%(n)s documents at %(where)s.")
NoServer = objection("NoServer", N_("%(where)s is a file. These commands are for databases on a server."), where=str)

owner = click.option("--owner", metavar="ROLE", help="The role that owns the tables, and updates them.")
writer = click.option("--writer", metavar="ROLE", multiple=True, help="A role that works with the program.")
reader = click.option("--reader", metavar="ROLE", multiple=True, help="A role that sees the views for reporting.")


@click.group()
@click.pass_obj
def server(caller: CommandContext) -> None:
    """Books on a PostgreSQL server: schema, roles and rights."""
    if not is_server(caller.where):
        raise NoServer(caller.where)


@server.command()
@click.option("--owner", required=True, metavar="ROLE", help="The role that will own the dealer's tables.")
@writer
@reader
@click.pass_obj
def prepare(caller: CommandContext, owner: str, writer: tuple[str, ...], reader: tuple[str, ...]) -> None:
    """Make the schema that --store names, the roles that are missing (without a login), and their rights."""
    schema = asking(lambda: server_setup.prepare(caller.where, owner, writer, reader), caller.where, caller.code)
    caller.write_message(PREPARED, schema=schema, owner=owner)


@server.command()
@owner
@writer
@reader
@click.pass_obj
def grant(caller: CommandContext, owner: str | None, writer: tuple[str, ...], reader: tuple[str, ...]) -> None:
    """Hand the books to an owner, let roles work with them, let others see the views for reporting."""
    if not (owner or writer or reader):
        raise NothingToGrant
    server_setup.give(caller.user.store, owner, writer, reader)
    caller.write_message(GRANTED)


@server.command()
@json_too
@click.pass_obj
def show(caller: CommandContext, *, as_json: bool) -> None:
    """What this login may do with the books, and which roles have which rights."""
    with caller.user.store.reading() as tx:
        rights = rights_of_login(tx.connection)
    told = caller.plain(rights)
    if as_json:
        answer(told)
        return
    for name, value in told.items():
        click.echo(columns(f"{name:9}", value if isinstance(value, str) else _said(value)))


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else "yes" if value else "no"


@server.command()
@click.pass_obj
def migrate(caller: CommandContext) -> None:
    """Bring books of an older form up, as whoever owns them."""
    with caller.user.store.reading() as tx:
        caller.write_message(MIGRATED, revision=rights_of_login(tx.connection).revision)


@server.command()
@json_too
@click.pass_obj
def distribute(caller: CommandContext, *, as_json: bool) -> None:
    """On a cluster of Citus, put this dealer's schema whole on one of its servers; again, it says on which."""
    placed = put_on_one_server(caller.user.store)
    if as_json:
        answer(caller.plain(placed))
    else:
        caller.write_message(PLACED, schema=placed.schema, server=placed.server)


@server.command()
@click.option("--to", metavar="table|FOLDER|s3://BUCKET", help="Where all documents go; else where they are is shown.")
@click.option("--access-key", metavar="ID", help="Of the S3-compatible store: its secret is asked for, and kept.")
@json_too
@click.pass_obj
def documents(caller: CommandContext, to: str | None, *, access_key: str | None, as_json: bool) -> None:
    """Where documents are: in the books, in a folder of a share, or in an S3-compatible store; or carry them there."""
    if access_key:
        _keep_key(caller, to or documents_at(caller.user).where, access_key)
    told = followed(carry_documents(caller.user, to)) if to else documents_at(caller.user)
    if as_json:
        answer(caller.plain(told))
    else:
        caller.write_message(DOCUMENTS, n=told.documents, where=told.where)


@server.command()
@click.option("--at", metavar="HH:MM", help="The hour of the dealer's day.")
@click.option("--off", is_flag=True, help="None any more.")
@json_too
@click.pass_obj
def nightly(caller: CommandContext, at: str | None, *, off: bool, as_json: bool) -> None:
    """Let the first workstation that is open after an hour make the night's backup; or how it stands."""
    if at or off:
        set_hour(caller.user, None if off else at)
    with caller.user.store.reading() as tx:
        told = nightly_backups(tx)
    if as_json:
        answer(caller.plain(told))
    elif told is None:
        caller.write_message(NO_NIGHTLY)
    else:
        late = told.is_late
        caller.write_message(NIGHTLY_LATE if late else NIGHTLY, moment=told.since if late else told.next_at)


def _keep_key(caller: CommandContext, where: str, identity: str) -> None:
    """Ask for the secret of an access key, and keep both in the keyring."""
    secret = click.prompt(identity, hide_input=True, err=True)
    if not keep_access_key(where, identity, secret):
        caller.write_message(AccessKeyNotKept.message)


COMMANDS = (server,)
