"""The form of a code as docs/papers.md describes it: its example is what the program writes, byte by byte."""

import re
from base64 import b64decode
from datetime import date

from base45 import b45decode
from house import HOUSE

from lifecycle_desk.trust import payload
from lifecycle_desk.trust.payload import Payload
from lifecycle_desk.trust.signing import Key, fingerprint

TEXT = (HOUSE / "docs/papers.md").read_text("utf-8")
CODE, LINE = (re.search(rf"^{begin}.+$", TEXT, re.MULTILINE)[0] for begin in ("LD1:", "RO-2026-0012/1"))
KEY = Key(b"\7" * 32)


def test_the_example_is_what_the_program_writes():
    facts = {"km": 45_210, "jobs": 2}
    paper = ("service-report", "RO-2026-0012", 1, date(2026, 11, 25), "LC07LLWN3P3000034", "Sathorn EV")

    assert payload.written(KEY, Payload(*paper, facts, 1_234, bytes(range(16)))) == CODE
    assert payload.read(CODE).payload.line == LINE


def test_its_bytes_are_the_rows_of_the_table():
    rows = re.findall(r"^\| `([0-9a-f]+)` \|", TEXT, re.MULTILINE)

    assert bytes.fromhex("".join(rows)) == b45decode(CODE.removeprefix("LD1:").encode())


def test_the_key_beside_it_signed_it_and_has_that_fingerprint():
    public = b64decode(re.search("`(MCow[^`]+)`", TEXT)[1])[-32:]

    assert payload.read(CODE).is_of(public)
    assert f"`{fingerprint(public)}`" in TEXT
