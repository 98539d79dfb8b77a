"""The commands for encrypted books: encrypted, laid plain again, and by what they open."""

from pathlib import Path

import click

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.books.usecases import encryption as encrypting
from lifecycle_desk.cli.context import CommandContext, answer, json_too
from lifecycle_desk.cli.typed import (
    NEW_PASSPHRASE,
    NEW_VARIABLE,
    PASSPHRASE,
    give_recovery_key,
    new_passphrase,
    present_passphrase,
)
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.refusals import EncryptionMissing
from lifecycle_desk.store.unlocking import VARIABLE, key_file

ENCRYPTED, DECRYPTED = N_("%(where)s is encrypted now."), N_("%(where)s is no longer encrypted.")
PLAIN_LEFT = NN_(
    "%(n)s earlier backup is not encrypted. Delete it with --delete-plain-backups.",
    "%(n)s earlier backups are not encrypted. Delete them with --delete-plain-backups.",
)
PLAIN_GONE = NN_("%(n)s unencrypted backup deleted.", "%(n)s unencrypted backups deleted.")
PASSPHRASE_CHANGED = N_("The passphrase has been changed.")
OPENS_HERE = N_("This computer opens the database without asking.")
ASKS_HERE = N_("This computer asks for the passphrase.")

sheet = click.option(
    "--sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the recovery key on a sheet to be printed, as PDF, and not on the screen.",
)


@click.command()
@click.option("--open-here", "here", is_flag=True, help="Let this computer open it by itself, as nightly jobs need.")
@click.option("--delete-plain-backups", "delete", is_flag=True, help="Make an encrypted one, and wipe those before it.")
@sheet
@click.pass_obj
def encrypt(caller: CommandContext, sheet: Path | None, *, here: bool, delete: bool) -> None:
    """Encrypt the store, its documents and each backup from now on, under a passphrase."""
    user = caller.user
    if not encrypting.encryption(user).encrypted:
        recovery = encrypting.encrypt(user, new_passphrase(caller, VARIABLE, PASSPHRASE), here=here)
        caller.write_message(ENCRYPTED, where=caller.where)
        give_recovery_key(caller, recovery, sheet)
    elif not delete:
        raise encrypting.AlreadyEncrypted(caller.where)
    if delete:
        caller.write_message(PLAIN_GONE, n=encrypting.wipe_plain_copies(user, tuple(offered("checks"))))
    elif left := encrypting.encryption(user).plain:
        caller.write_message(PLAIN_LEFT, n=len(left))


@click.command()
@click.pass_obj
def decrypt(caller: CommandContext) -> None:
    """Lay the store and its documents plain again."""
    encrypting.decrypt(caller.user, present_passphrase(caller))
    caller.write_message(DECRYPTED, where=caller.where)


@click.group()
def key() -> None:
    """By what an encrypted store opens: passphrase, recovery key, this computer."""


@key.command()
@json_too
@click.pass_obj
def show(caller: CommandContext, *, as_json: bool) -> None:
    """Whether the store is encrypted, and what opens it; asks for nothing."""
    file = key_file(Path(caller.where))
    kinds = sorted({each.kind for each in file.slots}) if file else []
    if as_json:
        answer({"encrypted": file is not None, "id": file.id.hex() if file else None, "opens_by": kinds})
        return
    if file is None:
        raise EncryptionMissing(caller.where)
    click.echo("  ".join((file.id.hex(), *kinds)))


@key.command()
@click.pass_obj
def passphrase(caller: CommandContext) -> None:
    """Another passphrase; asks for the present one, or the recovery key."""
    encrypting.change_passphrase(
        caller.user, present_passphrase(caller), new_passphrase(caller, NEW_VARIABLE, NEW_PASSPHRASE)
    )
    caller.write_message(PASSPHRASE_CHANGED)


@key.command()
@sheet
@click.pass_obj
def recovery(caller: CommandContext, sheet: Path | None) -> None:
    """A new recovery key; the one before opens nothing any more."""
    give_recovery_key(caller, encrypting.renew_recovery_key(caller.user, present_passphrase(caller)), sheet)


@key.command("open-here")
@click.pass_obj
def open_here(caller: CommandContext) -> None:
    """Let this computer open the store by itself."""
    encrypting.open_here(caller.user, present_passphrase(caller))
    caller.write_message(OPENS_HERE)


@key.command("ask-here")
@click.pass_obj
def ask_here(caller: CommandContext) -> None:
    """Let this computer ask for the passphrase again."""
    encrypting.ask_here(caller.user)
    caller.write_message(ASKS_HERE)


COMMANDS = (encrypt, decrypt, key)
