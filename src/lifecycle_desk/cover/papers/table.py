"""The table of warranty rules: what is promised for a brand in a market, in force on a day, each with its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import CountryNamed
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.options import Asks, Option
from lifecycle_desk.cover.rules import Condition, Open, Rule, RuleKind, RuleTable, Span, SpanUnit, markets_of, published
from lifecycle_desk.cover.usecases import rule_table
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.market import ANOTHER
from lifecycle_desk.paper import Column, Content, Facts, Muted, Note, Paper, Paragraphs, Section, Table
from lifecycle_desk.paper.flow import Block

TITLE = N_("Warranty terms")
NOT_CONFIRMED = N_("To be verified: %(note)s")
NO_TERMS = N_("No published terms found for %(brand)s in this market; please check with the manufacturer.")
MONTHS, DAYS = NN_("%(n)s month", "%(n)s months"), NN_("%(n)s day", "%(n)s days")
FREE_MONTHS = NN_("no limit in the first %(n)s month", "no limit in the first %(n)s months")
MINIMUM_HEALTH = N_("minimum health %(percent)s")
IN_TWELVE_MONTHS = N_("at most %(km)s in any twelve months")
PRESUMED = NN_(
    "defects presumed present at delivery for %(n)s month", "defects presumed present at delivery for %(n)s months"
)
BARRED = NN_("claims expire after %(n)s month", "claims expire after %(n)s months")
ONLY_OF, NOT_OF = N_("only %(models)s"), N_("except %(models)s")
SINCE, FROM_TO = N_("from %(first)s"), N_("%(first)s to %(last)s")
LOOKED_UP = N_("Checked on %(day)s.")
SEARCHED = N_("%(brands)s: searched on %(day)s, nothing found")


BRAND = Option("brand", "The make whose rules are wanted.")
MARKET = Option(
    "market",
    "The market's code; the dealer's own without it.",
    label=C_("cover", "Market"),
    asks=Asks.ONE,
    items=lambda: ((code, code) for code in markets_of(published())),
    none=N_("The dealer’s market"),
)
ON = Option(
    "on",
    "The day on which they are in force, as 2026-11-25; today without it.",
    label=C_("cover", "In force on"),
    asks=Asks.DAY,
)


@dataclass(frozen=True, slots=True)
class OfBrand:
    """The brand whose rules are wanted, the market (the dealer's where none is named) and the day (None: today)."""

    brand: Annotated[str, BRAND]
    market: Annotated[str, MARKET] = ""
    on: Annotated[date | None, ON] = None


def cover_table(user: UserSession, asked: OfBrand, language: Language) -> Paper:
    """All rules in force for a brand in a market on a day, with source and dates."""
    table = rule_table(user, asked.brand, asked.market, asked.on)
    return Paper(
        title=language(TITLE),
        subtitle=language.in_a_row(table.brand, _country(table, language)),
        language=language,
        letterhead=letterhead(user, language),
        size=sheet_size(user),
        date=table.on,
        blocks=[*_blocks(table, language)],
    )


def _blocks(table: RuleTable, language: Language) -> Iterator[Block]:
    doubtful = sum(each.verify for each in table.rules)
    yield Facts(
        [
            (language(C_("vehicle", "Make")), table.brand),
            (language(C_("cover", "Market")), language.spoken(_country(table, language))),
            (language(C_("cover", "In force on")), table.on),
            (language(C_("cover", "Terms")), len(table.rules)),
            (language(N_("To be verified")), doubtful),
        ]
    )
    if not table.is_brand_known:
        yield Note(language(NO_TERMS, brand=table.brand))
    for kind in RuleKind:
        rules = [each for each in table.rules if each.kind is kind]
        if rules:
            yield Section(language(kind.label), _table(rules, language))
    if table.not_found:
        yield Section(language(N_("Searched, nothing found")), Paragraphs(*_searched(table, language)))


def _country(table: RuleTable, language: Language) -> CountryNamed:
    """The market as people call it; a pack that is no country's own goes by the dealer's country."""
    return CountryNamed(language.customs.territory if table.market == ANOTHER else table.market)


def _searched(table: RuleTable, language: Language) -> Iterator[Content]:
    for each in table.not_found:
        searched = language(SEARCHED, brands=each.brands, day=each.looked_up_on)
        yield language.with_aside(searched, language.formats.listed([language(part.label) for part in each.parts]))


def _table(rules: list[Rule], language: Language) -> Table:
    columns = [
        Column(language(C_("cover", "Part")), share=18),
        Column(language(C_("cover", "Cover")), share=27),
        Column(language(C_("cover", "In force")), share=15),
        Column(language(C_("cover", "Source")), share=40),
    ]
    return Table(columns, [_row(each, language) for each in rules], dense=True)


def _row(rule: Rule, language: Language) -> tuple[Content, ...]:
    promise = [_extent(rule, language), *(Muted(each) for each in _more(rule, language))]
    cited = language(rule.basis.label) if rule.basis else rule.source
    source: list[Content] = [cited, Muted(language(LOOKED_UP, day=rule.looked_up_on))]
    if rule.verify:
        doubts = language.formats.listed([language(each.label) for each in rule.doubts])
        source.append(Muted(language(NOT_CONFIRMED, note=doubts or rule.note)))
    return language(rule.part.label), tuple(promise), _dates(rule, language), tuple(source)


def _extent(rule: Rule, language: Language) -> str:
    """How long and how far: 84 months / 150,000 km."""
    return language.first_of(_lasts(rule, language), _limit(rule, language))


def _lasts(rule: Rule, language: Language) -> str:
    if isinstance(rule.lasts, Span):
        return language(DAYS if rule.lasts.unit is SpanUnit.DAYS else MONTHS, n=rule.lasts.count)
    return language(rule.lasts.label)


def _limit(rule: Rule, language: Language) -> str:
    if isinstance(rule.limit, Open):
        return language(rule.limit.label)
    return language.spoken(rule.limit)


def _more(rule: Rule, language: Language) -> Iterator[str]:
    """For which cars, from when, and on what conditions."""
    if rule.first_months_unlimited:
        yield language(FREE_MONTHS, n=rule.first_months_unlimited)
    if rule.floor_tenths is not None:
        share = Decimal(rule.floor_tenths) / 1000
        yield language(MINIMUM_HEALTH, percent=language.formats.percent(share))
    if rule.models:
        yield language(ONLY_OF, models=_named(rule.models, rule))
    if rule.except_models:
        yield language(NOT_OF, models=_named(rule.except_models, rule))
    if rule.energies:
        yield language.formats.listed([language(each.label) for each in rule.energies])
    if rule.presumed_months:
        yield language(PRESUMED, n=rule.presumed_months)
    if rule.barred_months:
        yield language(BARRED, n=rule.barred_months)
    yield language(rule.start.label)
    yield from (_condition(each, language) for each in rule.conditions)


def _named(patterns: Iterable[str], rule: Rule) -> tuple[str, ...]:
    """Models as people call them: without the signs of patterns and their make, each once."""
    names = [each.strip("*?") for each in patterns]
    for brand in rule.brands:
        names = [each.removeprefix(f"{brand} ") for each in names]
    return tuple(dict.fromkeys(names))


def _condition(condition: Condition, language: Language) -> str:
    if condition.km is not None:
        return language(IN_TWELVE_MONTHS, km=Distance(condition.km))
    return language(condition.kind.label)


def _dates(rule: Rule, language: Language) -> str:
    """From when, and until when, a car that is sold gets the promise."""
    first = max(each for each in (rule.valid_from, rule.sold_from) if each)
    last = min((each for each in (rule.valid_until, rule.sold_until) if each), default=None)
    return language(FROM_TO, first=first, last=last) if last else language(SINCE, first=first)
