"""The commands for what the rooms offer: papers to print, files to take in and to give out.

Each kind is a command of its own, made from what its room lists: its options are what it takes.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, override

import click

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.cli.batch import several
from lifecycle_desk.cli.context import CommandContext, answer, followed, pour_out
from lifecycle_desk.cli.exit_codes import REFUSED
from lifecycle_desk.cli.typed import file_passphrase
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices, Reader, Report, Writer
from lifecycle_desk.commands.options import Option
from lifecycle_desk.commands.request import RequestNotUnderstood, understood
from lifecycle_desk.commands.sealed_file import as_plain, is_sealed, sealed_file
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.proof.papers.issuing import issuing
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.files import pour_whole, write_whole
from lifecycle_desk.store.opening import creating

type Offer = Report | Reader | Writer

ISSUED = N_("Issued as %(number)s, issue %(issue)s.")
WRITTEN = N_("Saved %(file)s.")
FILES_WRITTEN = NN_("%(n)s file saved to %(where)s.", "%(n)s files saved to %(where)s.")
TAKEN = N_("%(rows)s rows: %(new)s new, %(changed)s changed, %(known)s already imported, %(refused)s rejected.")
WAITING = NN_(
    "%(n)s row matches no vehicle and is waiting in the inbox.",
    "%(n)s rows match no vehicle and are waiting in the inbox.",
)
LEFT_OUT = NN_("%(n)s row skipped (%(reason)s).", "%(n)s rows skipped (%(reason)s).")
NOTHING_WRITTEN = N_("Nothing was saved.")
LINE = N_("Line %(line)s, %(field)s: %(why)s")
LINE_ALONE = N_("Line %(line)s: %(why)s")

LANGUAGE = click.Option(["--language"], type=click.Choice(tuple(LANGUAGES)), help="The paper's; else its reader's.")
DRAFT = click.Option(["--draft"], is_flag=True, help="Only look: no number, no seal, nothing is written down.")
OUTPUT: dict[str, Any] = {"type": click.Path(dir_okay=False, allow_dash=True, path_type=Path), "metavar": "FILE|-"}
TO_FOLDER: dict[str, Any] = {"type": click.Path(allow_dash=True, path_type=Path), "metavar": "FOLDER|FILE|-"}


class Kinds(click.Group):
    """A command with one command for each kind that the rooms offer."""

    def __init__(self, kind: str, made: Callable[[Any], click.Command], **more: Any) -> None:
        super().__init__(invoke_without_command=True, subcommand_metavar="KIND …", **more)
        self.kind, self.made = kind, made

    def offers(self) -> dict[str, Offer]:
        """Everything offered, by kind."""
        return {each.kind: each for each in offered(self.kind)}

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.offers())

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = self.offers().get(cmd_name)
        return self.made(found) if found else None


def _kinds(name: str, about: str, kind: str, made: Callable[[Any], click.Command]) -> Kinds:
    """A command with its kinds, and --list that names them."""

    @click.pass_context
    def listed(context: click.Context, *, listing: bool, as_json: bool) -> None:
        if listing:
            told = [_told(each, context.obj) for each in group.offers().values()]
            if as_json:
                answer(told)
            for each in () if as_json else told:
                click.echo(f"{each['kind']}  {each['about']}")
            context.exit()
        if context.invoked_subcommand is None:
            raise click.UsageError("Name a kind, or give --list.", context)

    asks = [
        click.Option(["--list", "listing"], is_flag=True, help="The kinds."),
        click.Option(["--json", "as_json"], is_flag=True, help="With --list: as JSON."),
    ]
    group = Kinds(kind, made, name=name, help=about, callback=listed, params=asks)
    return group


def _told(offer: Offer, caller: CommandContext) -> dict[str, Any]:
    """A kind as --list tells it."""
    takes = offer.options if isinstance(offer, Report) else offer.takes
    header = offer.header if isinstance(offer, Reader) else ()
    named = [each.name for each in takes]
    return {"kind": offer.kind, "about": caller.language(offer.about), "takes": named, "header": [*header]}


def _option(option: Option, *, required: bool = False) -> click.Option:
    kind = click.Path(exists=True, dir_okay=False, path_type=Path) if option.is_file else None
    return click.Option(
        [f"--{option.name.replace('_', '-')}", option.name],
        type=click.Choice(option.choices) if option.choices else kind,
        help=option.about or None,
        metavar=option.metavar,
        is_flag=option.is_flag,
        multiple=option.is_repeated,
        required=required or option.is_required,
    )


def _report(paper: Report) -> click.Command:
    """The command that prints one kind of paper."""

    @click.pass_obj
    def draw(
        caller: CommandContext, /, output: Path, language: str | None, *, draft: bool, **given: str | None
    ) -> None:
        named = {name: value for name, value in given.items() if value is not None}
        try:
            request = understood(named, paper.takes, strict=False)
        except RequestNotUnderstood as fault:
            raise click.UsageError(f"{fault.facts['where']}: {fault.facts['why']}") from None
        speaks = spoken(caller.viewer, language or caller.code or paper.language_of(caller.viewer, request))
        if draft:
            _put(caller, output, paper.draw(caller.user, request, speaks).pdf())
            return
        made = followed(issuing(caller.user, paper, request, speaks))
        _put(caller, output, made.pdf)
        if made.number:
            caller.write_message(ISSUED, number=made.number, issue=made.issue)

    asks: list[click.Parameter] = [
        _option(option, required=each.default is MISSING and each.default_factory is MISSING)
        for each, option in zip(fields(paper.takes), paper.options, strict=True)
    ]
    file = click.Option(["-o", "output"], required=True, **OUTPUT)
    return click.Command(paper.kind, callback=draw, params=[*asks, LANGUAGE, DRAFT, file], help=paper.about)


def _put(caller: CommandContext, output: Path, content: bytes) -> None:
    """Write a paper whole, or not at all."""
    if str(output) == "-":
        pour_out([content])
        return
    write_whole(output, content)
    caller.write_message(WRITTEN, file=str(output))


def _export(writer: Writer) -> click.Command:
    """The command that gives out one kind of file."""

    @click.pass_obj
    def give_out(caller: CommandContext, /, output: Path, **given: Any) -> None:
        if writer.into and (output.is_dir() or (not output.suffix and str(output) != "-" and not output.exists())):
            output.mkdir(exist_ok=True)  # a name without an ending is a folder's, also of one that is not there yet
            files = followed(writer.into(caller.user, given, output))
            caller.write_message(FILES_WRITTEN, n=len(files), where=str(output))
            return
        passphrase = file_passphrase(caller, twice=True) if is_sealed(output) else ""
        chunks = writer.write(caller.user, given)
        if is_sealed(output):
            chunks = sealed_file(chunks, passphrase)
        if str(output) == "-":
            pour_out(chunks)
            return
        pour_whole(output, chunks)
        caller.write_message(WRITTEN, file=str(output))

    kind: dict[str, Any] = TO_FOLDER if writer.into else OUTPUT
    file = click.Option(["-o", "output"], default="-", **kind)
    asks: list[click.Parameter] = [*map(_option, writer.takes), file]
    return click.Command(writer.kind, callback=give_out, params=asks, help=writer.about)


def _import(reader: Reader) -> click.Command:
    """The command that takes in one kind of file."""

    @click.pass_context
    def take_in(context: click.Context, /, file: Path, *, as_json: bool, **given: Any) -> None:
        caller: CommandContext = context.obj
        check_file(file, most=None)
        choices = Choices(**given, checks=tuple(offered("checks")))
        with as_plain(file, file_passphrase(caller) if is_sealed(file) else "") as plain:
            steps = _founding(caller, reader, plain, choices) if reader.founds else None
            done: Result[Taken] = followed(steps or reader.taking_in(caller.user, plain, choices))
        _tell(caller, done, as_json=as_json)
        context.exit(REFUSED if done.value.refused else 0)

    file: click.Parameter = click.Argument(
        ["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE"
    )
    asks = [
        *map(_option, reader.takes),
        click.Option(["--dry-run"], is_flag=True, help="Answer, and write nothing."),
        click.Option(["--skip-refused"], is_flag=True, help="Write the good rows, list the rest."),
        click.Option(["--json", "as_json"], is_flag=True),
    ]
    return click.Command(reader.kind, callback=take_in, params=[file, *asks], help=reader.about)


def _founding(caller: CommandContext, reader: Reader, file: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take a file into a store that it makes; the store comes to its place only when all of it is in."""
    with creating(caller.where) as made:
        done: Result[Taken] = yield from reader.take_in(UserSession(made.store, caller.staff, authorise), file, choices)
        made.wanted = done.value.written
    return done


