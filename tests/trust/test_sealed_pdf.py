"""Signed PDFs: any change is seen, also where the signature cannot cover itself."""

import os
import random
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from cheap_secrets import REAL
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel
from pypdf import PdfReader, PdfWriter

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Paper, Paragraphs
from lifecycle_desk.trust import sealed_pdf
from lifecycle_desk.trust.certificates import _derived, paper_key, vouching_key
from lifecycle_desk.trust.key_encryption import new_salt, opened, sealed, secret_of
from lifecycle_desk.trust.sealed_pdf import Fault, Sealed, against, look_at, sign
from lifecycle_desk.trust.signing import Key

FLIPS = max(1, round(200 * float(os.environ.get("LIFECYCLE_DESK_FAULTS", "1"))))  # 2,000 with 10
SINCE = datetime(2026, 1, 2, tzinfo=UTC)
KEY, OTHER = Key(b"\7" * 32), Key(b"\10" * 32)
PLAIN = Paper("Certificate", Language("ar"), [Paragraphs("صحة البطارية")]).pdf()


@pytest.fixture(scope="module")
def signed():
    return sign(PLAIN, paper_key(KEY, "Sathorn EV", SINCE))


def test_a_signed_paper_is_whole_and_names_the_dealers_key(signed):
    found = look_at(signed)

    assert isinstance(found, Sealed)
    assert found.public == KEY.public
    assert "صحة" in PdfReader(BytesIO(signed)).pages[0].extract_text()


def test_no_flipped_bit_is_accepted(signed):
    dice = random.Random(11)
    room = signed.index(b"/Contents")
    accepted = []
    for turn in range(FLIPS):
        place = dice.randrange(len(signed)) if turn % 2 else dice.randrange(room, room + 3_400)
        flipped = bytearray(signed)
        flipped[place] ^= 1 << dice.randrange(8)
        if isinstance(look_at(bytes(flipped)), Sealed):
            accepted.append(place)
    print(f"RELIABILITY pdf_flips_accepted={len(accepted)}/{FLIPS}")  # noqa: T201 (a figure that docs/reliability.md tells)
    assert accepted == []


def grown(signed: bytes, change) -> bytes:
    """The file with an incremental update by another program."""
    writer = PdfWriter(BytesIO(signed), incremental=True)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signed_again(signed: bytes) -> bytes:
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = paper_key(OTHER, "Somebody", SINCE)
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),
    )
    told = signers.PdfSignatureMetadata(field_name="Other")
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    with patch("pyhanko.sign.validation.read_certification_data", return_value=None):  # a forger minds no prohibition
        return signers.sign_pdf(writer, told, signer=signer).getvalue()


def rewritten(signed: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=BytesIO(signed)), BytesIO()
    writer.write(out)
    return out.getvalue()


def small(signed: bytes) -> bytes:
    start = signed.index(b"<30820")
    end = signed.index(b">", start)
    return signed[:start] + signed[start:end].lower() + signed[end:]


