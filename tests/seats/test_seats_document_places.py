"""Documents of a server's books at a place beside them: each seat finds them, and they go there and back."""

import pytest
from killing import killed

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.books.usecases.carrying_documents import LEFT, carry_documents, documents_at
from lifecycle_desk.books.usecases.seat_care import look_after_documents
from lifecycle_desk.store import documents, files
from lifecycle_desk.store.document_places import MARK, OURS, DocumentsAway, DocumentsOfOthers, DocumentsPlaceUnclear
from lifecycle_desk.store.server_settings import server_settings
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing, attach, content_of

PAPER = b"%PDF-1.7" + bytes(range(256)) * 4_100  # three pieces


def pieces(user) -> int:
    with user.store.reading() as tx:
        return tx.connection.exec_driver_sql("SELECT count(*) FROM document_piece").scalar()


def lying(folder) -> list[str]:
    return sorted(each.name for each in folder.glob("??/*"))


def test_documents_are_carried_to_a_share_that_every_seat_reads_and_back_into_the_books(seat, tmp_path):
    front, office = seat("front"), seat("office")
    share = tmp_path / "share"
    first = attach(front, "a.pdf", PAPER).sha256
    assert drained(carry_documents(front, str(share))).documents == 1
    assert pieces(front) == 0
    assert lying(share) == [first]
    second = attach(office, "b.pdf", PAPER + b"2").sha256
    assert pieces(office) == 0
    assert content_of(front, second) == PAPER + b"2"
    assert content_of(office, first) == PAPER
    assert check(office).sound
    assert documents_at(office).where == str(share)

    files.place_of(share, first).write_bytes(b"another")  # what is read is held to its hash
    assert [each.why for each in check(office).findings] == ["missing or damaged"]
    fresh = seat("third")
    with pytest.raises(DocumentMissing):
        content_of(fresh, first)
    files.place_of(share, first).write_bytes(PAPER)

    with front.store.writing() as tx:
        people.drop_document(tx, second)
        documents.documents(tx).forget([second])
    assert lying(share) == [first]

    assert drained(carry_documents(front, "table")).documents == 1
    assert pieces(front) == 3
    assert lying(share) == []
    assert content_of(seat("fourth"), first) == PAPER
    assert check(front).sound


def test_a_share_that_is_away_or_belongs_to_others_is_said_in_a_sentence(seat, tmp_path, monkeypatch):
    front, office = seat("front"), seat("office")
    share = tmp_path / "share"
    digest = attach(front, "a.pdf", PAPER).sha256
    drained(carry_documents(front, str(share)))
    aside = share.rename(tmp_path / "elsewhere")
    share.mkdir()  # what an unmounted share leaves
    for at in (front, office):
        with pytest.raises(DocumentsAway, match="it is not there"):
            attach(at, "c.pdf", PAPER + b"3")
    with pytest.raises(DocumentsAway):
        content_of(office, digest)
    assert content_of(front, digest) == PAPER  # its cache has it
    assert look_after_documents(office) == 0
    monkeypatch.setenv(OURS, str(aside))  # this computer's own way to it
    assert content_of(office, digest) == PAPER
    monkeypatch.delenv(OURS)
    (share / MARK).write_text("another dealer's")
    with pytest.raises(DocumentsOfOthers):
        content_of(seat("third"), digest)
    for wrong in ("relative/path", "s4://x", ""):
        with pytest.raises(DocumentsPlaceUnclear):
            drained(carry_documents(front, wrong or "nowhere"))


def test_a_document_whose_row_was_undone_is_swept_and_one_that_counts_stays(seat, tmp_path):
    front = seat("front")
    share = tmp_path / "share"
    digest = attach(front, "a.pdf", PAPER).sha256
    drained(carry_documents(front, str(share)))
    with front.store.writing() as tx:
        documents.save(tx, "undone.pdf", PAPER + b"undone")
        tx.undo()
    assert len(lying(share)) == 2
    look_after_documents(front)
    assert lying(share) == [digest]


KILLED = """
import sys
from lifecycle_desk.rooms import register
from lifecycle_desk.books.usecases import carrying_documents as carrying
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.opening import open_store
register()
_, where, share, at = sys.argv

def stop(*_):
    print("there", flush=True)
    sys.stdin.read()

setattr(carrying, at, stop)
drained(carrying.carry_documents(UserSession(open_store(where), None, authorise), share))
"""


@pytest.mark.parametrize("at", ["_tell", "_finish"])
def test_a_carrying_that_is_killed_leaves_every_document_and_the_next_one_finishes(seat, address, tmp_path, at):
    front = seat("front")
    share = tmp_path / "share"
    digest = attach(front, "a.pdf", PAPER).sha256
    assert killed(KILLED, address, str(share), at) == "there"
    assert check(front).sound
    assert content_of(seat("third"), digest) == PAPER
    drained(carry_documents(front, str(share)))
    assert lying(share) == [digest]
    with front.store.reading() as tx:
        assert LEFT not in server_settings(tx)
    assert check(front).sound
