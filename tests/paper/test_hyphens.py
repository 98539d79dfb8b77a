"""Words are parted with a hyphen in narrow columns, by their language, and never where a hyphen could mislead."""

import pytest

from lifecycle_desk.paper import style
from lifecycle_desk.paper.typesetting.hyphens import PATTERNS, hyphens
from lifecycle_desk.paper.typesetting.lines import Type, Typesetter

BODY = Type(9)


def parted(text, language):
    for at in reversed(hyphens(text, language)):
        text = f"{text[:at]}-{text[at:]}"
    return text


def seen(text, code, width, used=BODY):
    """The lines as they are seen: the hyphen is ink without a letter that could be copied."""
    found = Typesetter(style.script(code)).typeset(text, used, width)
    assert all(line.width <= width for line in found.lines)
    return [
        found.text[line.start : line.end].strip() + ("-" if line.glyphs[-1].texts[-1:] == [""] else "")
        for line in found.lines
    ]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "Fahr-zeug-iden-ti-fi-zie-rungs-num-mer"),
        ("de", "Kühl-mit-tel-aus-gleichs-be-häl-ter"),
        ("es", "Iden-ti-fi-ca-ción y man-te-ni-miento"),
        ("pt", "Res-pon-sa-bi-li-dade pela manu-ten-ção"),
        ("ru", "Иден-ти-фи-ка-ци-он-ный номер"),
        ("fr", "L’imma-tri-cu-la-tion du véhi-cule"),
        ("tr", "değiş-ti-ril-miş-tir"),
        ("en", "iden-ti-fic-a-tion"),
    ],
)
def test_words_are_parted_as_their_language_does(language, written):
    assert parted(written.replace("-", ""), language) == written


def test_names_codes_plates_addresses_and_figures_are_never_parted():
    whole = (
        "LGXCE4CB5P2012345",
        "ABCDEFGHIJKLMNOP",
        "maximilian@oberhausen.example",
        "www.autohaus.example",
        "20000kilometer",
        "\u2068identifizierung\u2069",
        "Maximilian Oberhausen",
        "María Fernández de Castellanos",
        "iPhonekabel",
    )
    for language in PATTERNS:
        assert not [text for text in whole if hyphens(text, language)], language
    assert parted("von Herrn Oberhausen gemeldet", "de") == "von Herrn Oberhausen gemel-det"
    assert not hyphens("pagado por Fernández", "es")
    assert not hyphens("Fernández", "es")


def test_a_word_wider_than_its_line_is_parted_and_in_narrow_columns_a_sparse_line_is_filled():
    text = "Sustitución del refrigerante y mantenimiento con Fernández"
    assert seen(text, "es", 60) == [
        *("Sustitución", "del refrige-", "rante y man-", "tenimiento", "con", "Fernández"),
    ]
    assert seen(text, "es", 150) == ["Sustitución del refrigerante y", "mantenimiento con Fernández"]
    assert seen("Fahrzeugidentifizierungsnummer", "de", 111) == ["Fahrzeugidentifizierungs-", "nummer"]


def test_every_language_with_patterns_uses_them():
    assert {script.hyphens for script in style.SCRIPTS.values() if script.hyphens} == set(PATTERNS)


def test_codes_and_languages_without_patterns_have_no_hyphens():
    assert "-" not in "".join(seen("identificación", "es", 40, Type(9, mono=True)))
    for code in ("ar", "th", "zh_CN", "id"):
        assert "-" not in "".join(seen("identificación", code, 40))
