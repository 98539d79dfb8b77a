"""The command that says whether a paper, a code, a dossier or an export is genuine and whole."""

from pathlib import Path

import click

from lifecycle_desk.base.objections import N_
from lifecycle_desk.cli.context import CommandContext, answer, json_too
from lifecycle_desk.cli.exit_codes import REFUSED
from lifecycle_desk.dossier.interchange.verifying import keys_in, verify_file
from lifecycle_desk.proof.rules.proof import Verdict
from lifecycle_desk.rooms import offered, register
from lifecycle_desk.store.places import is_server

WHOLE = N_("Intact, but the signer is not known here.")
GENUINE, NOT_GENUINE = N_("Authentic."), N_("Could not be verified.")
FACTS = ("dealer", "kind", "number", "issue", "on", "vin", "fingerprint")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The dealer's public key.")
@json_too
@click.pass_context
def verify(context: click.Context, file: Path, key: Path | None, *, as_json: bool) -> None:
    """Is this paper, code, dossier or export genuine and whole; no store is needed where --key names a key."""
    caller: CommandContext = context.obj
    keys = keys_in(key) if key else []
    there = is_server(caller.where) or Path(caller.where).exists()
    user = caller.user if there and (not key or _named(context)) else None
    register()
    verdict = verify_file(file, keys, user, tuple(offered("checks")))
    if as_json:
        answer(caller.plain(verdict) | {"says": [*map(caller.objection, verdict.says)]})
    else:
        _tell(caller, verdict)
    context.exit(0 if verdict.genuine else REFUSED)


def _named(context: click.Context) -> bool:
    """Whether a store was named: one's own books have no say where somebody asks by a key."""
    source = context.find_root().get_parameter_source("store")
    return source is not click.core.ParameterSource.DEFAULT


def _tell(caller: CommandContext, verdict: Verdict) -> None:
    told = caller.plain(verdict)
    click.echo(caller.language(GENUINE if verdict.genuine else WHOLE if verdict.signer_unknown else NOT_GENUINE))
    for each in verdict.says:
        click.echo(caller.language.sentence(each))
    for name, value in [(name, told[name]) for name in FACTS] + sorted(told["facts"].items()):
        if value is not None:
            click.echo(f"{name}: {value}")


COMMANDS = (verify,)
