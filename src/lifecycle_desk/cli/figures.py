"""`figures`: the figures of a month, a quarter or a year, beside the period before and the same a year before."""

from typing import Any

import click

from lifecycle_desk.base.money import Money
from lifecycle_desk.cli.context import CommandContext, answer, columns, followed, json_too
from lifecycle_desk.figures.papers import group_words, number_words, period_words, reading_words
from lifecycle_desk.figures.rules.figure import Dimension
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, PeriodUnknown, period_of
from lifecycle_desk.figures.rules.readings import Number, Reading, worth
from lifecycle_desk.figures.rules.rights import FIGURES_READ
from lifecycle_desk.figures.usecases.keeping import count_figures, is_counted
from lifecycle_desk.figures.usecases.reading import Readings, figures_of, this_month


@click.command()
@click.option("--month", metavar="YYYY-MM", help="A month: 2026-10. Without a period, the present month.")
@click.option("--quarter", metavar="YYYY-Qn", help="A quarter: 2026-Q4.")
@click.option("--year", metavar="YYYY", help="A year: 2026.")
@click.option("--by", type=click.Choice([each.value for each in Dimension]), help="Divided by this.")
@click.option("--figure", "only", multiple=True, metavar="NAME", help="Only these, by the names that --json tells.")
@json_too
@click.pass_obj
def figures(
    caller: CommandContext,
    month: str | None,
    quarter: str | None,
    year: str | None,
    by: str | None,
    only: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Figures of the dealership in a period, with the period before and the same period a year before."""
    caller.user.require(FIGURES_READ)
    period = _period(caller, {PeriodKind.MONTH: month, PeriodKind.QUARTER: quarter, PeriodKind.YEAR: year})
    if not is_counted(caller.user.store) and not caller.user.store.protected:
        followed(count_figures(caller.user))
    found = figures_of(caller.user, period, Dimension.of(by) if by else None)
    shown = [each for each in found.readings if not only or each.figure.name in only]
    if as_json:
        answer(_plain(found, shown))
        return
    _tell(caller, found, shown)


def _period(caller: CommandContext, given: dict[PeriodKind, str | None]) -> Period:
    """The period that was asked for; the present month where none was."""
    asked = [(kind, said) for kind, said in given.items() if said]
    if not asked:
        return Period(PeriodKind.MONTH, this_month(caller.user))
    if len(asked) > 1:
        raise click.UsageError("Only one of --month, --quarter and --year.")
    kind, said = asked[0]
    period = period_of(said)
    if period.kind is not kind:
        raise PeriodUnknown(said[:20])
    return period


def _tell(caller: CommandContext, found: Readings, shown: list[Reading]) -> None:
    """Write figures for a person, a line for each, under its section."""
    language = caller.language
    click.echo(period_words(found.period, language))
    section = None
    for each in shown:
        if each.figure.section is not section:
            section = each.figure.section
            click.echo(f"\n{language(section.label)}")
        name = columns(language(each.figure.title), group_words(each, found.by, language))
        before = number_words(each.figure, each.before, each.currency, language)
        click.echo(columns("  " + name, reading_words(each, language), f"({before})" if before else ""))


def _plain(found: Readings, shown: list[Reading]) -> dict[str, Any]:
    return {
        "period": str(found.period),
        "from": found.period.begins.isoformat(),
        "until": found.period.ends.isoformat(),
        "by": found.by,
        "complete": found.whole,
        "figures": [plain_reading(each) for each in shown],
    }


def plain_reading(each: Reading) -> dict[str, Any]:
    """A figure for other programs, of a dealership or of a region."""
    return {
        "figure": each.figure.name,
        "section": each.figure.section,
        "unit": each.figure.unit,
        "sort": each.sort,
        "group": each.group,
        "currency": each.currency,
        "value": exactly(each, each.now),
        "before": exactly(each, each.before),
        "year_before": exactly(each, each.year_before),
        "things": each.things,
    }


def exactly(of: Reading, number: Number) -> int | str | None:
    """A number for other programs: money in minor units, counts whole, the rest as decimals in a text."""
    told = worth(of.figure, number, of.currency)
    if isinstance(told, Money):
        return told.minor
    if told is None or isinstance(told, int):
        return told
    return str(told.value)


COMMANDS = (figures,)
