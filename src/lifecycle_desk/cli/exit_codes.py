"""How a command ends: the exit codes that other programs rely on, and never a traceback."""

import errno
from contextlib import suppress
from typing import Any, NoReturn, override

import click

from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.cli.context import CommandContext, answer
from lifecycle_desk.commands.bug_log import note_bug
from lifecycle_desk.commands.request import RequestNotUnderstood
from lifecycle_desk.language import Language
from lifecycle_desk.store.refusals import CANNOT_OPEN, CANNOT_USE, StoreNotEmpty, StoreProtected

REFUSED, NO_STORE, UNEXPECTED = 1, 3, 70  # 2, a wrong command line, is click's own
ONLY_THIS = (StoreNotEmpty, StoreProtected)  # the store can be used, only not for what was asked
NOT_EXPECTED = N_("An unexpected error occurred. Details are in the log %(log)s.")
NOT_EXPECTED_NOR_LOGGED = N_("An unexpected error occurred, and the log %(log)s cannot be written.")


MODULES = {
    **dict.fromkeys(("init", "check", "backup", "backups", "restore", "demo", "screens"), "books"),
    **dict.fromkeys(("report", "export", "import"), "offers"),
    **dict.fromkeys(("verbs", "do"), "run"),
    **dict.fromkeys(("audit", "history"), "audit"),
    **dict.fromkeys(("encrypt", "decrypt", "key"), "encryption"),
    "figures": "figures",
    "find": "find",
    "move": "moving",
    "server": "server",
    "region": "region_figures",  # which names those of `region` too
    "retention": "retention",
    "show": "show",
    "verify": "verify",
}

FileUnusable = objection("FileUnusable", N_("%(where)s cannot be read or written: %(why)s."), where=str, why=str)


class Commands(click.Group):
    """The program's commands: what they raise becomes an answer, a sentence and an exit code."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(MODULES)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; its module is imported now: the window needs none, and a search no printing."""
        if cmd_name in MODULES and cmd_name not in self.commands:
            for command in load(f"lifecycle_desk.cli.{MODULES[cmd_name]}:COMMANDS"):
                self.add_command(command)
        return super().get_command(ctx, cmd_name)

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any("\0" in each for each in args):  # no name of a file and no text has one; the system says so as a bug
            raise click.UsageError("An argument has a zero character in it.", ctx)
        return super().parse_args(ctx, args)

    @override
    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Objection as objection:
            refuse(context, objection)
        except UnicodeEncodeError:  # bytes of another encoding, typed as an argument
            refuse(context, RequestNotUnderstood("$", "broken text"))
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the answer has gone; click ends quietly
                raise
            refuse(context, FileUnusable(_place_of(error), error.strerror or str(error)))
        except Exception as error:  # noqa: BLE001 (a bug: a sentence for people, the rest for the log)
            report_crash(context, error)


def refuse(context: click.Context, objection: Objection) -> NoReturn:
    """Answer with a refusal; what concerns the store as a whole has an exit code of its own."""
    caller: CommandContext = context.obj
    told = caller.refusal(objection)
    with suppress(OSError):  # standard output may be what is full; standard error says why all the same
        answer(told)
    with suppress(OSError):
        click.echo(told["refused"]["sentence"], err=True)
    context.exit(ending(objection))


def _place_of(error: OSError) -> str:
    """What cannot be read or written; a stream has no name but what it is called everywhere."""
    if error.filename:
        return str(error.filename)
    return "stdout" if error.errno in {errno.ENOSPC, errno.EBADF} else ""


def ending(objection: Objection) -> int:
    """The exit code of a refusal. A place that holds something, or cannot be written, is usable, only not for this."""
    unusable = isinstance(objection, (*CANNOT_OPEN, *CANNOT_USE)) and not isinstance(objection, ONLY_THIS)
    return NO_STORE if unusable else REFUSED


def report_crash(context: click.Context, error: Exception) -> NoReturn:
    """Say that there is a bug, and leave what it was in the log."""
    bug = note_bug(error)
    message = NOT_EXPECTED if bug.is_logged else NOT_EXPECTED_NOR_LOGGED
    caller = context.obj
    language = Language(
        (caller.code if isinstance(caller, CommandContext) else None) or "en"
    )  # the store may be the trouble
    click.echo(language(message, log=str(bug.log)), err=True)
    context.exit(UNEXPECTED)
