"""Files that no system wrote as a charging record, or that were damaged on their way: made by number, always the same.

Each maker takes a sample of a kind of file and gives the bytes of a hostile one.
"""

import codecs
import gzip
import io
import json
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from reading_samples import KINDS, MYGARAGE_HEAD

MEGABYTE = 1024 * 1024
VALUES = re.compile(r'(?<=[:\[,])\s*(?:-?[0-9][0-9.]*|"[^"\\]*")(?=[,\]}\n])')  # of JSON
ENCODINGS = ("gb18030", "cp874", "latin-1", "cp1256", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-7", "cp037")
NUMBERS = (
    "NaN", "Infinity", "-Infinity", "1e999999", "-1e999999", "1e-999999", "-5", "-0", "1e12", "9" * 30, "0x10", "١٢٣",
    "฿๑๒", "1,234", "1.234.567", "1_000", "--5", "5-", "(5)", "½", "９", "∞", "1e5", ".5", "5.", "+5", "=1+1", "5 kWh",
    "5 GWh", "100 °F", "€5", "¥5", "-" * 1_000, " " * 1_000, "1 " * 500, "1'2" * 300, "0." + "0" * 300 + "1",
)  # fmt: skip
DATES = (
    "0000-00-00", "0000-01-01 00:00:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "10000-01-01", "2026-02-29",
    "2026-03-29 02:30:00", "2026-10-25 02:30:00", "2026-01-01T24:00:00Z", "2026-01-01T23:59:60Z", "1970-1-1T00:00:00Z",
    "2026-01-01T00:00:00+99:99", "2026-01-01T00:00:00+23:59", "2026-01-01T00:00:00.123456789-23:59:59.999999",
    "29/2/2567", "1/2/26", "31/31/2026", "13/14/2026", "2026W01", "2026-W01-1", "20260101", "0" * 13, "9" * 13,
    "12:00", "2026-01-01 25:61", "٢٠٢٦-٠١-٠١", "1/1/0001", "31/12/9999", "2026-01-01 11:59 PM", "2026-01-01 13:00 AM",
)  # fmt: skip
TEXTS = (
    "\u202e\u200f", "\u2028", "\x85", "\x1b[31m", "a\tb", "%s%(x)s", "'=cmd|' /C calc'!A0", "\ufeff", "\U0010ffff",
    "e" + "\u0301" * 5_000, "#NA", "\\ud800", "\\udc00\\ud800", "\\u0000", "../../etc/passwd", "x" * 256, "x" * 30_000,
)  # fmt: skip


def is_json(sample: str) -> bool:
    return sample[0] == "{"


def with_value(sample: str, value: str, dice: random.Random) -> str:
    """A sample in which another value stands: in a random cell of its last row, or at a random place of its record."""
    if is_json(sample):
        found = dice.choice(list(VALUES.finditer(sample)))
        quoted = value if dice.random() < 0.5 else '"' + value.replace('"', "") + '"'
        return sample[: found.start()] + quoted + sample[found.end() :]
    sign = ";" if sample.startswith("#") else ","
    *before, last = sample.replace('"rain, and\nwind"', "rain").rstrip("\n").split("\n")
    cells = last.split(sign)
    cells[dice.randrange(len(cells))] = '"' + value.replace('"', '""') + '"' if dice.random() < 0.5 else value
    return "\n".join([*before, sign.join(cells)]) + "\n"


def as_text(made: str) -> bytes:
    return made.encode("utf-8", "surrogatepass")


def row_after(sample: str, row: str) -> bytes:
    """A sample with a row or a record more."""
    return as_text(f"[{sample},{row}]" if is_json(sample) else sample + row)


def cut_off(sample: str, dice: random.Random) -> bytes:
    whole = sample.encode(dice.choice(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
    return whole[: dice.randrange(len(whole))]


def nested(sample: str, dice: random.Random) -> bytes:
    deep = dice.choice([33, 990, 100_000])
    bomb = dice.choice(["[" * deep, '{"a":' * deep, "[" * deep + "]" * deep, '{"a":' * deep + "1" + "}" * deep])
    if dice.random() < 0.3 or not is_json(sample):
        return as_text(bomb)
    return as_text(with_value(sample, bomb, dice) if dice.random() < 0.5 else f"[{sample},{bomb}]")


def endless_number(sample: str, dice: random.Random) -> bytes:
    number = dice.choice(["9" * 5_000, "0." + "3" * 5_000, "1e" + "9" * 5_000, "-" + "1" * 5_000, "9" * MEGABYTE])
    return as_text(with_value(sample, number, dice))


def strange_number(sample: str, dice: random.Random) -> bytes:
    return as_text(with_value(sample, dice.choice(NUMBERS), dice))


def strange_date(sample: str, dice: random.Random) -> bytes:
    return as_text(with_value(sample, dice.choice(DATES), dice))


def strange_text(sample: str, dice: random.Random) -> bytes:
    return as_text(with_value(sample, dice.choice(TEXTS), dice))


def large_energy(sample: str, dice: random.Random) -> bytes:
    number = dice.choice(["-0.001", "-24.6", "1000.001", "99999999999", "9" * 24, "1" + "0" * 28, "0.0004999"])
    for was in ("15.342", "24.61", "24.1", "31,4", "24.100"):
        sample = sample.replace(was, number.replace(".", ",") if was == "31,4" else number)
    return as_text(sample)


def other_encoding(sample: str, dice: random.Random) -> bytes:
    told = with_value(sample, dice.choice(["กรุงเทพ", "充电站", "Zürich", "شحن"]), dice)
    return told.encode(dice.choice(ENCODINGS), "replace")


def with_nul(sample: str, dice: random.Random) -> bytes:
    place = dice.randrange(len(sample))
    return (sample[:place] + "\0" * dice.choice([1, 2, 4_096]) + sample[place:] + "é").encode("latin-1", "replace")


def twice(sample: str, dice: random.Random) -> bytes:
    if is_json(sample):
        name = dice.choice(list(json.loads(sample)))
        return as_text(sample[:-1] + f', "{name}": {dice.choice(["1", "null", "[]", "{}", "true", chr(34) * 2])}' + "}")
    head, rest = sample.removeprefix("# exported 2026-05-01\n").split("\n", 1)
    name = dice.choice(re.split("[,;]", head))
    return as_text(f"{head}{';' if ';' in head else ','}{name}\n{rest}")


def half_character(sample: str, dice: random.Random) -> bytes:
    way = dice.randrange(4)
    if way == 0:
        return as_text(with_value(sample, "a\\ud83d", dice))
    if way == 1:
        return as_text(with_value(sample, "a\ud800b", dice))  # CESU-8, which is no UTF-8
    large = sample if way == 2 else sample + (sample.rstrip("\n").rsplit("\n", 1)[-1] + "\n") * 300
    return codecs.BOM_UTF16_LE + with_value(large, "a\udc00b", dice).encode("utf-16-le", "surrogatepass")


def commas(sample: str, dice: random.Random) -> bytes:
    many = "," * 1_000_000
    if dice.random() < 0.5:
        return as_text(many + "\n" + sample)
    return row_after(sample, many + "\n")


def many_columns(sample: str, dice: random.Random) -> bytes:
    if is_json(sample):
        return as_text(sample[:-1] + "".join(f',"c{n}":{n}' for n in range(200_000)) + "}")
    sign = ";" if ";" in sample else ","
    more = sign + sign.join(f"c{n}" for n in range(dice.choice([900, 1_001, 200_000])))
    return as_text("\n".join(line + more for line in sample.rstrip("\n").split("\n")) + "\n")


def one_line(sample: str, dice: random.Random) -> bytes:
    unit = dice.choice([b"x", b"1,", b'"",', b"[", b" ", b'{"a":1},', b'"', b"\xc3\xa9", b"0"])
    size = dice.choice([5, 5, 5, 64]) * MEGABYTE
    begin = dice.choice(["", sample, "[" + sample + ",", '[{"id":'])
    if is_json(sample) and unit.endswith(b","):
        begin = ""  # else millions of records would each be answered with a sentence: see many_rows
    return as_text(begin) + unit * (size // len(unit))


def open_quote(sample: str, dice: random.Random) -> bytes:
    place = dice.randrange(len(sample))
    return as_text(sample[:place] + '"' + sample[place:] + sample * dice.choice([1, 500]))


def large_cell(sample: str, dice: random.Random) -> bytes:
    fill = dice.choice(["x", "1", "\n", " ", '""', "é", "1 ", "-", "{", "\\n", "\\u0041"])
    return as_text(with_value(sample, fill * (MEGABYTE // len(fill.encode())), dice))


def container(_sample: str, dice: random.Random) -> bytes:
    noise, way = dice.randbytes(dice.choice([100, 100_000])), dice.randrange(6)
    if way == 0:
        return gzip.compress(noise)
    if way in {1, 2}:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            made.writestr("xl/workbook.xml" if way == 1 else "sessions.csv", "<workbook/>" * 500)
            made.writestr("xl/noise.bin", noise)
        return held.getvalue()
    return (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"\x7fELF\x02\x01\x01\0\0", b"SQLite format 3\0")[way - 3] + noise


def nothing(_sample: str, dice: random.Random) -> bytes:
    marks = (
        b"",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE,
        codecs.BOM_UTF32_LE,
        b"\n",
        b" \t\r\n" * 99,
    )
    return dice.choice(
        [*marks, b"\0", b"\r" * MEGABYTE, b"[]", b"{}", b"[[]]", b"null", b"#" * 99, b"sep=;\n", b'""', b","]
    )


def many_members(sample: str, dice: random.Random) -> bytes:
    """Objects of very many members and lists of very many things, in which odd ones stand last."""
    if not is_json(sample):
        return as_text(sample + "#\n" * 200_000 + "sep=;\n" * 1_000)
    many = dice.choice(['"a":1,' * 550_000, "".join(f'"{n}":0,' for n in range(300_000))])
    return dice.choice(
        [
            as_text("{" + many + sample[1:]),
            as_text('{"data":[' + sample + '],"more":{' + many + '"z":NaN}}'),
            as_text("[" + sample[:-1] + ',"' + "n" * MEGABYTE + '":[' + "0," * 900_000 + "NaN]}]"),
            as_text("[" + sample[:-1] + ',"x":[' + "[]," * 900_000 + "NaN]}]"),
            as_text("[" + sample + ',"x"' * 2_000 + "]"),
            as_text('{"data":[],' * 1_000 + '"data":' + sample + "}" * 1_000),
        ]
    )


def many_rows(sample: str, dice: random.Random) -> bytes:
    """Many rows of which each is wrong in the same way; so many that to answer each takes a second, and no more."""
    if is_json(sample):
        return as_text("[" + ",".join([sample, *["0", "{}", "[]", '"x"'] * 500]) + "]")
    row = dice.choice(["x\n", sample.rstrip("\n").rsplit("\n", 1)[-1] + "x\n", ",\n", '"\n",\n'])
    return as_text(sample + row * 2_000)


def endless_row(sample: str, _dice: random.Random) -> bytes:
    """One row that goes over very many lines."""
    return as_text(sample + ('"\n",' + "," * 1_000) * 4_000 + "\n")


def line_ends(sample: str, dice: random.Random) -> bytes:
    return as_text(sample.replace("\n", dice.choice(["\r", "\n\r", "\r\r\n", "\x85", "\u2028", "\v", "\f", "\n\n\n"])))


def noise(_sample: str, dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice([1, 2, 3, 50, 5_000, MEGABYTE]))


def flipped(sample: str | bytes, dice: random.Random) -> bytes:
    made = bytearray(sample.encode() if isinstance(sample, str) else sample)
    for _ in range(dice.choice([1, 3, 30])):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


def of_another_kind(_sample: str, dice: random.Random) -> bytes:
    content = dice.choice([content for _, content in KINDS.values()])
    return content if isinstance(content, bytes) else content.encode()


def shuffled(sample: str, dice: random.Random) -> bytes:
    if is_json(sample):
        told = json.loads(sample)
        told[dice.choice(list(told))] = dice.choice([None, True, 1, "", [], {}, [None], [[1]], {"a": None}, "x" * 300])
        return as_text(
            json.dumps(dice.choice([told, [told], {"data": told}, {"data": [told, told], "status_code": 1000}]))
        )
    lines = sample.split("\n")
    dice.shuffle(lines)
    return as_text("\n".join(lines))


MAKERS: tuple[Callable[[str, random.Random], bytes], ...] = (
    cut_off, nested, endless_number, strange_number, strange_date, strange_text, large_energy, other_encoding, with_nul,
    twice, half_character, commas, many_columns, one_line, open_quote, large_cell, container, nothing, many_members,
    many_rows, endless_row, line_ends, noise, flipped, of_another_kind, shuffled,
)  # fmt: skip


def pipe(place: Path) -> None:
    os.mkfifo(place)


def unreadable(place: Path) -> None:
    place.write_text("x")
    place.chmod(0)


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def link_in_a_circle(place: Path) -> None:
    place.symlink_to(place)


PLACES: tuple[Callable[[Path], None], ...] = (
    pipe,
    Path.mkdir,
    unreadable,
    device,
    link_in_a_circle,
    lambda _place: None,
)


def hostile(number: int, place: Path) -> tuple[str, str]:
    """Make a hostile file; gives the kind that it claims to be, and what was done to it."""
    names = list(KINDS)
    kind, dice = names[number % len(names)], random.Random(number)
    turn = number // len(names)
    which = turn % (len(MAKERS) + 1)
    if which == len(MAKERS):
        maker = PLACES[(turn // (len(MAKERS) + 1) + number) % len(PLACES)]
        maker(place)
        return kind, getattr(maker, "__name__", "")
    sample = KINDS[kind][1]
    if isinstance(sample, bytes):
        made = flipped(sample, dice) if number % 2 else MAKERS[which](f"{MYGARAGE_HEAD}\n{',' * 29}\n", dice)
    else:
        made = MAKERS[which](sample, dice)
    place.write_bytes(made)
    return kind, MAKERS[which].__name__
