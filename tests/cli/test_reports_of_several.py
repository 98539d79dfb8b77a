"""Papers for several cars at the command line: one PDF, a file each, a list of VINs, a filter, all; nothing half."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from lifecycle_desk.cli.context import SavedPrint
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.remembered import PrintSettings, Remembered
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.life_report import LIFE_REPORT
from lifecycle_desk.overview.screens.reports import sources
from lifecycle_desk.store.opening import open_store

CARS = ("LSJWH4095PN000001", "LC07LLWN3P3000034", "LNNAHS4520N600003")


@pytest.fixture
def books(desk):
    for vin in CARS:
        asked = {"vin": vin, "on": "2026-11-01", "description": {"make": "MG", "model": "MG4 Electric"}}
        assert desk("do", "add_vehicle", json.dumps(asked)).code == 0
    return desk


def report(books, *arguments):
    return books("report", *arguments)


def test_one_car_is_drawn_as_before(books, tmp_path):
    target = tmp_path / "one.pdf"
    assert report(books, "lifecycle-report", "--vin", CARS[0], "--people", "-o", target).code == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert report(books, "window-sheet", "--vin", CARS[0], "--price", "899000", "-o", "-").raw[:5] == b"%PDF-"


def test_several_cars_are_one_pdf_or_a_file_each(books, tmp_path):
    named = [each for vin in CARS[:2] for each in ("--vin", vin)]
    whole = report(books, "window-sheet", *named, "-o", "-")
    assert len(PdfReader(BytesIO(whole.raw)).pages) == 2

    listed = tmp_path / "cars.txt"
    listed.write_text("".join(f"{vin.lower()}, somebody's note\n\n" for vin in CARS))
    told = report(books, "lifecycle-report", "--vins", listed, "--to", tmp_path / "out", "--sections", "events")
    assert told.code == 0
    assert "3 documents saved" in told.err
    assert {each.name for each in (tmp_path / "out").iterdir()} == {f"lifecycle-report-{vin}.pdf" for vin in CARS}


@pytest.mark.parametrize(
    "arguments",
    [
        ("lifecycle-report", "-o", "x.pdf"),
        ("lifecycle-report", "--vin", CARS[0]),
        ("lifecycle-report", "--vin", CARS[0], "-o", "x.pdf", "--to", "y"),
        ("lifecycle-report", "--vin", CARS[0], "--vin", CARS[1], "--since", "soon", "-o", "x.pdf"),
        ("buyers-pack", "--vin", CARS[0], "--second", "xx", "-o", "x.pdf"),
    ],
)
def test_what_is_not_understood_is_told_with_usage(books, arguments):
    assert report(books, *arguments).code == 2


NOT_THERE = "LSJWH4095PN999999"


def test_a_car_that_is_not_there_is_named_and_the_others_are_drawn(books, tmp_path):
    named = [each for vin in (CARS[0], NOT_THERE, CARS[1]) for each in ("--vin", vin)]
    said = report(books, "window-sheet", *named, "--to", tmp_path / "out")
    assert said.code == 1
    assert NOT_THERE in said.err
    assert "2 documents saved" in said.err
    assert {each.name for each in (tmp_path / "out").iterdir()} == {f"window-sheet-{vin}.pdf" for vin in CARS[:2]}

    whole = report(books, "window-sheet", *named, "-o", tmp_path / "all.pdf")
    assert whole.code == 1
    assert len(PdfReader(tmp_path / "all.pdf").pages) == 2


def test_where_none_can_be_drawn_the_first_reason_is_told_and_nothing_is_written(books, tmp_path):
    said = report(books, "window-sheet", "--vin", NOT_THERE, "--vin", "LSJWH4095PN999998", "--to", tmp_path / "out")
    assert (said.code, said.rule) == (1, "unknown_vehicle")
    assert not (tmp_path / "out").exists()


def test_all_vehicles_and_the_same_again_replace_what_is_there(books, tmp_path):
    for _ in range(2):
        said = report(books, "window-sheet", "--all", "--each", tmp_path)
        assert said.code == 0
        assert "3 documents saved" in said.err
    assert {each.name for each in tmp_path.glob("*.pdf")} == {f"window-sheet-{vin}.pdf" for vin in CARS}


def test_a_saved_filter_names_the_vehicles(books, tmp_path):
    books.found = {"My cars": CARS[1:]}
    assert report(books, "window-sheet", "--filter", "My cars", "--to", tmp_path).code == 0
    assert {each.name for each in tmp_path.glob("*.pdf")} == {f"window-sheet-{vin}.pdf" for vin in CARS[1:]}


def test_saved_settings_say_the_vehicles_the_language_and_the_options_that_the_line_leaves_open(books, tmp_path):
    chosen = (("people", "True"), ("sections", "events"))
    books.prints = {"Nightly": SavedPrint("lifecycle-report", "es", chosen, CARS[1:])}

    assert report(books, "lifecycle-report", "--settings", "Nightly", "--to", tmp_path).code == 0
    assert {each.name for each in tmp_path.glob("*.pdf")} == {f"lifecycle-report-{vin}.pdf" for vin in CARS[1:]}
    words = PdfReader(next(tmp_path.glob("*.pdf"))).pages[0].extract_text()
    assert Language("es")(LIFE_REPORT.title) in words

    english = tmp_path / "one.pdf"
    named = ("--settings", "Nightly", "--language", "en", "-o", english)
    assert report(books, "lifecycle-report", *named).code == 0
    assert Language("en")(LIFE_REPORT.title) in PdfReader(english).pages[0].extract_text()
    assert report(books, "window-sheet", "--settings", "Nightly", "--to", tmp_path).code == 2


def test_settings_that_were_saved_in_the_window_are_found_by_name_with_what_they_print_of(books, tmp_path, monkeypatch):
    kept = Remembered(tmp_path / "lists.json")
    kept.keep_prints([
        PrintSettings("Listed", "window-sheet", lines=(CARS[0].lower(),)),
        PrintSettings("Nightly", "window-sheet", source=sources.ALL),
    ])  # fmt: skip
    monkeypatch.setattr(sources, "lists_file", lambda _store: tmp_path / "lists.json")
    user = UserSession(open_store(books.where), None, authorise)

    assert sources.settings_by_name(user, "Listed", "vin")[1] == (CARS[0],)
    assert sources.settings_by_name(user, "Nightly", "vin")[1] == tuple(sorted(CARS))
    with pytest.raises(sources.UnknownPrintSettings):
        sources.settings_by_name(user, "Weekly", "vin")
    user.store.close()


def test_a_fleet_is_one_paper_whichever_way_its_vehicles_are_named(books, tmp_path):
    for number, named in enumerate((["--all"], ["--vin", CARS[0], "--vin", CARS[1]], ["--fleet", "+".join(CARS)])):
        assert report(books, "fleet-report", *named, "-o", tmp_path / f"{number}.pdf").code == 0
    words = PdfReader(tmp_path / "1.pdf").pages[0].extract_text()
    assert "2 vehicles" in words
    assert report(books, "fleet-report", "-o", tmp_path / "x.pdf").code == 2
    assert report(books, "fleet-report", "--vin", NOT_THERE, "-o", tmp_path / "x.pdf").rule == "unknown_vehicle"
