from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import ChoiceField
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.models import Energy


def test_a_choice_gives_back_the_very_value_that_it_was_given(qtbot):
    field = ChoiceField(N_("Energy"), [(each, each.label) for each in Energy])
    qtbot.addWidget(field)

    field.set_value(Energy.PHEV)

    assert field.value is Energy.PHEV
    field.set_value("PHEV")
    assert field.value is Energy.PHEV
    field.set_value("no such")
    assert field.value is None


def test_a_choice_that_is_filled_anew_keeps_its_new_words_in_the_next_language(qtbot, dressed):
    field = ChoiceField(N_("Supplier"), [(0, N_("New supplier"))], value=0)
    qtbot.addWidget(field)
    field.choice.clear()
    offer_all(field.choice, [(7, PlainText("BYD Parts")), (0, N_("New supplier"))])
    field.set_value(7)

    translator().set_language(Language("es"))

    assert [field.choice.itemText(at) for at in range(2)] == ["BYD Parts", translator().current(N_("New supplier"))]
