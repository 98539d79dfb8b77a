"""The example dealers: whole, invented, in the market's own script, and made of what the program knows."""

import csv
import importlib.util
import re
import tomllib
from datetime import date
from pathlib import Path
from random import Random

import phonenumbers
import pytest

from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.base.resources import resource
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.market.addresses import address_form
from lifecycle_desk.market.example_data import IN_KILOMETRES, codes_written_in_full, example_codes, own_data
from lifecycle_desk.market.examples import (
    Example,
    NoExample,
    PartLine,
    Place,
    example,
    invented_phone,
    invented_plate,
    written_address,
)
from lifecycle_desk.market.market import ANOTHER, UnknownMarket, codes, market
from lifecycle_desk.vehicle.rules.models import Energy, find_model

ROOT = Path(__file__).parents[2]
ARABIC, CYRILLIC = "[\u0600-\u06ff]", "[\u0400-\u04ff]"
SCRIPTS = {"TH": "[\u0e00-\u0e7f]"} | dict.fromkeys(("AE", "SA"), ARABIC) | dict.fromkeys(("RU", "KZ", "BY"), CYRILLIC)
WRITTEN_WHOLE = (
    *codes_written_in_full(),
    "SA",
    "DE",
    "BR",
    "RU",
    "TR",
    "ID",
    "FR",
)  # with people of their own, of as many names
PAY_TYPES = {"customer", "warranty", "campaign", "goodwill", "internal", "insurance"}

each_market = pytest.mark.parametrize("code", example_codes())
each_in_full = pytest.mark.parametrize("code", codes_written_in_full())
AFTER_ANOTHER = sorted({*example_codes()} - {*codes_written_in_full()})
after_another = pytest.mark.parametrize("code", AFTER_ANOTHER)


def test_every_market_has_an_example_dealer():
    assert set(example_codes()) == set(codes())


@pytest.mark.parametrize("code", WRITTEN_WHOLE)
def test_an_example_is_wide_enough(code):
    made = example(code)
    assert made.market == code
    assert min(len(made.people.men), len(made.people.women)) >= 40
    assert len(made.people.family) >= 78
    assert len(made.jobs) >= 25
    assert len(made.models) >= 20
    assert len({member.name for member in made.staff}) == len(made.staff) >= 10


@each_in_full
def test_no_key_of_an_example_goes_unread(code):
    raw = tomllib.loads(resource(f"demo/{code}.toml").read_text("utf-8"))
    assert raw.keys() - {IN_KILOMETRES} == set(Example.__slots__)
    made = example(code)
    for read, written in [
        (made.dealer, raw["dealer"]),
        (made.people, raw["people"]),
        *zip(made.jobs, raw["jobs"], strict=True),
        *(
            (line, each)
            for job, own in zip(made.jobs, raw["jobs"], strict=True)
            for line, each in zip(job.parts, own.get("parts", []), strict=True)
        ),
    ]:
        assert written.keys() <= set(read.__slots__)


@after_another
def test_no_key_of_an_example_that_is_made_after_another_goes_unread(code):
    own, made = own_data(code), example(code)
    assert own.keys() <= {*Example.__slots__, "like", "money", "words"}
    parts = (own["dealer"], made.dealer), (own["people"], made.people), (own["plate"], made.plate)
    for written, read in (*parts, *zip(own["places"], made.places, strict=True)):
        assert {name: getattr(read, name) for name in written} == {
            name: tuple(value) if isinstance(value, list) else value for name, value in written.items()
        }
    for words in filter(None, [own.get("words")]):
        assert words["jobs"].keys() == {job.id for job in made.jobs}
        assert {line.what for job in made.jobs for line in (*job.labour, *job.parts)} == set(words["items"].values())


@after_another
def test_prices_are_the_other_dealers_in_another_currency(code):
    own, made = own_data(code), example(code)
    other = example(own["like"])
    for mine, theirs in zip(_sold(made), _sold(other), strict=True):
        assert mine.price_from == pytest.approx(theirs.price_from * float(own["money"]), rel=0.01)
        assert len(str(mine.price_from).rstrip("0")) <= 3 or own["money"] == "1"
    assert min(made.home_kwh, made.public_kwh, made.labour_rate) > 0


