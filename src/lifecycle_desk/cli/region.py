"""`region`: what a dealer gives an importer, and what the importer receives from many dealers."""

from datetime import timedelta
from pathlib import Path

import click

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.cli.context import CommandContext, answer, columns, followed, json_too
from lifecycle_desk.cli.exit_codes import REFUSED
from lifecycle_desk.region.interchange.inbox import FileReceived, receiving
from lifecycle_desk.region.interchange.sending import GivenToRegion, giving
from lifecycle_desk.region.tables.opening import open_region
from lifecycle_desk.region.usecases import linking, standing
from lifecycle_desk.region.usecases.creating import create_region, name_region, new_key
from lifecycle_desk.region.usecases.linking import ForgetRegion, SetRegion
from lifecycle_desk.region.usecases.receipts import public_keys
from lifecycle_desk.region.usecases.recounting import check_region
from lifecycle_desk.region.usecases.summing import sum_up

CREATED = N_("Region created at %(where)s. Dealers know it by this key: %(key)s.")
GIVEN = NN_(
    "%(n)s record given to the region, up to no. %(last)s.", "%(n)s records given to the region, up to no. %(last)s."
)
RECEIPT = N_("The region confirms records up to no. %(seq)s.")
RECEIPT_OF = N_("%(region)s confirms records up to no. %(seq)s.")
NO_RECEIPT = N_("The region has not confirmed anything yet.")
REGION_SET = N_("Records are given to %(place)s.")
REGION_FORGOTTEN = N_("Records are no longer given to a region.")
RECEIVED = NN_(
    "%(name)s: %(n)s record received, up to no. %(last)s.", "%(name)s: %(n)s records received, up to no. %(last)s."
)
KNOWN = N_("%(name)s: already received, up to no. %(last)s.")
WAIT = NN_(
    "%(n)s record waits for a newer version of Lifecycle Desk in the region.",
    "%(n)s records wait for a newer version of Lifecycle Desk in the region.",
)
NAMED = N_("The region is called %(name)s.")
OPENED = N_("The next records begin epoch %(epoch)s.")
SOUND = N_("No faults found: %(dealers)s dealers and %(cars)s vehicles recounted.")
LATE, DISPUTED, DECIDED = C_("region", "Late"), N_("In dispute since %(then)s"), N_("Decided, waiting for records")

at_region = click.option(
    "--at",
    "where",
    envvar="LIFECYCLE_DESK_REGION",
    required=True,
    metavar="URL",
    help="The region's PostgreSQL, with ?schema= where it is not “region”; else what LIFECYCLE_DESK_REGION names.",
)


@click.group()
def region() -> None:
    """Give records to an importer's region; or, there, receive what many dealers give."""


@region.command("set")
@click.argument("place", metavar="FOLDER|URL")
@click.option("--key", "fingerprint", required=True, metavar="FINGERPRINT", help="The region's, as its people tell it.")
@click.pass_obj
def set_region(caller: CommandContext, *, place: str, fingerprint: str) -> None:
    """Where this dealer's records go: a folder, or an https address that takes PUT."""
    done = linking.set_region(caller.user, SetRegion(place, fingerprint))
    caller.write_message(REGION_SET, place=done.value.place)


@region.command()
@click.pass_obj
def forget(caller: CommandContext) -> None:
    """Give to no region any more."""
    linking.forget_region(caller.user, ForgetRegion())
    caller.write_message(REGION_FORGOTTEN)


@region.command()
@json_too
@click.pass_obj
def give(caller: CommandContext, *, as_json: bool) -> None:
    """Give what the region does not have yet, and fetch its receipt."""
    done = followed(giving(caller.user))
    if as_json:
        answer(caller.done(done))
        return
    for each in done.warnings:
        click.echo(caller.language.sentence(each), err=True)
    caller.write_message(GIVEN, n=done.value.records, last=done.value.last)
    caller.write_message(_confirmed(done.value), seq=done.value.receipt, region=done.value.region)


def _confirmed(given: GivenToRegion) -> str:
    """How far the region has confirmed, by its name where it has one."""
    if not given.receipt:
        return NO_RECEIPT
    return RECEIPT_OF if given.region else RECEIPT


@region.command()
@click.argument("where", metavar="URL")
@click.option("--name", default="", metavar="NAME", help="What it is called in its window and on its reports.")
@click.pass_obj
def init(caller: CommandContext, *, where: str, name: str) -> None:
    """A new region in a schema of a PostgreSQL."""
    with create_region(where, name) as made:
        caller.write_message(CREATED, where=made.where, key=public_keys(made)[-1])


