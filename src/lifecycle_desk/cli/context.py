"""The context of a command: store, member of staff and language from the command line, and how results are printed."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import click
import msgspec

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps, drained
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.language import Language
from lifecycle_desk.rooms import register
from lifecycle_desk.store.refusals import ASKS_FOR_PASSWORD, StoreUnusable
from lifecycle_desk.store.sources import COMMAND_LINE
from lifecycle_desk.store.unlocking import needs_passphrase, unlock, unlock_by_environment

SECRET, SECOND_SECRET = "LIFECYCLE_DESK_SECRET", "LIFECYCLE_DESK_SECOND_SECRET"
PASSWORDS = 3  # of a server's login, that are asked for before it is refused
json_too = click.option("--json", "as_json", is_flag=True, help="One JSON document instead of words.")


class Screens(Protocol):
    """Draws the main screens into a folder; gives the pictures."""

    def __call__(
        self,
        user: UserSession,
        folder: Path,
        language: str | None,
        *,
        dark: bool,
        size: tuple[int, int] | None,
        text: float,
    ) -> list[Path]:
        """Draw them in a language, or the dealer's; `size` in pixels, `text` 1.0 for 100 %."""


@dataclass(frozen=True, slots=True)
class SavedPrint:
    """Settings of printing that somebody saved in the window: the kind, the language, the options, and of what."""

    kind: str
    language: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()


def _nothing_found(_user: UserSession, _name: str, _which: str) -> Sequence[str]:
    return ()


def _nothing_saved(_user: UserSession, _name: str, _which: str) -> SavedPrint:
    return SavedPrint("")


@dataclass(frozen=True, slots=True)
class Windows:
    """The parts of the window that the command line uses, handed to it from above so that it never knows Qt.

    `found_by` gives what papers are about (VINs, or numbers of orders) by the name of a filter saved in the window,
    `saved_print` the settings of printing by theirs.
    """

    run: Callable[[str, str | None, str | None], int]
    screens: Screens
    found_by: Callable[[UserSession, str, str], Sequence[str]] = _nothing_found
    saved_print: Callable[[UserSession, str, str], SavedPrint] = _nothing_saved


class CommandContext:
    """One call of the program; the store is opened when a command needs it."""

    def __init__(
        self, where: str, code: str | None, staff: str | None, windows: Windows, second: str | None = None
    ) -> None:
        self.where, self.code, self.staff, self.windows, self.second = where, code, staff, windows, second

    @cached_property
    def session(self) -> UserSession:
        """The session of the member of staff at the store that is named."""
        from lifecycle_desk.books.usecases.opening import open_books  # knows the database, which the window loads later
        from lifecycle_desk.dealership.usecases.proving import asks_for_secrets, sign_in
        from lifecycle_desk.proof.usecases.heads_check import odd_at_opening
        from lifecycle_desk.store.sealed_scratch import clear_left_over

        clear_left_over()
        try:
            unlock_first(self.where)
            store = asking(lambda: open_books(self.where), self.where, self.code)
        except OSError as error:  # a name that is too long, a folder that may not be looked into
            raise StoreUnusable(f"{self.where}: {error.strerror or error}") from error
        store.source = COMMAND_LINE
        try:
            asks = bool(self.staff) and asks_for_secrets(store)
            for who, place in ((self.staff, SECRET), (self.second, SECOND_SECRET)) if asks else ():
                if who:
                    sign_in(store, who, _secret_of(who, place))
        except Objection:
            store.close()
            raise
        user = UserSession(store, self.staff, authorise, self.second if asks else None)
        for each in odd_at_opening(user.store):
            click.echo(spoken(user, self.code).sentence(each), err=True)
        return user

    @property
    def user(self) -> UserSession:
        """The same, with all rooms there."""
        user = self.session
        register()
        return user

    @cached_property
    def viewer(self) -> UserSession:
        """The same, of somebody who may see customers and vehicles: asked once sign-in is on."""
        self.user.require(VIEW)
        return self.user

    @property
    def searcher(self) -> UserSession:
        """The same, for a search alone: no room is asked for anything, so none is loaded."""
        self.session.require(VIEW)
        return self.session

    @property
    def language(self) -> Language:
        """The language that is named, else the dealer's; English while no store is open."""
        return self._of_the_store if "session" in vars(self) else Language(self.code or "en")

    @cached_property
    def _of_the_store(self) -> Language:
        """Asked for once: a file of refused rows has a sentence for each."""
        return spoken(self.session, self.code)

    def close(self) -> None:
        """Give the store back."""
        if "session" in vars(self):
            self.session.store.close()

    def plain(self, value: object) -> Any:
        """Anything as JSON writes it: terms by their codes, days by ISO 8601, bytes as hexadecimal digits."""
        return msgspec.to_builtins(value, enc_hook=self._strange, builtin_types=(bytes,))

    def _strange(self, value: object) -> Any:
        return self.objection(value) if isinstance(value, Objection) else str(value)

    def objection(self, objection: Objection) -> dict[str, Any]:
        """An objection as it is noted: which rule, its facts, its sentence."""
        return {
            "rule": objection.rule,
            "facts": self.plain(objection.facts),
            "sentence": self.language.sentence(objection),
        }

    def refusal(self, objection: Objection) -> dict[str, Any]:
        """An objection as it refuses."""
        return {"ok": False, "refused": {"field": objection.at} | self.objection(objection)}

    def done(self, done: Result[Any]) -> dict[str, Any]:
        """A command's value and its warnings, as JSON."""
        return {"ok": True, "made": self.plain(done.value), "warnings": [*map(self.objection, done.warnings)]}

    def write_message(self, message: str, **facts: object) -> None:
        """Words for a person, on standard error."""
        click.echo(self.language(message, **facts), err=True)


