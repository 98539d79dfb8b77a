"""Verifying what somebody brings: a signed paper, a code or a photo of one, by keys that one trusts, store or none."""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.interchange import records
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.day import day_of
from lifecycle_desk.dossier.interchange.form import unpacked
from lifecycle_desk.dossier.rules import VouchedFor
from lifecycle_desk.proof.rules import proof
from lifecycle_desk.proof.rules.proof import Proved, TrustedKey, Verdict
from lifecycle_desk.proof.usecases.proving import compared_with_books, known_to_books, of_name, trusted_by
from lifecycle_desk.store.opening import creating
from lifecycle_desk.trust import payload as codes
from lifecycle_desk.trust.payload import NotAPayloadError, Payload, Signed
from lifecycle_desk.trust.reading_back import codes_in_photo, named_codes, pages_of
from lifecycle_desk.trust.sealed_pdf import LARGEST, Fault, Sealed, look_at
from lifecycle_desk.trust.signing import fingerprint

FAULTS: dict[Fault, Callable[[], Objection]] = {
    Fault.NOT_A_PDF: proof.NothingToVerify,
    Fault.NOT_SIGNED: proof.NotSigned,
    Fault.SEVERAL_SIGNATURES: proof.SignedTwice,
    Fault.CHANGED: proof.Changed,
    Fault.NOT_WHOLE: proof.NotCovered,
    Fault.NOT_VOUCHED_FOR: proof.NobodysCertificate,
}
PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----\s*([A-Za-z0-9+/=\s]+?)-----END PUBLIC KEY-----")
SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")  # RFC 8410, 4: what stands before the 32 bytes of the key
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")
ZIP = b"PK\x03\x04"
SPACES = re.compile(r"\s+")

NoKeyInFile = objection("NoKeyInFile", N_("%(file)s contains no dealer public key."), file=str)


def keys_in(file: Path) -> list[TrustedKey]:
    """The public keys of a file as `export key` writes it; refuses one without any."""
    found = []
    for body in PEM.findall(file.read_bytes()):
        try:
            plain = b64decode(body)
        except NoBase64:
            continue
        if plain.startswith(SPKI_ED25519):
            found.append(TrustedKey(plain.removeprefix(SPKI_ED25519)))
    if not found:
        raise NoKeyInFile(file.name)
    return found


def verify_file(
    file: Path, keys: Sequence[TrustedKey] = (), user: UserSession | None = None, checks: tuple[Any, ...] = ()
) -> Verdict:
    """The verdict on a file: a dossier and records carry their key, all else is looked at by its bytes.

    `checks` are those that all rooms hold whole books to.
    """
    check_file(file, most=None)
    with file.open("rb") as opened:
        beginning = opened.read(len(ZIP))
    if beginning == ZIP:
        return _dossier(file, keys, user)
    if beginning.startswith(b"{"):
        return _records(file, keys, user, checks)
    if file.stat().st_size > LARGEST:
        return Verdict(Proved.UNKNOWN, genuine=False, says=(proof.NothingToVerify(),))
    return verify(file.read_bytes(), keys, user)


def _records(file: Path, keys: Sequence[TrustedKey], user: UserSession | None, checks: tuple[Any, ...]) -> Verdict:
    """Genuine are records that these books give out, row by row, and those that a key signed which one trusts."""
    try:
        dealer, same = records.compared(file, user)
        if same:
            return Verdict(Proved.RECORDS, True, (proof.RecordsOfTheBooks(),), dealer=dealer, whole=True)
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder, creating(Path(folder) / "records.ldk") as made:
            aside = UserSession(made.store, None, authorise)
            drained(records.take_in(aside, file, Choices(unsigned=True, checks=checks)))
            known = (compared_with_books(aside, user),) if user else ()
    except records.NotRecords:
        return Verdict(Proved.UNKNOWN, genuine=False, says=(proof.NothingToVerify(),))
    except Objection as fault:
        return Verdict(Proved.RECORDS, genuine=False, says=(fault,))
    public = records.signed_by(file)
    if public is None:
        says = (proof.ChainHolds(), *(known or (proof.RecordsUnsigned(),)))
        return Verdict(Proved.RECORDS, genuine=False, says=says, dealer=dealer)
    against, by_key = _by_signer(public, dealer, keys, user)
    against = against or any(isinstance(each, proof.BooksDiffer) for each in known)
    says = (proof.ChainHolds(), *by_key, *known, *_limits(against=against))
    return Verdict(Proved.RECORDS, not against, says, dealer=dealer, fingerprint=fingerprint(public), whole=True)


