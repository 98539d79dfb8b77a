"""What a market prints can be typed back, in every language that it offers and in each of its calendars."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import (
    FURTHEST_KM,
    KWH,
    MM,
    VOLT,
    Distance,
    LengthUnit,
    PressureUnit,
    converted,
)
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import (
    NoSuchDay,
    read_day,
    read_day_of_year,
    read_distance,
    read_measure,
    read_moment,
    read_money,
    read_number,
    read_pressure,
    read_time,
)
from lifecycle_desk.market.addresses import address_form
from lifecycle_desk.market.examples import example, invented_phone, invented_plate, written_address
from lifecycle_desk.market.market import ANOTHER, codes, market, tidy_plate
from lifecycle_desk.market.tax_numbers import tax_number
from lifecycle_desk.stages.service.diary.rules.links import international
from lifecycle_desk.vehicle.rules.people import Person, check_person

TODAY = date(2026, 11, 29)
MOST_KPA = 1_000
LOCAL_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９")
each_market = pytest.mark.parametrize("code", [*codes(), ANOTHER])
each_country = pytest.mark.parametrize("code", codes())
days = some.dates(date(2000, 1, 1), TODAY + timedelta(days=400))  # CLDR's short years have two figures


@cache
def spoken(code: str) -> tuple[Language, ...]:
    """The languages that a market offers and the program speaks, in each of the market's calendars."""
    pack = market(code)
    offered = [each for each in pack.languages if each in LANGUAGES]
    return tuple(
        Language(each, customs_of(Dealer("Desk", code, each, calendar.value), pack))
        for each, calendar in itertools.product(offered, pack.calendars)
    )


@cache
def spoken_by_anybody() -> tuple[Language, ...]:
    """Every language in every market: nobody is kept from his own."""
    pairs = itertools.product((*codes(), ANOTHER), LANGUAGES)
    return tuple(Language(each, customs_of(Dealer("Desk", code, each), market(code))) for code, each in pairs)


def days_read(day: date, language: Language) -> dict[str, date]:
    formats = language.formats
    written = {form: formats.day(day, form) for form in ("short", "medium", "long")}
    written |= {"cell": formats.cell_day(day), "civil": formats.civil_day(day), "weekday": formats.weekday(day)}
    return {each: read_day(each, language, TODAY).value for each in written.values()}


@each_market
@given(day=days)
@settings(max_examples=6, deadline=None)
def test_a_date_is_read_as_it_was_printed(code, day):
    for language in spoken(code):
        assert set(days_read(day, language).values()) == {day}, (language.code, language.customs.calendar)


@given(day=days, language=some.deferred(lambda: some.sampled_from(spoken_by_anybody())))
@settings(max_examples=60, deadline=None)
def test_a_date_is_read_as_it_was_printed_for_who_speaks_another_language(day, language):
    assert set(days_read(day, language).values()) == {day}


@each_market
@given(day=some.dates(date(2024, 1, 1), date(2024, 12, 31)))
@settings(max_examples=4, deadline=None)
def test_a_day_of_every_year_is_read_as_it_was_printed(code, day):
    for language in spoken(code):
        for written in (language.formats.day_in_figures(day), language.formats.day_of_each_year(day)):
            assert read_day_of_year(written, language, TODAY).value == day


@each_market
@given(day=days, minute=some.integers(0, 24 * 60 - 1))
@settings(max_examples=4, deadline=None)
def test_a_moment_is_read_as_it_was_printed(code, day, minute):
    moment = datetime.combine(day, time(*divmod(minute, 60)), UTC)
    if (fold := moment.astimezone(ZoneInfo(market(code).time_zone))).fold or fold.utcoffset().seconds % 60:
        return  # an hour that comes twice in the autumn is the first of the two
    for language in spoken(code):
        now = datetime.combine(TODAY, time(12), UTC)
        assert read_moment(language.formats.moment(moment), language, now).value == moment
        clock = language.formats.local(moment).time()
        assert read_time(language.formats.clock(clock), language).value == clock


@each_market
@given(minor=some.integers(-(10**9), 10**9))
@settings(max_examples=6, deadline=None)
def test_an_amount_is_read_as_it_was_printed(code, minor):
    for language in spoken(code):
        formats = language.formats
        for currency in {market(code).currency, "EUR", "USD", "KWD", "JPY"}:
            amount, whole = Money(minor, currency), Money(minor * 10 ** currency_digits(currency), currency)
            for each in (formats.money(amount), formats.amount(amount)):
                assert read_money(each, language, currency).value == amount
            assert read_money(formats.price(whole), language, currency).value == whole
        exact = Decimal(minor).scaleb(-2)
        assert read_number(formats.number(exact, 2), language).value == exact


