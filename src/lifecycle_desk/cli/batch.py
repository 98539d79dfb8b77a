"""Papers for many cars or orders at the command line: named one by one, by a file or a saved filter, or all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.cli.context import CommandContext, SavedPrint, followed, pour_out
from lifecycle_desk.cli.exit_codes import REFUSED
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.request import RequestNotUnderstood, understood
from lifecycle_desk.store.files import write_whole

WRITTEN = NN_("%(n)s document saved to %(where)s.", "%(n)s documents saved to %(where)s.")
NOT_DRAWN = N_("%(subject)s: %(why)s")
LIST: dict[str, Any] = {"type": click.Path(exists=True, dir_okay=False, path_type=Path), "metavar": "FILE"}
FOLDER: dict[str, Any] = {"type": click.Path(file_okay=False, path_type=Path), "metavar": "FOLDER"}
MOST_BYTES = 1_000_000  # of a list of VINs
# What papers are about, by the option that names one: the option of a file, and the words for one thing.
MANY = {"vin": ("vins", "VIN", "vehicle"), "order": ("orders", "number", "repair order")}


def several(paper: Report, single: click.Command) -> click.Command:
    """The command of one paper, which takes several cars or orders where the paper is about one of these."""
    which = paper.about_which
    if which == "fleet":
        return _together(paper, single)
    if which not in MANY or single.callback is None:
        return single
    file_of, name, thing = MANY[which]

    @click.pass_context
    def draw(context: click.Context, /, **given: Any) -> None:
        caller: CommandContext = context.obj
        folder, settings = given.pop("to"), given.pop("settings")
        if (folder is None) is (given["output"] is None):
            raise click.UsageError("Say where to: -o FILE for one PDF, or --to FOLDER for a file each.", context)
        asked = bool(given["saved"] or given.get("whole") or settings)
        subjects = _subjects(caller, which, given)
        if settings:
            saved = _saved(caller, paper, settings)
            subjects += saved.subjects
            _fill(given, saved, single)
        if not (subjects or asked):
            raise click.UsageError(f"Name a {thing}: --{which} {name}, or --{file_of} FILE, or --filter NAME.", context)
        if folder is None and len(subjects) == 1:
            context.invoke(single, **given, **{which: subjects[0]})
            return
        context.exit(_drawn(caller, paper, subjects, folder, given))

    params = [_loosened(each, which, thing) for each in single.params]
    params += [
        click.Option([f"--{file_of}", "listed"], help=f"A file with a {name} on each line.", **LIST),
        click.Option(["--filter", "saved"], metavar="NAME", help="What a filter saved in the window finds now."),
        click.Option(["--settings"], metavar="NAME", help="Settings of printing that were saved in the window."),
        click.Option(["--to", "--each", "to"], help=f"A folder for a file each: KIND-{name}.pdf.", **FOLDER),
    ]
    if which == "vin":
        params.append(click.Option(["--all", "whole"], is_flag=True, help="All vehicles."))
    return click.Command(paper.kind, callback=draw, params=params, help=paper.about)


def _subjects(caller: CommandContext, which: str, given: dict[str, Any]) -> list[str]:
    """What is named one by one, by a file, by a saved filter, or all; these options are taken out of the others."""
    named, file = given.pop(which), given.pop("listed")
    saved, whole = given.pop("saved"), given.pop("whole", False)
    subjects = [*named, *(_listed(file) if file else ())]
    subjects += caller.windows.found_by(caller.viewer, saved, which) if saved else ()
    subjects += _all_of(caller) if whole else ()
    return subjects


def _saved(caller: CommandContext, paper: Report, name: str) -> SavedPrint:
    """Settings of printing by their name; those of another kind of paper are refused."""
    saved = caller.windows.saved_print(caller.viewer, name, paper.about_which)
    if saved.kind != paper.kind:
        raise click.UsageError(f"The settings are of another kind: report {saved.kind} --settings.")
    return saved


def _fill(given: dict[str, Any], saved: SavedPrint, single: click.Command) -> None:
    """Let saved settings say what the command line leaves open."""
    flags = {each.name for each in single.params if isinstance(each, click.Option) and each.is_flag}
    given["language"] = given["language"] or saved.language or None
    for option, value in saved.chosen:
        if option in given and not given[option]:
            given[option] = True if option in flags else value


def _together(paper: Report, single: click.Command) -> click.Command:
    """The command of a paper about several cars together: they are named as papers for each are."""

    @click.pass_context
    def draw(context: click.Context, /, **given: Any) -> None:
        from lifecycle_desk.overview.usecases.lives.fleet import ALL, BETWEEN  # no start needs it

        caller: CommandContext = context.obj
        named, file, saved, whole = given.pop("vin"), given.pop("listed"), given.pop("saved"), given.pop("whole")
        subjects = [*named, *(_listed(file) if file else ())]
        subjects += caller.windows.found_by(caller.viewer, saved, "vin") if saved else ()
        fleet = ALL if whole else given["fleet"] or BETWEEN.join(subjects)
        if not fleet:
            raise click.UsageError(
                "Name a fleet: --fleet owner=12, --vin VIN, --vins FILE, --filter NAME or --all.", context
            )
        context.invoke(single, **given | {"fleet": fleet})

    fleet_option = next(each for each in single.params if each.name == "fleet")
    fleet_option.required = False
    params = [
        *single.params,
        click.Option(["--vin"], multiple=True, help="A vehicle of it; again for each further one."),
        click.Option(["--vins", "listed"], help="A file with a VIN on each line.", **LIST),
        click.Option(["--filter", "saved"], metavar="NAME", help="What a filter saved in the window finds now."),
        click.Option(["--all", "whole"], is_flag=True, help="All vehicles."),
    ]
    return click.Command(paper.kind, callback=draw, params=params, help=paper.about)


def _loosened(asked: click.Parameter, which: str, thing: str) -> click.Parameter:
    """The subject as often as it is named, and no output where there is a folder."""
    if asked.name == which:
        return click.Option(
            [f"--{which}"], multiple=True, help=f"The {thing} that is meant; again for each further one."
        )
    if asked.name == "output":
        asked.required = False
    return asked


def _listed(file: Path) -> list[str]:
    """The names in a file, one a line; what stands behind a comma or a blank is somebody's note."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        text = lines.read(MOST_BYTES)
    return [line.replace(",", " ").replace(";", " ").split()[0] for line in text.splitlines() if line.strip(" ,;\t")]