def _by_signer(
    public: bytes, dealer: str, keys: Sequence[TrustedKey], user: UserSession | None
) -> tuple[bool, list[Objection]]:
    """Objections about the key that a file carries, and whether they speak against its being genuine."""
    trusted = [*keys, *(trusted_by(user) if user else ())]
    if any(each.public == public for each in trusted):
        return _by_key(public, trusted)
    others = of_name(user, dealer) if user else ""
    named = [proof.NameGoesWithOtherKeys(dealer, others)] if others else []
    return True, [proof.WholeSignerUnknown(dealer, fingerprint(public)), *named]


def _limits(*, against: bool) -> tuple[Objection, ...]:
    """The limits of a signature; none are told where no known person signed."""
    return () if against else (proof.WhatItDoesNotShow(),)


def _dossier(file: Path, keys: Sequence[TrustedKey], user: UserSession | None) -> Verdict:
    """A dossier: whole, and signed by a key that is named or trusted here; one that nobody knows proves no name."""
    try:
        found, archive = unpacked(file)
    except Objection as fault:
        return Verdict(Proved.DOSSIER, genuine=False, says=(fault,))
    archive.close()
    against, says = _by_signer(found.key, found.dealer, keys, user)
    vouched = [VouchedFor(each.dealer, len(each.told_here), each.fingerprint) for each in found.lives]
    return Verdict(
        Proved.DOSSIER,
        genuine=not against,
        says=(proof.ChainHolds(), *says, *vouched, *_limits(against=against)),
        on=_day(found.made_at, user),
        vin=found.vin,
        dealer=found.dealer,
        fingerprint=fingerprint(found.key),
        whole=True,
    )


def _day(moment: datetime, user: UserSession | None) -> date:
    """The day of a moment by the clocks of who looks at it; without a store of his, the day in UTC.

    A dossier says by whom it was made and not in which zone.
    """
    if user is None:
        return moment.astimezone(UTC).date()
    with user.store.reading() as tx:
        return day_of(tx, moment)


def verify(content: bytes, keys: Sequence[TrustedKey] = (), user: UserSession | None = None) -> Verdict:
    """The verdict on a file's bytes, by the keys that are named, and by the store where there is one."""
    trusted = [*keys, *(trusted_by(user) if user else ())]
    if len(content) > LARGEST:
        return Verdict(Proved.UNKNOWN, genuine=False, says=(proof.NothingToVerify(),))
    if content.startswith(b"%PDF-"):
        return _paper(content, trusted, user)
    if content.startswith(PICTURES):
        return _first_code(codes_in_photo(content), trusted, user)
    text = content.decode("utf-8", "replace").strip()
    if text.startswith(codes.SCHEME):
        return _first_code([text], trusted, user)
    return Verdict(Proved.UNKNOWN, genuine=False, says=(proof.NothingToVerify(),))


