"""Signed PDFs: signed once, over the whole file, no change allowed; and looked at without trusting any viewer.

That a signature is intact is not enough: after a change by an incremental update, or with bytes appended, it still is
(the PDF insecurity research of 2019 fooled 21 of 22 viewers so). A file counts only with exactly one signature that
covers all of it, nothing changed since, no script, and a certificate that the dealer's key vouches for.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

from lifecycle_desk.trust.certificates import PaperKey, vouching_key

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

FIELD = "Dealer"
LARGEST = 64 * 2**20  # bytes of a file that is looked at


class Fault(Enum):
    """Why a PDF does not count as signed."""

    NOT_A_PDF = "not a PDF"
    NOT_SIGNED = "not signed"
    SEVERAL_SIGNATURES = "several signatures"
    CHANGED = "changed since it was signed"
    NOT_WHOLE = "the signature does not cover the whole file"
    NOT_VOUCHED_FOR = "the certificate is no dealer's"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A PDF that is whole: the dealer's key that stands behind it, and when the signer's clock said that it was."""

    public: bytes
    at: datetime | None


def sign(pdf: bytes, key: PaperKey) -> bytes:
    """The PDF with the dealer's signature, certified against any change (ISO 32000-1, 12.8.2.2: DocMDP level 1)."""
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # pyHanko types most, not this
    )
    told = signers.PdfSignatureMetadata(
        field_name=FIELD,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    made = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), told, signer=signer)
    return bytes(made.getvalue())


def look_at(pdf: bytes) -> Sealed | Fault:
    """Whether a PDF is whole and signed by some dealer's key; whether that is the right one is for others to say."""
    if not pdf.startswith(b"%PDF-") or len(pdf) > LARGEST:
        return Fault.NOT_A_PDF
    try:
        return _looked_at(pdf)
    except Exception:  # a forged or damaged file makes its reader fail in any way; it does not count then
        logging.getLogger(__name__).info("a PDF could not be read", exc_info=True)
        return Fault.CHANGED


def _looked_at(pdf: bytes) -> Sealed | Fault:
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures
    if len(found) != 1:
        return Fault.SEVERAL_SIGNATURES if found else Fault.NOT_SIGNED
    certificate = found[0].signer_cert
    public = vouching_key(certificate.dump())
    if public is None:
        return Fault.NOT_VOUCHED_FOR
    if not _is_as_written(pdf, found[0]):
        return Fault.CHANGED
    roots = ValidationContext(trust_roots=[x509.Certificate.load(certificate.dump())], allow_fetching=False)
    status = validate_pdf_signature(found[0], roots)
    return against(status) or Sealed(public, status.signer_reported_dt)


def against(status: "PdfSignatureStatus") -> Fault | None:
    """The first fault of a signature: each of these alone is enough, whatever the others say."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return Fault.NOT_WHOLE
    if not status.bottom_line or status.modification_level is not ModificationLevel.NONE:
        return Fault.CHANGED
    return None


def _is_as_written(pdf: bytes, signature: "EmbeddedPdfSignature") -> bool:
    """Whether the room of the signature, which the signature itself cannot cover, holds exactly what we would write.

    Hexadecimal digits in the other case, something else than zeros behind the signature, or another name in a field
    that nobody reads would pass every other check: 61 of 2,000 flipped bits did.
    """
    start, before, after = (int(each) for each in list(signature.byte_range)[:3])
    room = pdf[start + before : after]
    written = _rebuilt(signature.pkcs7_content).hex().upper().encode()
    return room == b"<" + written.ljust(len(room) - 2, b"0") + b">"


def _rebuilt(cms: bytes) -> bytes:
    """The signature's envelope (RFC 5652) made anew from what is signed in it."""
    from asn1crypto import cms as form

    held = form.ContentInfo.load(cms)["content"]
    certificate, signed = held["certificates"][0].chosen, held["signer_infos"][0]
    whose = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    sha256 = form.DigestAlgorithm({"algorithm": "sha256"})
    signer = form.SignerInfo(
        {
            "version": "v1",
            "sid": form.SignerIdentifier({"issuer_and_serial_number": form.IssuerAndSerialNumber(whose)}),
            "digest_algorithm": sha256,
            "signed_attrs": signed["signed_attrs"],
            "signature_algorithm": form.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signed["signature"].native,
        }
    )
    made = form.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    return bytes(form.ContentInfo({"content_type": "signed_data", "content": made}).dump())
