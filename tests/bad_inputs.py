"""What people and programs give that is wrong or only looks wrong, and the verdict, the same on every way in.

The tests of the command line, of imports and of forms go through this one table. `typed` is what stands in a field or
a cell; `kept` is what the books say afterwards, None where it is refused. What a person types into a form may be read
more kindly, since its meaning is echoed at once: then `in_a_form` says how.
"""

from dataclasses import dataclass

VIN = "LSJWH4095PN000001"
LONG = "x" * 140_000


@dataclass(frozen=True)
class Case:
    """One input: its number in the list of bad inputs, what it is about, and what must come of it."""

    number: int
    name: str
    field: str
    typed: str
    kept: str | int | None = None
    rule: str | None = None
    json: object = None  # what a program would send, where that is no text
    in_a_form: str | int | None = None

    def __str__(self) -> str:
        return f"{self.number}-{self.name.replace(' ', '-')}"


VINS = (
    Case(1, "small letters", "vin", "1hgcm82633a004352", "1HGCM82633A004352"),
    Case(2, "line break behind", "vin", "1HGCM82633A004352\n", "1HGCM82633A004352"),
    Case(3, "Cyrillic letter", "vin", "1HGCM82633A00435О", rule="vin_has_wrong_letter"),
    Case(4, "full width", "vin", "１ＨＧＣＭ８２６３３Ａ００４３５２", "1HGCM82633A004352"),
    Case(5, "letter I", "vin", "IHGCM82633A004352", rule="vin_has_wrong_letter"),
    Case(5, "letter O", "vin", "1HGCM82633A00435O", rule="vin_has_wrong_letter"),
    Case(5, "letter Q", "vin", "1HGCM82633A00435Q", rule="vin_has_wrong_letter"),
    Case(6, "mark of direction", "vin", "1HGCM82633A\u202e004352", rule="vin_has_hidden_character"),
    Case(6, "zero width space", "vin", "1HGCM82633A\u200b004352", rule="vin_has_hidden_character"),
    Case(7, "letters that grow", "vin", "ß" * 17, rule="vin_has_wrong_length"),
    Case(8, "placeholder", "vin", "1" * 17, rule="vin_is_placeholder"),
    Case(8, "check digit where none is prescribed", "vin", "WVWZZZ1JZ3W386752", "WVWZZZ1JZ3W386752"),
    Case(9, "SQL", "vin", "'; DROP TABLE v;--", rule="vin_has_wrong_length"),
)
ODOMETERS = (
    Case(10, "blank and unit", "odometer", "12 000 km", in_a_form=12_000),
    Case(11, "Arabic digits", "odometer", "١٢٣٤", in_a_form=1_234),
    Case(12, "underscore", "odometer", "1_000"),
    Case(13, "beyond 64 bits", "odometer", "9223372036854775808", json=9223372036854775808),
    Case(13, "no road vehicle", "odometer", "2000001", json=2_000_001, rule="odometer_out_of_range"),
    Case(13, "below nothing", "odometer", "-1", json=-1),
    Case(13, "the furthest", "odometer", "2000000", 2_000_000, json=2_000_000),
    Case(14, "truth", "odometer", "true", json=True),
    Case(16, "groups or decimals", "odometer", "1.234"),
    Case(16, "a fraction", "odometer", "1234.5", json=1234.5),
)
DAYS = (
    Case(17, "no such day", "day", "2026-02-30"),
    Case(18, "week date", "day", "2026-W01-1"),
    Case(19, "two readings", "day", "01/02/2026", in_a_form="2026-02-01"),
    Case(20, "moment in a gap", "day", "2026-03-29T02:30"),
    Case(22, "before any car", "day", "0001-01-01"),
    Case(22, "after any car", "day", "9999-12-31"),
    Case(23, "leap second", "day", "2016-12-31T23:59:60Z"),
    Case(17, "basic format", "day", "20260230"),
)
ENERGIES = (
    Case(24, "two signs", "energy", "1.234,56"),
    Case(24, "two signs, the other way", "energy", "1,234.56"),
    Case(25, "not a number", "energy", "NaN", json=float("nan")),
    Case(25, "signalling", "energy", "sNaN"),
    Case(25, "endless", "energy", "1e1000000"),
    Case(33, "infinite", "energy", "Infinity", json=float("inf")),
    Case(25, "negative", "energy", "-5"),
)
TEXTS = (
    Case(29, "endless text", "make", LONG),
    Case(31, "formula", "make", '=HYPERLINK("http://x","a")', '=HYPERLINK("http://x","a")'),
    Case(9, "SQL", "make", "Robert'); DROP TABLE vehicle;--", "Robert'); DROP TABLE vehicle;--"),
    Case(35, "NUL", "make", "a\0b"),
    Case(39, "path", "make", "../../evil.txt", "../../evil.txt"),
    Case(40, "format", "make", "{o.__init__.__globals__} %(x)s %s", "{o.__init__.__globals__} %(x)s %s"),
    Case(39, "markup", "make", "<img src='x'>A&B", "<img src='x'>A&B"),
)
CASES = (*VINS, *ODOMETERS, *DAYS, *ENERGIES, *TEXTS)

