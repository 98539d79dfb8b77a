"""The workshop in any language: all words follow at once, lines mirror, what people wrote stays as they wrote it."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hands import OPEN, all_of, marked, markup, nameless, out_of_reach, said, unsaid, written
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from read_out import read_out
from screen import Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.language import LANGUAGES
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, Description, EcuRead
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import DescribeCodes, describe_codes
from lifecycle_desk.stages.service.estimates.rules import Decision, How
from lifecycle_desk.stages.service.estimates.usecases.approving import (
    DecideEstimate,
    ProposeWork,
    decide_estimate,
    propose_work,
)
from lifecycle_desk.stages.service.inspections.rules import InspectionTemplate, Point, PointKind
from lifecycle_desk.stages.service.inspections.usecases.inspecting import save_inspection_template
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder, OpenRepairOrder

HOSTILE = "<img src=x> & co"
NASTY = Job(
    complaint=HOSTILE,
    cause=HOSTILE,
    correction=HOSTILE,
    lines=(Line(kind=LineKind.SUBLET, text=HOSTILE, price=100),),
)
PLACES = (
    ("service", ""),
    ("order_form", ""),
    ("order_form", VIN),
    ("order", "RO-2026-0001"),
    ("order", "RO-2026-0002"),
    ("code", ""),
    ("code", "P0AA6-1A"),
    ("inspect_order", "RO-2026-0001"),
    ("inspection_templates", ""),
)
DATA = (
    *(HOSTILE, VIN, "MG4 Electric", "64 kWh", "MG", "RO-", "VAT", "THB", "สิริพร ชัยสิทธิ์", "3กข"),
    *(line.code for line in COOLING.lines),
    *LANGUAGES.values(),
    *("P0AA6-1A", "P0AA6", "BMS", "HOSTILE", "mm"),
    "<S",  # the initials of a hostile technician
)


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    read = Distance(47_990)
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(NASTY,), technician=HOSTILE, odometer_in=read))
    log_repair_order(own_shop, LogRepairOrder(vin=VIN, jobs=(NASTY,), adviser=HOSTILE, odometer_in=read))
    said_ = Description(code="P0AA6", title=HOSTILE, text=HOSTILE, source=HOSTILE, maker="MG")
    describe_codes(own_shop, DescribeCodes((said_,)))
    unit = EcuRead(name=HOSTILE, software=HOSTILE, codes=(CodeRead(code="P0AA6-1A", status=0xAF, text=HOSTILE),))
    for number in ("RO-2026-0001", "RO-2026-0002"):
        read_out(own_shop, number, unit, EcuRead(name="BMS"), tool=HOSTILE, note=HOSTILE)
    points = (
        Point(text=HOSTILE, choices=(HOSTILE, "HOSTILE"), failing=(HOSTILE,)),
        Point(text=HOSTILE, kind=PointKind.MEASURE, unit="mm", minimum=Decimal(1)),
        Point(text=HOSTILE, kind=PointKind.TEXT),
        Point(text=HOSTILE, kind=PointKind.PHOTO),
    )
    save_inspection_template(own_shop, InspectionTemplate(HOSTILE, points))
    propose_work(own_shop, ProposeWork(number="RO-2026-0001", jobs=(NASTY,)))
    own_lines = (Decision(1, 1, approved=True), Decision(2, 1, approved=False))
    asked = {"number": "RO-2026-0001", "revision": 1, "decisions": own_lines, "how": How.PHONE}
    decide_estimate(own_shop, DecideEstimate(**asked, who=HOSTILE, note=HOSTILE))
    propose_work(own_shop, ProposeWork(number="RO-2026-0001", jobs=(NASTY,)))
    with at_the_window(own_shop, qtbot) as found:
        yield found


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(hands, own_shop, page, key):
    shown = hands.go(page, key)
    translator().set_language(marked(own_shop))
    hands.settle()
    assert any(OPEN in each for each in said(shown))
    assert not unsaid(shown, DATA)


@pytest.mark.parametrize(("page", "key"), [*PLACES, ("service", "list")])
def test_what_people_wrote_is_shown_as_they_wrote_it(hands, page, key):
    shown = hands.go(page, key.replace("list", ""))
    if key == "list":
        shown.as_list.click()
        hands.settle()
    assert not markup(shown)
    whole = [*said(shown), *written(shown)]
    assert not any("&amp;" in each for each in whole)
    if page == "order" or (page, key) == ("service", ""):
        assert any(HOSTILE in each for each in whole)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(hands, page, key):
    shown = hands.go(page, key)
    assert not nameless(shown)
    assert set(out_of_reach(shown)) <= {"More about this line"}  # the Menu key opens that one


@pytest.mark.parametrize(("page", "key"), [PLACES[0], PLACES[2], PLACES[3], *PLACES[5:]])
def test_pages_are_drawn_mirrored_dark_and_large(hands, own_shop, page, key):
    shown = hands.go(page, key)
    translator().set_language(spoken(own_shop, "ar"))
    theme.set_theme(dark=True, scale=2.0)
    hands.window.resize(1100, 700)
    hands.settle()
    assert not hands.window.grab().isNull()
    assert shown.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for button in all_of(shown, QAbstractButton):
        assert button.width() >= min(button.sizeHint().width(), button.parentWidget().width()), button.text()


def test_cells_of_a_line_mirror(hands, own_shop):
    page = hands.go("order", "RO-2026-0001")
    row = page.jobs.cards[0].rows[0]
    assert row.code.x() < row.price.x()
    translator().set_language(spoken(own_shop, "ar"))
    hands.settle()
    assert row.code.x() > row.price.x()
