"""Documents of a server's books in an S3-compatible store: carried there and back, and what is wrong is said."""

import sys

import pytest
from bucket_server import KEY_ID, SECRET
from command_line import Desk

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.books.usecases.carrying_documents import carry_documents
from lifecycle_desk.store import buckets, documents
from lifecycle_desk.store.buckets import BucketKeyNeeded, BucketLibraryMissing, BucketNotVerified
from lifecycle_desk.store.document_places import DocumentsAway, DocumentsOfOthers, DocumentsPlaceUnclear, place_at
from lifecycle_desk.store.keyrings import SERVICE
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import attach, content_of

PAPER = b"%PDF-1.7" + bytes(range(256)) * 4_100


def test_documents_are_carried_to_a_bucket_that_every_seat_reads_and_back(seat, bucket, endpoint):
    front, office = seat("front"), seat("office")
    where = f"s3://papers/sathorn?endpoint={endpoint}"
    first = attach(front, "a.pdf", PAPER).sha256
    assert drained(carry_documents(front, where)).documents == 1
    second = attach(office, "b.pdf", PAPER + b"2").sha256
    name = f"sathorn/{second[:2]}/{second}"
    assert name in bucket
    assert content_of(front, second) == PAPER + b"2"
    assert content_of(office, first) == PAPER
    assert check(office).sound

    bucket[name] = b"another"
    assert [each.why for each in check(front).findings] == ["missing or damaged"]
    bucket[name] = PAPER + b"2"
    with front.store.writing() as tx:
        people.drop_document(tx, second)
        documents.documents(tx).forget([second])
    assert name not in bucket
    assert drained(carry_documents(front, "table")).documents == 1
    assert bucket == {}
    assert content_of(seat("third"), first) == PAPER
    assert check(front).sound


def test_what_is_wrong_with_a_bucket_is_said_and_its_key_is_in_no_address(seat, bucket, endpoint, monkeypatch):
    front = seat("front")
    attach(front, "a.pdf", PAPER)
    where = f"s3://papers?endpoint={endpoint}"
    place_at(where, "another dealer's").begin()
    with pytest.raises(DocumentsOfOthers):
        drained(carry_documents(front, where))
    with pytest.raises(DocumentsAway):
        drained(carry_documents(front, f"s3://nowhere?endpoint={endpoint}"))
    with pytest.raises(DocumentsAway):
        drained(carry_documents(front, "s3://papers?endpoint=http://127.0.0.1:1"))
    with pytest.raises(BucketNotVerified):
        drained(carry_documents(front, "s3://papers?endpoint=http://store.example"))
    for wrong in ("s3://", "s3://key:secret@papers", "s3://papers?password=x", "s3://papers?x"):
        with pytest.raises(DocumentsPlaceUnclear) as refused:
            drained(carry_documents(front, wrong))
        assert "secret" not in str(refused.value)
    monkeypatch.setenv(buckets.SECRET, "another")
    with pytest.raises(BucketKeyNeeded):
        drained(carry_documents(front, where))
    monkeypatch.delenv(buckets.SECRET)
    with pytest.raises(BucketKeyNeeded):
        drained(carry_documents(front, where))
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(BucketLibraryMissing):
        drained(carry_documents(front, where))


def test_the_access_key_is_asked_for_at_the_command_line_and_kept_in_the_keyring(
    seat, address, bucket, endpoint, keyring, monkeypatch
):
    seat("front")
    monkeypatch.delenv(buckets.SECRET)
    where = f"s3://papers?endpoint={endpoint}"
    said = Desk(address)(
        "server", "documents", "--to", where, "--access-key", "desk", "--json", given="geheim-Kanari\n"
    )
    assert said.code == 0, said
    assert said.json["where"] == where
    assert keyring == {(SERVICE, f"{endpoint}/papers"): f"{KEY_ID}\n{SECRET}"}
    buckets.forget_access_keys()
    assert buckets.access_key(where) == (KEY_ID, SECRET)
    assert "Kanari" not in Desk(address)("server", "documents").err
