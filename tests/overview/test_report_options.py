"""The options of papers on the page of reports, and papers for several cars from the window."""

from datetime import date
from io import BytesIO

import pytest
from hands import ENTER, NO_WARNINGS, OPEN, go, marked, nameless, out_of_reach, rest, seen
from pdf_text import pages_of
from pypdf import PdfReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.commands.options import Asks
from lifecycle_desk.desktop.remembered import SavedFilter
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.papers.several import MOST, NoOrderNamed, TooManyAtOnce, requests_about
from lifecycle_desk.overview.rules.sections import LifeSection, PackSection
from lifecycle_desk.overview.screens.reports.kinds import printable
from lifecycle_desk.overview.screens.reports.sources import ALL
from lifecycle_desk.overview.usecases.lives.lists import CarNotFound, SeveralCarsFound, vins_of
from lifecycle_desk.stages.service.orders.usecases.showing import Orders
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

pytestmark = NO_WARNINGS
REPORTS = printable()
OF = {each.kind: each for each in REPORTS}


@pytest.fixture
def cars(example):
    listed = Vehicles(example)
    return list(listed.rows(listed.keys()).values())


def text_of(content):
    return "\n".join(pages_of(content))


def showing(window, kind, vin):
    shown = go(window, "reports", f"{kind}:{vin}")
    shown.language.set_value("en")
    rest(window)
    return shown, shown.options[shown.report]


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("lifecycle-report", [Asks.SECTIONS, Asks.DAY, Asks.DAY, Asks.YES]),
        ("buyers-pack", [Asks.SECTIONS, Asks.ONE, Asks.DOCUMENTS, Asks.YES]),
        ("window-sheet", [Asks.PRICE]),
        ("charging-sessions", [Asks.DAY, Asks.DAY]),
        ("service-report", []),
        ("cover-rules", [Asks.ONE, Asks.DAY]),
    ],
)
def test_what_may_be_chosen_is_read_from_what_a_paper_takes(kind, asks):
    asked = [each for each in OF[kind].options if each.asks]
    assert [each.asks for each in asked] == asks
    if kind == "buyers-pack":
        assert asked[0].terms is PackSection


def test_a_section_that_is_unticked_is_not_drawn(window, cars):
    shown, options = showing(window, "lifecycle-report", cars[0].vin)
    assert all(section.label.rpartition("\x04")[2] in text_of(shown.preview.content) for section in LifeSection)

    for value, tick in options.fields["sections"]._ticks.items():
        tick.setChecked(value in {"events", "cover"})
    rest(window)

    assert options.chosen == (("sections", "cover,events"),)
    text = text_of(shown.preview.content)
    assert "Events" in text
    assert "Workshop visits\n" not in text


def test_people_are_named_when_the_tick_is_set(window, cars, example):
    owned = next(each for each in cars if each.owner)
    shown, options = showing(window, "lifecycle-report", owned.vin)
    assert owned.owner not in text_of(shown.preview.content)
    options.fields["people"].setChecked(True)
    rest(window)

    assert owned.owner in text_of(shown.preview.content)


def test_a_period_that_ends_before_it_begins_is_told_where_the_paper_would_be(window, cars):
    shown, options = showing(window, "lifecycle-report", cars[0].vin)
    options.fields["since"].set_text("2026-03-01")
    options.fields["until"].set_text("2026-02-01")
    rest(window)

    assert dict(options.chosen) == {"since": date(2026, 3, 1), "until": date(2026, 2, 1)}
    assert shown.refusal.isVisible()


def test_a_second_language_and_a_price_are_chosen(window, cars, example):
    shown, options = showing(window, "buyers-pack", cars[0].vin)
    options.fields["second"].set_value("es")
    rest(window)
    assert "Cobertura" in text_of(shown.preview.content) or "Garantía" in text_of(shown.preview.content)

    shown, options = showing(window, "window-sheet", cars[0].vin)
    options.fields["price"].set_text("899000")
    rest(window)
    assert "899,000" in text_of(shown.preview.content)


