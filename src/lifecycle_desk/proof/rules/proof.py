"""What can be said of a paper that somebody brings: what its signature shows, and what it does not show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import LabeledEnum


class Proved(LabeledEnum):
    """What kind of thing was looked at."""

    PAPER = "paper", C_("proof", "Paper")
    CODE = "code", C_("proof", "Code of a paper")
    DOSSIER = "dossier", C_("proof", "Dossier of a vehicle")
    RECORDS = "records", C_("proof", "Records")
    UNKNOWN = "unknown", C_("proof", "Unknown")


class NothingToVerify(Objection):
    """A file that is none of ours."""

    message = N_("This is no paper, code, dossier or export of Lifecycle Desk.")


class NotSigned(Objection):
    """A PDF without a signature."""

    message = N_("This paper is not signed. Whoever has it could have changed it.")


class SignedTwice(Objection):
    """A PDF with several signatures."""

    message = N_("This paper bears several signatures; ours bear exactly one.")


class Changed(Objection):
    """A file that was changed after it was signed."""

    message = N_("This file was changed after it was signed, or is damaged.")


class NotCovered(Objection):
    """A PDF of which the signature covers a part."""

    message = N_("The signature does not cover the whole file: something was added to it.")


class NobodysCertificate(Objection):
    """A PDF signed by a certificate that no dealer's key vouches for."""

    message = N_("This paper is signed by a certificate that no dealer's key vouches for.")


class KeyNotKnown(Objection):
    """Whole, but by a key that nobody named."""

    message = N_(
        "It is signed by the key %(fingerprint)s, which is none that you trust here. Ask the dealer for his key."
    )
    fingerprint: str


class KeyNotNamed(Objection):
    """A code by a key that nobody named; it carries only the key's short name."""

    message = N_("It is signed by a key %(name)s that is none that you trust here. Ask the dealer for his key.")
    name: str


class KeyRevokedSince(Objection):
    """Signed by a key that was revoked."""

    message = N_("The key %(fingerprint)s that signed it was revoked on %(since)s: %(why)s")
    fingerprint: str
    since: datetime
    why: str


class SignatureWrong(Objection):
    """A code whose signature is not over what it says."""

    message = N_("The signature of the code does not fit what it says: it was altered.")


class CodeMissing(Objection):
    """A signed PDF without a code of ours."""

    message = N_("There is no code of Lifecycle Desk on this paper.")


class CodeOfAnother(Objection):
    """A paper whose code says something else than its text, or comes from another key."""

    message = N_("The code on this paper and its text do not say the same.")


class OtherFile(Objection):
    """A number and issue that the books know by another file."""

    message = N_("The books know %(number)s, issue %(issue)s, but as another file than this one.")
    number: str
    issue: int


class NotInTheBooks(Objection):
    """Signed by a key of these books, which never issued it."""

    message = N_("These books never issued %(number)s, issue %(issue)s.")
    number: str
    issue: int


class PaperWithdrawn(Objection):
    """A paper that was withdrawn."""

    message = N_("The dealer withdrew this paper on %(since)s: %(why)s")
    since: datetime
    why: str


class BooksDiffer(Objection):
    """A head that the books do not have."""

    message = N_("The books do not hold event %(seq)s as this paper knows it: they were altered, cut off or put back.")
    seq: int


class ChainBroken(Objection):
    """Records or a dossier whose chain does not hold."""

    message = N_("The chain is broken at %(where)s: %(why)s")
    where: str
    why: str


class Whole(Objection):
    """What is whole: signed once, over all of it."""

    message = N_("It is whole: signed once, over all of it, and not changed since.")


class KeyTrusted(Objection):
    """The key is one of those that were named."""

    message = N_("It is signed by the key %(fingerprint)s, which you trust here.")
    fingerprint: str


class CodeAgrees(Objection):
    """Code and text say the same."""

    message = N_("The code on it, its text and its signature say the same.")


class SeveralPapers(Objection):
    """A file of several papers."""

    message = N_("It holds %(count)s papers; each has its own code.")
    count: int


class CodeHolds(Objection):
    """A code whose signature holds."""

    message = N_("The code says what the dealer signed. Compare it with what is printed.")


class InTheBooks(Objection):
    """The books know the paper."""

    message = N_("These books issued it, and hold event %(seq)s as it knows it.")
    seq: int


class IssuedAnew(Objection):
    """A later issue of the same paper."""

    message = N_("There is a later issue of it: issue %(issue)s of %(on)s.")
    issue: int
    on: date


class WholeSignerUnknown(Objection):
    """What is whole and signed, by a key that nobody here has compared."""

    message = N_(
        "It is whole, but its signer is unknown: nobody here has compared the key %(fingerprint)s. "
        "Ask %(dealer)s for it by another way than this file."
    )
    dealer: str
    fingerprint: str


class NameGoesWithOtherKeys(Objection):
    """A key under a name that goes with others here."""

    message = N_("%(dealer)s has the key %(known)s here, not this one.")
    dealer: str
    known: str


class ChainHolds(Objection):
    """A chain that holds."""

    message = N_("Its chain holds: no event was altered, left out or put in.")


class RecordsOfTheBooks(Objection):
    """Records that the books give out in the same bytes."""

    message = N_("These books give out the very same records.")


class EventsOfTheBooks(Objection):
    """Records whose events are those of the books, which say something else besides or have gone on."""

    message = N_(
        "The events up to number %(seq)s are those of these books. What else the records say cannot be compared: "
        "the books no longer give out the same."
    )
    seq: int


class RecordsUnsigned(Objection):
    """Records without the books that they come from."""

    message = N_("Nobody signed these records: without the books that they come from nobody can say who wrote them.")


class WhatItDoesNotShow(Objection):
    """What no signature shows."""

    message = N_(
        "This shows who issued it and that nothing was changed since. "
        "It does not show that what was written down is true."
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of something that was looked at; `genuine` only where nothing speaks against it.

    `whole` is what was not altered since somebody signed it; whether he is who he says, is what `genuine` adds.
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
