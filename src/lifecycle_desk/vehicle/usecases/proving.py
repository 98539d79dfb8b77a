"""What the books say of a paper that somebody brings: whether they issued it, and still stand behind it."""

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.store.store import Work
from lifecycle_desk.trust.payload import HEAD_BYTES, Payload
from lifecycle_desk.vehicle.rules import proof
from lifecycle_desk.vehicle.rules.papers import PaperState
from lifecycle_desk.vehicle.rules.proof import TrustedKey
from lifecycle_desk.vehicle.tables import chain, papers
from lifecycle_desk.vehicle.usecases.trusting import fingerprints_of, trusted_keys


def trusted_by(seat: Seat) -> list[TrustedKey]:
    """The keys of the books themselves, and those of other dealers that somebody here compared."""
    with seat.store.reading() as work:
        own = [TrustedKey(each.public, each.revoked_at, each.revoked_why or "") for each in dealership.keys(work)]
        return own + [TrustedKey(public) for public in trusted_keys(work)]


def of_name(seat: Seat, dealer: str) -> str:
    """The fingerprints of the keys that go with a dealer's name here, as a list in a sentence; empty without any."""
    with seat.store.reading() as work:
        return ", ".join(fingerprints_of(work, dealer))


def known_to_books(
    seat: Seat, payload: Payload, sha256: str | None, public: bytes
) -> tuple[bool, tuple[Objection, ...]]:
    """Whether the books speak against a paper that one of their keys signed, and what they say.

    Nothing of one that another dealer signed: it is none of theirs. `sha256` is the file's, where there is a file.
    """
    with seat.store.reading() as work:
        if all(each.public != public for each in dealership.keys(work)):
            return False, ()
        against = tuple(_against(work, payload, sha256))
        return bool(against), against or tuple(_for(work, payload))


def _against(work: Work, payload: Payload, sha256: str | None) -> list[Objection]:
    issue = papers.issue(work, payload.kind, payload.number, payload.issue)
    if issue is None or issue.state in {PaperState.RESERVED, PaperState.VOID}:
        return [proof.NotInTheBooks(payload.number, payload.issue)]
    if issue.state is PaperState.WITHDRAWN and issue.withdrawn_at:
        return [proof.PaperWithdrawn(issue.withdrawn_at, issue.why or "")]
    if sha256 and issue.sha256 != sha256:
        return [proof.OtherFile(payload.number, payload.issue)]
    head = chain.seal_of(work, payload.seq) if payload.seq else b""
    if payload.seq and (head is None or head[:HEAD_BYTES] != payload.head):
        return [proof.BooksDiffer(payload.seq)]
    return []


def _for(work: Work, payload: Payload) -> list[Objection]:
    issues = papers.of_number(work, payload.kind, payload.number)
    later = [each for each in issues if each.issue > payload.issue and each.state is PaperState.ISSUED]
    anew = [proof.IssuedAnew(later[-1].issue, later[-1].on)] if later else []
    return [proof.InTheBooks(payload.seq), *anew]


def compared_with_books(others: Seat, seat: Seat) -> Objection:
    """Whether the last event of other books is in these ones, under its number and with its seal."""
    with others.store.reading() as work:
        seq, seal = chain.head(work)
    with seat.store.reading() as work:
        return proof.EventsOfTheBooks(seq) if chain.seal_of(work, seq) == seal else proof.BooksDiffer(seq)
