"""The commands for the books as a whole: made, checked, copied, put back, filled with an example, drawn."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import override

import click

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.books.usecases import books, putting_back, server_backups
from lifecycle_desk.cli.context import CommandContext, answer, asking, followed, json_too, unlock_first
from lifecycle_desk.cli.exit_codes import REFUSED
from lifecycle_desk.cli.typed import asked_for_keys, give_recovery_key
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.countries import proposed, the_zone
from lifecycle_desk.market.market import Calendar, PaperSize
from lifecycle_desk.market.own_rules import NO_TAX, beginning
from lifecycle_desk.region.rules.address import is_region
from lifecycle_desk.rooms import offered, register
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.passwords import without_password
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.refusals import CANNOT_OPEN, StoreKeyWrong
from lifecycle_desk.store.unlocking import is_encrypted
from lifecycle_desk.trust.heads import heads_in

MADE = N_("Created %(where)s.")
SOUND = N_("No faults found: %(vehicles)s vehicles and %(events)s records checked.")
REPAIRED = NN_("The figures of %(n)s vehicle were corrected.", "The figures of %(n)s vehicles were corrected.")
BACKED_UP = N_("Backup %(file)s created and checked: %(events)s records.")
RESTORED = N_("Restored: %(events)s records.")
ASIDE = N_("The previous data is kept at %(before)s.")
ERASED_AGAIN = NN_(
    "%(n)s person erased since the backup was made has been erased again.",
    "%(n)s people erased since the backup was made have been erased again.",
)
LATER = NN_(
    "%(n)s later record of the replaced data is not in the backup.",
    "%(n)s later records of the replaced data are not in the backup.",
)
DRAWN = NN_("%(n)s picture created.", "%(n)s pictures created.")


def _put_back(caller: CommandContext, file: Path, *, unproved: bool, tools: str | None) -> putting_back.Restored:
    """Put a backup where the caller's books lie, or are to lie."""
    checks = tuple(offered("checks"))
    if is_server(caller.where):
        return server_backups.restore_server(
            file, caller.where, checks, unproved=unproved, by=caller.staff, tools=tools
        )
    unlock_first(file)
    if is_encrypted(caller.where):
        with suppress(StoreKeyWrong):  # a passphrase that is lost keeps nobody from a backup that opens otherwise
            unlock_first(caller.where)
    try:
        return putting_back.restore(file, Path(caller.where), checks, unproved=unproved, by=caller.staff)
    except CANNOT_OPEN as fault:  # the backup, not the store
        raise BackupNotWhole(str(file), caller.language.sentence(fault).rstrip(".")) from fault


@click.command()
@click.option("--name", required=True, help="The dealer's name.")
@click.option("--market", required=True, help="A market's code, such as TH.")
@click.option("--language", required=True, type=click.Choice(tuple(LANGUAGES)), help="The staff's language.")
@click.option("--country", metavar="CODE", help="With --market ZZ: the country that has no rules here, such as KE.")
@click.option("--currency", metavar="CODE", help="Its currency; else the one that CLDR knows.")
@click.option("--tax", metavar="RATE NAME", help="Its tax, such as “16 VAT”; else none.")
@click.option("--numbers", "number_locale", metavar="LOCALE", help="How numbers are written: en_KE; else as CLDR says.")
@click.option(
    "--distance", "distance_unit", type=click.Choice([each.value for each in LengthUnit]), help="Else as CLDR says."
)
@click.option(
    "--pressure", "pressure_unit", type=click.Choice([each.value for each in PressureUnit]), help="Else as CLDR says."
)
@click.option("--paper", type=click.Choice([each.value for each in PaperSize]), help="Else as CLDR says.")
@click.option("--first-weekday", type=click.IntRange(1, 7), metavar="NUMBER", help="1 is Monday; else as CLDR says.")
@click.option("--time-zone", metavar="NAME", help="Such as Africa/Nairobi; needed where the country has several.")
@click.option("--calendar", type=click.Choice([each.value for each in Calendar]), help="Else Gregorian.")
@click.option("--encrypt", is_flag=True, help="Encrypted from its first page on, under a passphrase.")
@click.pass_obj
def init(  # noqa: PLR0913 (an option each)
    caller: CommandContext,
    *,
    name: str,
    market: str,
    language: str,
    country: str | None,
    currency: str | None,
    tax: str | None,
    number_locale: str | None,
    distance_unit: str | None,
    pressure_unit: str | None,
    paper: str | None,
    first_weekday: int | None,
    time_zone: str | None,
    calendar: str | None,
    encrypt: bool,
) -> None:
    """A new, empty store."""
    said = {"currency": currency, "tax": tax, "number_locale": number_locale, "first_weekday": first_weekday}
    said |= {"distance_unit": distance_unit, "pressure_unit": pressure_unit, "paper": paper}
    rules: dict[str, str] = {}
    if country:
        code = country.strip().upper()
        rules = {**proposed(code), "language": language, "tax": NO_TAX}
        time_zone = time_zone or the_zone(code)
    rules |= {kind: str(value) for kind, value in said.items() if value is not None}
    dealer = Dealer(name, market, language, calendar or "gregorian", time_zone=time_zone)
    keys = asked_for_keys(caller) if encrypt else None
    file = keys.file if keys else None
    begun = beginning(rules)
    caller.session = asking(
        lambda: books.create(caller.where, dealer, caller.staff, begun, keys=file), caller.where, caller.code
    )
    caller.write_message(MADE, where=caller.user.store.where)
    if keys:
        give_recovery_key(caller, keys.recovery_key, None)


