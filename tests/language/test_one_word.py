"""One word for one thing inside of sentences: names of languages, keys, Mexico's words, Arabic's tanwin.

`catalog_rules` refuses single messages that stray; here is what needs a whole catalog, the code or the help to see.
"""

import re
import sys

import pytest
from house import HOUSE

sys.path.insert(0, str(HOUSE / "packaging"))

from catalog_rules import OVERLAYS, PLURALS
from catalogs import Catalogs

from lifecycle_desk.base.objections import CONTEXT
from lifecycle_desk.base.said import LANGUAGES, LanguageNamed
from lifecycle_desk.desktop.look.key_names import ENTER, NAMES
from lifecycle_desk.language import Language, RegionalFormat

# How English sentences name keys: "Enter" is mostly the verb, and "End" and "Home" are mostly words.
KEYS = {
    "Ctrl": r"\bCtrl\b",
    "Shift": r"\bShift\b",
    "Del": r"\bDel\b",
    "Esc": r"\bEsc\b",
    "Space": r"\bSpace (?:for|or)\b",
    "Enter": r"(?:,|\bor|\bthen) Enter\b|\bEnter (?:opens|sets|starts)\b",
}
OWN_NAMES = {code: name for code, name in LANGUAGES.items() if code != "en"}  # "English" is English for itself
NOT_MEXICAN = re.compile(r"\b(?:recambio|coste|reclamaci[oó]n|matr[ií]cula|baremo|Intro\b)")
TANWIN_BEFORE_ALEF = "\u064b\u0627"


def catalog(code):
    found = {}
    for each in Catalogs(HOUSE).read(code):
        if each.id:
            english = each.id if isinstance(each.id, str) else each.id[-1]
            found[each.context, english] = (each.string,) if isinstance(each.string, str) else tuple(each.string)
    return found


@pytest.mark.parametrize(
    ("code", "name"), [("zh_CN", "泰语"), ("th", "ไทย"), ("es", "tailandés"), ("de", "Thailändisch")]
)
def test_a_sentence_names_a_language_in_its_own(code, name):
    assert Language(code).spoken(LanguageNamed("th")) == name


def test_a_language_that_stands_alone_begins_as_other_values_do():
    formats = Language("es").formats
    assert formats.language("pt_BR") == "portugués"
    assert formats.language("pt_BR", alone=True) == "Portugués"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_is_named_in_every_other(code):
    names = [Language(code).spoken(LanguageNamed(each)) for each in LANGUAGES]
    assert len(set(names)) == len(names)
    assert not set(names) & LANGUAGES.keys()


@pytest.mark.parametrize("code", PLURALS)
def test_no_translation_holds_the_name_that_another_language_gives_itself(code):
    others = {name for each, name in OWN_NAMES.items() if each != code}
    assert not [each for said in catalog(code).values() for each in said for name in others if name in each]


def test_only_who_chooses_a_language_reads_its_own_name():
    """What takes one name out of the table puts it into a sentence; choosers show all of them."""
    source = HOUSE / "src/lifecycle_desk"
    taken = re.compile(r"LANGUAGES(?:\.get\(|\[)")
    found = {str(path.relative_to(source)) for path in source.rglob("*.py") if taken.search(path.read_text("utf-8"))}
    assert found == {"desktop/topbar.py"}  # the button of the chooser


def test_a_message_fact_is_a_language_and_never_a_text():
    for code, name in (("zh_CN", "泰语"), ("en", "Thai")):
        assert name in Language(code)("Description (%(language)s)", language=LanguageNamed("th"))


@pytest.mark.parametrize("code", [*PLURALS, *OVERLAYS])
def test_a_sentence_calls_keys_as_their_caps_do(code):
    """Spain's Intro and Supr, Germany's Strg: a reader looks for the word that stands on the key."""
    said = Language("es", RegionalFormat("MX", "es_MX")) if code == "es_MX" else Language(code)
    called = {name: said.words(NAMES.get(name, ENTER)).casefold() for name in KEYS}
    wrong = [
        (english, words)
        for (context, english), strings in catalog(code).items()
        for name, pattern in KEYS.items()
        if context != "keyboard" and re.search(pattern, english)
        for words in strings
        if called[name] not in words.casefold()
    ]
    assert not wrong


def test_keys_of_sentences_are_looked_for():
    english = [text for _, text in catalog("de")]
    assert all(any(re.search(pattern, text) for text in english) for name, pattern in KEYS.items() if name != "Esc")


@pytest.mark.parametrize("path", sorted((HOUSE / "resources/help").rglob("*.md")), ids=lambda path: str(path)[-24:])
def test_help_writes_keys_that_are_held_as_keys(path):
    """Written as `Ctrl+Shift` they are called by the table; as bare words they stay what somebody typed."""
    bare = re.sub(r"`[^`]*`", "", path.read_text("utf-8"))
    assert not re.search(r"\b(?:Ctrl|Strg)\b", bare)


def test_mexico_reads_none_of_spains_words():
    spain, mexico = catalog("es"), Language("es", RegionalFormat("MX", "es_MX"))
    said = {
        english: mexico.words(f"{context}{CONTEXT}{english}" if context else english)
        for (context, english), strings in spain.items()
        if len(strings) == 1
    }
    assert not {english: words for english, words in said.items() if NOT_MEXICAN.search(words)}


def test_arabic_writes_its_tanwin_behind_the_alef_everywhere():
    """As the glossary does; two spellings of one word are two words to who searches the page."""
    files = [*(HOUSE / "resources/help/ar").glob("*.md"), *(HOUSE / "resources/demo").glob("*.*")]
    files += [HOUSE / "resources/verify/verify.html", HOUSE / "translations/glossary.csv"]
    assert not [path.name for path in files if TANWIN_BEFORE_ALEF in path.read_text("utf-8")]