@each_market
@given(count=some.integers(0, FURTHEST_KM) | some.integers(0, 12), tenths=some.integers(0, 10 * MOST_KPA))
@settings(max_examples=6, deadline=None)
def test_distances_pressures_and_measures_are_read_as_they_were_printed(code, count, tenths):
    for language in spoken(code):
        formats = language.formats
        for unit in LengthUnit:
            assert read_distance(formats.distance(Distance(count, unit)), language).value == Distance(count, unit)
        assert read_pressure(formats.pressure(tenths // 10), language, MOST_KPA).value == tenths // 10
        for unit in (PressureUnit.KPA, LengthUnit.KM, MM, KWH, VOLT):
            value, shown = Decimal(tenths).scaleb(-1), formats.shown_in(unit)
            read = read_measure(formats.measure(value, unit, 1), language, unit).value
            told = value if shown == unit else converted(value, unit, shown)
            assert (Decimal(read.value), read.unit) == (told, shown)


@each_market
@pytest.mark.parametrize("digits", LOCAL_DIGITS)
def test_digits_of_every_script_are_read(code, digits):
    local = str.maketrans("0123456789", digits)
    for language in spoken(code):
        formats, amount = language.formats, Money(123_456_789, market(code).currency)
        assert read_money(formats.amount(amount).translate(local), language, amount.currency).value == amount
        assert read_day(formats.day(TODAY, "short").translate(local), language, TODAY).value == TODAY
        assert read_distance(formats.distance(Distance(48_212)).translate(local), language).value == Distance(48_212)


@pytest.mark.parametrize(
    ("typed", "code", "language"),
    [
        ("Sun 29 Nov 2026", "GB", "en"),
        ("Sunday, November 29, 2026", "PH", "en"),
        ("So., 29.11.2026", "DE", "de"),
        ("2026年11月29日周日", "AU", "zh_CN"),
        ("الأحد 29 نوفمبر 2026", "QA", "ar"),
    ],
)
def test_a_weekday_beside_a_date_is_read_and_has_to_be_the_right_one(typed, code, language):
    spoken_there = Language(language, customs_of(Dealer("Desk", code, language), market(code)))
    assert read_day(typed, spoken_there, TODAY).value == TODAY
    with pytest.raises(NoSuchDay):
        read_day(typed.replace("29", "28"), spoken_there, TODAY)


@pytest.mark.parametrize(
    ("code", "language", "written"),
    [("PH", "de", "11/29/2026"), ("PH", "ar", "11/29/2026"), ("HU", "de", "2026. 11. 29."), ("ZA", "th", "2026/11/29")],
)
def test_figures_stand_in_the_markets_order_where_another_would_be_taken_for_it(code, language, written):
    """4.12. is no 12 April for a German in Manila: numbers follow the market."""
    made = Language(language, customs_of(Dealer("Desk", code, language), market(code))).formats
    assert made.day(TODAY, "short").replace("11/29/26", "11/29/2026") == written


@each_country
def test_plates_are_taken_as_they_are_printed_in_any_digits(code):
    pack, made, dice = market(code), example(code), Random(7)
    for plate in (
        *(form.example for form in pack.plates),
        *(invented_plate(made.plate, dice, TODAY) for _ in range(9)),
    ):
        assert tidy_plate(tidy_plate(plate)) == tidy_plate(plate)
        for digits in ("0123456789", *LOCAL_DIGITS):
            typed = f" {plate.lower()} ".translate(str.maketrans("0123456789", digits))
            assert pack.look_at_plate(typed) is None


@each_country
def test_a_number_that_is_dialled_within_the_country_reaches_the_same_phone(code):
    pack, dice = market(code), Random(7)
    for kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(pack.phone_region, kind)
        if number is not None:
            dialled = phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")
            for form in (PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL):
                written = phonenumbers.format_number(number, form)
                for digits in ("0123456789", *LOCAL_DIGITS):
                    local = written.translate(str.maketrans("0123456789", digits))
                    assert international(local, pack.calling_code) == dialled
    phone = invented_phone(example(code).people, dice)
    assert international(phone, pack.calling_code).startswith(pack.calling_code)


@each_country
def test_names_addresses_and_tax_numbers_are_taken_as_they_are_printed(code):
    made, country, dice = example(code), market(code).country, Random(7)
    form, number = address_form(country), tax_number(country)
    for street, place in zip(made.people.streets, itertools.cycle(made.places)):
        address = written_address(country, (street,), place)
        person = Person(made.people.name(dice), phone=invented_phone(made.people, dice), address=address)
        assert check_person(person) == ()
        if form and place.postal_code and code != "GB":  # whose invented postcodes nobody has
            for digits in LOCAL_DIGITS:
                assert form.look_at(address.translate(str.maketrans("0123456789", digits))) is None
    if number:
        for digits in ("0123456789", *LOCAL_DIGITS):
            assert number.look_at(f" {number.example.lower()} ".translate(str.maketrans("0123456789", digits))) is None
