"""A measured point of an inspection is typed, judged and limited in the market's unit, and kept in its own."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.stages.service.inspections.rules import Point, PointKind
from lifecycle_desk.stages.service.inspections.screens.inspecting import MeasureField

LONDON = RegionalFormat(
    "GB", "en_GB", zone="Europe/London", distance=LengthUnit.MILES, pressure=PressureUnit.PSI, currency="GBP"
)
TYRE = Point(text="Tyre pressure", kind=PointKind.MEASURE, unit="kPa", minimum=Decimal(230), maximum=Decimal(260))


@pytest.fixture
def british(qapp) -> Iterator[None]:
    before = translator().current
    translator().set_language(Language("en", LONDON))
    yield
    translator().set_language(before)


@pytest.mark.parametrize(
    ("typed", "kept", "fits"),
    [
        ("36", 248, True),
        ("33.4", 230, True),  # as the lower limit is shown
        ("37.7", 260, True),  # and the upper one
        ("28", 193, False),
        ("248", 1710, False),
        ("250 kPa", 250, True),
        ("2.5 bar", 250, True),
        ("200 kPa", 200, False),
    ],
)
def test_a_pressure_typed_in_psi_is_judged_by_limits_kept_in_kilopascals(british, typed, kept, fits):
    field = MeasureField(1, TYRE)
    field.line.setText(typed)
    field.validate()
    assert field.value == Decimal(kept)
    assert (field.level != "warning") is fits
