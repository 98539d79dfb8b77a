"""Spanish is spoken as in the dealer's market: what Mexico says otherwise lies over what Spain says."""

import pytest

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.language.regional_format import regional

PLATE = C_("vehicle", "Plate")
MEXICO, SPAIN = RegionalFormat("MX", "es_MX"), RegionalFormat("ES", "es_ES")


def test_a_word_is_the_markets_own_and_all_others_are_the_languages():
    mexican, european = Language("es", MEXICO), Language("es", SPAIN)
    assert mexican(PLATE) == "Placas"
    assert european(PLATE) != mexican(PLATE)
    assert mexican(N_("Save")) == european(N_("Save")) != "Save"
    assert mexican(N_("New plate: %(plate)s"), plate="ABC-12") == "Nuevas placas: ABC-12"


def test_a_message_with_plural_forms_is_found_below_the_overlay():
    several = NN_("%(n)s vehicle", "%(n)s vehicles")
    assert Language("es", MEXICO).words(several, 3) == Language("es", SPAIN).words(several, 3)


def test_the_market_does_not_change_another_language():
    assert {Language("th", each)(PLATE) for each in (MEXICO, SPAIN)} == {Language("th")(PLATE)}
    assert Language("en", MEXICO)(PLATE) == "Plate"


@pytest.mark.parametrize(
    ("code", "territory", "catalog"),
    [
        *[("es", each, "es_MX") for each in ("MX", "CO", "CL", "AR", "PE")],
        *[("es", each, "es") for each in ("ES", "GQ", "TH", "")],
        *[(code, "MX", code) for code in ("en", "ar", "th", "zh_CN")],
    ],
)
def test_cldr_says_which_territories_follow_latin_america(code, territory, catalog):
    assert regional(code, territory) == catalog
