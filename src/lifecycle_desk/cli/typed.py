"""Passphrases and recovery keys at the command line: typed unseen, named by the environment, handed out once."""

import os
import sys
from pathlib import Path

import click

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.books.usecases.encryption import NewKeys, check_passphrase, new_keys
from lifecycle_desk.cli.context import CommandContext, prompted
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.store.unlocking import VARIABLE

NEW_VARIABLE, FILE_VARIABLE = "LIFECYCLE_DESK_NEW_KEY", "LIFECYCLE_DESK_FILE_KEY"
PASSPHRASE, NEW_PASSPHRASE = N_("Passphrase"), N_("New passphrase")
RECOVERY_KEY = N_("Recovery key: %(key)s")
KEEP_IT = N_(
    "Keep it away from this computer; it is not shown again. If the passphrase and the recovery key are both lost, "
    "nobody can recover the data."
)

PassphraseNeeded = objection(
    "PassphraseNeeded", N_("Enter the passphrase when asked, or set it in %(variable)s."), variable=str
)


def present_passphrase(caller: CommandContext) -> str:
    """The passphrase of now or the recovery key, also where the store is open already."""
    return _typed(caller, VARIABLE, PASSPHRASE)


def new_passphrase(caller: CommandContext, variable: str, words: str) -> str:
    """A new passphrase, typed twice or named by the environment."""
    return _typed(caller, variable, words, twice=True)


def file_passphrase(caller: CommandContext, *, twice: bool = False) -> str:
    """The passphrase of a sealed file; a short one opens it, but seals none."""
    typed = _typed(caller, FILE_VARIABLE, PASSPHRASE, twice=twice)
    if twice:
        check_passphrase(typed)
    return typed


def asked_for_keys(caller: CommandContext) -> NewKeys:
    """The keys of new books, under a passphrase that is asked for."""
    return new_keys(new_passphrase(caller, VARIABLE, PASSPHRASE))


def give_recovery_key(caller: CommandContext, recovery_key: str, sheet: Path | None) -> None:
    """Hand out a recovery key once: on a sheet, or on the screen."""
    if sheet:
        from lifecycle_desk.overview.papers.encryption_sheet import encryption_sheet  # brings all of printing

        try:
            write_whole(sheet, encryption_sheet(caller.user, recovery_key, caller.language).pdf(), private=True)
        except BaseException:  # the key is in force already, and nothing tells it a second time
            _show_key(caller, recovery_key)
            raise
        caller.write_message(KEEP_IT)
    else:
        _show_key(caller, recovery_key)


def _show_key(caller: CommandContext, recovery_key: str) -> None:
    click.echo(caller.language(RECOVERY_KEY, key=recovery_key))
    caller.write_message(KEEP_IT)


def _typed(caller: CommandContext, variable: str, words: str, *, twice: bool = False) -> str:
    if given := os.environ.get(variable):
        return given
    if not sys.stdin.isatty():
        raise PassphraseNeeded(variable)
    return prompted(caller.language(words), twice=twice)