BROKEN_JSON = {
    "32 nested": "[" * 100_000 + "]" * 100_000,
    "32 nested objects": '{"a":' * 100_000,
    "33 NaN": '{"name": NaN}',
    "33 1e999": '{"name": 1e999}',
    "33 -Infinity": '{"name": -Infinity}',
    "34 twice": '{"name": "a", "name": "b"}',
    "35 half a character": '{"name": "\\ud800"}',
    "35 NUL": '{"name": "a\\u0000b"}',
    "36 endless number": '{"name": ' + "9" * 5_000 + "}",
    "unknown name": '{"name": "a", "nmae": "b"}',
    "wrong kind": '{"name": true}',
    "no object": "[1]",
    "cut off": '{"name": "a"',
    "nothing": "",
    "two documents": '{"name": "a"} {"name": "b"}',
    "endless text": '{"name": "' + LONG + '"}',
}

GOOD_ROW = "LSJWH4095PN000001,MG"
BROKEN_CSV: dict[str, tuple[bytes, str]] = {
    "26 quote not closed": (f'vin,make\n"{VIN},MG\nLSJWH4095PN000002,MG\n'.encode(), "quotes_unbalanced"),
    "26 quote within": (f'vin,make\n{VIN},"M"G\n'.encode(), "quotes_unbalanced"),
    "27 other delimiter in the header": (f"vin:make\n{GOOD_ROW}\n".encode(), "column_missing"),
    "28 NUL": (f"vin,make\n{VIN},M\0G\n".encode(), "file_has_nul"),
    "28 UTF-16 without its mark": (f"vin,make\n{GOOD_ROW}\n".encode("utf-16-le"), "file_has_nul"),
    "28 half a UTF-16 character": (b"\xff\xfev\0i\0n\0\n\0A", "bytes_not_understood"),
    "28 two encodings": ("vin,make\nLSJWH4095PN000001,中国\n".encode("gb18030"), "encoding_unclear"),
    "29 endless cell": (f"vin,make\n{VIN},{LONG}\n".encode(), "cell_too_long"),
    "30 column twice": (f"vin,make,make\n{GOOD_ROW},MG\n".encode(), "column_twice"),
    "30 unknown column": (f"vin,km\n{GOOD_ROW}\n".encode(), "column_unknown"),
    "no VIN column": (b"make\nMG\n", "column_missing"),
    "nothing": (b"", "file_empty"),
    "37 a spreadsheet": (b"PK\x03\x04\x14\0\x08\0\x08\0" + bytes(200), "file_has_nul"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file_has_nul"),
}
BROKEN_ROWS = {
    "30 surplus cells": (f"{GOOD_ROW},more", "cell_count_differs", None),
    "cells missing": (VIN, "cell_count_differs", None),
    "line break in a cell": (f'{VIN},"M\nG"', "cell_has_line_break", "make"),
    "no VIN": (",MG", "vin_missing", "vin"),
}