def test_documents_of_the_car_can_be_appended_and_none_is_by_itself(window, cars, example):
    with_photos = next(each for each in cars if any(line.told.documents for line in page(example, each.vin).lines))
    shown, options = showing(window, "buyers-pack", with_photos.vin)
    rest(window)
    assert options.attachments
    assert options.chosen == ()
    before = len(PdfReader(BytesIO(shown.preview.content)).pages[0].images) if shown.preview.content else 0

    first = next(iter(options.attachments._ticks.values()))
    first.setChecked(True)
    rest(window)

    pages = PdfReader(BytesIO(shown.preview.content)).pages
    assert sum(len(each.images) for each in pages) > before


def test_options_can_be_put_away(window, cars):
    shown, options = showing(window, "lifecycle-report", cars[0].vin)
    assert options.isVisible()
    shown.show_options.click()
    assert not options.isVisible()
    order = next(each for each in REPORTS if each.kind == "service-report")
    shown.kinds.setCurrentIndex(shown.kinds.rows.index(REPORTS.index(order), 0))
    rest(window)
    assert not shown.show_options.isVisible()


def test_several_cars_become_one_pdf_or_a_file_each(window, cars, tmp_path, monkeypatch):
    shown, _ = showing(window, "window-sheet", cars[0].vin)
    shown.show_several.click()
    shown.several.add.click()
    plate = next(each.plate for each in cars[1:] if each.plate)
    shown.several.cars.set_text(f"{shown.several.cars.text}\n{plate}\n\n{cars[0].vin}")
    target = tmp_path / "all.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "each"))
    shown.several.one.click()
    rest(window)
    assert len(PdfReader(target).pages) == 2

    shown.several.each.click()
    rest(window)
    assert len(list((tmp_path / "each").iterdir())) == 2
    assert "2 documents saved" in window.notices.toast.accessibleName()
    assert not shown.several.stop.isVisible()


def test_a_place_that_names_several_cars_opens_their_list(window, cars):
    shown = go(window, "reports", f"lifecycle-report:{cars[0].vin},{cars[1].vin}")

    assert shown.report.kind == "lifecycle-report"
    assert shown.several.lines == [cars[0].vin, cars[1].vin]
    assert shown.several.isVisible()
    assert cars[0].vin in text_of(shown.preview.content).replace(" ", "")


@pytest.fixture
def orders(example):
    """The numbers of two orders."""
    listed = Orders(example)
    return [each.number for each in listed.rows(listed.keys(2)).values()]


def test_a_place_that_names_several_orders_opens_their_list_and_prints_them(window, orders, tmp_path, monkeypatch):
    shown = go(window, "reports", f"repair-order:{','.join(orders)}")
    assert shown.several.isVisible()
    assert shown.several.lines == orders
    assert "order" in shown.several.cars.label.text()

    target = tmp_path / "all.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "each"))
    shown.several.one.click()
    rest(window)
    assert all(number in "".join(page.extract_text() for page in PdfReader(target).pages) for number in orders)
    shown.several.cars.set_text("\n".join(orders))
    shown.several.each.click()
    rest(window)
    assert {each.name for each in (tmp_path / "each").iterdir()} == {f"repair-order-{each}.pdf" for each in orders}


def test_the_list_of_orders_is_none_of_cars(window, cars, orders):
    shown = go(window, "reports", f"service-report:{','.join(orders)}")
    go(window, "reports", f"lifecycle-report:{cars[0].vin}")
    assert shown.several.lines == []
    assert shown.show_several.text() == "Several vehicles…"


def test_of_no_order_and_of_too_many_there_is_no_paper():
    takes = next(each for each in REPORTS if each.kind == "repair-order").takes
    with pytest.raises(NoOrderNamed):
        requests_about(takes(""), "order", ["", " "])
    with pytest.raises(TooManyAtOnce):
        requests_about(takes(""), "order", map(str, range(MOST + 1)))
    assert [each.order for each in requests_about(takes(""), "order", ["b", "a", "b"])] == ["b", "a"]


def test_a_line_that_finds_no_car_is_told_at_the_list(window, cars, tmp_path, monkeypatch):
    shown, _ = showing(window, "window-sheet", cars[0].vin)
    shown.show_several.click()
    shown.several.cars.set_text("nothing like it")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "x.pdf"), ""))
    shown.several.one.click()
    rest(window)

    assert shown.several.cars.is_faulty
    assert not (tmp_path / "x.pdf").exists()


