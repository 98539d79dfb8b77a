"""The head of a page of one car: below a title it leads to the car's own page."""

import pytest
from hands import dress_once

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts import Label, wrap
from lifecycle_desk.vehicle_file.screens.car_head import CarHead

VIN = "LSJWH4095PN000001"


@pytest.mark.parametrize("beside", [(), (4, "kind"), (None, "kind")])
def test_a_head_with_a_title_leads_to_the_car_that_it_shows(qtbot, beside):
    dress_once()
    gone: list[tuple[str, str]] = []
    head = CarHead(N_("Battery health"), lambda page, key: gone.append((page, key)))
    whole = wrap(head.lines(beside=tuple(Label(each) if isinstance(each, str) else each for each in beside)))
    qtbot.addWidget(whole)
    head.show_car(VIN, "GAC Aion V", "8ขข 3747")
    whole.show()

    assert head.open.isVisible()
    head.open.click()
    assert gone == [("vehicle", VIN)]


def test_a_head_that_knows_no_way_or_names_the_car_itself_has_none(qtbot):
    dress_once()
    for head in (CarHead(N_("Warranty claim")), CarHead("", lambda *_: None)):
        whole = wrap(head.lines())
        qtbot.addWidget(whole)
        whole.show()
        assert not whole.isAncestorOf(head.open)
