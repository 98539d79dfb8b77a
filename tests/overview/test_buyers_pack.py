"""The buyer's pack and the window sheet: what they say, and that they say nothing of people, prices and places."""

import shutil
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from examples import NOON
from pdf_text import pages_of
from PIL import Image
from planting import CODES, SHOWN, STEM, Planted, found_in, plant, telling_pdf, telling_photo
from pypdf import PdfReader
from sqlalchemy import inspect

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.scene import ReadingStatus
from lifecycle_desk.base.steps import drained
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.overview.papers.drawings import health_trend
from lifecycle_desk.overview.papers.pack import ForBuyer
from lifecycle_desk.overview.papers.pack_sections import health_range
from lifecycle_desk.overview.reports import REPORTS
from lifecycle_desk.overview.rules.buyers import BuyersFacts, OtherDamage, Unknown, code_shown, condition_of
from lifecycle_desk.overview.rules.sections import PackSection
from lifecycle_desk.overview.rules.work import WorkKind, kinds_of
from lifecycle_desk.overview.usecases.lives.attachments import AttachmentKind, AttachmentUnknown, attachable
from lifecycle_desk.overview.usecases.lives.buyers import buyers_facts
from lifecycle_desk.paper.appended import AppendedUnreadable, clean_jpeg, clean_picture, with_pages
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import Batteries, ReadHealth, count_health, read_health
from lifecycle_desk.stages.transfer.condition.papers.words import mark_words
from lifecycle_desk.stages.transfer.condition.rules.condition import Wheel
from lifecycle_desk.stages.transfer.condition.rules.diagram import diagram
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import trade_page
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, Note, add_vehicle, note_event
from lifecycle_desk.vehicle.usecases.photo import ChoosePhoto, choose_photo
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

OF = {each.kind: each for each in REPORTS}


def drawn(user, kind, language="en", **asked):
    report = OF[kind]
    return report.draw(user, understood(asked, report.takes, strict=False), spoken(user, language)).draw()


def text_of(pdf):
    return "\n".join(pages_of(pdf))


def busiest(user):
    """The car with the longest life that was charged and has been in the workshop."""
    listed = Vehicles(user)
    vins = [each.vin for each in listed.rows(listed.keys()).values()]
    batteries = Batteries(user)
    electric = {each.health.vin for each in batteries.rows(batteries.keys()).values()}
    return max((vin for vin in vins if vin in electric), key=lambda vin: len(page(user, vin).lines))


@pytest.fixture(scope="module")
def filled(filled, tmp_path_factory):
    """The example dealer whose batteries are counted."""
    where = tmp_path_factory.mktemp("counted") / "desk.ldk"
    shutil.copyfile(filled, where)
    shutil.copytree(f"{filled}.files", f"{where}.files")
    with at_noon(where) as user:
        drained(count_health(user))
    return where


@pytest.fixture(scope="module")
def vin(filled):
    with at_noon(filled) as user:
        return busiest(user)


@contextmanager
def at_noon(where):
    with standing_at(NOON):
        user = UserSession(open_store(where), None, authorise)
        yield user
        user.store.close()


def chosen_documents(user, vin, planted):
    """A photo and a PDF that tell much of themselves, noted with the car and chosen to go along."""
    found = [
        attach(user, planted.word("document.name"), content)
        for content in (telling_photo(planted), telling_pdf(planted))
    ]
    note_event(user, Note(vin, date(2026, 11, 20), planted.word("note.text"), tuple(each.sha256 for each in found)))
    return ",".join(each.sha256 for each in found)