def _all_of(caller: CommandContext) -> Sequence[str]:
    from lifecycle_desk.overview.usecases.lives.lists import all_vins  # no start needs it

    return all_vins(caller.viewer)


def _drawn(
    caller: CommandContext, paper: Report, subjects: Sequence[str], folder: Path | None, given: dict[str, Any]
) -> int:
    """Draw all of them, with progress; gives the exit code, and names what could not be drawn."""
    from lifecycle_desk.overview.papers.several import MOST, as_files, as_one, drawn, handed_out, requests_for

    code, output = given.pop("language") or caller.code, given.pop("output")
    draw = drawn if given.pop("draft") else handed_out
    which = paper.about_which
    named = {name: value for name, value in given.items() if value is not None} | {which: "".join(subjects[:1])}
    try:
        request = understood(named, paper.takes, strict=False)
    except RequestNotUnderstood as fault:
        raise click.UsageError(f"{fault.facts['where']}: {fault.facts['why']}") from None
    requests = requests_for(request, which, subjects, MOST if folder is None else None)
    if folder is not None:
        made = followed(as_files(caller.user, paper, requests, folder, code, draw))
        count, failed, where = len(made.files), made.failed, folder
    else:
        one = followed(as_one(caller.user, paper, requests, code, draw))
        count, failed, where = one.count, one.failed, output
        if str(output) == "-":
            pour_out([one.content])
        else:
            write_whole(output, one.content)
    for each in failed:
        caller.write_message(NOT_DRAWN, subject=each.subject, why=caller.language.sentence(each.why))
    if str(where) != "-":
        caller.write_message(WRITTEN, n=count, where=str(where))
    return REFUSED if failed else 0
