"""Inspections in the workshop: own templates, what was found at each point, jobs that failures propose, the sheet."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import text
from test_approval import BRAKES, _proposed, lines, say
from test_papers import printed
from workshop import COOLING, VIN, kinds, opened, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import NameMissing
from lifecycle_desk.stages.service.inspections import rules as inspections
from lifecycle_desk.stages.service.inspections.papers.sheet import NoInspection
from lifecycle_desk.stages.service.inspections.rules import (
    Finding,
    InspectionTemplate,
    Passed,
    Point,
    PointKind,
    checked,
)
from lifecycle_desk.stages.service.inspections.usecases.inspecting import (
    DropInspectionTemplate,
    RecordInspection,
    TakeBackInspection,
    drop_inspection_template,
    record_inspection,
    save_inspection_template,
    take_back_inspection,
)
from lifecycle_desk.stages.service.inspections.usecases.showing import inspection_page, inspections_of
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.rules.states import OrderClosed
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder, OpenRepairOrder, OrderTemplate
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.templates import save_order_template
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order
from lifecycle_desk.stages.service.reports import REPORTS
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.vehicle.usecases.documents import attach

CHECKS = tuple(OF_SERVICE.offered("checks"))

TREAD = Point(text="Tread, front left", kind=PointKind.MEASURE, unit="mm", minimum=Decimal("1.6"), job="Tyres")
WIPERS = Point(text="Wiper blades", choices=("good", "smearing", "torn"), failing=("smearing", "torn"))
PHOTO = Point(text="Underbody", kind=PointKind.PHOTO)
REMARKS = Point(text="ข้อสังเกต", kind=PointKind.TEXT)
SPRING = InspectionTemplate("Spring check", (TREAD, WIPERS, PHOTO, REMARKS))
SHEET = REPORTS[4]


def png(colour: str = "#2C4FC4") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def number(shop) -> str:
    save_inspection_template(shop, SPRING)
    return opened(shop, OpenRepairOrder(vin=VIN, jobs=(BRAKES,))).number


def findings(user, **changes) -> tuple[Finding, ...]:
    photo = attach(user, "underbody.png", png()).sha256
    found = {
        "tread": Finding(point=1, value=Decimal("6.2")),
        "wipers": Finding(point=2, answer="good"),
        "photo": Finding(point=3, documents=(photo,)),
        "remarks": Finding(point=4, answer="ไม่มี"),
    }
    return tuple((found | changes).values())


def inspected(user, number: str, **changes):
    asked = RecordInspection(
        order=number, template=SPRING.name, findings=findings(user, **changes), inspector="Somchai"
    )
    return record_inspection(user, asked).value


# The rule -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "finding", "failed"),
    [
        (TREAD, Finding(point=1, value=Decimal("1.6")), False),
        (TREAD, Finding(point=1, value=Decimal("1.59")), True),
        (TREAD, Finding(point=1, value=Decimal("1.59"), failed=False), True),
        (replace(TREAD, maximum=Decimal(8)), Finding(point=1, value=Decimal("8.1")), True),
        (replace(TREAD, minimum=None), Finding(point=1, value=Decimal(0)), False),
        (WIPERS, Finding(point=1, answer="good", failed=True), False),
        (WIPERS, Finding(point=1, answer=" torn "), True),
        (REMARKS, Finding(point=1, answer="Rust", failed=True), True),
        (REMARKS, Finding(point=1), False),
        (PHOTO, Finding(point=1, documents=("x",), failed=True), True),
    ],
)
def test_a_choice_and_a_measure_speak_for_themselves_and_the_rest_is_judged(point, finding, failed):
    (found,) = checked((point,), (finding,))
    assert found.failed is failed


@pytest.mark.parametrize(
    ("found", "refusal", "place"),
    [
        ((Finding(point=1, value=Decimal(5)),), inspections.PointsOpen, "findings"),
        (
            (Finding(point=1, value=Decimal(5)), Finding(point=1, value=Decimal(5))),
            inspections.FoundTwice,
            "findings[1]",
        ),
        ((Finding(point=5),), inspections.NoSuchPoint, "findings[0]"),
        ((Finding(point=0),), inspections.NoSuchPoint, "findings[0]"),
        ((Finding(point=1),), inspections.MeasureMissing, "findings[0].value"),
        ((Finding(point=1, value=Decimal("NaN")),), inspections.NotMeasurable, "findings[0].value"),
        ((Finding(point=1, value=Decimal("1E+99")),), inspections.NotMeasurable, "findings[0].value"),
        ((Finding(point=2, answer="odd"),), inspections.AnswerUnknown, "findings[0].answer"),
        ((Finding(point=3),), inspections.PhotoMissing, "findings[0].documents"),
        ((Finding(point=4, answer="x" * 2_001),), Objection, "findings[0].answer"),
    ],
)
def test_every_point_is_answered_once_in_its_way(found, refusal, place):
    with pytest.raises(refusal) as refused:
        checked(SPRING.points, found)
    assert refused.value.at == place


@pytest.mark.parametrize(
    ("points", "refusal", "place"),
    [
        ((), inspections.TemplateEmpty, "points"),
        ((WIPERS,) * 301, inspections.TooManyPoints, "points"),
        ((replace(WIPERS, text=" "),), inspections.PointSaysNothing, "points[0].text"),
        ((TREAD, replace(WIPERS, choices=("good",))), inspections.ChoicesMissing, "points[1].choices"),
        ((replace(WIPERS, choices=("good", "good")),), inspections.ChoicesMissing, "points[0].choices"),
        ((replace(WIPERS, failing=("gone",)),), inspections.FailingUnknown, "points[0].failing"),
        ((replace(TREAD, maximum=Decimal(1)),), inspections.LimitsCrossed, "points[0].minimum"),
        ((replace(TREAD, minimum=Decimal("Infinity")),), inspections.NotMeasurable, "points[0].minimum"),
    ],
)
def test_a_template_that_nobody_could_answer_is_refused(shop, points, refusal, place):
    with pytest.raises(refusal) as refused:
        save_inspection_template(shop, InspectionTemplate("Odd", points))
    assert refused.value.at == place


@given(st.decimals(min_value=-1000, max_value=1000, places=2), st.decimals(min_value=-100, max_value=100, places=2))
def test_both_limits_belong_to_what_passes(value, limit):
    point = replace(TREAD, minimum=limit, maximum=None)
    assert checked((point,), (Finding(point=1, value=value),))[0].failed is (value < limit)


# At an order ----------------------------------------------------------------------------------------------------


def test_an_inspection_is_one_event_and_keeps_its_points_though_the_template_changes(shop, number):
    done = inspected(shop, number)
    save_inspection_template(shop, InspectionTemplate(SPRING.name, (WIPERS,)))

    assert (done.failed, done.jobs, done.proposed) == (0, 0, 0)
    assert ("inspection", True) in kinds(shop)
    (found,) = inspections_of(shop, number)
    assert (found.template, found.inspector, found.body.points) == (SPRING.name, "Somchai", SPRING.points)
    assert found.body.findings[3].answer == "ไม่มี"
    assert sound(shop)


def test_each_failed_point_proposes_a_job_by_its_template_or_by_its_words(shop, number):
    save_order_template(shop, OrderTemplate("Tyres", (replace(BRAKES, complaint="", cause="Worn", correction=""),)))
    done = inspected(
        shop,
        number,
        tread=Finding(point=1, value=Decimal("1.2"), note="inside"),
        wipers=Finding(point=2, answer="torn"),
    )

    assert (done.failed, done.jobs, done.proposed) == (2, 2, 0)
    jobs = order(shop, number).order.sheet.jobs
    assert [job.complaint for job in jobs[1:]] == ["Tread, front left: 1.2 mm, inside", "Wiper blades: torn"]
    assert [line.code for line in jobs[1].lines] == ["PADS", "DISCS", "HOSE"]
    assert sound(shop)


def test_what_would_go_over_the_approved_sum_waits_for_the_customer_and_the_rest_does_not(shop, number):
    save_order_template(shop, OrderTemplate("Tyres", (BRAKES,)))
    say(shop, number, True, True)
    done = inspected(shop, number, tread=Finding(point=1, value=Decimal(1)), wipers=Finding(point=2, answer="smearing"))

    assert (done.jobs, done.proposed) == (2, 1)
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"], []]
    assert [job.complaint for job in _proposed(shop, number)] == ["Tread, front left: 1 mm\nIt grinds"]
    say(shop, number, True, True, False, True)
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"], [], ["DISCS", "HOSE"]]


def test_an_inspection_taken_back_counts_nowhere(shop, number):
    done = inspected(shop, number)
    with pytest.raises(Objection):
        take_back_inspection(shop, TakeBackInspection(done.event, ""))
    take_back_inspection(shop, TakeBackInspection(done.event, "another car"))

    assert inspections_of(shop, number) == ()
    assert ("inspection", False) in kinds(shop)
    assert sound(shop)
    with pytest.raises(inspections.UnknownInspection):
        take_back_inspection(shop, TakeBackInspection(done.event, "again"))


def test_what_cannot_be_inspected_is_refused(shop, number):
    with pytest.raises(inspections.UnknownInspectionTemplate):
        record_inspection(shop, RecordInspection(order=number, template="None", findings=()))
    with pytest.raises(Objection) as refused:
        inspected(shop, number, photo=Finding(point=3, documents=("0" * 64,)))
    assert refused.value.at == "findings[2].documents[0]"
    cancel_repair_order(shop, CancelRepairOrder(number))
    with pytest.raises(OrderClosed):
        inspected(shop, number)


def test_templates_are_kept_and_dropped_by_name(shop, number):
    assert [each.name for each in inspection_page(shop, number).templates] == ["Spring check"]
    dropped = drop_inspection_template(shop, DropInspectionTemplate("Spring check"))
    assert inspection_page(shop, number).templates == ()
    verb, asked = drop_inspection_template.undo(dropped.value)
    verb(shop, asked)
    assert inspection_page(shop, number).templates == (SPRING,)
    with pytest.raises(inspections.UnknownInspectionTemplate):
        drop_inspection_template(shop, DropInspectionTemplate("None"))
    with pytest.raises(NameMissing):
        save_inspection_template(shop, InspectionTemplate(" ", (WIPERS,)))


@pytest.mark.parametrize(
    "change",
    ["counts = 0", "body = replace(body, 'good', 'torn')", "template = 'x'"],
)
def test_check_finds_what_was_changed_behind_the_programs_back(own_shop, change):
    save_inspection_template(own_shop, SPRING)
    number = opened(own_shop).number
    inspected(own_shop, number)
    with own_shop.store.engine.begin() as connection:
        connection.execute(text(f"UPDATE service_inspection SET {change}"))  # noqa: S608 (constants of this test)

    assert {each.part for each in books.check(own_shop, CHECKS).findings} == {"inspections"}


# The sheet ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "ar", "th", "zh_CN", "es"])
def test_the_sheet_tells_every_point_in_the_dealers_words_with_its_verdict(own_shop, code):
    save_inspection_template(own_shop, InspectionTemplate("فحص الربيع", SPRING.points))
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,))).value.number
    found = findings(own_shop, tread=Finding(point=1, value=Decimal("1.2"), note="inside"))
    record_inspection(own_shop, RecordInspection(order=number, template="فحص الربيع", findings=found))
    text_ = printed(own_shop, SHEET, number, code)

    voice = spoken(own_shop, code)
    for words in ("فحص الربيع", "Tread, front left", "inside", "Wiper blades", "ข้อสังเกต", "Underbody"):
        assert words in text_
    assert voice(Passed.NO.label) in text_
    assert "1.2" in text_ or "1,2" in text_ or "١" in text_


def test_a_sheet_without_an_inspection_is_refused_and_a_missing_photo_is_left_out(own_shop):
    save_inspection_template(own_shop, SPRING)
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(Job(complaint="x"),))).value.number
    with pytest.raises(NoInspection):
        printed(own_shop, SHEET, number, "en")
    inspected(own_shop, number)
    assert "Photographs" in printed(own_shop, SHEET, number, "en")
    for file in own_shop.store.files.rglob("*"):
        if file.is_file():
            file.write_bytes(b"gone")
    assert "Photographs" not in printed(own_shop, SHEET, number, "en")