def test_no_canary_of_the_whole_store_is_found_in_a_buyers_papers(example, vin):
    read_health(example, ReadHealth(vin, date(2026, 11, 1), 934, OfficialKind.CERTIFICATE, "beside the car"))
    planted = plant(example)
    along = chosen_documents(example, vin, planted)

    for language, second in (("en", "ar"), ("th", "")):
        pack = drawn(example, "buyers-pack", language, vin=vin, second=second, attach=along)
        assert found_in(pack.pdf) == []
        assert "SEEN" in text_of(pack.pdf)
    sheet = drawn(example, "window-sheet", vin=vin)
    assert found_in(sheet.pdf) == []

    told = drawn(example, "lifecycle-report", vin=vin, people="true")
    assert len(found_in(told.pdf)) > 2  # the canaries are where a paper with people would show them
    for place in ("person.name", "vehicle.plate", "staff.full_name", "document.name", "charging_session.place"):
        assert place in planted.where.values()


def test_what_counts_as_a_code_is_still_a_column(example):
    columns = inspect(example.store.engine)
    for table, names in (*CODES.items(), *SHOWN.items()):
        assert names <= {each["name"] for each in columns.get_columns(table)}


def test_a_report_without_people_names_none_and_no_plate(example, vin):
    planted = plant(example)
    text = text_of(drawn(example, "lifecycle-report", vin=vin).pdf).replace("\n", "")

    places = ("person.", "vehicle.plate", "staff.", "event.personal")
    naming = [word for word, where in planted.where.items() if where.startswith(places)]
    assert len(naming) > 20
    assert [word for word in naming if word in text] == []
    assert STEM in text  # what was done, in the workshop's words, stands there


def test_what_a_buyer_may_be_told_is_made_of_numbers_days_and_closed_terms_but_for_the_car_itself(example, vin):
    texts = {}

    def walk(value, where):
        if is_dataclass(value):
            for each in fields(value):
                walk(getattr(value, each.name), f"{where}.{each.name}")
        elif isinstance(value, tuple):
            for each in value:
                walk(each, where)
        elif isinstance(value, str) and not isinstance(value, LabeledEnum) and type(value) is str:
            texts[where] = value
        else:
            assert not isinstance(value, Money | dict | list)
            facts = value.values() if isinstance(value, Mapping) else ()
            assert all(isinstance(each, date | int) for each in facts), where

    walk(buyers_facts(example, vin), "")

    car = {".vin", ".make", ".model", ".variant", ".colour", ".battery_code"}
    marks = {f".condition.damages.{each}" for each in ("view", "part", "note", "documents")}
    assert texts.keys() <= car | marks | {".campaigns.number", ".remarks.message"}
    assert not texts.get(".condition.damages.note")


def found_damaged(user, planted):
    """A second-hand car of the example whose damage is photographed; its last mark has a telling photo and words."""
    vin = next(each.vin for each in TradeCars(user).rows(TradeCars(user).keys()).values() if each.grade)
    last = trade_page(user, vin).condition.said
    telling = attach(user, planted.word("document.name"), telling_photo(planted))
    marks = (*last.marks, replace(last.marks[0], x=last.marks[0].x + 9, note=planted.word("mark.note"),
                                  documents=(telling.sha256,)))  # fmt: skip
    save_condition(user, replace(last, marks=marks, on=date(2026, 11, 25)))
    return vin, marks


def test_the_condition_stands_on_the_drawing_with_photos_only_where_they_are_wished(example):
    planted = Planted()
    vin, marks = found_damaged(example, planted)
    facts, voice = buyers_facts(example, vin), spoken(example, "en")
    without, with_photos = (drawn(example, "buyers-pack", vin=vin, photos=each) for each in ("false", "true"))
    named = sum(len(each.documents) for each in marks)

    assert [(each.view, each.part, each.size_mm) for each in facts.condition.damages] == [
        (each.view, each.part, each.size_mm) for each in marks
    ]
    for number, mark in enumerate(facts.condition.damages, 1):
        assert mark_words(voice, number, mark) in text_of(without.pdf).replace("\n", " ")
    assert named >= 2
    assert pictures_in(with_photos.pdf) - pictures_in(without.pdf) == named
    for each in (without, with_photos):
        assert found_in(each.pdf) == []


