"""What a region can read, as a number that nobody raises by hand: it names all that is read, and moves with it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import make_dataclass

import pytest
from examples import example_user
from regions import a_region, given, received
from sqlalchemy import select, update

from lifecycle_desk.region.rules import readable, veil
from lifecycle_desk.region.rules.folding import READ_AS
from lifecycle_desk.region.rules.readable import what_is_read
from lifecycle_desk.region.tables import schema
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.tables.unread import behind
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder
from lifecycle_desk.vehicle.rules.life import RecordedEvent

ORDER_CLOSED = "service.order"


@pytest.fixture
def region(server: str) -> Iterator[RegionStore]:
    with a_region(server) as made:
        yield made


def test_every_kind_of_facts_that_the_folding_reads_is_named_by_its_kind_of_record(region, tmp_path, monkeypatch):
    """The example dealer has sales, visits, claims, sessions and readings, with all that the figures look at."""
    read = defaultdict[str, set[type]](set)
    reads = RecordedEvent.facts_as

    def facts_as(told: RecordedEvent, kind: type) -> object:
        read[told.kind].add(kind)
        return reads(told, kind)

    monkeypatch.setattr(RecordedEvent, "facts_as", facts_as)
    user = example_user(tmp_path / "desk.ldk")
    batch = given(user, tmp_path)
    read.clear()  # what the dealer reads by himself, when he gives
    received(region, batch)
    assert len(read) > len(READ_AS) // 2
    for kind, classes in read.items():
        assert classes <= set(READ_AS[kind]), kind
    assert {kind for kind in READ_AS if not veil.lets_through(kind)} == set()


def test_the_number_is_the_same_for_the_same_and_another_for_anything_more(monkeypatch):
    before = what_is_read()
    assert 1 < before < 2**31, "a whole number as it is kept, and not the one of earlier versions"
    assert what_is_read() == before
    with monkeypatch.context() as patch:
        patch.setitem(veil._LETS, "charging.newer", veil._LETS["charging.recorded"])
        newer_kind = what_is_read()
    with monkeypatch.context() as patch:
        patch.setitem(READ_AS, ORDER_CLOSED, (*READ_AS[ORDER_CLOSED], make_dataclass("Lane", [("lane", int)])))
        newer_facts = what_is_read()
    with monkeypatch.context() as patch:
        larger = make_dataclass("AtOrder", [("lane", int)], bases=(AtOrder,), kw_only=True, frozen=True)
        patch.setitem(
            READ_AS, ORDER_CLOSED, tuple(larger if each is AtOrder else each for each in READ_AS[ORDER_CLOSED])
        )
        newer_field = what_is_read()
    with monkeypatch.context() as patch:
        patch.setattr(readable, "_LINES", readable._LINES[:-1])
        readable._number.cache_clear()
        fewer_lines = what_is_read()
    readable._number.cache_clear()
    assert len({before, newer_kind, newer_facts, newer_field, fewer_lines}) == 5
    assert what_is_read() == before


def test_lines_that_another_version_could_not_read_are_behind_until_they_were_tried_by_this_one(region, tmp_path):
    batch = given(example_user(tmp_path / "desk.ldk", vehicles=6), tmp_path)
    name = received(region, batch).dealer
    with region.writing() as connection:
        seq = connection.execute(select(schema.EVENT.c.seq)).scalars().first()
        rows = [{"dealer": name, "seq": seq, "place": 1, "vin": None, "kind": "lane", "line": "{}", "reads": 1}]
        connection.execute(schema.UNREAD.insert(), rows)
        assert behind(connection, what_is_read()) == [name], "of an earlier version, which counted by hand"
        connection.execute(update(schema.UNREAD).values(reads=what_is_read()))
        assert behind(connection, what_is_read()) == []
