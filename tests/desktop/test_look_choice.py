from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts import ChoiceField
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
