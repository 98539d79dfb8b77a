"""Papers for several cars at the command line: --vin again and again, or --vins FILE; into one PDF or a folder."""

import sys
from pathlib import Path
from typing import Any

import click

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.cli.context import CommandContext, followed
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.request import RequestNotUnderstood, understood
from lifecycle_desk.store.files import write_whole

WRITTEN = NN_("%(n)s document saved to %(where)s.", "%(n)s documents saved to %(where)s.")
VINS: dict[str, Any] = {"type": click.Path(exists=True, dir_okay=False, path_type=Path), "metavar": "FILE"}
FOLDER: dict[str, Any] = {"type": click.Path(file_okay=False, path_type=Path), "metavar": "FOLDER"}
MOST_BYTES = 1_000_000  # of a list of VINs


def several(paper: Report, single: click.Command) -> click.Command:
    """The command of one paper, which takes several cars where the paper is about a car."""
    if paper.about_which != "vin" or single.callback is None:
        return single

    @click.pass_context
    def draw(context: click.Context, /, **given: Any) -> None:
        vins, file, folder = given.pop("vin"), given.pop("vins"), given.pop("to")
        listed = [*vins, *_listed(file)] if file else [*vins]
        if not listed:
            raise click.UsageError("Name a vehicle: --vin VIN, or --vins FILE.", context)
        if (folder is None) is (given["output"] is None):
            raise click.UsageError("Say where to: -o FILE for one PDF, or --to FOLDER for a file each.", context)
        if folder is None and len(listed) == 1:
            context.invoke(single, **given, vin=listed[0])
            return
        _all(context.obj, paper, listed, folder, given)

    params = [_loosened(each) for each in single.params]
    params += [
        click.Option(["--vins"], help="A file with a VIN on each line.", **VINS),
        click.Option(["--to"], help="A folder for a file each: KIND-VIN.pdf.", **FOLDER),
    ]
    return click.Command(paper.kind, callback=draw, params=params, help=paper.about)


def _loosened(asked: click.Parameter) -> click.Parameter:
    """The VIN as often as it is named, and no output where there is a folder."""
    if asked.name == "vin":
        return click.Option(["--vin"], multiple=True, help="The vehicle that is meant; again for each further one.")
    if asked.name == "output":
        asked.required = False
    return asked


def _listed(file: Path) -> list[str]:
    """The VINs of a file, one a line; what stands behind a comma or a blank is somebody's note."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        text = lines.read(MOST_BYTES)
    return [line.replace(",", " ").replace(";", " ").split()[0] for line in text.splitlines() if line.strip(" ,;\t")]


def _all(caller: CommandContext, paper: Report, vins: list[str], folder: Path | None, given: dict[str, Any]) -> None:
    """Draw all of them, with progress; broken off, nothing was written."""
    from lifecycle_desk.overview.papers.several import (  # no start needs it
        as_files,
        as_one,
        drawn,
        handed_out,
        requests_of,
    )

    code, output = given.pop("language") or caller.code, given.pop("output")
    draw = drawn if given.pop("draft") else handed_out
    named = {name: value for name, value in given.items() if value is not None} | {"vin": vins[0]}
    try:
        request = understood(named, paper.takes, strict=False)
    except RequestNotUnderstood as fault:
        raise click.UsageError(f"{fault.facts['where']}: {fault.facts['why']}") from None
    requests = requests_of(request, vins)
    if folder is not None:
        files = followed(as_files(caller.user, paper, requests, folder, code, draw))
        caller.write_message(WRITTEN, n=len(files), where=str(folder))
        return
    content = followed(as_one(caller.user, paper, requests, code, draw))
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        return
    write_whole(output, content)
    caller.write_message(WRITTEN, n=len(requests), where=str(output))
