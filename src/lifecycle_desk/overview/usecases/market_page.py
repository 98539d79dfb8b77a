"""All that a market decides, as rows: what, its value, its day and source, and which of it a dealer may change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.said import WITH_ASIDE, CountryNamed, InARow, LanguageNamed, Piece, Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.market_rules import MarketRules, market_rules
from lifecycle_desk.market.addresses import SOURCE as ADDRESSES
from lifecycle_desk.market.addresses import address_form
from lifecycle_desk.market.citing import Cited
from lifecycle_desk.market.market import Guarantee
from lifecycle_desk.market.own_rules import GUARANTEES, OwnRule, RuleKind
from lifecycle_desk.market.tax_numbers import tax_number
from lifecycle_desk.market.taxes import Tax, Taxed, Taxing
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.recycling.end.rules.deadlines import Unit, rules_of
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import Authority, authority_of
from lifecycle_desk.vehicle.rules.rule_values import value_said

MONTHS, DAYS = NN_("%(n)s month", "%(n)s months"), NN_("%(n)s day", "%(n)s days")
WORKING_DAYS, YEARS = NN_("%(n)s working day", "%(n)s working days"), NN_("%(n)s year", "%(n)s years")
NO_TERM, AT_ONCE = N_("No fixed term"), N_("At once")
CALENDAR = N_("Known until %(last)s")
COUNTED = {RuleKind.RETENTION, *GUARANTEES}  # numbers, whose words are the same by whomever they were said
TAXED = {Taxed.VEHICLES: N_("Vehicles"), Taxed.WORKSHOP: N_("Workshop"), Taxed.WORK: N_("Labour and sublet")}
MARGIN_SCHEME = N_("Margin scheme for used vehicles")


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """Something that the market decides; without a source the program found none, and claims nothing.

    `kind` names the rule that the dealer may change, `own` and `to_come` his own rules that hold and that will, `rules`
    all of its kind.
    """

    key: str
    what: Piece
    value: Piece | None
    sources: tuple[Piece, ...] = ()
    since: date | None = None
    kind: RuleKind | None = None
    own: OwnRule | None = None
    to_come: OwnRule | None = None
    needs_source: bool = True
    rules: tuple[OwnRule, ...] = ()
    verify: bool = False

    @property
    def has_no_source(self) -> bool:
        """Whether it ought to have a source, and none was found."""
        return self.needs_source and not self.sources


def decided(user: UserSession) -> tuple[DecidedRow, ...]:
    """All that the market decides for a dealer, money first, then the life of a car, then how things are written."""
    found = market_rules(user)
    return (*_money(found), *_of_a_car(found), *_business(found), *_written(found))


def _money(found: MarketRules) -> Iterator[DecidedRow]:
    pack, prices = found.in_force, found.in_force.prices
    yield _fixed("country", N_("Country"), CountryNamed(pack.country))
    yield _fixed("currency", N_("Currency"), pack.currency)
    yield _taxes(found)
    yield from _other_taxes(found)
    for kind, code in (
        (RuleKind.VEHICLE_PRICES, prices.vehicles),
        (RuleKind.WORKSHOP_PRICES, prices.workshop),
        (RuleKind.ROUNDING, prices.rounding),
    ):
        yield _own(found, kind, value_said(code), [prices])
    number = tax_number(pack.country)
    shown = InARow(number.names, number.example) if number else None
    yield _cited("tax_number", Said(N_("Tax number")), shown, [number] if number else [])


def _taxes(found: MarketRules) -> DecidedRow:
    """All rates in one row: what the dealer rules instead takes the place of all of them."""
    taxes = found.in_force.tax_on(found.today)
    if not taxes:
        why = found.in_force.untaxed
        return _own(found, RuleKind.TAX, None, [why] if why else [])
    return _own(found, RuleKind.TAX, InARow(*map(_rate, taxes)), taxes, max(each.valid_from for each in taxes))


def _other_taxes(found: MarketRules) -> Iterator[DecidedRow]:
    """The other rates that a line may have, and the scheme for used vehicles: where the pack knows their law."""
    pack, on = found.in_force, found.today
    for taxing in Taxing:
        if law := pack.other_tax_on(on, taxing):
            rate, called = percent(law.percent), pack.languages[0]
            value = InARow(rate, law.names[called]) if called in law.names else rate
            yield _cited(f"tax {taxing}", Said(taxing.label), value, [law], law.valid_from)
    if scheme := pack.margin_scheme_on(on):
        says = scheme.words_in(pack.languages[0])
        yield _cited("margin_scheme", Said(MARGIN_SCHEME), says, [scheme], scheme.valid_from)


def _rate(tax: Tax) -> Piece:
    said = value_said(f"{tax.percent.normalize():f} {tax.name}")
    return Said(WITH_ASIDE, what=said, aside=Said(TAXED[tax.only])) if tax.only else said


def _of_a_car(found: MarketRules) -> Iterator[DecidedRow]:
    pack, on = found.in_force, found.today
    examples = tuple(dict.fromkeys(each.example for each in pack.plates))
    yield _cited("plates", Said(N_("Plate numbers")), examples or None, pack.plates)
    for start in (each for each in pack.warranty_starts if each.holds_on(on)):
        if not start.makes:
            yield _own(found, RuleKind.WARRANTY_START, value_said(start.rule), [start], start.valid_from)
        else:
            makes = InARow(Said(RuleKind.WARRANTY_START.label), start.makes)
            value = value_said(start.rule)
            yield _cited(f"start {start.makes[0]}", makes, value, [start], start.valid_from)
    yield from (_guarantee(found, kind, pack.guarantee_on(on, condition)) for kind, condition in GUARANTEES.items())
    yield _transfer(authority_of(pack.code, on))
    deadlines = [each for each in rules_of(pack.code) if each.holds_on(on)]
    for each in deadlines:
        days = Said(DAYS if each.unit is Unit.DAYS else WORKING_DAYS, n=each.within)
        yield _cited(each.id, Said(each.text), days, [each], each.valid_from)
    if not deadlines:
        yield DecidedRow("end", Said(N_("End-of-life deadline")), None)


def _guarantee(found: MarketRules, kind: RuleKind, law: Guarantee | None) -> DecidedRow:
    if law is None:
        return _own(found, kind, None, [])
    return _own(found, kind, _lasts(law), [law], law.valid_from)


def _transfer(authority: Authority | None) -> DecidedRow:
    what = Said(N_("Change of owner"))
    if authority is None:
        return DecidedRow("transfer", what, None)
    value = InARow(authority.names, _term(authority))
    return _cited("transfer", what, value, [authority], authority.valid_from)


def _business(found: MarketRules) -> Iterator[DecidedRow]:
    law, own = found.law, found.own_rule(RuleKind.RETENTION)
    years = int(own.value) if own else law.years if law else None
    value = Said(YEARS, n=years) if years is not None else None
    yield _own(found, RuleKind.RETENTION, value, [law] if law else [], law.valid_from if law else None)
    hours = [each for each in found.in_force.opening_hours if each.holds_on(found.today)]
    shown = tuple(f"{each.opens:%H:%M}–{each.closes:%H:%M}" for each in hours) or None
    since = hours[0].valid_from if hours else None
    yield _own(found, RuleKind.OPENING_HOURS, shown, hours, since)
    calendar = calendar_of(found.pack.code)
    told = Said(CALENDAR, last=calendar.covers_to) if calendar else None
    yield _cited("calendar", Said(N_("Public holidays")), told, [calendar] if calendar else [])


def _written(found: MarketRules) -> Iterator[DecidedRow]:
    pack = found.in_force
    for kind, code in (
        (RuleKind.DISTANCE, pack.distance_unit),
        (RuleKind.PRESSURE, pack.pressure_unit),
        (RuleKind.PAPER, pack.paper),
        (RuleKind.FIRST_WEEKDAY, str(pack.first_weekday)),
    ):
        yield _own(found, kind, value_said(code), [], needs_source=False)
    address = address_form(pack.country)
    order = InARow(*map(Said, address.order)) if address else None
    yield DecidedRow("address", Said(N_("Address")), order, (ADDRESSES,) if address else ())
    yield _fixed("numbers", N_("Number format"), pack.number_locale.replace("_", "-"))
    yield _fixed("languages", N_("Language of documents"), tuple(LanguageNamed(each) for each in pack.languages))


def _fixed(key: str, what: str, value: Piece) -> DecidedRow:
    """What was said at the beginning, and rests on no source."""
    return DecidedRow(key, Said(what), value, needs_source=False)


def _cited(key: str, what: Piece, value: Piece | None, facts: Sequence[Cited], since: date | None = None) -> DecidedRow:
    """What the dealer takes as it stands, with what it rests on."""
    return DecidedRow(key, what, value, _sources(facts), since, verify=any(each.verify for each in facts))


def _own(
    found: MarketRules,
    kind: RuleKind,
    value: Piece | None,
    facts: Sequence[Cited],
    since: date | None = None,
    *,
    needs_source: bool = True,
) -> DecidedRow:
    """What the dealer may rule otherwise: by his own rule where he did, with the reason as its source."""
    own, to_come = found.own_rule(kind), found.to_come(kind)
    sources, verify = _sources(facts), any(each.verify for each in facts)
    if own:
        value = value if kind in COUNTED else value_said(own.value)
        sources, since, verify = tuple(filter(None, [own.reason])), own.valid_from, False
    rules = tuple(each for each in found.own if each.kind is kind)
    what = Said(kind.label)
    return DecidedRow(kind.value, what, value, sources, since, kind, own, to_come, needs_source, rules, verify)


def _sources(facts: Sequence[Cited]) -> tuple[Piece, ...]:
    """The laws and papers of facts, and what else they rest on, each once."""
    cited = dict.fromkeys((each.source, each.basis) for each in facts)
    return tuple(Said(basis.label) if basis else source for source, basis in cited if source or basis)


def _lasts(law: Guarantee) -> Piece:
    if law.months:
        return Said(MONTHS, n=law.months)
    return Said(DAYS, n=law.days) if law.days else Said(NO_TERM)


def _term(authority: Authority) -> Piece | None:
    if authority.deadline_working_days is not None:
        return Said(WORKING_DAYS, n=authority.deadline_working_days)
    if authority.deadline_days is None:
        return None
    return Said(DAYS, n=authority.deadline_days) if authority.deadline_days else Said(AT_ONCE)
