"""`region figures`, `sum`, `export`, `report`: what an importer reads of a region without the window."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.cli.context import CommandContext, answer, columns, followed, json_too
from lifecycle_desk.cli.figures import plain_reading
from lifecycle_desk.cli.region import region
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures.papers import number_words, period_words, reading_words, sort_words
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, period_of
from lifecycle_desk.figures.rules.readings import Reading
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.region.interchange.exporting import FORMS, TABLES, tables_file, tables_into
from lifecycle_desk.region.papers import group_words, spoken
from lifecycle_desk.region.papers.monthly import region_report
from lifecycle_desk.region.rules.address import is_region, schema_address
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.tables.opening import open_region
from lifecycle_desk.region.usecases.looking import Part, dealer_names, divided, figures_of, look_into, this_month
from lifecycle_desk.region.usecases.summing import sum_anew, sum_up
from lifecycle_desk.rooms import register
from lifecycle_desk.store.files import pour_whole, write_whole

SUMMED = NN_("%(n)s dealer added to the sums.", "%(n)s dealers added to the sums.")
WRITTEN = NN_("%(n)s file written.", "%(n)s files written.")

looked_at = click.option(
    "--at",
    "where",
    envvar="LIFECYCLE_DESK_REGION",
    metavar="URL",
    help="The region's PostgreSQL; else what LIFECYCLE_DESK_REGION or --store names.",
)
month_too = click.option("--month", metavar="YYYY-MM", help="A month (2026-10), a quarter (2026-Q4) or a year.")
market_too = click.option("--market", default="", metavar="CC", help="One market alone, by the code of its country.")


def _address(caller: CommandContext, where: str | None) -> str:
    """The region that is meant: named here, or by --store."""
    if where:
        return where
    if is_region(caller.where):
        return caller.where
    raise click.UsageError("Name the region: --at URL, or --store URL?region=NAME.")


def _period(said: str | None, user: UserSession) -> Period:
    return period_of(said) if said else Period(PeriodKind.MONTH, this_month(user)).before


@region.command()
@looked_at
@month_too
@market_too
@click.option("--by", type=click.Choice([each.value for each in By]), help="Divided by this.")
@click.option("--figure", "only", multiple=True, metavar="NAME", help="Only these, by the names that --json tells.")
@json_too
@click.pass_obj
def figures(
    caller: CommandContext,
    *,
    where: str | None,
    month: str | None,
    market: str,
    by: str | None,
    only: tuple[str, ...],
    as_json: bool,
) -> None:
    """Figures of the region in a period; without one, in the last whole month."""
    register()
    user = look_into(_address(caller, where))
    try:
        period, part = _period(month, user), Part(market=market.upper())
        chosen = [each for each in all_figures() if not only or each.name in only]
        if by:
            of = By.of(by)
            readings = [each for figure in chosen for each in divided(user, figure, period, of, part)]
        else:
            of, readings = None, list(figures_of(user, period, part, chosen).readings)
        names = dealer_names(user) if of is By.DEALER else {}
    finally:
        user.store.close()
    if as_json:
        told = {"period": str(period), "from": period.begins.isoformat(), "until": period.ends.isoformat()}
        answer(told | {"market": part.market, "by": by, "figures": [_plain(each, names) for each in readings]})
        return
    _tell(caller, period, readings, of, names)


def _plain(each: Reading, names: dict[str, str]) -> dict[str, Any]:
    """The same as of a dealership; a dealer with its name besides."""
    return plain_reading(each) | ({"name": names[each.group]} if each.group in names else {})


def _tell(
    caller: CommandContext, period: Period, readings: Sequence[Reading], by: By | None, names: dict[str, str]
) -> None:
    """Write figures for a person, a line for each."""
    language = spoken(caller.code)
    click.echo(period_words(period, language))
    for each in readings:
        group = group_words(each, by, names, language) if by else ""
        name = columns(language(each.figure.title), sort_words(each.figure, each.sort, language), group)
        before = number_words(each.figure, each.before, each.currency, language)
        click.echo(columns("  " + name, reading_words(each, language), f"({before})" if before else ""))


@region.command("sum")
@looked_at
@click.option("--anew", is_flag=True, help="All from nothing.")
@click.pass_obj
def sum_(caller: CommandContext, *, where: str | None, anew: bool) -> None:
    """Add what was received to the sums that pages and reports read; after each receiving, or once an hour."""
    with open_region(schema_address(_address(caller, where))) as found:
        done = sum_anew(found) if anew else sum_up(found)
    caller.write_message(SUMMED, n=done.dealers)


@region.command("export")
@looked_at
@click.option("--format", "form", type=click.Choice(FORMS), default="xlsx", show_default=True)
@click.option("--table", "names", multiple=True, type=click.Choice(TABLES), help="A table; may be repeated.")
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.pass_obj
def export_(caller: CommandContext, *, where: str | None, form: str, names: tuple[str, ...], out: Path) -> None:
    """The tables of the region for other programs: one file, or a folder with a file for each."""
    user = look_into(_address(caller, where))
    try:
        if out.is_dir():
            count = len(followed(tables_into(user, form, out, names)))
        else:
            pour_whole(out, tables_file(user, form, names))
            count = 1
    finally:
        user.store.close()
    caller.write_message(WRITTEN, n=count)


@region.command("report")
@looked_at
@month_too
@market_too
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), metavar="FILE")
@click.pass_obj
def report_(caller: CommandContext, *, where: str | None, month: str | None, market: str, out: Path) -> None:
    """The region's monthly report as a PDF, in the language that --language names."""
    register()
    user = look_into(_address(caller, where))
    try:
        paper = region_report(user, _period(month, user), market.upper(), spoken(caller.code))
    finally:
        user.store.close()
    write_whole(out, paper.pdf())
    caller.write_message(WRITTEN, n=1)


COMMANDS = (region,)
