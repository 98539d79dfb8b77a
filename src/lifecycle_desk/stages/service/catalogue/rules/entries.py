"""Entries of the catalogue: labour operations and parts, their dated prices, and what supersedes what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import NewtonMetres
from lifecycle_desk.commands.rights import Right, Role
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.schedules.rules import Torque
from lifecycle_desk.stages.service.orders.rules.orders import MOST_PRICE, LineKind
from lifecycle_desk.stages.service.orders.rules.validation import LONGEST_TEXT, LONGEST_WORDS

CATALOGUE_EDIT = Right.of(
    "service.catalogue.edit",
    N_("Edit the catalogue"),
    N_("Adds and changes labour operations, parts and prices."),
    Role.ADVISER,
    Role.PARTS,
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
RIGHTS = (CATALOGUE_EDIT,)
KINDS = (LineKind.LABOUR, LineKind.PART)
MOST_HOURS, MOST_NEWTON_METRES = Decimal(999), Decimal(5000)
LONGEST_CHAIN = 50  # numbers that supersede one another; a maker's chains have fewer than ten

CodeMissing = objection("CodeMissing", N_("Enter the operation code or the part number."), "code")
TextMissing = objection("TextMissing", N_("Enter the description."), "text")
CatalogueTextTooLong = objection(
    "CatalogueTextTooLong", N_("%(length)s characters are too many; %(most)s at most."), length=int, most=int
)
KindNotCatalogued = objection("KindNotCatalogued", N_("The catalogue holds labour operations and parts only."), "kind")
SupersessionCycle = objection(
    "SupersessionCycle",
    N_("%(code)s would be superseded by itself: %(chain)s."),
    "replaced_by",
    code=str,
    chain=str,
)
CataloguePriceOutOfRange = objection(
    "CataloguePriceOutOfRange",
    N_("A price of %(given)s minor units is out of range: 0 to %(most)s."),
    "prices",
    given=int,
    most=int,
)
PriceDayTwice = objection("PriceDayTwice", N_("There are two prices from %(day)s. Keep one."), "prices", day=date)
CatalogueHoursOutOfRange = objection(
    "CatalogueHoursOutOfRange",
    N_("%(given)s hours are out of range: 0.1 to %(most)s, in steps of 0.1."),
    "hours",
    given=Decimal,
    most=Decimal,
)
ModelTwice = objection("ModelTwice", N_("There are two flat rates for %(model)s. Keep one."), "hours", model=str)
TorqueOutOfRange = objection(
    "TorqueOutOfRange",
    N_("A torque of %(given)s is out of range: 0 to %(most)s."),
    "torques",
    given=NewtonMetres,
    most=NewtonMetres,
)
EntryUnknown = objection("EntryUnknown", N_("The catalogue has no entry %(code)s."), "code", code=str)
ChangedSince = objection("ChangedSince", N_("%(code)s has been changed since. Undo the later change first."), code=str)
ChangeUnknown = objection("ChangeUnknown", N_("There is no catalogue change %(number)s to undo."), "number", number=int)


@dataclass(frozen=True, slots=True)
class ModelHours:
    """Flat-rate hours of an operation on a model, in steps of 0.1; without a make on all that are not named."""

    hours: Decimal
    make: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a part from a day on, and its core charge, in minor units of the dealer's currency."""

    valid_from: date
    price: int
    core: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A labour operation or a part.

    `code` is the operation's code or the part's number; spelt otherwise (blanks, hyphens, case) it is the same one.
    `text` is what lines say, `texts` the same by the codes of languages. `group` is the part of the car that warranty
    terms speak of. `hours` and `torques` are of operations, `prices` and `replaced_by`, the number that supersedes it,
    of parts. What is `withdrawn` is offered no more.
    """

    kind: LineKind
    code: str
    text: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    group: PartGroup | None = None
    hours: tuple[ModelHours, ...] = ()
    torques: tuple[Torque, ...] = ()
    prices: tuple[Price, ...] = ()
    replaced_by: str = ""
    withdrawn: bool = False

    @property
    def key(self) -> str:
        """Its code as codes are compared."""
        return tight(self.code)

    def text_in(self, language: str | None) -> str:
        """Its text in a language, or in the one that this is a kind of (es of es_MX), or as the dealer wrote it."""
        wanted = language or ""
        return self.texts.get(wanted) or self.texts.get(wanted.partition("_")[0]) or self.text

    def price_on(self, day: date) -> Price | None:
        """The price in force on a day."""
        past = [each for each in self.prices if each.valid_from <= day]
        return max(past, key=lambda each: each.valid_from, default=None)

    def hours_of(self, make: str, model: str) -> Decimal | None:
        """The flat-rate hours on a model: its own, else those of its make, else those of all."""
        by_model = {(tight(each.make), tight(each.model)): each.hours for each in self.hours}
        for wanted in ((tight(make), tight(model)), (tight(make), ""), ("", "")):
            if wanted in by_model:
                return by_model[wanted]
        return None


def read_in(language: str | None, text: str, entry: CatalogueEntry | None) -> str:
    """A line's text as a reader of a language has it: in his words where it is the catalogue's, else as it was written.

    What somebody wrote himself, or what the catalogue called the part once, is nobody's to translate.
    """
    named = entry is not None and text in {entry.text, *entry.texts.values()}
    return entry.text_in(language) if entry and (named or not text) else text


def tidied(entry: CatalogueEntry) -> CatalogueEntry:
    """An entry without blanks at the ends, its prices and hours in order; refuses what cannot be kept."""
    if entry.kind not in KINDS:
        raise KindNotCatalogued
    code, text = _said(entry.code, "code", LONGEST_WORDS), _said(entry.text, "text", LONGEST_TEXT)
    texts = {name: said for name, each in sorted(entry.texts.items()) if (said := _said(each, "texts", LONGEST_TEXT))}
    if not tight(code):
        raise CodeMissing
    if not (text or texts):
        raise TextMissing
    is_part = entry.kind is LineKind.PART
    return replace(
        entry,
        code=code,
        text=text or next(iter(texts.values())),
        texts=texts,
        hours=() if is_part else _hours(entry.hours),
        torques=() if is_part else _torques(entry.torques),
        prices=_prices(entry.prices) if is_part else (),
        replaced_by=_said(entry.replaced_by, "replaced_by", LONGEST_WORDS) if is_part else "",
    )


def _said(text: str, at: str, longest: int) -> str:
    tidy = " ".join(text.split())
    if len(tidy) > longest:
        raise CatalogueTextTooLong(len(tidy), longest).at_field(at)
    return tidy


def _prices(prices: Iterable[Price]) -> tuple[Price, ...]:
    made = tuple(sorted(prices, key=lambda each: each.valid_from))
    for each in made:
        for amount in (each.price, each.core or 0):
            if not 0 <= amount <= MOST_PRICE:
                raise CataloguePriceOutOfRange(amount, MOST_PRICE)
    for one, other in pairwise(made):
        if one.valid_from == other.valid_from:
            raise PriceDayTwice(one.valid_from)
    return made


def _hours(hours: Iterable[ModelHours]) -> tuple[ModelHours, ...]:
    made: dict[tuple[str, str], ModelHours] = {}
    for each in hours:
        tidy = replace(
            each, make=_said(each.make, "hours", LONGEST_WORDS), model=_said(each.model, "hours", LONGEST_WORDS)
        )
        if not (0 < tidy.hours <= MOST_HOURS) or (tidy.hours * 10) % 1:
            raise CatalogueHoursOutOfRange(tidy.hours, MOST_HOURS)
        place = tight(tidy.make), tight(tidy.model)
        if place in made:
            raise ModelTwice(" ".join(filter(None, (tidy.make, tidy.model))) or "*")
        made[place] = tidy
    return tuple(made[place] for place in sorted(made))


def _torques(torques: Iterable[Torque]) -> tuple[Torque, ...]:
    for each in torques:
        if not 0 < each.newton_metres <= MOST_NEWTON_METRES:
            raise TorqueOutOfRange(each.newton_metres, MOST_NEWTON_METRES)
    return tuple(replace(each, text=_said(each.text, "torques", LONGEST_TEXT)) for each in torques)


def chain(code: str, replaced: Mapping[str, str]) -> tuple[str, ...]:
    """What supersedes a number, one after the other, by `replaced`: each key to the number that follows.

    Refuses a chain that comes round to itself, since nobody would know which number is to be ordered.
    """
    found, seen = [code], {tight(code)}
    while after := replaced.get(tight(found[-1])):
        if tight(after) in seen or len(found) > LONGEST_CHAIN:
            raise SupersessionCycle(code, " → ".join((*found, after)))
        found.append(after)
        seen.add(tight(after))
    return tuple(found[1:])
