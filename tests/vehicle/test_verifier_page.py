"""The page that verifies papers in a browser: what it accepts, what it refuses, and that it asks nobody."""

import json
import random
import re
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import make_verifier
import pypdfium2
import pytest
from base45 import b45encode
from browser import browser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.resources import resource
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases.keys import RevokeKey
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import Paper, Paragraphs, Proves
from lifecycle_desk.proof.interchange import keys, verifier
from lifecycle_desk.proof.interchange.verifier_words import TERMS, WORDS
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.proof.usecases.keys import revoke_key
from lifecycle_desk.rooms import offered
from lifecycle_desk.trust import payload
from lifecycle_desk.trust.payload import Payload
from lifecycle_desk.trust.reading_back import codes_in_photo
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.vehicle.rules.proof_words import FACTS, KINDS
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

VIN, DEALER = "LSJWH4095PN000001", "Taller & <b>Hijos</b>"
TOLD = {"km": 45_210, "soh": "84.7", "inspected_on": "2026-11-25", "result": "passed", "mood": "<i>x</i>"}
PAGE = resource(verifier.PAGE)
OTHER = Key(b"\10" * 32)


@dataclass(frozen=True, slots=True)
class OfVehicle:
    vin: str


def draw(_user, asked, language):
    return Paper("Document", language, [Paragraphs("–")], proves=Proves(asked.vin, TOLD, "BC"))


CERTIFICATE = Report("battery-certificate", N_("Paper"), N_("Paper"), OfVehicle, draw)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody is given: a photo of a paper, its code's text, the dealer's key, the dealer's own page."""

    photo: Path
    code: str
    key: Path
    page: Path
    revoked: Path
    user: object


def written(file, chunks):
    file.write_bytes(b"".join(chunks))
    return file


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brought")
    user = books.create(folder / "desk.ldk", Dealer(DEALER, "ES", "en"))
    add_vehicle(user, AddVehicle(VIN, clock.now().date() - timedelta(days=30)))
    pdf = issue(user, CERTIFICATE, OfVehicle(VIN), spoken(user, "en")).pdf
    photo = folder / "photo.png"
    pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil().save(photo)
    key = written(folder / "key.pem", keys.write(user, {}))
    page = written(folder / "verify.html", verifier.write(user, {}))
    revoke_key(user, RevokeKey(1, "Ana lost the computer"))
    revoked = written(folder / "revoked.html", verifier.write(user, {}))
    yield Given(photo, codes_in_photo(photo.read_bytes())[0], key, page, revoked, user)
    user.store.close()


@pytest.fixture(scope="module")
def shown(brought, tmp_path_factory):
    """A browser whose camera sees the photo."""
    home = tmp_path_factory.mktemp("browser")
    film, code = home / "film.mjpeg", BytesIO()
    with Image.open(brought.photo) as photo:
        photo.convert("RGB").resize((1240, 1754)).crop((0, 0, 1240, 1000)).save(code, "JPEG", quality=90)
    film.write_bytes(code.getvalue())
    with browser(home / "profile", f"--use-file-for-fake-video-capture={film}") as started:
        yield started


@pytest.fixture
def opened(shown):
    shown.open(PAGE)
    return shown


