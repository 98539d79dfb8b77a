"""The example dealer of a market, as data: invented people, their cars and the work that is done on them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

import msgspec

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.market.addresses import address_form
from lifecycle_desk.market.example_data import example_codes, example_data
from lifecycle_desk.market.market import market

NoExample = objection(
    "NoExample",
    N_("There is no sample data for %(given)s; available for: %(known)s."),
    "market",
    given=str,
    known=NamesInText,
)


@dataclass(frozen=True, slots=True)
class ExampleDealer:
    """The shop's letterhead; `name_latin` is how a paper in another script names it.

    `language` is the staff's where the program does not speak the market's own.
    """

    name: str
    name_latin: str
    address: tuple[str, ...]
    city: str
    phone: str
    email: str
    tax_id: str
    postal_code: str | None = None
    province: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Names to draw from, and the pattern in which the market writes them: {given} {father} {family}.

    `family_of_women` has the same families in the same order, where a woman's name ends otherwise: Иванов, Иванова.
    """

    pattern: str
    men: tuple[str, ...]
    women: tuple[str, ...]
    family: tuple[str, ...]
    companies: tuple[str, ...]
    streets: tuple[str, ...]
    phone: str
    family_of_women: tuple[str, ...] = ()

    def name(self, dice: Random) -> str:
        """An invented person's full name; a father's name is a man's, and each {family} is drawn anew."""
        given, family = dice.choice(((self.men, self.family), (self.women, self.family_of_women or self.family)))
        sources = {"{given}": given, "{father}": self.men, "{family}": family}
        return " ".join(dice.choice(sources[word]) for word in self.pattern.split())


@dataclass(frozen=True, slots=True)
class PlateSpec:
    """How plates are invented: {L} a letter, {D} a digit, {N} a digit but 0, {Y}{Y} a British age identifier."""

    pattern: str
    letters: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A town with a postal code and a province, where the market has them, and streets that it alone has."""

    city: str
    postal_code: str | None = None
    province: str = ""
    streets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works there; `role` is a name of the glossary, such as service_adviser. Who has no name gets one."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class SoldModel:
    """A variant of the catalogue with the list prices between which it is sold, in minor units with tax."""

    make: str
    model: str
    variant: str
    price_from: int
    price_to: int


@dataclass(frozen=True, slots=True)
class LabourLine:
    """An operation and its flat-rate time in tenths of an hour."""

    code: str
    what: str
    tenths: int


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part and the prices between which it is sold, each, in minor units without tax."""

    number: str
    what: str
    quantity: int
    price_from: int
    price_to: int
    causal: bool = False


@dataclass(frozen=True, slots=True)
class ExampleJob:
    """Work as the workshop writes it, in the market's language; `energies` names the cars that can need it."""

    id: str
    pay: str
    complaint: str
    cause: str
    correction: str
    labour: tuple[LabourLine, ...]
    parts: tuple[PartLine, ...] = ()
    energies: tuple[str, ...] = ()
    trouble_code: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleMeasure:
    """A measured point of the shop's own inspection: the least that passes, and what was found."""

    what: str
    unit: str
    least: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class ExampleInspection:
    """The shop's own inspection: what is measured, what is answered by good or bad, and which of it is bad."""

    name: str
    good: str
    bad: str
    measured: tuple[ExampleMeasure, ...]
    looked_at: tuple[str, ...]
    fails: str


@dataclass(frozen=True, slots=True)
class ExampleWarranty:
    """Terms of some makes for a part, as the invented dealer agreed them; published terms are not repeated here."""

    makes: tuple[str, ...]
    part: str
    months: int
    km: int
    valid_from: date
    minimum_health: int | None = None  # per cent


@dataclass(frozen=True, slots=True)
class Example:
    """All that an example dealer is made of; `labour_rate` is per hour, in minor units without tax.

    `language` is the one in which the workshop writes.
    `warranty_source` says what the terms in `warranties` rest on.
    `home_kwh` and `public_kwh` are what a kWh costs, in minor units with tax; `chargers` are places to charge.
    """

    market: str
    language: str
    dealer: ExampleDealer
    staff: tuple[StaffMember, ...]
    people: People
    plate: PlateSpec
    places: tuple[Place, ...]
    models: tuple[SoldModel, ...]
    jobs: tuple[ExampleJob, ...]
    labour_rate: int
    vessels: tuple[str, ...]
    shipping_lines: tuple[str, ...]
    ports_of_loading: tuple[str, ...]
    ports_of_arrival: tuple[str, ...]
    colours: tuple[str, ...]
    home_kwh: int
    public_kwh: int
    chargers: tuple[str, ...]
    suppliers: tuple[str, ...]
    warranty_source: str
    warranties: tuple[ExampleWarranty, ...]
    inspection: ExampleInspection


@cache
def example(code: str) -> Example:
    """The example dealer of a market; raises UnknownMarket, and NoExample where the market has none."""
    pack = market(code)
    if pack.code not in example_codes():
        raise NoExample(pack.code, in_text(example_codes()))
    made = msgspec.convert(example_data(pack.code), Example)
    return replace(made, staff=tuple(_named(made.staff, made.people, Random(f"staff {pack.code}"))))  # noqa: S311 (invented on purpose)


def _named(staff: tuple[StaffMember, ...], people: People, dice: Random) -> Iterator[StaffMember]:
    """The staff, those without a name by one of the market's, each another."""
    taken = {each.name for each in staff}
    for each in staff:
        name = each.name
        while not name or (name in taken and not each.name):
            name = people.name(dice)
        taken.add(name)
        yield replace(each, name=name)


def written_address(country: str, street: tuple[str, ...], town: Place) -> str:
    """An address as the country writes it, without the name."""
    parts = {"street": "\n".join(street), "town": town.city, "province": town.province}
    parts["postcode"] = town.postal_code or ""
    form = address_form(country)
    return "\n".join(form.lines(parts) if form else filter(None, (*street, town.city, parts["postcode"])))


def invented_phone(people: People, dice: Random) -> str:
    """A number that nobody has."""
    return _filled(people.phone, dice, "", date.min)


def invented_plate(plate: PlateSpec, dice: Random, registered_on: date) -> str:
    """A plate number as the market would give it on a day."""
    return _filled(plate.pattern, dice, plate.letters, registered_on)


def _filled(pattern: str, dice: Random, letters: str, on: date) -> str:
    """A pattern with its places drawn."""
    text = pattern.replace("{Y}{Y}", f"{_age_identifier(on):02d}")
    for place, choices in (("{L}", letters), ("{D}", "0123456789"), ("{N}", "123456789")):
        while place in text:
            text = text.replace(place, dice.choice(choices), 1)
    return text


def _age_identifier(on: date) -> int:
    """The two figures of a British plate: the year from March, fifty more from September."""
    march, september = 3, 9
    if on.month >= september:
        return on.year % 100 + 50
    return on.year % 100 if on.month >= march else on.year % 100 + 49
