"""Tax numbers: each country's own name and form, on papers and beside the field; a hint and never a refusal."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.papers import letterhead, spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile
from lifecycle_desk.language import Language
from lifecycle_desk.market.example_data import example_codes
from lifecycle_desk.market.examples import example
from lifecycle_desk.market.tax_numbers import _known, tax_number
from lifecycle_desk.vehicle.papers.customer import tax_number_called
from lifecycle_desk.vehicle.rules.people import Person, PersonKind
from lifecycle_desk.vehicle.screens.tax_number import TaxNumberField


@pytest.mark.parametrize("code", _known())
def test_an_example_has_its_own_form_and_a_source(code):
    of = tax_number(code)
    re.compile(of.pattern)
    assert of.look_at(of.example) is None
    assert of.source
    assert len(of.read) > 20


def test_the_numbers_of_the_example_dealers_are_not_remarked_on():
    for code in example_codes():
        known = tax_number(code)
        assert known is None or known.look_at(example(code).dealer.tax_id) is None, code


def test_a_letterhead_calls_the_number_as_its_country_does_in_its_own_language_and_in_english(own_user):
    change_profile(own_user, Profile(tax_id="0-0000-00000-00-0"))
    heads = {code: letterhead(own_user, spoken(own_user, code)).tax for code in ("th", "en")}
    assert heads["th"].startswith("เลขประจำตัวผู้เสียภาษี")
    assert heads["en"].startswith("Tax ID")


def test_a_number_of_another_form_is_remarked_on_when_its_field_is_left_and_stays(qapp: QApplication):
    field = TaxNumberField("Tax number")
    field.set_text("what it is")
    assert field.level == "", "nothing is known of the country"
    field.follow("ES")
    field.look()
    assert (field.level, field.text) == ("warning", "what it is")
    field.set_text("b0000000-0")
    assert field.level == "hint"
    assert tax_number("XX") is None


@pytest.mark.parametrize(
    ("country", "code", "called"),
    [
        ("KZ", "ru", "БИН/ИИН"),
        ("KZ", "en", "BIN/IIN"),
        ("BY", "ru", "УНП"),
        ("UZ", "ru", "ИНН"),
        ("UZ", "en", "STIR"),
        ("EG", "ar", "الرقم الضريبي"),
        ("CL", "es", "RUT"),
    ],
)
def test_a_tax_number_has_its_countrys_own_name_on_a_letterhead(tmp_path, country, code, called):
    user = create(tmp_path / "dealer.ldk", Dealer("Dealer", country, code, tax_id=tax_number(country).example))
    assert called in letterhead(user, spoken(user, code)).tax
    user.store.close()


@pytest.mark.parametrize(
    ("country", "kind", "called"),
    [
        ("BR", PersonKind.PERSON, "CPF"),
        ("BR", PersonKind.COMPANY, "CNPJ"),
        ("ES", PersonKind.PERSON, "NIF"),
        ("XX", PersonKind.PERSON, "Tax number"),
    ],
)
def test_a_paper_asks_a_person_for_the_number_that_people_have(country, kind, called):
    assert tax_number_called(Person("Ana", kind=kind), country, Language("en")) == called
