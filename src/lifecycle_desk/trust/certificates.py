"""The certificate under a signed PDF: viewers know P-256 and X.509, the dealer's key is Ed25519; it vouches for it.

The key for PDFs is derived from the dealer's own, so there is one secret to keep. Its certificate carries the dealer's
public key and that key's signature over the certificate's own public key: whoever knows the dealer's key can tell that
a certificate is his, without any authority and without a second key to hand out.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from lifecycle_desk.trust.signing import Key, holds_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate

PURPOSE = b"lifecycle-desk papers P-256 1"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (SEC 2, 2.4.2)
VOUCHING = f"2.25.{uuid.UUID('5c1f4c44-4400-4a7f-9d5e-2b6f0c3a1d77').int}"  # an own OID (ITU-T X.667)
VALID = timedelta(days=365 * 20)
PUBLIC_BYTES, LONGEST_NAME = 32, 64  # X.520: a common name is no longer


@dataclass(frozen=True, slots=True)
class PaperKey:
    """The signer of PDFs: a private key as PKCS #8 and its certificate, both DER."""

    private: bytes
    certificate: bytes


def paper_key(key: Key, dealer: str, since: datetime) -> PaperKey:
    """The key for PDFs of a dealer's key, with its certificate; the same key, name and day give the same."""
    from cryptography.hazmat.primitives import serialization as form

    private = _derived(key)
    plain = private.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    certificate = _certificate(key, private, dealer, since)
    return PaperKey(plain, certificate.public_bytes(form.Encoding.DER))


def _derived(key: Key) -> "EllipticCurvePrivateKey":
    """A scalar from 48 bytes of HKDF, so that no bias is left after the reduction (FIPS 186-5, A.2.1)."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    drawn = HKDF(SHA256(), 48, None, PURPOSE).derive(key.private)
    return ec.derive_private_key(int.from_bytes(drawn) % (ORDER - 1) + 1, ec.SECP256R1())


def _public_of(certificate: "Certificate | EllipticCurvePrivateKey") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _short(dealer: str) -> str:
    """A name as a certificate takes it: cryptography counts bytes."""
    return " ".join(dealer.split()).encode()[:LONGEST_NAME].decode(errors="ignore").strip() or "-"


def _certificate(key: Key, private: "EllipticCurvePrivateKey", dealer: str, since: datetime) -> "Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    own = _public_of(private)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _short(dealer))])
    vouched = x509.UnrecognizedExtension(x509.ObjectIdentifier(VOUCHING), key.public + key.sign_bytes(own))
    usage = x509.KeyUsage(True, True, *[False] * 7)  # signing and vouching, nothing else
    begins = since.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(int.from_bytes(sha256(own).digest()[:16]) >> 1 | 1)
        .not_valid_before(begins)
        .not_valid_after(begins + VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(vouched, critical=False)
        .sign(private, SHA256(), ecdsa_deterministic=True)
    )


def vouching_key(certificate: bytes) -> bytes | None:
    """The dealer's public key that vouches for a certificate, or None where none does."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        read = x509.load_der_x509_certificate(certificate)
        found = read.extensions.get_extension_for_oid(x509.ObjectIdentifier(VOUCHING)).value
        read.verify_directly_issued_by(read)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return None
    told = found.value if isinstance(found, x509.UnrecognizedExtension) else b""
    public, signature = told[:PUBLIC_BYTES], told[PUBLIC_BYTES:]
    return public if holds_bytes(public, _public_of(read), signature) else None