@click.command()
@click.option("--repair-figures", is_flag=True, help="Set kept figures right from the lives, before checking.")
@click.option(
    "--witness",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A file with signed heads that was kept elsewhere, such as a mail.",
)
@json_too
@click.pass_context
def check(context: click.Context, *, repair_figures: bool, witness: tuple[Path, ...], as_json: bool) -> None:
    """Is the store sound: file, foreign keys, chain, vehicle links, attachments, figures."""
    caller: CommandContext = context.obj
    if repair_figures:
        caller.write_message(REPAIRED, n=books.repair_figures(caller.user))
    heads = [(str(each), head) for each in witness for head in heads_in(each)]
    checked = books.check(caller.user, tuple(offered("checks")), heads)
    if as_json:
        answer(caller.plain(checked) | {"notes": [*map(caller.objection, checked.notes)]})
    elif checked.sound:
        click.echo(caller.language(SOUND, vehicles=checked.vehicles, events=checked.events))
    for finding in () if as_json else checked.findings:
        click.echo("  ".join(filter(None, (finding.part, finding.where, finding.why))))
    for note in () if as_json else checked.notes:
        click.echo(caller.language.sentence(note))
    context.exit(0 if checked.sound else REFUSED)


@click.command()
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Else beside the store.")
@click.option("--pg-dump", "tools", metavar="PATH", help="Of a server's own tools; else as they are installed.")
@json_too
@click.pass_obj
def backup(caller: CommandContext, output: Path | None, *, tools: str | None, as_json: bool) -> None:
    """A copy of the store that was opened and checked."""
    asked = books.BackUp(str(output) if output else None)
    made = server_backups.back_up_anywhere(caller.user, asked, tuple(offered("checks")), tools)
    if as_json:
        answer(caller.plain(made))
        return
    click.echo(made.file)
    caller.write_message(BACKED_UP, file=made.file, events=made.events)
    if isinstance(made, server_backups.ServerBackedUp) and not made.tried:
        click.echo(caller.language.sentence(server_backups.OnlyReadBack()), err=True)


@click.command()
@json_too
@click.pass_obj
def backups(caller: CommandContext, *, as_json: bool) -> None:
    """The backups that lie beside the store, the latest first."""
    kept = books.stored_backups(caller.user.store)
    if as_json:
        answer(caller.plain(kept))
        return
    for each in kept:
        click.echo(f"{each['made_at']}  {each['events']}  {each['file']}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unproved", is_flag=True, help="Take a backup of which nothing proves that it is what was backed up.")
@click.option("--pg-dump", "tools", metavar="PATH", help="Of a server's own tools; else as they are installed.")
@json_too
@click.pass_obj
def restore(caller: CommandContext, file: Path, *, unproved: bool, tools: str | None, as_json: bool) -> None:
    """Put a backup in place of the store, which stays beside it; that of a server into an empty database."""
    restored = _put_back(caller, file, unproved=unproved, tools=tools)
    if as_json:
        answer(caller.plain(restored) | {"says": [*map(caller.objection, restored.says)]})
    for each in restored.says:
        click.echo(caller.language.sentence(each), err=True)
    caller.write_message(RESTORED, events=restored.events)
    if restored.later:
        caller.write_message(LATER, n=restored.later)
    if restored.erased:
        caller.write_message(ERASED_AGAIN, n=restored.erased)
    if restored.before:
        caller.write_message(ASIDE, before=restored.before)


@click.command()
@click.option("--market", default="TH", show_default=True)
@click.option("--vehicles", type=click.IntRange(1, 100_000), default=40, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True)
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Where its history ends; else with the last hour."
)
@click.pass_obj
def demo(caller: CommandContext, market: str, vehicles: int, seed: int, until: datetime | None) -> None:
    """Fill a new or empty store with the example dealer."""
    from lifecycle_desk.overview.usecases.demo import fill

    followed(fill(caller.where, market, vehicles, seed, until.date() if until else None))
    caller.write_message(MADE, where=without_password(caller.where))


class Size(click.ParamType[tuple[int, int]]):
    """Width and height in pixels: 1366x768."""

    name = "size"

    @override
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        read = re.fullmatch(r"([1-9]\d{2,3})[x×]([1-9]\d{2,3})", value)
        if read is None:
            self.fail(f"{value!r} is not a size in pixels, such as 1366x768.", param, ctx)
        return int(read[1]), int(read[2])


def _looked_at(caller: CommandContext) -> UserSession:
    """A session at the store, or at the region, that is drawn."""
    if not is_region(caller.where):
        return caller.viewer
    from lifecycle_desk.region.usecases.looking import look_into  # few who draw

    register()
    return look_into(caller.where)


@click.command()
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(tuple(LANGUAGES)), help="Else the dealer's.")
@click.option("--dark", is_flag=True)
@click.option("--size", type=Size(), metavar="WxH", help="Of the window, in pixels; else 1440x900.")
@click.option("--text", type=click.IntRange(75, 200), default=100, metavar="PERCENT", help="The size of its text.")
@click.pass_obj
def screens(
    caller: CommandContext,
    folder: Path,
    language: str | None,
    *,
    dark: bool,
    size: tuple[int, int] | None,
    text: int,
) -> None:
    """Pictures of the main screens, drawn offscreen from the store; of a region those that look into it."""
    code = language or caller.code
    made = caller.windows.screens(_looked_at(caller), folder, code, dark=dark, size=size, text=text / 100)
    for path in made:
        click.echo(path)
    caller.write_message(DRAWN, n=len(made))


COMMANDS = (init, check, backup, backups, restore, demo, screens)
