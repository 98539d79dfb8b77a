"""The payload of a paper's code: it comes back as it was written, and no change of it holds."""

from datetime import date

import cbor2
import pytest
from base45 import b45encode
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.trust import payload
from lifecycle_desk.trust.payload import NotAPayloadError, Payload
from lifecycle_desk.trust.signing import Key

KEY, OTHER = Key(b"\7" * 32), Key(b"\10" * 32)
PAPER = Payload(
    "battery-certificate",
    "BC-2026-0001",
    2,
    date(2026, 11, 25),
    "LC07LLWN3P3000034",
    "บริษัท สยามอีวี จำกัด",
    {"soh": "84.7", "low": "81.0", "high": "88.5", "km": 45_210},
    1234,
    bytes(range(16)),
    payload.name_of(KEY.public),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FACTS = st.dictionaries(WORDS, WORDS | st.integers(-(2**60), 2**60), max_size=5)


@settings(max_examples=60)
@given(WORDS, WORDS, st.integers(1, 9_999), st.dates(), WORDS, FACTS, st.integers(0, 2**50), st.binary(min_size=16))
def test_what_is_written_is_read_back(kind, number, issue, on, dealer, facts, seq, head):
    given = Payload(kind, number, issue, on, "", dealer, facts, seq, head[:16], payload.name_of(KEY.public))

    read = payload.read(payload.written(KEY, given))

    assert read.payload == given
    assert read.is_of(KEY.public)
    assert not read.is_of(OTHER.public)


def test_no_flipped_bit_of_a_code_is_accepted():
    code = payload.written(KEY, PAPER).encode()
    accepted = 0
    for place in range(len(code)):
        for bit in range(8):
            flipped = bytearray(code)
            flipped[place] ^= 1 << bit
            try:
                accepted += payload.read(flipped.decode("latin-1")).is_of(KEY.public)
            except NotAPayloadError:
                continue
    assert len(code) * 8 > 2_500
    assert accepted == 0


def coded(body: bytes) -> str:
    return payload.SCHEME + b45encode(KEY.sign_bytes(body) + body).decode()


GOOD = ["k", "n", 1, "2026-11-25", "", "d", {}, 0, b"", b""]


@pytest.mark.parametrize(
    "told",
    [
        GOOD[:-1],
        [*GOOD, 1],
        {"kind": "k"},
        [*GOOD[:2], True, *GOOD[3:]],
        [*GOOD[:2], 1.0, *GOOD[3:]],
        [*GOOD[:3], "2026-W01-1", *GOOD[4:]],
        [*GOOD[:3], "2026-02-30", *GOOD[4:]],
        [*GOOD[:6], {"km": 1.5}, *GOOD[7:]],
        [*GOOD[:6], {1: "x"}, *GOOD[7:]],
        [*GOOD[:8], "head", b""],
    ],
    ids=str,
)
def test_what_is_signed_but_of_another_form_is_no_payload(told):
    with pytest.raises(NotAPayloadError):
        payload.read(coded(cbor2.dumps(told)))


@pytest.mark.parametrize(
    "text", ["", "LD1:", "LD1:A", "LD2:ABC", "LD1:" + "A" * 3_000, "http://x", "LD1:é", "LD1:::::"]
)
def test_other_text_is_no_payload(text):
    with pytest.raises(NotAPayloadError):
        payload.read(text)


def test_the_line_says_in_letters_what_the_code_says():
    assert PAPER.line == (
        "BC-2026-0001/2 · 2026-11-25 · LC07LLWN3P3000034 · high=88.5 km=45210 low=81.0 soh=84.7"
        " · 1234:000102030405060708090a0b0c0d0e0f"
    )
