"""Trouble codes: vectors of the standard, hex and text there and back, the status byte, and lists that are pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, EcuRead, named_in
from lifecycle_desk.stages.service.diagnosis.rules.pasted_codes import LineHasNoCode, pasted
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import (
    CodeNotUnderstood,
    Issuer,
    StatusBit,
    StatusOutOfRange,
    System,
    TroubleCode,
    bits,
    check_status,
    read_code,
    spelt,
)

BYTES = st.integers(0, 255)
CODES = st.builds(TroubleCode, st.integers(0, 0xFFFF), st.none() | BYTES)


@pytest.mark.parametrize(
    ("given_as", "text"),
    [
        ("0A A6", "P0AA6"),
        ("41 23", "C0123"),
        ("96 A1 23", "B16A1-23"),
        ("C1 00", "U0100"),
        ("05 73 00", "P0573-00"),
        ("0AA6", "P0AA6"),
        ("0x0aa61a", "P0AA6-1A"),
        ("p0aa6", "P0AA6"),
        (" P0AA6-1a ", "P0AA6-1A"),
        ("Ｐ０ＡＡ６", "P0AA6"),
        ("P0AA61A", "P0AA6-1A"),
        ("U3FFF-FF", "U3FFF-FF"),
        ("FFFF", "U3FFF"),
        ("0000", "P0000"),
    ],
)
def test_a_code_is_read_as_hex_and_as_text(given_as, text):
    assert read_code(given_as).text == text


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "P0AA",
        "P4AA6",
        "X0AA6",
        "P0AG6",
        "P0AA6-1",
        "P0AA6-1AB",
        "0AA",
        "0AA61",
        "0A A",
        "0AA61A2F",
        "P0AA6 1A",
        "ＰOAA6",
    ],
)
def test_what_is_no_code_is_refused_in_one_sentence(wrong):
    with pytest.raises(CodeNotUnderstood) as refused:
        read_code(wrong)
    assert refused.value.facts == {"given": wrong.strip()}


@given(CODES)
def test_text_and_hex_of_every_code_lead_back_to_it(code):
    assert read_code(code.text) == read_code(code.hex) == read_code(f"0x{code.hex.lower()}") == code
    assert read_code(" ".join(code.hex[at : at + 2] for at in range(0, len(code.hex), 2))) == code
    assert code.system is System.of(code.text[0])


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_stumble(text):
    found = spelt(text)
    if found is not None and found.status is None:
        assert read_code(found.code.text) == found.code


@given(CODES.filter(lambda code: code.failure is not None), BYTES)
def test_a_response_of_four_bytes_is_a_code_and_its_status(code, status):
    for response in (
        f"{code.hex}{status:02X}",
        " ".join(f"{each:02x}" for each in bytes.fromhex(f"{code.hex}{status:02x}")),
    ):
        assert spelt(response) is not None
        assert (spelt(response).code, spelt(response).status) == (code, status)


@pytest.mark.parametrize(
    ("code", "issuer"),
    [
        ("P0AA6", Issuer.STANDARD),
        ("P2AA6", Issuer.STANDARD),
        ("P1AA6", Issuer.MAKER),
        ("P3AA6", Issuer.SPLIT),
        ("B0001", Issuer.STANDARD),
        ("B1001", Issuer.MAKER),
        ("C2001", Issuer.MAKER),
        ("U0100", Issuer.STANDARD),
    ],
)
def test_who_says_what_a_code_means_stands_in_its_second_character(code, issuer):
    assert read_code(code).issuer is issuer


@given(BYTES)
def test_the_status_byte_is_its_bits(status):
    assert sum(1 << list(StatusBit).index(bit) for bit in bits(status)) == status


def test_the_bits_stand_in_the_order_of_the_standard():
    assert [bit.value for bit in bits(0x2F)] == [
        *("testFailed", "testFailedThisOperationCycle", "pending", "confirmed", "testFailedSinceLastClear"),
    ]
    assert [bit.value for bit in bits(0x80)] == ["warningIndicatorRequested"]
    for wrong in (-1, 256):
        with pytest.raises(StatusOutOfRange):
            check_status(wrong)


def _flat(text: str) -> list[tuple[str, int | None, str]]:
    return [(code.code, code.status, code.text) for ecu in pasted(text) for code in ecu.codes]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P0AA6", [("P0AA6", None, "")]),
        ("P0AA6, U0100 b16a1-23", [("P0AA6", None, ""), ("U0100", None, ""), ("B16A1-23", None, "")]),
        ("P0AA6 1A 2F", [("P0AA6-1A", 0x2F, "")]),
        ("P0AA6-1A 2F, U0100-00 08", [("P0AA6-1A", 0x2F, ""), ("U0100-00", 0x08, "")]),
        ("96 A1 23", [("B16A1-23", None, "")]),
        ("96 A1 23 2F\nC1 00", [("B16A1-23", 0x2F, ""), ("U0100", None, "")]),
        ("96A1232F", [("B16A1-23", 0x2F, "")]),
        ("0AA6; C100", [("P0AA6", None, ""), ("U0100", None, "")]),
        ("P0AA6 Hybrid battery, isolation fault", [("P0AA6", None, "Hybrid battery, isolation fault")]),
        ("P0AA6-1A - Isolation: face to face", [("P0AA6-1A", None, "Isolation: face to face")]),
        ("1. P0AA6 one\n2) U0100\ttwo", None),
        ("P0AA6\n\n  U0100  \r\n", [("P0AA6", None, ""), ("U0100", None, "")]),
        ("U0100 与BMS失去通信", [("U0100", None, "与BMS失去通信")]),
        (
            "Ｐ０ＡＡ６，u0100、P0A0D； C0123",
            [("P0AA6", None, ""), ("U0100", None, ""), ("P0A0D", None, ""), ("C0123", None, "")],
        ),
        ("P0AA6، U0100؛ C0123", [("P0AA6", None, ""), ("U0100", None, ""), ("C0123", None, "")]),
        ("P0AA6 ：绝缘故障", [("P0AA6", None, "绝缘故障")]),
    ],
)
def test_a_pasted_list_becomes_codes_with_status_and_words(text, found):
    if found is None:
        with pytest.raises(LineHasNoCode):  # after a tab something new begins, and "two" is no code
            pasted(text.replace("U0100\ttwo", "two"))
        assert _flat(text.replace("\ttwo", " two")) == [("P0AA6", None, "one"), ("U0100", None, "two")]
    else:
        assert _flat(text) == found


def test_lines_with_a_colon_name_the_control_units_of_what_follows():
    assert pasted("U0100\nBMS，2.1.0：\nP0AA6-1A 2F\nP0A0D\nVCU：\nGateway, left, 3:") == (
        EcuRead(codes=(CodeRead(code="U0100"),)),
        EcuRead(name="BMS", software="2.1.0", codes=(CodeRead(code="P0AA6-1A", status=0x2F), CodeRead(code="P0A0D"))),
        EcuRead(name="VCU"),
        EcuRead(name="Gateway, left", software="3"),
    )


@pytest.mark.parametrize("text", ["nothing stored", "P0AA6\nno code here", "face dead", "59 02 FF 96 A1 23 2F"])
def test_a_line_without_a_code_is_refused_with_its_number(text):
    with pytest.raises(LineHasNoCode) as refused:
        pasted(text)
    assert refused.value.facts["line"] == text.count("\n") + 1


@given(
    st.lists(st.tuples(CODES, st.none() | BYTES), min_size=1, max_size=20), st.sampled_from([", ", " , ", "\n", ";"])
)
def test_any_list_of_codes_is_read_back_from_any_separator(codes, between):
    written, meant = [], []
    for code, status in codes:
        given_status = status if code.failure is not None else None
        written.append(code.text if given_status is None else f"{code.text} {given_status:02X}")
        meant.append((code.text, given_status, ""))
    assert _flat(between.join(written)) == meant


@given(st.text(max_size=80))
def test_whatever_is_pasted_is_codes_or_one_refusal(text):
    try:
        found = pasted(text)
    except LineHasNoCode:
        return
    assert all(read_code(code.code).text == code.code for ecu in found for code in ecu.codes)


def test_the_codes_that_a_text_names_are_found_in_it():
    assert named_in("Sensor high; p0532-00 confirmed, U0100.") == {"P0532", "U0100"}
    assert named_in("รหัสP0AA6-1Aอีกครั้ง XP0AA6 P0AA6B1C") == {"P0AA6"}
