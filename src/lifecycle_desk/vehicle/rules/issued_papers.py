"""Papers that are issued: how they are numbered, and what is told of one that does not count."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lifecycle_desk.base.objections import C_, N_, NN_, Objection, objection
from lifecycle_desk.base.said import NamesInText
from lifecycle_desk.base.terms import LabeledEnum

BEGUN_LONG_AGO = timedelta(minutes=10)  # a paper that takes longer was cut off: the program ended while it was made
INTERRUPTED = "interrupted"
ISSUED, WITHDRAWN = "vehicle.paper_issued", "vehicle.paper_withdrawn"  # kinds of events


@dataclass(frozen=True, slots=True)
class PaperTold:
    """`vehicle.paper_issued`, `vehicle.paper_withdrawn`, or the dealer's: which paper, its hash, why it is gone."""

    kind: str
    number: str
    issue: int
    sha256: str = ""
    why: str | None = None

    @property
    def which(self) -> tuple[str, str, int]:
        """What names one issue among all papers."""
        return self.kind, self.number, self.issue


class PaperState(LabeledEnum):
    """The state of an issue."""

    RESERVED = "reserved", C_("paper", "Being issued")
    ISSUED = "issued", C_("paper", "Issued")
    VOID = "void", C_("paper", "Void")
    WITHDRAWN = "withdrawn", C_("paper", "Withdrawn")


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a paper."""

    kind: str
    number: str
    issue: int
    subject: str
    vin: str | None
    year: int | None
    ordinal: int | None
    language: str
    on: date
    at: datetime
    state: PaperState
    sha256: str | None = None
    key: int | None = None
    event: int | None = None
    withdrawn_at: datetime | None = None
    why: str | None = None


UnknownPaper = objection(
    "UnknownPaper", N_("There is no document %(number)s, issue %(issue)s."), "number", number=str, issue=int
)
NotIssued = objection(
    "NotIssued", N_("Document %(number)s, issue %(issue)s, is not in force."), "number", number=str, issue=int
)
# A paper to be filled in or signed by hand, or a draft: it has no number of its own.
NothingToProve = objection("NothingToProve", N_("This document is a draft or a form and is not issued."))


class LettersNotPrintable(Objection):
    """Letters that no typeface of ours has: a paper that is signed must show what was typed."""

    message = NN_(
        "The document cannot be issued, because no font has the character %(letters)s in “%(where)s”. "
        "Please use other characters.",
        "The document cannot be issued, because no font has %(n)s characters in “%(where)s”: "
        "%(letters)s. Please use other characters.",
    )
    n: int
    letters: NamesInText
    where: str


def number_of(prefix: str, year: int, ordinal: int) -> str:
    """A paper's number: BC-2026-0007."""
    return f"{prefix}-{year}-{ordinal:04}"


def prefix_of(kind: str) -> str:
    """The letters before a number: the first of each word of the kind, as in BC for battery-certificate."""
    return "".join(word[:1] for word in kind.split("-")).upper()
