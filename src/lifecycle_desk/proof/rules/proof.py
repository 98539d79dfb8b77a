"""The verdict on a paper that somebody brings: what its signature shows, and what it does not show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum


class Proved(LabeledEnum):
    """The kind of thing that was verified."""

    PAPER = "paper", C_("proof", "Paper")
    CODE = "code", C_("proof", "Code of a paper")
    DOSSIER = "dossier", C_("proof", "Dossier of a vehicle")
    RECORDS = "records", C_("proof", "Records")
    UNKNOWN = "unknown", C_("proof", "Unknown")


NothingToVerify = objection("NothingToVerify", N_("This is no paper, code, dossier or export of Lifecycle Desk."))
NotSigned = objection("NotSigned", N_("This paper is not signed. Whoever has it could have changed it."))
SignedTwice = objection("SignedTwice", N_("This paper bears several signatures; ours bear exactly one."))
Changed = objection("Changed", N_("This file was changed after it was signed, or is damaged."))
NotCovered = objection("NotCovered", N_("The signature does not cover the whole file: something was added to it."))
NobodysCertificate = objection(
    "NobodysCertificate", N_("This paper is signed by a certificate that no dealer's key vouches for.")
)
KeyNotKnown = objection(
    "KeyNotKnown",
    N_("It is signed by the key %(fingerprint)s, which is none that you trust here. Ask the dealer for his key."),
    fingerprint=str,
)
# A code by a key that nobody named; it carries only the key's short name.
KeyNotNamed = objection(
    "KeyNotNamed",
    N_("It is signed by a key %(name)s that is none that you trust here. Ask the dealer for his key."),
    name=str,
)
KeyRevokedSince = objection(
    "KeyRevokedSince",
    N_("The key %(fingerprint)s that signed it was revoked on %(since)s: %(why)s"),
    fingerprint=str,
    since=datetime,
    why=str,
)
SignatureWrong = objection("SignatureWrong", N_("The signature of the code does not fit what it says: it was altered."))
CodeMissing = objection("CodeMissing", N_("There is no code of Lifecycle Desk on this paper."))
# A paper whose code says something else than its text, or comes from another key.
CodeOfAnother = objection("CodeOfAnother", N_("The code on this paper and its text do not say the same."))
OtherFile = objection(
    "OtherFile",
    N_("The books know %(number)s, issue %(issue)s, but as another file than this one."),
    number=str,
    issue=int,
)
NotInTheBooks = objection(
    "NotInTheBooks", N_("These books never issued %(number)s, issue %(issue)s."), number=str, issue=int
)
PaperWithdrawn = objection(
    "PaperWithdrawn", N_("The dealer withdrew this paper on %(since)s: %(why)s"), since=datetime, why=str
)
BooksDiffer = objection(
    "BooksDiffer",
    N_("The books do not hold event %(seq)s as this paper knows it: they were altered, cut off or put back."),
    seq=int,
)
ChainBroken = objection("ChainBroken", N_("The chain is broken at %(where)s: %(why)s"), where=str, why=str)
Whole = objection("Whole", N_("It is whole: signed once, over all of it, and not changed since."))
KeyTrusted = objection(
    "KeyTrusted", N_("It is signed by the key %(fingerprint)s, which you trust here."), fingerprint=str
)
CodeAgrees = objection("CodeAgrees", N_("The code on it, its text and its signature say the same."))
SeveralPapers = objection("SeveralPapers", N_("It holds %(count)s papers; each has its own code."), count=int)
CodeHolds = objection("CodeHolds", N_("The code says what the dealer signed. Compare it with what is printed."))
InTheBooks = objection("InTheBooks", N_("These books issued it, and hold event %(seq)s as it knows it."), seq=int)
IssuedAnew = objection("IssuedAnew", N_("There is a later issue of it: issue %(issue)s of %(on)s."), issue=int, on=date)
WholeSignerUnknown = objection(
    "WholeSignerUnknown",
    N_(
        "It is whole, but its signer is unknown: nobody here has compared the key %(fingerprint)s. "
        "Ask %(dealer)s for it by another way than this file."
    ),
    dealer=str,
    fingerprint=str,
)
NameGoesWithOtherKeys = objection(
    "NameGoesWithOtherKeys", N_("%(dealer)s has the key %(known)s here, not this one."), dealer=str, known=str
)
ChainHolds = objection("ChainHolds", N_("Its chain holds: no event was altered, left out or put in."))
RecordsOfTheBooks = objection("RecordsOfTheBooks", N_("These books give out the very same records."))
EventsOfTheBooks = objection(
    "EventsOfTheBooks",
    N_(
        "The events up to number %(seq)s are those of these books. What else the records say cannot be compared: "
        "the books no longer give out the same."
    ),
    seq=int,
)
RecordsUnsigned = objection(
    "RecordsUnsigned",
    N_("Nobody signed these records: without the books that they come from nobody can say who wrote them."),
)
WhatItDoesNotShow = objection(
    "WhatItDoesNotShow",
    N_(
        "This shows who issued it and that nothing was changed since. "
        "It does not show that what was written down is true."
    ),
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
