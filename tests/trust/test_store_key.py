"""The key of an encrypted store: by what it opens and by what not, and a recovery key as people type it."""

import json
import random

import pytest

from lifecycle_desk.trust import recovery_key
from lifecycle_desk.trust.sealed_stream import CHUNK, NotOpened, opened, sealed
from lifecycle_desk.trust.store_key import MAGIC, KeyFile, new_key, read_key_file

PHRASE = "correct horse battery staple"
SECRET = b"k" * 32


@pytest.fixture(scope="module")
def made():
    key = new_key()
    file, code = KeyFile(key.id).with_passphrase(key, PHRASE).with_recovery_key(key)
    return key, file.with_computer(key, SECRET), code


def test_it_opens_by_each_of_its_slots_and_by_nothing_else(made):
    key, file, code = made
    read = read_key_file(file.content())
    assert read == file
    assert read.opened_by(PHRASE) == read.opened_by(f" {PHRASE}\n") == read.opened_by(code) == key
    assert read.opened_here(SECRET) == key
    assert read.opened_by(PHRASE.upper()) is None
    assert read.opened_by(recovery_key.written(b"x" * 20)) is None
    assert read.opened_here(b"l" * 32) is None
    assert read.without_computer(b"l" * 32).opened_here(SECRET) == key
    assert read.without_computer(SECRET).opened_here(SECRET) is None


def test_a_passphrase_is_the_same_however_a_keyboard_composes_it():
    key = new_key()
    file = KeyFile(key.id).with_passphrase(key, "Stra\u00dfe M\u00fcnchen 12")
    assert file.opened_by("Stra\u00dfe Mu\u0308nchen 12") == key


def test_a_new_passphrase_or_recovery_key_ends_the_one_before(made):
    key, file, code = made
    changed, other = file.with_passphrase(key, "another long passphrase").with_recovery_key(key)
    assert changed.opened_by(PHRASE) is changed.opened_by(code) is None
    assert changed.opened_by("another long passphrase") == changed.opened_by(other) == key


def test_neither_the_key_nor_what_opens_it_stands_in_its_file_or_its_name(made):
    key, file, code = made
    content = file.content()
    for secret in (key.secret.hex(), key.raw[:64], PHRASE, code, code.replace("-", "")):
        assert secret.encode() not in content
        assert secret not in repr(key)
    assert key.id.startswith(MAGIC)


def test_each_altered_byte_of_a_slot_opens_nothing(made):
    _, file, code = made
    told = json.loads(file.content())
    for slot in told["slots"]:
        for at in range(0, len(slot["sealed"]), 14):
            before = slot["sealed"]
            slot["sealed"] = before[:at] + format(int(before[at], 16) ^ 1, "x") + before[at + 1 :]
            read = read_key_file(json.dumps(told).encode())
            typed = code if slot["kind"] == "recovery" else PHRASE
            assert (read.opened_here(SECRET) if slot["kind"] == "computer" else read.opened_by(typed)) is None
            slot["sealed"] = before


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"format": "lifecycle-desk/key", "version": 2}'])
def test_what_is_no_key_file_is_none(content):
    assert read_key_file(content) is None


def test_a_recovery_key_is_read_as_people_type_it_and_a_wrong_letter_is_noticed(made):
    _, _, code = made
    secret = recovery_key.read(code)
    assert recovery_key.written(secret) == code
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery_key.read(f"  {typed}\n") == recovery_key.read(f"\u2066{code}\u2069") == secret
    dice, letters = random.Random(5), code.replace("-", "")
    for at in range(len(letters)):
        other = dice.choice([each for each in recovery_key.LETTERS if each != letters[at]])
        assert recovery_key.read(letters[:at] + other + letters[at + 1 :]) != secret
    assert recovery_key.read(code[:-1]) is recovery_key.read(PHRASE) is None


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_sealed_stream_gives_back_what_was_sealed_whatever_its_size_and_pieces(size):
    plain = random.Random(size).randbytes(size)
    content = b"".join(sealed(SECRET, b"test", [plain[:7], plain[7:]]))
    pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
    assert b"".join(opened(SECRET, b"test", pieces)) == plain


def test_a_sealed_stream_that_was_altered_cut_grown_or_put_together_otherwise_is_not_opened():
    plain = bytes(2 * CHUNK + 100)
    content = b"".join(sealed(SECRET, b"test", [plain]))
    salt, chunk = content[:16], CHUNK + 16
    first, second, last = content[16 : 16 + chunk], content[16 + chunk : 16 + 2 * chunk], content[16 + 2 * chunk :]
    dice = random.Random(3)
    flipped = []
    for _ in range(60):
        at = dice.randrange(len(content))
        flipped.append(content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :])
    others = [
        *flipped,
        content[:-1],
        content + b"\0",
        salt + first + second,  # the end is missing at a border of chunks
        salt + second + first + last,
        salt + first + last,
        b"",
    ]
    for each in others:
        with pytest.raises(NotOpened):
            list(opened(SECRET, b"test", [each]))
    for secret, purpose in ((b"l" * 32, b"test"), (SECRET, b"another")):
        with pytest.raises(NotOpened):
            list(opened(secret, purpose, [content]))