def test_stopped_papers_leave_whole_files_alone(window, qtbot, cars, tmp_path, monkeypatch):
    shown, _ = showing(window, "lifecycle-report", cars[0].vin)
    shown.show_several.click()
    shown.several.cars.set_text("\n".join(each.vin for each in cars))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "each"))
    shown.several.each.click()
    qtbot.waitUntil(lambda: any((tmp_path / "each").glob("*")))
    assert shown.several.stop.isVisible()
    shown.several.stop.click()
    rest(window)

    files = list((tmp_path / "each").iterdir())
    assert len(files) < len(cars)
    assert [each.name for each in files if not each.read_bytes().rstrip().endswith(b"%%EOF")] == []
    assert shown.several.one.isEnabled()


def test_settings_kept_by_name_are_printed_by_again(window, cars):
    shown, options = showing(window, "lifecycle-report", cars[0].vin)
    shown.show_several.click()
    shown.several._fill_from(ALL)
    rest(window)
    assert sorted(shown.several.lines) == sorted(each.vin for each in cars)
    shown.language.set_value("th")
    options.fields["people"].setChecked(True)
    shown.several.saved.name.setText("Every night")
    QTest.keyClick(shown.several.saved.name, ENTER)
    (kept,) = window.app.remembered.prints
    assert (kept.name, kept.kind, kept.code, kept.chosen, kept.lines, kept.source) == (
        "Every night", "lifecycle-report", "th", (("people", "True"),), (), ALL)  # fmt: skip

    options.fields["people"].setChecked(False)
    shown.language.set_value("en")
    shown.several.cars.set_text("")
    shown.several._apply(kept)
    rest(window)
    assert options.fields["people"].isChecked()
    assert shown.language.value == "th"
    assert len(shown.several.lines) == len(cars)


def test_a_list_that_was_changed_is_kept_line_by_line(window, cars):
    shown, _ = showing(window, "window-sheet", cars[0].vin)
    shown.several._fill_from(ALL)
    rest(window)
    shown.several.cars.set_text(cars[1].vin)
    assert shown.several._present("x").lines == (cars[1].vin,)
    assert shown.several._present("x").source == ""


def test_a_saved_filter_fills_the_list(window, cars):
    shown, _ = showing(window, "window-sheet", cars[0].vin)
    window.app.remembered.keep_filters([SavedFilter("Stock", "vehicles", "in_stock", "")])
    shown.several._fill_from("Stock")
    rest(window)
    assert set(shown.several.lines) == {each.vin for each in cars if str(each.stage) == "in_stock"}


def test_a_list_of_cars_is_read_as_people_write_it(example, cars):
    plated = next(each for each in cars if each.plate)
    assert vins_of(example, [f" {cars[0].vin.lower()} ", "", plated.plate]) == tuple(
        dict.fromkeys((cars[0].vin, plated.vin))
    )
    with pytest.raises(CarNotFound):
        vins_of(example, ["nothing like it"])
    with pytest.raises(SeveralCarsFound):
        vins_of(example, [cars[0].vin[:2]])


def test_every_text_follows_the_language_and_every_control_has_a_name(window, cars):
    shown, _ = showing(window, "lifecycle-report", cars[0].vin)
    shown.show_several.click()
    assert nameless(shown) == []
    assert out_of_reach(shown) == []
    translator().set_language(marked(window.app.user))
    rest(window)

    assert [text for text in seen(shown) if OPEN not in text] == []


def test_the_rules_of_a_make_are_shown_for_a_market_and_a_day(window):
    shown, options = showing(window, "cover-rules", "BYD")
    assert shown.report.kind == "cover-rules"
    here = text_of(shown.preview.content)
    assert "BYD, Thailand" in here
    assert "96 months" in here
    options.fields["market"].set_value("PL")
    rest(window)
    elsewhere = text_of(shown.preview.content)
    assert "BYD, Poland" in elsewhere
    assert "250,000" in elsewhere
    options.fields["on"].set_text("2025-01-01")
    rest(window)
    earlier = text_of(shown.preview.content)
    assert "250,000" not in earlier
    assert "200,000" in earlier
    assert shown.subjects.model().rowCount() == 1  # the make that was asked for


def test_a_make_is_no_battery_when_another_paper_is_chosen(window):
    shown, _ = showing(window, "cover-rules", "MG")
    genealogy = next(each for each in REPORTS if each.kind == "battery-genealogy")
    shown.kinds.setCurrentIndex(shown.kinds.rows.index(REPORTS.index(genealogy), 0))
    rest(window)
    assert shown.about.text == ""