def pictures_in(pdf):
    return sum(len(each.images) for each in PdfReader(BytesIO(pdf)).pages)


def test_a_photo_of_damage_that_cannot_be_read_is_left_out(example):
    planted = Planted()
    vin, marks = found_damaged(example, planted)
    broken = attach(example, "broken.png", b"\x89PNG\r\n\x1a\n of nothing")
    last = trade_page(example, vin).condition.said
    save_condition(example, replace(last, marks=(replace(marks[0], documents=(broken.sha256,)),)))
    shown, plain = (drawn(example, "buyers-pack", vin=vin, photos=each).pdf for each in ("true", "false"))

    assert pictures_in(shown) == pictures_in(plain)


def test_a_mark_that_the_drawing_does_not_know_is_counted_and_not_drawn():
    on = date(2026, 11, 3)
    known = {"kind": "dent", "view": "left", "part": "front_door", "x": 10, "y": 10, "size_mm": 30, "note": "x"}
    zone = diagram().views[0].zones[0]
    known |= {"view": diagram().views[0].id, "part": zone.part.id, "documents": ["A" * 64, "b" * 64, 7]}
    odd = [known | each for each in ({"part": "moon"}, {"view": 7}, {"x": "10"}, {"kind": "of another time"})]
    found = condition_of(on, {"marks": [known, *odd]})

    assert sum(count for _, count in found.marks) == 5
    assert found.damages == (
        DamageMark(known["view"], known["part"], DamageKind.DENT, 30, 10, 10, documents=("b" * 64,)),
    )


def test_the_health_of_a_battery_is_drawn_without_a_session_of_its_own(example, vin):
    read_health(example, ReadHealth(vin, date(2026, 11, 1), 934, OfficialKind.CERTIFICATE, "beside the car"))
    told, voice = buyers_facts(example, vin).battery, spoken(example, "en")
    shown = health_trend(told, voice)

    assert {each.standing for each in shown.readings} == {ReadingStatus.OFFICIAL}
    assert [y for _, y in shown.curves[0].line] == [each.middle / 10 for each in told.trend]
    assert shown.up.low < min(each.low for each in told.trend) / 10


def test_owners_are_counted_and_not_named(example, vin):
    known = page(example, vin)
    text = text_of(drawn(example, "buyers-pack", vin=vin).pdf)

    assert buyers_facts(example, vin).owners == len(known.owners)
    for owner in known.owners:
        assert owner.name not in text
    if known.figures.plate:
        assert known.figures.plate not in text


def test_two_languages_stand_side_by_side_row_beside_row(example, vin):
    both = drawn(example, "buyers-pack", "en", vin=vin, second="ar")
    text = text_of(both.pdf)

    assert both.missing == frozenset()
    for language in ("en", "ar"):
        voice = spoken(example, language)
        assert voice(PackSection.COVER.label) in text
    alone = drawn(example, "buyers-pack", "en", vin=vin, second="en")
    assert alone.pdf == drawn(example, "buyers-pack", "en", vin=vin).pdf


def test_the_first_page_answers_what_a_buyer_asks_first(example, vin):
    language, facts = spoken(example, "en"), buyers_facts(example, vin)
    first, *_ = pages_of(drawn(example, "buyers-pack", vin=vin).pdf)

    said = " ".join(first.partition("At a glance")[2].split())
    assert f"95% interval: {health_range(facts.battery, language)}" in said
    assert language(facts.verdict.label) in said
    assert "Covered" in said


def test_only_the_chosen_sections_are_there(example, vin):
    text = text_of(drawn(example, "buyers-pack", vin=vin, sections="cover, campaigns").pdf)

    assert "Campaigns" in text
    assert "Workshop visits\n" in text  # the count among the facts of the car
    assert "Limitations" not in text
    with pytest.raises(Objection, match="unknown_section"):
        drawn(example, "buyers-pack", vin=vin, sections="people")


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({"second": "xx"}, "language_unknown"),
        ({"attach": "0123456789"}, "attachment_unknown"),
        ({"vin": "LSJWH4095PN999999"}, "unknown_vehicle"),
    ],
)
def test_what_cannot_be_given_is_refused_with_its_place(example, vin, asked, rule):
    with pytest.raises(Objection) as refused:
        drawn(example, "buyers-pack", **{"vin": vin} | asked)
    assert refused.value.rule == rule