def asked(events):
    return {each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"}


def faults(events):
    return [each for each in events if each["method"] in {"Log.entryAdded", "Runtime.exceptionThrown"}]


def verdicts(page, codes, pem):
    """Tone and name of the first reason for each code, by the page's own function."""
    return page.run(f"""(async () => {{
        const keys = await lifecycleDesk.keysIn({json.dumps(pem)});
        const said = [];
        for (const code of {json.dumps(codes)}) {{
            const {{ genuine, says, payload }} = await lifecycleDesk.verdictOf(code, keys);
            said.push([genuine, says[0][0], payload && lifecycleDesk.lineOf(payload)]);
        }}
        return said;
    }})()""")


def pem_of(key):
    spki = bytes.fromhex("302a300506032b6570032100") + key.public
    return f"-----BEGIN PUBLIC KEY-----\n{b64encode(spki).decode()}\n-----END PUBLIC KEY-----\n"


def test_the_page_is_what_its_source_makes():
    """Compiled before the run, as the catalogs are."""
    assert PAGE.read_text("utf-8") == make_verifier.built()


def test_what_others_wrote_is_kept_as_they_published_it():
    for package in make_verifier.packages():
        for name, digest in package["files"].items():
            held = make_verifier.OTHERS / package["folder"] / name
            assert sha256(held.read_bytes()).hexdigest() == digest, held
            assert "LICENSE" not in name or "Permission is hereby granted" in PAGE.read_text("utf-8")


def test_the_photo_of_a_paper_and_the_dealers_key_show_its_facts(opened, brought):
    opened.choose("photo_file", brought.photo)
    opened.wait("document.querySelector('.band')")
    assert "which you have not trusted here" in opened.text("#result")

    opened.choose("key_file", brought.key)
    opened.wait("document.querySelector('.band.ok')")

    said = opened.text("#result").translate(dict.fromkeys((0x2066, 0x2068, 0x2069)))
    for words in ("Authentic.", "45,210", "84.7", "25 November 2026", "Passed", VIN, "Battery health certificate"):
        assert words in said
    assert "It does not show that the contents are true." in said
    assert payload.read(brought.code).payload.line in said
    assert not faults(opened.events)


def test_what_a_code_says_is_never_markup(opened, brought):
    opened.choose("key_file", brought.key)
    opened.type("code", brought.code)
    opened.wait("document.querySelector('.band.ok')")

    assert DEALER in opened.text("#result")
    assert "<i>x</i>" in opened.text("#result")
    assert DEALER in opened.text("#keys")
    assert opened.run("document.querySelectorAll('main b, main i').length") == 0


def test_the_page_asks_nobody_and_cannot(opened, brought):
    opened.choose("photo_file", brought.photo)
    opened.wait("document.querySelector('.band')")
    assert asked(opened.events) == {PAGE.as_uri()}
    refused = opened.run("fetch('https://example.org/').then(() => false, () => true)")
    drawn = opened.run("""new Promise(done => {
        const picture = new Image();
        picture.onload = () => done(true);
        picture.onerror = () => done(false);
        picture.src = 'https://example.org/x.png';
    })""")

    assert (refused, drawn) == (True, False)
    assert [
        each["params"].get("blockedReason") for each in opened.events if each["method"] == "Network.loadingFailed"
    ] == ["csp"]


def tilted(photo):
    return photo.rotate(7, expand=True, fillcolor=(120, 110, 100), resample=Image.Resampling.BICUBIC)


def photographed(photo):
    """A sheet on a table, held askew by somebody with a telephone in dim light."""
    wide, high = photo.size
    corners = (-100, -150, -50, high + 100, wide + 125, high + 50, wide + 75, -75)
    seen = photo.transform(
        (3024, 4032), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(90, 80, 70)
    )
    return seen.point(lambda value: int(value * 0.6 + 30)).filter(ImageFilter.GaussianBlur(1.5))


@pytest.mark.parametrize("made", [tilted, photographed], ids=["tilted", "photographed"])
def test_a_photo_that_is_not_even_is_read(opened, brought, tmp_path, made):
    with Image.open(brought.photo) as photo:
        made(photo.convert("RGB")).save(tmp_path / "photo.jpg", quality=75)

    opened.choose("photo_file", tmp_path / "photo.jpg")
    opened.wait("document.querySelector('.band')")

    assert opened.run("document.getElementById('code').value") == brought.code


def test_the_camera_reads_the_code_and_is_let_go(opened, brought):
    opened.run("document.getElementById('camera').click()")
    opened.wait("document.querySelector('.band')")

    assert opened.run("document.getElementById('code').value") == brought.code
    assert opened.run("document.getElementById('film').hidden")
    assert opened.run("document.getElementById('video').srcObject.getTracks()[0].readyState") == "ended"


def test_a_photo_can_be_dropped_and_a_file_without_a_code_is_told_of(opened, brought, tmp_path):
    Image.new("RGB", (300, 300), "white").save(tmp_path / "white.png")
    for file, shown in ((tmp_path / "white.png", "photo_note"), (brought.photo, "result")):
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            opened.call("Input.dispatchDragEvent", type=kind, x=200, y=200, data=data)
        opened.wait(
            f"/No readable QR code|which you have not trusted/.test(document.getElementById('{shown}').innerText)"
        )


def test_no_flipped_bit_of_a_code_is_accepted_by_the_page(opened, brought):
    dice, flipped = random.Random(4), [brought.code]
    for _ in range(600):
        code = bytearray(brought.code.encode())
        code[dice.randrange(len(code))] ^= 1 << dice.randrange(8)
        flipped.append(code.decode("latin-1"))

    said = verdicts(opened, flipped, brought.key.read_text())

    assert [genuine for genuine, *_ in said] == [True] + [False] * 600
    assert {reason for _, reason, _ in said[1:]} == {"not_a_code", "signature_wrong", "key_not_named"}


SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.dictionaries(SIGNS, SIGNS | st.integers(-(2**63), 2**63), max_size=4)
PAYLOADS = st.builds(
    Payload, SIGNS, SIGNS, st.integers(1, 9_999), st.dates(), SIGNS, SIGNS, VALUES, st.integers(0, 2**40),
    st.binary(min_size=16, max_size=16),
)  # fmt: skip


BEYOND = Payload("", "", 1, date(2000, 1, 1), "", "", {"\ue000": "", "\U00010000": ""}, 0, bytes(16))


@settings(max_examples=5)
@example(given_payloads=[BEYOND])
@given(given_payloads=st.lists(PAYLOADS, min_size=10, max_size=20))
def test_the_page_reads_what_the_program_writes(shown, given_payloads):
    if not shown.run("'lifecycleDesk' in globalThis"):
        shown.open(PAGE)
    codes = [payload.written(OTHER, each) for each in given_payloads]

    said = verdicts(shown, codes, pem_of(OTHER))

    assert said == [[True, "code_holds", each.line] for each in given_payloads]


SAME_WORDS = {"VIN", "Status", "Dealer", "Odometer (km)", "Sessions", "Licences"}  # in German, French or Indonesian
GOOD = bytes.fromhex("8a 6162 6163 01 6a323032362d31312d3235 60 6164 a0 00 40 48") + payload.name_of(OTHER.public)


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("8a", "9f"),  # a list without its length
        ("01 6a", "1801 6a"),  # a number longer than it need be
        ("01 6a", "f5 6a"),  # true
        ("01 6a", "f93c00 6a"),  # 1.0
        ("01 6a", "c101 6a"),  # with a tag
        ("6162", "7f6162ff"),  # a text in pieces
        ("6162", "61ff"),  # no UTF-8
        ("6162", "4162"),  # bytes
        ("a0", "a2 6162 01 6161 01"),  # facts out of order
        ("a0", "a2 6161 01 6161 01"),  # a fact twice
        ("a0", "a1 6161 80"),  # a list as a fact
        ("a0", "a1 01 01"),  # a number as a name
        ("3235 60", "3332 60"),  # the 32nd of November
        ("40 48", "4101 48"),  # a head of another length
        ("8a", "8b00"),  # a field more
        ("8a", "89"),  # a field too few, and something that follows
    ],
)
def test_what_is_signed_but_written_in_another_way_is_no_code(shown, told, instead):
    if not shown.run("'lifecycleDesk' in globalThis"):
        shown.open(PAGE)
    body = bytes.fromhex(GOOD.hex().replace(told.replace(" ", ""), instead.replace(" ", ""), 1))
    codes = [payload.SCHEME + b45encode(OTHER.sign_bytes(each) + each).decode() for each in (GOOD, body)]

    said = [reason for _, reason, _ in verdicts(shown, codes, pem_of(OTHER))]

    assert body != GOOD
    assert said == ["code_holds", "not_a_code"]


