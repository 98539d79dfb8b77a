"""The books' verdict on a paper that somebody brings: whether they issued it, and still stand behind it."""

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.proof.rules import proof
from lifecycle_desk.proof.rules.proof import TrustedKey
from lifecycle_desk.proof.usecases.issuing import told_of_paper
from lifecycle_desk.proof.usecases.key_chain import told_keys, told_publics
from lifecycle_desk.proof.usecases.trusting import fingerprints_of, trusted_keys
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.payload import HEAD_BYTES, Payload
from lifecycle_desk.vehicle.rules.issued_papers import PaperState, PaperTold
from lifecycle_desk.vehicle.tables import chain, issued_papers


def trusted_by(user: UserSession) -> list[TrustedKey]:
    """The keys of the books, as the chain tells them, and those of other dealers that somebody here compared.

    A row that somebody put in is nobody's key.
    """
    with user.store.reading() as tx:
        own = [TrustedKey(each.public, each.revoked_at, each.revoked_why or "") for each in told_keys(tx)]
        return own + [TrustedKey(public) for public in trusted_keys(tx)]


def of_name(user: UserSession, dealer: str) -> str:
    """The fingerprints of the keys that go with a dealer's name here, as a list in a sentence; empty without any."""
    with user.store.reading() as tx:
        return in_text(fingerprints_of(tx, dealer))


def known_to_books(
    user: UserSession, payload: Payload, sha256: str | None, public: bytes
) -> tuple[bool, tuple[Objection, ...]]:
    """Whether the books speak against a paper that one of their keys signed, and what they say.

    Nothing of one that another dealer signed: it is none of theirs. `sha256` is the file's, where there is a file.
    """
    with user.store.reading() as tx:
        if public not in told_publics(tx):
            return False, ()
        against = tuple(_against(tx, payload, sha256))
        return bool(against), against or tuple(_for(tx, payload))


def _against(tx: Transaction, payload: Payload, sha256: str | None) -> list[Objection]:
    told = told_of_paper(tx, payload.kind, payload.number, payload.issue)
    head = chain.seal_of(tx, payload.seq) if payload.seq else b""
    differs = payload.seq and (head is None or head[:HEAD_BYTES] != payload.head)
    other_books: list[Objection] = [proof.BooksDiffer(payload.seq)] if differs else []
    if told is None:
        return [proof.NotInTheBooks(payload.number, payload.issue), *other_books]
    if told.withdrawn:
        return [proof.PaperWithdrawn(told.withdrawn.recorded_at, told.withdrawn.facts_as(PaperTold).why or "")]
    if sha256 and told.sha256 != sha256:
        return [proof.OtherFile(payload.number, payload.issue)]
    return other_books


def _for(tx: Transaction, payload: Payload) -> list[Objection]:
    issues = issued_papers.of_number(tx, payload.kind, payload.number)
    later = [each for each in issues if each.issue > payload.issue and each.state is PaperState.ISSUED]
    anew = [proof.IssuedAnew(later[-1].issue, later[-1].on)] if later else []
    return [proof.InTheBooks(payload.seq), *anew]


def compared_with_books(others: UserSession, user: UserSession) -> Objection:
    """Whether the last event of other books is in these ones, under its number and with its seal."""
    with others.store.reading() as tx:
        seq, seal = chain.head(tx)
    with user.store.reading() as tx:
        return proof.EventsOfTheBooks(seq) if chain.seal_of(tx, seq) == seal else proof.BooksDiffer(seq)