def test_another_cars_documents_and_other_files_are_never_given_along(example, vin):
    others = Vehicles(example)
    other = next(each.vin for each in others.rows(others.keys()).values() if each.vin != vin)
    kept = attach(example, "theirs.txt", b"plain words")
    photo = attach(example, "theirs.png", _png())
    note_event(example, Note(other, date(2026, 11, 20), "theirs", (photo.sha256,)))
    note_event(example, Note(vin, date(2026, 11, 20), "ours", (kept.sha256,)))

    assert photo.sha256 not in {each.sha256 for each in attachable(example, vin)}
    with pytest.raises(AttachmentUnknown):
        drawn(example, "buyers-pack", vin=vin, attach=photo.sha256)
    with pytest.raises(AttachmentKind):
        drawn(example, "buyers-pack", vin=vin, attach=kept.sha256)


def _png():
    file = BytesIO()
    Image.new("RGB", (20, 20), "red").save(file, "PNG")
    return file.getvalue()


def test_a_cleaned_photo_is_the_same_picture_and_tells_nothing(example):
    photo = telling_photo(Planted())
    clean = clean_picture(photo)

    assert STEM.encode() in photo
    assert STEM.encode() not in clean
    with Image.open(BytesIO(clean)) as shown:
        assert shown.size == (320, 200)
        assert not shown.getexif()
    assert STEM.encode() not in clean_jpeg(photo)
    with Image.open(BytesIO(clean_jpeg(photo))) as kept, Image.open(BytesIO(photo)) as given:
        assert kept.tobytes() == given.tobytes()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n"])
def test_damaged_attachments_are_refused(content, example):
    with pytest.raises(AppendedUnreadable):
        clean_picture(content)
    with pytest.raises(AppendedUnreadable):
        with_pages(drawn(example, "window-sheet", vin=busiest(example)).pdf, [content])


def test_a_window_sheet_is_one_page_with_its_price(example, vin):
    for language in ("en", "ar", "th", "zh_CN", "es"):
        sheet = drawn(example, "window-sheet", language, vin=vin, price="1,190,000")
        assert sheet.pages == 1
        assert "1,190,000" in text_of(sheet.pdf)
        assert "1,190,000.00" not in text_of(sheet.pdf)
    with pytest.raises(Objection):
        drawn(example, "window-sheet", vin=vin, price="much")


def test_a_window_sheet_tells_the_published_range_with_its_cycle_and_none_of_its_own(example, vin):
    known = Description("BYD", "Atto 3", "Extended Range 60.5 kWh", energy="BEV")
    add_vehicle(example, AddVehicle("LGXCE4CB1P0000017", date(2026, 3, 1), known))
    with_range, without = (text_of(drawn(example, "window-sheet", vin=each).pdf) for each in ("LGXCE4CB1P0000017", vin))

    assert "Electric range when new (WLTP)" in with_range
    assert "420\u00a0km" in with_range
    assert "range when new" not in without


def test_a_window_sheet_shows_the_photo_of_the_car_and_a_report_without_people_does_not(example, vin):
    photo = BytesIO()
    Image.new("RGB", (1200, 800), "#B3231A").save(photo, "JPEG")
    choose_photo(example, ChoosePhoto(vin, (attach(example, "car.jpg", photo.getvalue()).sha256,)))
    sheets = [drawn(example, "window-sheet", language, vin=vin, price="1,190,000") for language in ("en", "ar", "th")]
    reports = {people: drawn(example, "lifecycle-report", vin=vin, people=people) for people in ("true", "false")}

    assert [each.pages for each in sheets] == [1, 1, 1]
    assert all(len(PdfReader(BytesIO(each.pdf)).pages[0].images) == 1 for each in sheets)
    assert len(PdfReader(BytesIO(reports["true"].pdf)).pages[0].images) == 1
    assert not PdfReader(BytesIO(reports["false"].pdf)).pages[0].images