def test_a_code_of_another_key_and_one_that_was_altered_are_told_apart(opened, brought):
    read = payload.read(brought.code)
    lie = replace(read.payload, facts=TOLD | {"soh": "99.9"})
    forged = payload.written(OTHER, lie)
    raw = b45encode(read.signature + OTHER.sign_bytes(b"") + read.body).decode()

    said = verdicts(opened, [forged, payload.SCHEME + raw, "LD1:", "https://example.org"], brought.key.read_text())

    assert [(genuine, reason) for genuine, reason, _ in said] == [
        (False, "key_not_named"), (False, "not_a_code"), (False, "not_a_code"), (False, "not_a_code"),
    ]  # fmt: skip


def test_the_dealers_own_page_needs_no_key(shown, brought):
    shown.open(brought.page)
    public = payload.read(brought.code).payload.key.hex().upper()

    shown.choose("photo_file", brought.photo)
    shown.wait("document.querySelector('.band.ok')")

    assert DEALER in shown.text("#keys")
    assert public[:4] in shown.text("#keys")
    assert "it was chosen by whoever gave you the page" in shown.text("#of_page")
    assert not faults(shown.events)


def test_a_revoked_key_is_told_of_without_the_reason_and_believed_no_longer(shown, brought):
    shown.open(brought.revoked)
    shown.choose("key_file", brought.key)  # giving it once more makes it no better
    shown.type("code", brought.code)
    shown.wait("document.querySelector('.band.danger')")

    assert "Could not be verified." in shown.text("#result")
    assert "was revoked on" in shown.text("#result")
    assert "Revoked on" in shown.text("#keys")
    assert "Ana lost" not in brought.revoked.read_text("utf-8")


