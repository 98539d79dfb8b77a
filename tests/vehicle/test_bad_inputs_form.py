"""The table of bad inputs, typed into the fields of forms: the same verdict as by file and by program."""

import pytest
from bad_inputs import CASES, Case
from hands import dress_once
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.look.parts import ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field
from lifecycle_desk.vehicle.screens.vin_field import VinField

TYPED = [case for case in CASES if case.field in {"vin", "odometer", "day"}]


@pytest.fixture
def here(qapp: QApplication):
    dress_once()
    translator().set_language(Language("en", RegionalFormat("TH", "th_TH", zone="Asia/Bangkok", currency="THB")))
    yield
    translator().set_language(Language("en"))


def typed_into(field: VinField | ReadField, case: Case) -> object:
    """What a field understood of a case; None where it says that something is wrong."""
    field.set_text(case.typed.replace("\n", ""))  # a line of text takes no line break
    understood = field.validate()
    if not understood:
        assert field.is_faulty
        return None
    if isinstance(field, VinField):
        return field.vin
    value = field.value
    return value.value if isinstance(value, Distance) else str(value)


@pytest.mark.parametrize("case", TYPED, ids=str)
def test_a_form_comes_to_the_same_verdict(qtbot, here, case):
    field = {"vin": VinField, "odometer": lambda: distance_field(N_("Odometer")), "day": lambda: day_field(N_("Date"))}[
        case.field
    ]()
    qtbot.addWidget(field)
    expected = case.in_a_form if case.in_a_form is not None else case.kept

    assert typed_into(field, case) == expected