def test_health_never_stands_without_its_interval(example, vin):
    facts = buyers_facts(example, vin)
    assert facts.battery
    known = facts.battery.percent is not None
    assert known is (facts.battery.low is not None) is (facts.battery.high is not None)
    text = text_of(drawn(example, "window-sheet", vin=vin).pdf)
    assert ("95% interval\n" in text) is known  # a label of its own, which does not break


def test_a_condition_report_is_read_as_far_as_it_is_understood():
    on = date(2026, 11, 3)
    facts = {
        "graded": {"grade": "B", "points": 12},
        "marks": [{"kind": "scratch", "note": "by Somchai"}, {"kind": "scratch"}, {"kind": "of another time"}],
        "tyres": [{"wheel": "front_left", "tread_mm": "5.2", "make": "x"}, {"wheel": "spare", "tread_mm": "8"}, "odd"],
    }
    found = condition_of(on, facts)

    assert found.grade is Grade.B
    assert found.marks == ((DamageKind.SCRATCH, 2), (OtherDamage.OTHER, 1))
    assert found.tyres == ((Wheel.FRONT_LEFT, Decimal("5.2")),)
    assert condition_of(on, {"grade": "splendid", "tyres": [{"wheel": "rear_left", "tread_mm": "much"}]}).grade is None


def test_a_condition_is_printed_in_the_words_of_the_paper(example, vin):
    from lifecycle_desk.overview.papers.pack_sections import Room, condition
    from lifecycle_desk.paper import Paper

    facts = replace(buyers_facts(example, vin), condition=condition_of(date(2026, 11, 3), {"graded": {"grade": "B"}}))
    voice = spoken(example, "en")
    paper = Paper(title="x", language=voice, blocks=list(condition(facts, Room(voice))))

    assert "B, Good" in text_of(paper.pdf())
    assert Unknown.CONDITION in buyers_facts(example, vin).unknown


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Replace front brake pads", (WorkKind.BRAKES,)),
        ("เปลี่ยนผ้าเบรกหน้า", (WorkKind.BRAKES,)),
        ("تبديل منفذ الشحن", (WorkKind.CHARGING,)),
        ("Revisión anual, vehículo eléctrico", (WorkKind.SERVICE,)),
        ("更换轮胎", (WorkKind.TYRES,)),
        ("Frontscheibe ersetzen", (WorkKind.GLASS,)),
        ("Trocar pastilhas dianteiras", (WorkKind.BRAKES,)),
        ("Замена тормозных колодок", (WorkKind.BRAKES,)),
        ("Vidange et filtre à huile", (WorkKind.OIL,)),
        ("Ganti oli mesin", (WorkKind.OIL,)),
        ("Arka lastik değişimi", (WorkKind.TYRES,)),
        ("entire retired", ()),
        ("Ms Brakespear is waiting", (WorkKind.BRAKES,)),
        ("Kanarienvogel", ()),
    ],
)
def test_work_is_told_by_kinds_and_never_by_its_words(text, kinds):
    assert kinds_of([text]) == kinds


def test_a_battery_code_that_is_none_is_not_shown():
    assert code_shown("YHX37CEKFXM3Y5XVN4LTATJ1") == "YHX37CEKFXM3Y5XVN4LTATJ1"
    assert code_shown("ask Somchai") is None
    assert code_shown(None) is None


def test_the_request_asks_for_nothing_that_would_open_more(example):
    assert [each.name for each in fields(ForBuyer)] == ["vin", "sections", "second", "attach", "photos"]
    assert "people" not in {each.name for each in fields(BuyersFacts)}