def test_the_page_is_among_what_is_given_out(brought):
    given = next(each for each in offered("writers") if each.kind == "verifier")

    assert b"".join(given.write(brought.user, {})) == brought.revoked.read_bytes()


def test_a_name_that_ends_scripts_stays_a_name(tmp_path):
    user = books.create(tmp_path / "desk.ldk", Dealer("</script><!--<script>&\u2028", "ES", "en"))
    page = b"".join(verifier.write(user, {})).decode()
    user.store.close()

    assert page.lower().count("</script>") == PAGE.read_text("utf-8").lower().count("</script>")
    island = re.search(r'id="dealer_keys">(.*?)</script>', page)
    assert json.loads(island[1])[0]["dealer"].startswith("</script><!--<script>&")


def test_a_fingerprint_that_is_typed_is_compared(opened, brought):
    opened.choose("key_file", brought.key)
    opened.wait("document.querySelector('#keys li')")
    print_ = re.search("([0-9A-F]{4} ){7}[0-9A-F]{4}", brought.key.read_text())[0]

    opened.type("typed", print_[:-1].lower())
    assert "fingerprint that you typed" not in opened.text("#keys")
    opened.type("typed", print_[-1])
    opened.wait("document.querySelector('#keys .said.ok')")
    opened.run("document.getElementById('typed').value = ''")
    opened.type("typed", fingerprint(OTHER.public))
    opened.wait("document.querySelector('#keys .said.danger')")


@pytest.fixture
def before(shown):
    """Something that runs before the page does."""
    added = []

    def run(code):
        added.append(shown.call("Page.addScriptToEvaluateOnNewDocument", source=code)["identifier"])
        shown.open(PAGE)

    yield run
    for each in added:
        shown.call("Page.removeScriptToEvaluateOnNewDocument", identifier=each)


def test_a_browser_without_ed25519_verifies_by_the_library(shown, before, brought):
    before("SubtleCrypto.prototype.importKey = async () => { throw new DOMException('', 'NotSupportedError'); }")
    altered = payload.read(brought.code)
    signature = bytes([altered.signature[0] ^ 1]) + altered.signature[1:]
    wrong = payload.SCHEME + b45encode(signature + altered.body).decode()

    said = verdicts(shown, [brought.code, wrong], brought.key.read_text())

    assert [reason for _, reason, _ in said] == ["code_holds", "signature_wrong"]


def test_a_browser_that_lends_no_means_is_told_so(shown, before, brought):
    before("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
    shown.type("code", brought.code)

    assert "does not let the page verify signatures here" in shown.text("#result")


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_every_word_and_its_direction(shown, brought, code):
    language = Language(code)
    told = [*WORDS.values(), *KINDS.values(), *FACTS.values(), *TERMS.values()]
    as_it_was = {says for says in told if code != "en" and language.words(says) == says.rpartition("\4")[2]}
    assert {says.rpartition("\4")[2] for says in as_it_was} <= SAME_WORDS
    assert all(language.words(says) for says in told)

    shown.open(brought.page, languages={"zh_CN": "zh-TW"}.get(code, code))
    shown.type("code", brought.code)
    shown.wait("document.querySelector('.band.ok')")

    assert shown.run("document.documentElement.dir") == ("rtl" if code == "ar" else "ltr")
    assert shown.text("h1") == language(N_("Verify document"))
    assert language(KINDS["battery-certificate"]) in shown.text("#result")
    assert shown.run("[...document.querySelectorAll('[data-says]')].every(each => each.textContent)")


def test_all_of_it_is_reached_by_the_keyboard_and_fits_a_telephone(shown, brought):
    shown.open(brought.page)
    shown.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True)
    shown.type("code", brought.code)
    shown.wait("document.querySelector('.band.ok')")
    met = []
    for _ in range(10):
        shown.press("Tab", 9)
        met.append(shown.run("document.activeElement.id || document.activeElement.tagName"))

    wide = shown.run("document.documentElement.scrollWidth")
    shown.call("Emulation.clearDeviceMetricsOverride")
    assert {"language", "photo_file", "camera", "code", "key_file", "key", "typed", "print", "SUMMARY"} == set(met) - {
        "BODY"
    }
    assert wide <= 360
