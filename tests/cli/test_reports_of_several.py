"""Papers for several cars at the command line: one PDF, a file each, a list of VINs, and nothing half."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

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


def test_a_car_that_is_not_there_refuses_the_whole_list(books, tmp_path):
    said = report(books, "window-sheet", "--vin", CARS[0], "--vin", "LSJWH4095PN999999", "--to", tmp_path / "out")
    assert (said.code, said.rule) == (1, "unknown_vehicle")
    assert not (tmp_path / "out").exists()