@region.command("name")
@at_region
@click.argument("name")
@click.pass_obj
def name_(caller: CommandContext, *, where: str, name: str) -> None:
    """What the region is called in its window and on its reports."""
    with open_region(where) as found:
        caller.write_message(NAMED, name=name_region(found, name))


@region.command()
@at_region
@click.option("--new", is_flag=True, help="Make another one first; dealers must be told of it.")
def key(*, where: str, new: bool) -> None:
    """The fingerprints of the region's keys, the one that signs now last."""
    with open_region(where) as found:
        if new:
            new_key(found)
        for each in public_keys(found):
            click.echo(each)


@region.command()
@at_region
@click.argument("places", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE|FOLDER…")
@click.option(
    "--trust", multiple=True, metavar="FINGERPRINT", help="The key of a new dealer, once compared; may be repeated."
)
@click.option("--keep", is_flag=True, help="Leave in folders what was received.")
@json_too
@click.pass_context
def receive(
    context: click.Context, *, where: str, places: tuple[Path, ...], trust: tuple[str, ...], keep: bool, as_json: bool
) -> None:
    """Receive batches, and lay receipts beside them; what was received is taken out of folders."""
    caller: CommandContext = context.obj
    with open_region(where) as found:
        done = followed(receiving(found, places, trust, keep=keep))
        sum_up(found)
    for each in done:
        _tell(caller, each, as_json=as_json)
    context.exit(REFUSED if any(each.refused for each in done) else 0)


def _tell(caller: CommandContext, each: FileReceived, *, as_json: bool) -> None:
    """Answer what became of a file."""
    if as_json:
        told = caller.objection(each.refused) if each.refused else None
        answer({"file": each.file.name, "received": caller.plain(each.received), "refused": told})
    elif each.refused:
        click.echo(f"{each.file.name}: {caller.language.sentence(each.refused)}", err=True)
    elif each.received:
        told = {"name": each.received.name, "last": each.received.last}
        click.echo(caller.language(RECEIVED if each.received.new else KNOWN, **told, n=each.received.new))
        if each.received.waiting:
            click.echo(caller.language(WAIT, n=each.received.waiting))


@region.command()
@at_region
@click.argument("dealer")
@click.option(
    "--epoch", is_flag=True, required=True, help="Go on with what the dealer has now; the old branch is kept."
)
@click.pass_obj
def accept(caller: CommandContext, *, where: str, dealer: str, epoch: bool) -> None:
    """Decide a dispute: a dealer, by its mark or its name, goes on from where both branches agree."""
    del epoch  # said aloud, so that nobody accepts by mistake
    with open_region(where) as found:
        caller.write_message(OPENED, epoch=standing.open_epoch(found, dealer, caller.staff or ""))


@region.command()
@at_region
@click.option("--late-after", type=click.IntRange(1), default=24, show_default=True, help="Hours without a batch.")
@json_too
@click.pass_obj
def dealers(caller: CommandContext, *, where: str, late_after: int, as_json: bool) -> None:
    """The dealers of the region: up to which record each is known, who is late, who is in dispute."""
    with open_region(where) as found:
        known = standing.standing(found, timedelta(hours=late_after))
    if as_json:
        answer([caller.plain(each) for each in known])
        return
    for each in known:
        words = caller.language
        state = words(DECIDED) if each.is_opened else words(LATE) if each.is_late else ""
        if each.disputed_since and not each.is_opened:
            state = words(DISPUTED, then=each.disputed_since)
        came = words.formats.moment(each.received_at) if each.received_at else ""
        waits = words(WAIT, n=each.waiting) if each.waiting else ""
        click.echo(columns(each.dealer, each.market, each.name, str(each.last), came, state, waits))


@region.command()
@at_region
@json_too
@click.pass_context
def check(context: click.Context, *, where: str, as_json: bool) -> None:
    """Recount the region: records, lives, and the sums that were folded from them."""
    caller: CommandContext = context.obj
    with open_region(where) as found:
        checked = followed(check_region(found))
    if as_json:
        answer(caller.plain(checked))
    elif not checked.findings:
        click.echo(caller.language(SOUND, dealers=checked.dealers, cars=checked.cars))
    for each in () if as_json else checked.findings:
        click.echo(columns(each.dealer, each.where, each.why))
    context.exit(REFUSED if checked.findings else 0)


COMMANDS = (region,)
