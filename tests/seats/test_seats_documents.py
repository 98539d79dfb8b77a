"""Seats at one server: what one attached all can open, drafts stay apart, and a kill leaves nothing half."""

import pytest
from killing import killed
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.books.usecases.seat_care import look_after_documents
from lifecycle_desk.overview.usecases.drafts import DraftHereToo, Drafts, taking_over
from lifecycle_desk.store import documents, drafts, files
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing, attach, content_of

PAPER = b"%PDF-1.7" + bytes(range(256)) * 5_000  # three pieces
PIECES = "SELECT count(*) FROM document_piece"


def pieces(user):
    with user.store.reading() as tx:
        return tx.connection.exec_driver_sql(PIECES).scalar_one()


def cached(user):
    return sorted(each.name for each in user.store.files.rglob("*") if each.is_file())


def test_what_one_seat_attached_every_seat_opens_from_the_server_and_a_cache_proves_nothing(seat):
    front, office = seat("front"), seat("office")
    digest = attach(front, "invoice.pdf", PAPER).sha256
    assert pieces(front) == 3
    assert front.store.files != office.store.files
    assert cached(front) == cached(office) == []  # in the books alone until somebody looks
    assert content_of(office, digest) == PAPER
    assert cached(office) == [digest]
    place = files.place_of(office.store.files, digest)
    place.write_bytes(b"another")
    assert content_of(office, digest) == PAPER  # fetched anew
    place.write_bytes(b"another")
    assert check(office).sound  # the books are looked at, not what lies here
    with pytest.raises(DBAPIError, match="append-only"), office.store.writing() as tx:
        tx.connection.exec_driver_sql("DELETE FROM document_piece")
    assert pieces(office) == 3


def test_what_is_erased_at_one_seat_goes_from_the_server_and_from_every_cache(seat):
    front, office = seat("front"), seat("office")
    digest = attach(front, "licence.pdf", PAPER).sha256
    content_of(office, digest)
    content_of(front, digest)
    with front.store.writing() as tx:
        people.drop_document(tx, digest)
        documents.documents(tx).forget([digest])
    assert pieces(front) == 0
    assert cached(front) == []
    with pytest.raises(DocumentMissing):
        content_of(front, digest)
    assert cached(office) == [digest]
    look_after_documents(office)
    assert cached(office) == []


def test_documents_that_an_earlier_version_left_on_a_computer_are_given_to_the_server(seat):
    front, office = seat("front"), seat("office")
    digest = attach(front, "scan.pdf", PAPER).sha256
    with front.store.writing() as tx:  # as books of before have it: the row on the server, the bytes on one computer
        tx.connection.exec_driver_sql("ALTER TABLE document_piece DISABLE TRIGGER USER")
        tx.connection.exec_driver_sql("DELETE FROM document_piece")
        tx.connection.exec_driver_sql("ALTER TABLE document_piece ENABLE TRIGGER USER")
    files.save_document(front.store.files.parent, "scan.pdf", PAPER)
    assert [(each.part, each.why) for each in check(office).findings] == [("documents", "missing or damaged")]
    assert look_after_documents(office) == 0
    assert look_after_documents(front) == 1
    assert check(office).sound
    assert content_of(office, digest) == PAPER


KILLED = """
import sys
from lifecycle_desk.rooms import register
from lifecycle_desk.store import documents
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.tables import people
register()
with open_store(sys.argv[1]).writing() as tx:
    digest = documents.save(tx, "a.pdf", b"%PDF-1.7" + bytes(2_000_000))
    people.save_document(tx, digest, "a.pdf", "application/pdf", 2_000_008)
    print("put", flush=True)
    sys.stdin.read()
"""


def test_a_seat_that_is_killed_amid_a_document_leaves_nothing_and_the_next_one_saves_at_once(seat, address):
    front = seat("front")
    assert killed(KILLED, address) == "put"
    digest = attach(front, "invoice.pdf", PAPER).sha256
    assert pieces(front) == 3
    assert content_of(front, digest) == PAPER
    assert check(front).sound


def test_two_seats_with_the_same_form_keep_their_drafts_apart_and_one_is_taken_over_on_purpose(seat):
    front, office = seat("front"), seat("office")

    def at(user, name, does):
        seat.use(name)
        with user.store.writing("anan") as tx:
            return does(tx)

    at(front, "front", lambda tx: drafts.save(tx, "person", "new", '{"name": "Somchai"}'))
    at(office, "office", lambda tx: drafts.save(tx, "person", "new", '{"name": "Malee"}'))
    assert at(front, "front", lambda tx: drafts.draft(tx, "person", "new")) == '{"name": "Somchai"}'
    told = at(front, "front", lambda tx: [(each.seat_name, each.by) for each in drafts.listed(tx)])
    assert sorted(told) == [("front", "anan"), ("office", "anan")]
    seat.use("front")
    shown = Drafts(front, ("person",))
    begun = {each.computer: each for each in shown.rows(shown.keys()).values()}
    assert {name: each.text for name, each in begun.items()} == {
        "": '{"name": "Somchai"}',
        "office": '{"name": "Malee"}',
    }
    with pytest.raises(DraftHereToo):
        drained(taking_over(front, begun["office"]))
    at(front, "front", lambda tx: drafts.drop(tx, "person", "new"))
    seat.use("front")
    drained(taking_over(front, begun["office"]))
    assert at(front, "front", lambda tx: drafts.draft(tx, "person", "new")) == '{"name": "Malee"}'
    assert at(office, "office", lambda tx: drafts.draft(tx, "person", "new")) is None