def _sold(made: Example) -> list[PartLine]:
    return [line for job in made.jobs for line in job.parts]


@after_another
def test_models_are_those_of_the_other_dealer_or_the_examples_own(code):
    own, made = own_data(code), example(code)
    if "models" in own:
        assert [sold.price_from for sold in made.models] == [each["price_from"] for each in own["models"]]
    else:
        theirs = example(own["like"]).models
        factor = float(own["money"])
        assert [sold.price_from for sold in made.models] == pytest.approx(
            [each.price_from * factor for each in theirs], rel=0.01
        )


@each_market
def test_an_example_is_told_in_the_first_language_of_its_market_that_the_program_speaks(code):
    spoken = market(code).languages[0] in LANGUAGES
    assert example(code).language == (market(code).languages[0] if spoken else "en")
    assert example(code).dealer.language == ("" if spoken else "en")
    head = resource(f"demo/{code}.toml").read_text("utf-8").partition("\n\n")[0]
    assert spoken or "does not speak" in head, "why it is in English stands at its head"


@after_another
def test_nothing_is_left_in_another_language_of_the_dealer_that_an_example_is_made_after(code):
    made, like = example(code), own_data(code).get("like")
    while like:
        under = example(like)
        if under.language != made.language:
            for mine, theirs in zip(_told(made), _told(under), strict=True):
                assert not mine & theirs
            assert made.colours != under.colours
        like = own_data(like).get("like")


def _told(made: Example) -> tuple[set[str], ...]:
    """What an example says in its language, kind by kind."""
    found, jobs = made.inspection, made.jobs
    return (
        {text for job in jobs for text in (job.complaint, job.cause, job.correction)},
        {line.what for job in jobs for line in (*job.labour, *job.parts)},
        {found.name, found.good, found.bad, *found.looked_at, *(each.what for each in found.measured)},
        {made.warranty_source, *made.suppliers, *made.chargers, *made.ports_of_arrival},
        {*made.people.companies, *made.people.streets},
    )


@pytest.mark.parametrize("code", [code for code in AFTER_ANOTHER if own_data(code)["like"] != "GB"])
def test_places_to_charge_and_suppliers_are_of_the_examples_own_country(code):
    made, under = example(code), example(own_data(code)["like"])
    assert not {*made.chargers, *made.suppliers} & {*under.chargers, *under.suppliers}


@each_market
def test_jobs_tell_distances_and_speeds_as_the_market_measures_them(code):
    jobs = example(code).jobs
    texts = [text for job in jobs for text in (job.complaint, job.cause, job.correction)]
    in_miles = [text for text in texts if re.search(r"\b(miles?|mph)\b|-mile", text)]
    assert len(in_miles) == (5 if market(code).distance_unit is LengthUnit.MILES else 0)


@pytest.mark.parametrize("code", ["RU", "KZ", "BY", "UZ"])
def test_a_womans_family_name_ends_as_her_language_has_it(code):
    people = example(code).people
    assert len(people.family_of_women) == len(people.family)
    assert all(hers == f"{his}а" for his, hers in zip(people.family, people.family_of_women, strict=True))
    for seed in range(60):
        given, family = people.name(Random(seed)).split()
        assert (given in people.women) == (family in people.family_of_women)
        assert (given in people.men) == (family in people.family)


@each_market
def test_an_address_is_written_as_its_country_writes_it(code):
    made, country = example(code), market(code).country
    form = address_form(country)
    for street, place in zip(made.people.streets, made.places, strict=False):
        written = written_address(country, (street,), place)
        assert place.city in written
        assert "  " not in written
        assert not re.search(r"(^|\n)[ ,/-]|[ ,/-](\n|$)", written)
        if form and code != "GB":  # whose invented postcodes nobody has
            assert form.look_at(written) is None


@pytest.mark.parametrize(
    ("country", "place", "written"),
    [
        ("DE", Place("Berlin", "10115"), "Street 1\n10115 Berlin"),
        ("SA", Place("الرياض", "12271"), "Street 1\nالرياض 12271"),
        ("BR", Place("Santos", "11010-000", "SP"), "Street 1\nSantos-SP\n11010-000"),
        ("TH", Place("กรุงเทพมหานคร", "10230"), "Street 1\nกรุงเทพมหานคร 10230"),
        ("AE", Place("دبي"), "Street 1\nدبي"),
        ("HU", Place("Győr", "9021"), "Győr\nStreet 1\n9021"),
        ("QA", Place("الدوحة"), "Street 1\nالدوحة"),
    ],
)
def test_a_town_stands_where_its_country_writes_it(country, place, written):
    assert written_address(country, ("Street 1",), place) == written


