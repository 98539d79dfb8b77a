"""A market in force: money, taxes, units, plates and the start of warranty, read from a dated pack."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache

import msgspec

from lifecycle_desk.base.folding import western_digits
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.citing import Cited
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.market.taxes import MarginScheme, OtherTax, Tax, Taxed, Taxing

VALUE_ADDED_TAX = N_("VAT")  # as packs name it in English: for who reads another language than the market's
SERVICE_TAX = N_("Service tax")
ANOTHER = "ZZ"  # the pack of a country that has none; CLDR's code for an unknown region
UnknownMarket = objection(
    "UnknownMarket",
    N_("%(given)s is not a supported market; supported: %(known)s."),
    "market",
    given=str,
    known=NamesInText,
)


class UnusualPlate(Objection):
    """A plate number has none of the forms that its market gives to cars: a hint, never a refusal."""

    message = N_("%(plate)s does not look like a plate number in this market, for example %(example)s.")
    field = "plate"
    plate: str
    example: str


class PriceCustom(StrEnum):
    """Whether a price that people are told holds the tax already."""

    INCLUSIVE = "inclusive"
    ON_TOP = "on_top"


class Rounding(StrEnum):
    """The amount that is rounded to the minor unit, half up: the tax of each line, or the tax of a rate's total."""

    LINE = "line"
    TOTAL = "total"


class PaperSize(StrEnum):
    """The sheet on which the market prints."""

    A4 = "A4"
    LETTER = "LETTER"


class Calendar(StrEnum):
    """An era in which a market's papers are dated; dates are stored in none of them but as days."""

    GREGORIAN = "gregorian"
    BUDDHIST = "buddhist"
    HIJRI = "hijri"


class Condition(StrEnum):
    """Whether a car is sold new or used."""

    NEW = "new"
    USED = "used"