ATTACKS = {
    "a copy without the signature": lambda _signed: PLAIN,
    "bytes appended": lambda signed: signed + b"\n% more\n",
    "an incremental update of the title": lambda signed: grown(signed, lambda w: w.add_metadata({"/Title": "Other"})),
    "an incremental update with a page more": lambda signed: grown(signed, lambda w: w.add_blank_page(100, 100)),
    "a second signature": signed_again,
    "written anew by another program": rewritten,
    "cut off": lambda signed: signed[:-200],
    "the signature's digits in small letters": small,
    "zeros behind the signature replaced": lambda signed: signed.replace(b"0000000000>", b"0000000001>"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_paper_that_was_changed_as_a_whole_is_refused(signed, name):
    forged = ATTACKS[name](signed)

    assert forged != signed
    assert isinstance(look_at(forged), Fault)


def test_a_certificate_of_ones_own_is_nobodys(signed):
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

    from lifecycle_desk.trust.certificates import PaperKey

    genuine = paper_key(KEY, "Sathorn EV", SINCE)
    own = paper_key(OTHER, "Sathorn EV", SINCE)
    private = load_der_private_key(own.private, None)
    told = x509.load_der_x509_certificate(genuine.certificate)
    forged = (
        x509.CertificateBuilder()
        .subject_name(told.subject)
        .issuer_name(told.issuer)
        .public_key(private.public_key())
        .serial_number(told.serial_number)
        .not_valid_before(told.not_valid_before_utc)
        .not_valid_after(told.not_valid_after_utc)
    )
    for each in told.extensions:  # with the genuine dealer's vouching, copied from his own certificate
        forged = forged.add_extension(each.value, each.critical)
    certificate = forged.sign(private, SHA256()).public_bytes(Encoding.DER)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    assert vouching_key(certificate) is None
    assert look_at(sign(PLAIN, PaperKey(plain, certificate))) is Fault.NOT_VOUCHED_FOR


@pytest.mark.parametrize("file", [b"", b"%PDF-", b"%PDF-1.5\n%%EOF", b"hello", b"%PDF-1.5" + b"<" * 100_000])
def test_what_is_no_paper_is_said_to_be_none(file):
    assert isinstance(look_at(file), Fault)


def test_what_is_no_pdf_or_too_large_for_one_is_told_apart_from_one_that_was_changed(signed, monkeypatch):
    assert look_at(b"words") is Fault.NOT_A_PDF
    assert look_at(b"%PDF-1.7 and nothing") is Fault.CHANGED
    monkeypatch.setattr(sealed_pdf, "LARGEST", len(signed))
    assert isinstance(look_at(signed), Sealed)
    assert look_at(signed + b"\n") is Fault.NOT_A_PDF


def test_the_same_key_gives_the_same_certificate():
    one, two = (paper_key(KEY, "Sathorn EV", SINCE) for _ in range(2))

    assert one == two
    assert vouching_key(one.certificate) == KEY.public


def test_the_key_for_papers_is_for_ever_the_same_one():
    """Whoever trusted a dealer's certificate once knows the papers of later versions by it."""
    drawn = _derived(Key(bytes(range(32)))).private_numbers().private_value
    assert f"{drawn:064x}" == "1a873b1c7f7e145e068c5f85ceee1fc2753d28dd913670d047b63553a8ce45af"


def test_a_secret_costs_what_the_second_recommended_option_of_rfc_9106_says():
    assert REAL == (64 * 1024, 3, 4)


def test_a_key_opens_by_its_secret_alone():
    salt = new_salt()
    secret = secret_of("correct horse battery", salt)
    kept = sealed(KEY, secret)

    assert KEY.private not in kept
    assert opened(KEY.public, kept, secret) == KEY
    assert opened(KEY.public, kept, secret_of("correct horse batterz", salt)) is None
    assert opened(OTHER.public, kept, secret) is None


@pytest.mark.parametrize(
    "dealer", ["", "  ", "บริษัท สยามอีวี จำกัด (มหาชน) สาขาถนนสาทรใต้ กรุงเทพมหานคร", "A" * 200, "<b>&\x01"]
)
def test_a_dealer_of_any_name_can_sign(dealer):
    assert isinstance(look_at(sign(PLAIN, paper_key(KEY, dealer, SINCE))), Sealed)


def test_several_signatures_in_one_pdf_are_refused_as_such(signed):
    assert look_at(signed_again(signed)) is Fault.SEVERAL_SIGNATURES


def test_a_file_without_a_signature_and_one_that_grew_are_told_apart(signed):
    assert look_at(PLAIN) is Fault.NOT_SIGNED
    assert look_at(grown(signed, lambda writer: writer.add_metadata({"/Title": "Other"}))) is Fault.NOT_WHOLE


@pytest.mark.parametrize("coverage", SignatureCoverageLevel)
@pytest.mark.parametrize("level", ModificationLevel)
@pytest.mark.parametrize("bottom_line", [True, False])
def test_coverage_validity_and_level_of_modification_each_count_alone(coverage, level, bottom_line):
    """What the library tells of a file in all combinations: one of them is whole."""
    told = SimpleNamespace(coverage=coverage, modification_level=level, bottom_line=bottom_line)
    whole = coverage is SignatureCoverageLevel.ENTIRE_FILE and level is ModificationLevel.NONE and bottom_line
    assert (against(told) is None) is whole