@each_market
def test_the_models_are_those_of_the_catalogue(code):
    for sold in example(code).models:
        assert find_model(sold.make, sold.model, sold.variant), f"{sold.make} {sold.model} {sold.variant}"
        assert 0 < sold.price_from < sold.price_to < sold.price_from * 2
    assert len({find_model(sold.make, sold.model, sold.variant).energy for sold in example(code).models}) >= 3


@each_market
def test_the_jobs_are_whole(code):
    jobs = example(code).jobs
    assert {job.id for job in jobs} == {job.id for job in example("GB").jobs}
    for job in jobs:
        assert job.pay in PAY_TYPES
        assert set(job.energies) <= {str(energy) for energy in Energy}
        assert job.labour
        assert all(0 < line.tenths < 100 for line in job.labour)
        assert all(0 < line.price_from < line.price_to for line in job.parts)
        assert sum(line.causal for line in job.parts) <= 1
        assert job.trouble_code is None or re.fullmatch(r"[PCBU][0-3][0-9A-F]{3}", job.trouble_code)
        assert job.complaint != job.cause != job.correction
    assert {job.pay for job in jobs} == PAY_TYPES


@pytest.mark.parametrize("code", SCRIPTS)
def test_words_and_names_are_in_the_markets_script(code):
    made = example(code)
    words = [
        made.dealer.name,
        *made.people.men,
        *made.people.women,
        *made.people.family,
        *(member.name for member in made.staff),
        *(text for job in made.jobs for text in (job.complaint, job.cause, job.correction)),
        *(line.what for job in made.jobs for line in (*job.labour, *job.parts)),
    ]
    assert all(re.search(SCRIPTS[code], word) for word in words)


@each_market
def test_roles_are_those_of_the_glossary(code):
    with (ROOT / "translations" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        terms = {term["term"] for term in csv.DictReader(file)}
    roles = {member.role for member in example(code).staff}
    assert roles <= terms
    assert roles >= {"manager", "sales_adviser", "service_adviser", "technician", "parts_clerk"}


@each_market
def test_invented_plates_look_usual_and_phones_can_be_dialled(code):
    made, pack, dice = example(code), market(code), Random(7)
    for _ in range(50):
        assert pack.look_at_plate(invented_plate(made.plate, dice, date(2025, 5, 1))) is None
        phone = phonenumbers.parse(invented_phone(made.people, dice))
        assert phonenumbers.is_possible_number(phone)
        assert pack.phone_region in phonenumbers.region_codes_for_country_code(phone.country_code)
    assert phonenumbers.is_possible_number(phonenumbers.parse(made.dealer.phone))
    assert made.dealer.email.endswith(".example"), "RFC 2606 keeps it free"


@pytest.mark.parametrize(
    ("day", "figures"),
    [(date(2026, 2, 28), "75"), (date(2026, 3, 1), "26"), (date(2026, 8, 31), "26"), (date(2026, 9, 1), "76")],
)
def test_british_plates_tell_their_age(day, figures):
    assert invented_plate(example("GB").plate, Random(1), day)[2:4] == figures


@each_market
def test_names_are_as_many_words_as_the_market_writes(code):
    made = example(code)
    names = {made.people.name(Random(seed)) for seed in range(40)}
    assert len(names) > 25
    assert all("{" not in name for name in names)
    assert made.people.name(Random(3)) == made.people.name(Random(3))


@each_market
def test_an_examples_words_are_not_for_the_translators(code):
    spec = importlib.util.spec_from_file_location("extract_data", ROOT / "packaging" / "extract_data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for folder in ("demo", "markets"):
        with resource(f"{folder}/{code}.toml").open("rb") as file:
            assert list(module.extract(file, (), (), {})) == []


def test_an_example_of_nowhere_is_refused():
    with pytest.raises(NoExample):
        example(ANOTHER)
    with pytest.raises(UnknownMarket):
        example("XX")
