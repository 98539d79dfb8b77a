"""The commands that do: `verbs` says what can be done, `do` does it, one thing or a line at a time."""

import sys
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.cli.context import CommandContext, answer
from lifecycle_desk.cli.exit_codes import ending
from lifecycle_desk.commands.command import Command
from lifecycle_desk.commands.request import RequestNotUnderstood, read_json, read_request, understood
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.refusals import CANNOT_USE

UnknownVerb = objection(
    "UnknownVerb", N_("There is no command called %(name)s; the command verbs lists them all."), "do", name=str
)


def _known() -> dict[str, Command[Any, Any]]:
    """Everything that can be done, by name."""
    return {each.name: each for each in offered("commands")}


def _named(name: str) -> Command[Any, Any]:
    try:
        return _known()[name]
    except KeyError:
        raise click.BadParameter(f"{name} is not one of: {', '.join(_known())}", param_hint="NAME") from None


@click.command()
@click.argument("name", required=False)
def verbs(name: str | None) -> None:
    """What can be done, one line each; with NAME the JSON Schema of what it takes."""
    if name:
        answer(msgspec.json.schema(_named(name).takes))
        return
    known = _known()
    width = max(map(len, known))
    for each in known.values():
        click.echo(f"{each.name:{width}}  {each.summary}")


@click.command()
@click.argument("name", required=False)
@click.argument("request", default="-")
@click.option("--lines", type=click.File("rb"), metavar="FILE|-", help='One {"do": NAME, …} a line.')
@click.option("--keep-going", is_flag=True, help="With --lines: go on after a refusal.")
@click.pass_context
def do(context: click.Context, name: str | None, request: str, lines: IO[bytes] | None, *, keep_going: bool) -> None:
    """Do one thing: NAME with a request as JSON, as @FILE, or from standard input."""
    caller: CommandContext = context.obj
    if (name is None) is (lines is None):
        raise click.UsageError("Give either NAME or --lines.")
    if lines:
        context.exit(_each(caller, lines, keep_going=keep_going))
    verb = _named(str(name))
    text = _text(request)
    answer(caller.done(verb(caller.user, read_request(text, verb.takes))))


def _text(request: str) -> str | bytes:
    """The request itself: as it stands, from a file, or from standard input."""
    if request == "-":
        return sys.stdin.buffer.read()
    if not request.startswith("@"):
        return request
    try:
        return Path(request.removeprefix("@")).read_bytes()
    except OSError as error:
        raise click.BadParameter(f"{error.filename}: {error.strerror}", param_hint="REQUEST") from None


def _each(caller: CommandContext, lines: IO[bytes], *, keep_going: bool) -> int:
    """Do what each line says in a transaction of its own, and answer in the same order; gives the exit code."""
    user, known, code = caller.user, _known(), 0
    for line in filter(bytes.strip, lines):
        try:
            verb, asked = _line(line, known)
            answer(caller.done(verb(user, asked)))
        except Objection as objection:
            answer(caller.refusal(objection))
            click.echo(caller.language.sentence(objection), err=True)
            code = max(code, ending(objection))
            if not keep_going or isinstance(objection, CANNOT_USE):
                return code
    return code


def _line(line: bytes, known: dict[str, Command[Any, Any]]) -> tuple[Command[Any, Any], Any]:
    """What a line asks for."""
    given = read_json(line)
    if not isinstance(given, dict) or not isinstance(name := given.pop("do", None), str):
        raise RequestNotUnderstood("$.do", "the name of what is to be done is missing")
    if name not in known:
        raise UnknownVerb(name)
    return known[name], understood(given, known[name].takes)


COMMANDS = (verbs, do)
