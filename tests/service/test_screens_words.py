"""The workshop in any language: all words follow at once, lines mirror, what people wrote stays as they wrote it."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hands import (
    OPEN,
    all_of,
    left_as_found,
    markup,
    nameless,
    opened,
    out_of_reach,
    said,
    shown,
    unsaid,
    written,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from read_out import read_out
from screen import Hands
from workshop import COOLING, VIN, with_car

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.look.parts.actions import Actions
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
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
from lifecycle_desk.stages.service.pages import PAGES

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
    *(HOSTILE, VIN, "MG4 Electric", "64 kWh", "MG", "RO-", "VAT", "THB", "hrs", "สิริพร ชัยสิทธิ์", "3กข"),
    *(line.code for line in COOLING.lines),
    *LANGUAGES.values(),
    *("P0AA6-1A", "P0AA6", "BMS", "HOSTILE", "mm"),
    "<S",  # the initials of a hostile technician
)


def fill(user: UserSession) -> None:
    """Something that people wrote wherever they can."""
    read = Distance(47_990)
    open_repair_order(user, OpenRepairOrder(vin=VIN, jobs=(NASTY,), technician=HOSTILE, odometer_in=read))
    log_repair_order(user, LogRepairOrder(vin=VIN, jobs=(NASTY,), adviser=HOSTILE, odometer_in=read))
    said_ = Description(code="P0AA6", title=HOSTILE, text=HOSTILE, source=HOSTILE, maker="MG")
    describe_codes(user, DescribeCodes((said_,)))
    unit = EcuRead(name=HOSTILE, software=HOSTILE, codes=(CodeRead(code="P0AA6-1A", status=0xAF, text=HOSTILE),))
    for number in ("RO-2026-0001", "RO-2026-0002"):
        read_out(user, number, unit, EcuRead(name="BMS"), tool=HOSTILE, note=HOSTILE)
    points = (
        Point(text=HOSTILE, choices=(HOSTILE, "HOSTILE"), failing=(HOSTILE,)),
        Point(text=HOSTILE, kind=PointKind.MEASURE, unit="mm", minimum=Decimal(1)),
        Point(text=HOSTILE, kind=PointKind.TEXT),
        Point(text=HOSTILE, kind=PointKind.PHOTO),
    )
    save_inspection_template(user, InspectionTemplate(HOSTILE, points))
    propose_work(user, ProposeWork(number="RO-2026-0001", jobs=(NASTY,)))
    own_lines = (Decision(1, 1, approved=True), Decision(2, 1, approved=False))
    asked = {"number": "RO-2026-0001", "revision": 1, "decisions": own_lines, "how": How.PHONE}
    decide_estimate(user, DecideEstimate(**asked, who=HOSTILE, note=HOSTILE))
    propose_work(user, ProposeWork(number="RO-2026-0001", jobs=(NASTY,)))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all that is only looked at."""
    dealer = Dealer("Sathorn EV", "TH", "en", labour_rate=115_000)
    user = with_car(create(tmp_path_factory.mktemp("words") / "desk.ldk", dealer))
    fill(user)
    yield from shown(opened(user, PAGES))
    user.store.close()


@pytest.fixture
def hands(shared: Window, qtbot) -> Iterator[Hands]:
    """Hands on it; it is in English and of its usual size."""
    yield from (Hands(window, qtbot) for window in left_as_found(shared))


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(hands, page, key):
    there = hands.go(page, key)
    hands.window.speak("marked")
    hands.settle()
    assert any(OPEN in each for each in said(there))
    assert not unsaid(there, DATA)


@pytest.mark.parametrize(("page", "key"), [*PLACES, ("service", "list")])
def test_what_people_wrote_is_shown_as_they_wrote_it(hands, page, key):
    there = hands.go(page, key.replace("list", ""))
    if key == "list":
        there.as_list.click()
        hands.settle()
    marks, whole = markup(there), [*said(there), *written(there)]
    if key == "list":
        there.as_board.click()
    assert not marks
    assert not any("&amp;" in each for each in whole)
    if page == "order" or (page, key) == ("service", ""):
        assert any(HOSTILE in each for each in whole)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(hands, page, key):
    there = hands.go(page, key)
    assert not nameless(there)
    assert set(out_of_reach(there)) <= {"More about this line"}  # the Menu key opens that one


def test_pages_are_drawn_mirrored_dark_and_large(hands):
    places = [PLACES[0], PLACES[2], PLACES[3], *PLACES[5:]]
    for place in places:
        hands.go(*place)
    hands.window.speak("ar")
    theme.set_theme(dark=True, scale=2.0)
    hands.window.resize(1100, 700)
    for place in reversed(places):  # the first one is that which saw the change
        there = hands.go(*place)
        assert not hands.window.grab().isNull()
        assert there.layoutDirection() == Qt.LayoutDirection.RightToLeft
        folded = [button for each in all_of(there, Actions) for button in each.folded]  # these stand in a menu
        for button in all_of(there, QAbstractButton):
            if button in folded:
                continue
            assert button.width() >= min(button.sizeHint().width(), button.parentWidget().width()), button.text()


def test_cells_of_a_line_mirror(hands):
    row = hands.go("order", "RO-2026-0001").jobs.cards[0].rows[0]
    assert row.code.x() < row.price.x()
    hands.window.speak("ar")
    hands.settle()
    assert row.code.x() > row.price.x()
