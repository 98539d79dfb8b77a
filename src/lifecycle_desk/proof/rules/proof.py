"""The verdict on a paper that somebody brings: what its signature shows, and what it does not show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum


class Proved(LabeledEnum):
    """The kind of thing that was verified."""

    PAPER = "paper", C_("proof", "Document")
    CODE = "code", C_("proof", "Document code")
    DOSSIER = "dossier", C_("proof", "Vehicle dossier")
    RECORDS = "records", C_("proof", "Records")
    UNKNOWN = "unknown", C_("proof", "Unknown")


NothingToVerify = objection("NothingToVerify", N_("This is not a Lifecycle Desk document, code, dossier or export."))
NotSigned = objection("NotSigned", N_("This document is not signed and may have been altered."))
SignedTwice = objection("SignedTwice", N_("This document has several signatures; genuine ones have exactly one."))
Changed = objection("Changed", N_("This file was changed after it was signed, or is damaged."))
NotCovered = objection("NotCovered", N_("The signature does not cover the whole file: something was added."))
NobodysCertificate = objection(
    "NobodysCertificate", N_("This document is signed with a certificate that no dealer key vouches for.")
)
KeyNotKnown = objection(
    "KeyNotKnown",
    N_("It is signed with key %(fingerprint)s, which you have not trusted here. Ask the dealer for their key."),
    fingerprint=str,
)
# A code by a key that nobody named; it carries only the key's short name.
KeyNotNamed = objection(
    "KeyNotNamed",
    N_("It is signed with key %(name)s, which you have not trusted here. Ask the dealer for their key."),
    name=str,
)
KeyRevokedSince = objection(
    "KeyRevokedSince",
    N_("The signing key %(fingerprint)s was revoked on %(since)s: %(why)s"),
    fingerprint=str,
    since=datetime,
    why=str,
)
SignatureWrong = objection("SignatureWrong", N_("The signature does not match the code: it was altered."))
CodeMissing = objection("CodeMissing", N_("This document has no Lifecycle Desk code."))
# A paper whose code says something else than its text, or comes from another key.
CodeOfAnother = objection("CodeOfAnother", N_("The code and the text of this document do not agree."))
OtherFile = objection(
    "OtherFile",
    N_("%(number)s, issue %(issue)s, is on record, but as a different file."),
    number=str,
    issue=int,
)
NotInTheBooks = objection(
    "NotInTheBooks", N_("%(number)s, issue %(issue)s, was never issued here."), number=str, issue=int
)
PaperWithdrawn = objection(
    "PaperWithdrawn", N_("The dealer withdrew this document on %(since)s: %(why)s"), since=datetime, why=str
)
BooksDiffer = objection(
    "BooksDiffer",
    N_("Your records do not contain record %(seq)s as in this document: they were altered, cut off or restored."),
    seq=int,
)
ChainBroken = objection("ChainBroken", N_("The chain is broken at %(where)s: %(why)s"), where=str, why=str)
Whole = objection("Whole", N_("It is intact: signed once, over its full length, and unchanged since."))
KeyTrusted = objection(
    "KeyTrusted", N_("It is signed with key %(fingerprint)s, which you trust here."), fingerprint=str
)
CodeAgrees = objection("CodeAgrees", N_("Its code, text and signature agree."))
SeveralPapers = objection("SeveralPapers", N_("It contains %(count)s documents; each has its own code."), count=int)
CodeHolds = objection("CodeHolds", N_("The code shows what the dealer signed. Compare it with the printed text."))
InTheBooks = objection("InTheBooks", N_("It was issued here, and record %(seq)s matches."), seq=int)
IssuedAnew = objection("IssuedAnew", N_("There is a later issue: issue %(issue)s of %(on)s."), issue=int, on=date)
WholeSignerUnknown = objection(
    "WholeSignerUnknown",
    N_(
        "It is intact, but the signer is unknown: key %(fingerprint)s has not been compared here. Ask "
        "%(dealer)s for it by another channel."
    ),
    dealer=str,
    fingerprint=str,
)
NameGoesWithOtherKeys = objection(
    "NameGoesWithOtherKeys", N_("%(dealer)s has key %(known)s here, not this one."), dealer=str, known=str
)
ChainHolds = objection("ChainHolds", N_("Its chain is intact: no record was altered, removed or inserted."))
RecordsOfTheBooks = objection("RecordsOfTheBooks", N_("Your records match this export exactly."))
EventsOfTheBooks = objection(
    "EventsOfTheBooks",
    N_(
        "Records up to no. %(seq)s match yours. The rest cannot be compared: your records have changed "
        "since the export."
    ),
    seq=int,
)
RecordsUnsigned = objection(
    "RecordsUnsigned",
    N_("These records are not signed: their origin cannot be confirmed."),
)
WhatItDoesNotShow = objection(
    "WhatItDoesNotShow",
    N_("This shows who issued it and that it is unchanged. It does not show that the contents are true."),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a thing that was verified; `genuine` only where nothing speaks against it.

    `whole` is a thing that was not altered since somebody signed it; `genuine` adds that the signer is who he says.
    """

    what: Proved
    genuine: bool
    says: tuple[Objection, ...]
    kind: str | None = None
    number: str | None = None
    issue: int | None = None
    on: date | None = None
    vin: str | None = None
    dealer: str | None = None
    fingerprint: str | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    whole: bool = False

    @property
    def signer_unknown(self) -> bool:
        """Whether all that is missing is somebody who compared the key."""
        return self.whole and any(isinstance(each, WholeSignerUnknown) for each in self.says)


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key that somebody trusts, and since when no longer."""

    public: bytes
    revoked_at: datetime | None = None
    why: str = ""
