"""The command line: the same use cases as the window, without Qt."""

import click

from lifecycle_desk.cli.context import CommandContext, Windows
from lifecycle_desk.cli.exit_codes import Commands
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.rooms import put_together
from lifecycle_desk.store.places import own_place


@click.group(cls=Commands, invoke_without_command=True)
@click.option(
    "--store",
    envvar="LIFECYCLE_DESK_STORE",
    metavar="FILE|URL",
    default=lambda: str(own_place()),
    help="Where the books lie; else what LIFECYCLE_DESK_STORE names, else your own data folder.",
)
@click.option("--language", type=click.Choice(tuple(LANGUAGES)), help="What is printed; else the dealer's.")
@click.option("--as", "staff", envvar="LIFECYCLE_DESK_STAFF", metavar="STAFF", help="The member of staff who acts.")
@click.option(
    "--second", envvar="LIFECYCLE_DESK_SECOND", metavar="STAFF", help="The member of staff who confirms what needs two."
)
@click.pass_context
def main(context: click.Context, store: str, language: str | None, staff: str | None, second: str | None) -> None:
    """The whole life of a vehicle; without a command, the window."""
    put_together()
    windows: Windows = context.obj
    caller = context.obj = CommandContext(store, language, staff, windows, second)
    context.call_on_close(caller.close)
    if context.invoked_subcommand is None:
        context.exit(windows.run(store, staff, language))