def _paper(pdf: bytes, trusted: Sequence[TrustedKey], user: UserSession | None) -> Verdict:
    """A PDF: first its signature, then the key, then the code and the text, then the books."""
    sealed = look_at(pdf)
    if isinstance(sealed, Fault):
        return Verdict(Proved.PAPER, genuine=False, says=(FAULTS[sealed](),))
    against, says = _by_key(sealed.public, trusted)
    read = _codes_on(pdf, sealed)
    if isinstance(read, Objection):
        return Verdict(Proved.PAPER, False, (*says, read), fingerprint=fingerprint(sealed.public))
    says = [proof.Whole(), *says, proof.CodeAgrees()]
    told = [_by_books(each.payload, sha256(pdf).hexdigest(), sealed.public, user) for each in read]
    against = against or any(wrong for wrong, _ in told)
    said = dict.fromkeys(each for wrong, some in told for each in some if wrong or len(read) == 1)
    several = (proof.SeveralPapers(len(read)),) if len(read) > 1 else ()
    verdict = Verdict(Proved.PAPER, not against, (*says, *several, *said, proof.WhatItDoesNotShow()))
    return _with_facts(verdict, read[0].payload, sealed.public)


def _by_key(public: bytes, trusted: Sequence[TrustedKey]) -> tuple[bool, list[Objection]]:
    """Objections about the key, and whether they speak against the paper."""
    known = [each for each in trusted if each.public == public]
    if not known:
        return True, [proof.KeyNotKnown(fingerprint(public))]
    for each in known:
        if each.revoked_at:
            return True, [proof.KeyRevokedSince(fingerprint(public), each.revoked_at, each.why)]
    return False, [proof.KeyTrusted(fingerprint(public))]


def _codes_on(pdf: bytes, sealed: Sealed) -> list[Signed] | Objection:
    """The codes that a paper names as its own, each drawn on it, said in its text and signed by the same key.

    Other codes may stand on it too: pages of another paper that were appended.
    """
    named = [each for each in named_codes(pdf) if each.startswith(codes.SCHEME)]
    if not named:
        return proof.CodeMissing()
    drawn, texts = set[str](), list[str]()
    for text, found in pages_of(pdf):
        texts.append(SPACES.sub("", text))
        drawn |= set(found)
    read = [_read(each) for each in named]
    good = [each for each in read if each and each.is_of(sealed.public)]
    lines = [SPACES.sub("", each.payload.line) for each in good]
    said = all(any(line in text for text in texts) for line in lines)
    return good if len(good) == len(named) and drawn.issuperset(named) and said else proof.CodeOfAnother()


def _read(text: str) -> Signed | None:
    try:
        return codes.read(text)
    except NotAPayloadError:
        return None


def _first_code(texts: Iterable[str], trusted: Sequence[TrustedKey], user: UserSession | None) -> Verdict:
    """A code alone: whether a key that one trusts signed it, and whether the books know it."""
    read = next((each for text in texts if (each := _read(text))), None)
    if read is None:
        return Verdict(Proved.UNKNOWN, genuine=False, says=(proof.NothingToVerify(),))
    named = [each for each in trusted if codes.name_of(each.public) == read.payload.key]
    if not named:
        name = " ".join(re.findall("....", read.payload.key.hex().upper()))
        verdict = Verdict(Proved.CODE, genuine=False, says=(proof.KeyNotNamed(name),))
        return _with_facts(verdict, read.payload, None)
    public = named[0].public
    if not read.is_of(public):
        return Verdict(Proved.CODE, genuine=False, says=(proof.SignatureWrong(),))
    against, says = _by_key(public, named)
    wrong, told = _by_books(read.payload, None, public, user)
    says = [proof.CodeHolds(), *says, *told, proof.WhatItDoesNotShow()]
    return _with_facts(Verdict(Proved.CODE, not (against or wrong), tuple(says)), read.payload, public)


def _by_books(
    payload: Payload, digest: str | None, public: bytes, user: UserSession | None
) -> tuple[bool, tuple[Objection, ...]]:
    """The books' own verdict, where there are books and the key is theirs."""
    return known_to_books(user, payload, digest, public) if user else (False, ())


def _with_facts(verdict: Verdict, payload: Payload, public: bytes | None) -> Verdict:
    return replace(
        verdict,
        kind=payload.kind,
        number=payload.number,
        issue=payload.issue,
        on=payload.on,
        vin=payload.vin or None,
        dealer=payload.dealer,
        fingerprint=fingerprint(public) if public else None,
        facts=payload.facts,
    )
