"""The command by which books move from a file to a server, or back."""

import click

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.books.interchange.moving import move_books
from lifecycle_desk.cli.books import ASIDE
from lifecycle_desk.cli.context import CommandContext, answer, asking, followed, json_too
from lifecycle_desk.cli.typed import asked_for_keys, give_recovery_key
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.server_look import look_at_server

MOVED = NN_(
    "%(n)s record moved to %(where)s and compared byte for byte.",
    "%(n)s records moved to %(where)s and compared byte for byte.",
)


@click.command()
@click.option("--to", "where", required=True, metavar="FILE|URL", help="An empty place, where the books shall lie.")
@click.option("--encrypt", is_flag=True, help="A file that is encrypted from its first page on, under a passphrase.")
@json_too
@click.pass_obj
def move(caller: CommandContext, where: str, *, encrypt: bool, as_json: bool) -> None:
    """Move the books to a server or back to a file, byte for byte; the original stays as it is."""
    user = caller.user
    keys = asked_for_keys(caller) if encrypt and not is_server(where) else None
    if is_server(where):
        asking(lambda: look_at_server(where), where, caller.code)  # before anything is given out
    moved = followed(move_books(user, where, tuple(offered("checks")), keys.file if keys else None))
    if as_json:
        answer(caller.plain(moved) | ({"recovery_key": keys.recovery_key} if keys else {}))
    caller.write_message(MOVED, n=moved.events, where=moved.where)
    caller.write_message(ASIDE, before=moved.before)
    if keys and not as_json:
        give_recovery_key(caller, keys.recovery_key, None)


COMMANDS = (move,)