def asking[Opened](opens: Callable[[], Opened], where: str, code: str | None = None) -> Opened:
    """Open something at a place, and ask for the password of a server's login where a person sits there.

    That no keyring keeps what was typed is said in the language of the code.
    """
    asked = False
    for left in reversed(range(PASSWORDS)):
        try:
            opened = opens()
        except ASKS_FOR_PASSWORD as asks:
            if not left or not sys.stdin.isatty():
                raise
            from lifecycle_desk.store.passwords import use_password  # no file needs it

            use_password(where, click.prompt(asks.login, hide_input=True, err=True))
            asked = True
        else:
            if asked:
                _say_not_kept(where, code)
            return opened
    raise AssertionError  # the last turn returns or raises


def _say_not_kept(where: str, code: str | None) -> None:
    """Say of a password that was typed that it will be asked for again, where no keyring keeps it."""
    from lifecycle_desk.store.passwords import not_kept  # no file needs it

    if note := not_kept(where):
        click.echo(Language(code or "en").sentence(note), err=True)


def _secret_of(staff: str, place: str) -> str:
    """A PIN or passphrase: from the environment, or asked for where a person sits there."""
    if given := os.environ.get(place):
        return given
    if not sys.stdin.isatty():
        from lifecycle_desk.dealership.rules.secrets import SecretNeeded  # seldom needed

        raise SecretNeeded(staff, place)
    return prompted(staff)


def prompted(words: str, *, twice: bool = False) -> str:
    """A secret that a person types unseen."""
    typed: str = click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True)
    return typed


def unlock_first(where: str | Path) -> None:
    """Open the key of an encrypted store or backup: by this computer, the environment, or whoever sits here."""
    if needs_passphrase(where) and not unlock_by_environment(Path(where)) and sys.stdin.isatty():
        unlock(Path(where), prompted(Path(where).name))


def columns(*texts: str) -> str:
    """Texts beside each other in a line for a person, those that are empty left out."""
    return "  ".join(filter(None, texts))


def answer(value: object) -> None:
    """One line of JSON on standard output, at once."""
    click.echo(json.dumps(value, ensure_ascii=False, default=bytes.hex))  # which flushes


def pour_out(chunks: Iterable[bytes]) -> None:
    """Write bytes to standard output, to the last one: that it is full or closed is known here and not at the end."""
    if sys.stdout is None:  # closed by whoever called
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.buffer.writelines(chunks)
    sys.stdout.buffer.flush()


def followed[Result](steps: Steps[Result]) -> Result:
    """Drain long work, behind a progress bar where a person watches standard error."""
    if not sys.stderr.isatty():
        return drained(steps)
    with click.progressbar(length=1, file=sys.stderr) as bar:

        def told(step: Step) -> None:
            bar.length = max(step.total, step.done, 1)
            bar.update(step.done - bar.pos)

        return drained(steps, told)
