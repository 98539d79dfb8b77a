"""The chip of all agrees with what a list counts, which English does not show."""

import pytest
from hands import dress_once

from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.filters import ALL, FilterChips, Kind
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.rooms import put_together

ORDERS, PARTS, DEALERS = C_("orders", "All"), C_("parts", "All"), C_("dealers", "All")


@pytest.fixture(autouse=True)
def dressed(qtbot):
    dress_once()


@pytest.mark.parametrize(
    ("code", "every", "said"),
    [
        ("es", ALL, "Todos"),
        ("es", ORDERS, "Todas"),
        ("pt_BR", ORDERS, "Todas"),
        ("fr", ORDERS, "Tous"),  # un ordre
        ("fr", PARTS, "Toutes"),
        ("es", DEALERS, "Todos"),
        ("pt_BR", DEALERS, "Todas"),
        ("en", ORDERS, "All"),
    ],
)
def test_all_is_said_in_the_gender_of_what_is_counted(qtbot, code, every, said):
    translator().set_language(Language(code))
    chips = FilterChips(PlainText("Orders"), [Kind(1, PlainText("Open"))], every)
    qtbot.addWidget(chips)
    assert chips.chips[None].text() == said


def test_mexicos_parts_are_feminine_and_its_claims_masculine():  # refacciones, reclamos
    assert Language("es", RegionalFormat("MX", "es_MX")).words(PARTS) == "Todas"
    assert Language("es", RegionalFormat("ES", "es_ES")).words(PARTS) == "Todos"
    assert Language("es", RegionalFormat("MX", "es_MX")).words(C_("claims", "All")) == "Todos"


def test_all_appointments_are_feminine_where_that_chip_stands_last():
    assert Language("es").words(C_("appointment", "All")) == "Todas"


def test_lists_of_what_spanish_calls_feminine_say_so():
    put_together()
    views = {each.name: load(each.view) for each in offered("pages") if isinstance(each.view, str)}
    lists = {name: view.listed for name, view in views.items() if hasattr(view, "listed")}
    spanish = Language("es")
    feminine = {name for name, listed in lists.items() if spanish.words(str(listed.every)) == "Todas"}
    assert feminine == {"campaigns", "catalogue", "parts_held"}
    assert {"sale", "transfer", "recycling", "suppliers"} <= lists.keys()  # vehicles and suppliers: todos