class WarrantyStartRule(LabeledEnum):
    """The day from which a maker's warranty runs."""

    HANDOVER = "handover", N_("From handover")
    FIRST_REGISTRATION = "first_registration", N_("From first registration")
    EARLIER = (
        "earlier_of_handover_and_registration",
        N_("From handover or first registration, whichever is first"),
    )
    LATER = "later_of_handover_and_registration", N_("From handover or first registration, whichever is last")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices(Cited):
    """How prices are told, and what is rounded."""

    vehicles: PriceCustom
    workshop: PriceCustom
    rounding: Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateForm(Cited):
    """A form of plate numbers: a pattern, an example, and what stands beside the number (province, emirate, state)."""

    pattern: str
    example: str
    script: str
    place: str | None = None

    def fits(self, plate: str) -> bool:
        """Whether a plate number, tidied, has this form."""
        return re.fullmatch(self.pattern, plate) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyStart(Dated):
    """A rule for the start of warranty: of the makes named, or of all others where none is."""

    rule: WarrantyStartRule
    makes: tuple[str, ...] = ()

    def concerns(self, make: str) -> bool:
        """Whether the rule was written for this make."""
        return make.casefold() in {each.casefold() for each in self.makes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee(Dated):
    """The law's guarantee to a consumer against the dealer, beside the maker's warranty.

    `months` or `days` long (neither: no fixed term), `agreed_months` is how far a contract may shorten it,
    within `presumed_months` a defect is taken to have been there, within `rejection_days` the car may be given back.
    """

    condition: Condition
    runs_from: str
    months: int | None = None
    days: int | None = None
    agreed_months: int | None = None
    presumed_months: int | None = None
    rejection_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours(Dated):
    """The hours that workshops of a market usually keep on some weekdays, where a dealer has not said his own.

    `weekdays` count from Monday as 1; on a weekday that no hours name nobody works.
    """

    weekdays: tuple[int, ...]
    opens: time
    closes: time


class MeansKind(StrEnum):
    """Whether a market's own means of payment is a card or moves money from account to account at once."""

    CARD = "card"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMeans(Dated):
    """A means of payment that a market has of its own, by the name that people there know: PromptPay, Pix, mada."""

    name: str
    kind: MeansKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A country's rules for a dealer, and how things are written there.

    `number_locale` is a CLDR locale: words follow the language, numbers follow the market. `languages` are offered
    for papers in this order, the market's own first, whether the program speaks it or not. `first_weekday` counts from
    Monday as 1. `calendar` dates papers for customers, `authority_calendar` those for authorities, `calendars` are all
    that a person may choose.
    `untaxed` is why the pack adds no tax to cars, to workshop work or to either.
    """

    code: str
    currency: str
    number_locale: str
    languages: tuple[str, ...]
    time_zone: str
    first_weekday: int
    phone_region: str
    calling_code: str
    distance_unit: LengthUnit
    pressure_unit: PressureUnit
    paper: PaperSize
    calendar: Calendar
    authority_calendar: Calendar
    calendars: tuple[Calendar, ...]
    taxes: tuple[Tax, ...]
    untaxed: Cited | None = None
    other_taxes: tuple[OtherTax, ...] = ()
    margin_schemes: tuple[MarginScheme, ...] = ()
    prices: Prices
    plates: tuple[PlateForm, ...]
    warranty_starts: tuple[WarrantyStart, ...]
    guarantees: tuple[Guarantee, ...] = ()
    opening_hours: tuple[OpeningHours, ...] = ()
    payment_means: tuple[PaymentMeans, ...] = ()
    territory: str = ""  # the country of a pack that is no country's own

    @property
    def country(self) -> str:
        """The country (ISO 3166-1) by which CLDR names things; that of a pack, or of the dealer who has none."""
        return self.territory or self.code

    @property
    def is_generic(self) -> bool:
        """Whether the pack claims nothing about a country: the dealer's own rules say what it would."""
        return self.code == ANOTHER

    @property
    def starts_of_makes(self) -> tuple[WarrantyStart, ...]:
        """The rules for the start of warranty that were written for some makes."""
        return tuple(each for each in self.warranty_starts if each.makes)

    def tax_on(self, day: date, what: Taxed | None = None) -> tuple[Tax, ...]:
        """The taxes in force on a day, on one of these or on anything; none before the first that the pack knows."""
        found = (tax for tax in self.taxes if tax.holds_on(day))
        return tuple(tax for tax in found if what is None or tax.only is None or tax.only in what.holds)

    def other_tax_on(self, day: date, taxing: Taxing) -> OtherTax | None:
        """Another rate in force on a day, or the law by which a line bears none; None where the pack knows of none."""
        return next((each for each in self.other_taxes if each.taxing is taxing and each.holds_on(day)), None)

    def margin_scheme_on(self, day: date) -> MarginScheme | None:
        """The scheme for second-hand goods on a day."""
        return next((each for each in self.margin_schemes if each.holds_on(day)), None)

    def opening_hours_on(self, day: date) -> OpeningHours | None:
        """The usual hours of workshops on a day; None where they are closed on that weekday."""
        found = (each for each in self.opening_hours if each.holds_on(day) and day.isoweekday() in each.weekdays)
        return next(found, None)

    def payment_means_on(self, day: date) -> tuple[PaymentMeans, ...]:
        """The market's own means of payment on a day."""
        return tuple(each for each in self.payment_means if each.holds_on(day))

    def guarantee_on(self, day: date, condition: Condition) -> Guarantee | None:
        """The law's guarantee to the buyer of a car that is handed over on a day."""
        return next((one for one in self.guarantees if one.condition is condition and one.holds_on(day)), None)

    def warranty_start_rule(self, day: date, make: str) -> WarrantyStartRule:
        """The rule for a make on a day: its own, or that of all others."""
        in_force = [one for one in self.warranty_starts if one.holds_on(day)]
        own = [one for one in in_force if one.concerns(make)]
        general = [one for one in in_force if not one.makes]
        return (own or general)[0].rule

    def warranty_start(self, handover: date | None, first_registration: date | None, make: str) -> date | None:
        """The day on which the maker's warranty begins; None while the day that decides is not known.

        A demonstrator that is registered long before its handover thus begins with its registration.
        """
        known = [day for day in (handover, first_registration) if day is not None]
        if not known:
            return None
        match self.warranty_start_rule(min(known), make):
            case WarrantyStartRule.HANDOVER:
                return handover
            case WarrantyStartRule.FIRST_REGISTRATION:
                return first_registration
            case WarrantyStartRule.EARLIER:
                return min(known)
            case WarrantyStartRule.LATER:
                return max(known) if handover and first_registration else None

    def look_at_plate(self, plate: str) -> UnusualPlate | None:
        """A warning about an unusual plate number: a hint to look again, for foreign and special plates exist."""
        tidy = western_digits(tidy_plate(plate))
        if not self.plates or any(form.fits(tidy) for form in self.plates):
            return None
        return UnusualPlate(plate, self.plates[0].example)


def tidy_plate(plate: str) -> str:
    """A plate number as it is kept: one space where there were several, capitals, no letters of full width."""
    return " ".join(unicodedata.normalize("NFKC", plate).upper().split())


@cache
def codes() -> tuple[str, ...]:
    """The countries that have a pack, in the order of the alphabet; the pack of any other country is not among them."""
    return tuple(sorted(pack.stem for pack in resource("markets").glob("*.toml") if pack.stem != ANOTHER))


def market(code: str) -> Market:
    """The pack of a market; raises UnknownMarket."""
    if (wanted := code.strip().upper()) not in {*codes(), ANOTHER}:
        raise UnknownMarket(code, in_text(codes()))
    return _pack(wanted)


@cache
def _pack(code: str) -> Market:
    return msgspec.convert(tomllib.loads(resource(f"markets/{code}.toml").read_text("utf-8")), Market)