def _tell(caller: CommandContext, done: Result[Taken], *, as_json: bool) -> None:
    """Answer what became of a file."""
    taken, warnings = done.value, (*done.value.warnings, *done.warnings)
    refused = [_refused(each, caller) for each in taken.refused]
    if as_json:
        told = caller.plain(taken) | {"refused": refused, "warnings": [*map(caller.objection, warnings)]}
        answer(told)
        return
    counts = {name: getattr(taken, name) for name in ("rows", "new", "changed", "known")}
    click.echo(caller.language(TAKEN, refused=len(refused), **counts))
    if taken.unmatched:
        caller.write_message(WAITING, n=taken.unmatched)
    for reason, n in taken.left_out.items():
        caller.write_message(LEFT_OUT, n=n, reason=reason)
    for each in refused:
        caller.write_message(
            LINE if each["field"] else LINE_ALONE, **{k: each[k] for k in ("line", "field", "why") if each[k]}
        )
    for warning in warnings:
        click.echo(caller.language.sentence(warning), err=True)
    if not taken.written:
        caller.write_message(NOTHING_WRITTEN)


def _refused(row: Refused, caller: CommandContext) -> dict[str, Any]:
    """A refused row as it is answered."""
    told = caller.objection(row.why)
    return {"line": row.line, "field": row.field, "rule": told["rule"], "facts": told["facts"], "why": told["sentence"]}


COMMANDS = (
    _kinds("report", "A paper as PDF.", "reports", lambda paper: several(paper, _report(paper))),
    _kinds("export", "A file for others.", "writers", _export),
    _kinds("import", "Take in somebody's file: all of it or nothing.", "readers", _import),
)
