"""The dealer's own events of a kind are found by an index, on both engines: settings and keys are folded from them."""

import pytest
from sqlalchemy import text

from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.tables import life

SELDOM, TOLD = "dealer.restored", "dealer.person_told"
COLUMNS = ("seq", "vin", "on", "at", "kind", "segment", "body", "seal")
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


@pytest.fixture
def many(where):
    """Books of a dealer with thousands of customers: what was told of each is an event of no vehicle."""
    store = open_store(where, new=True)
    told = [
        (seq, None, "2026-01-02", "2026-01-02T00:00:00Z", TOLD if seq % 1_000 else SELDOM, 0, "{}", b"0" * 32)
        for seq in range(1, 3_001)
    ]
    with store.writing() as tx:
        pour(tx.connection, "event", COLUMNS, told)
        if not store.path:
            tx.connection.execute(text("ANALYZE event"))
    yield store
    store.close()


def test_the_dealers_events_of_a_kind_are_found_by_an_index_of_these_alone(many):
    with many.reading() as tx:
        engine = tx.connection.dialect.name
        asked = life._OF_DEALER.params(kind=SELDOM).compile(tx.connection, compile_kwargs={"literal_binds": True})
        explained = tx.connection.execute(text(EXPLAIN[engine] + str(asked)))
        plan = "\n".join(str(tuple(row)) for row in explained)
        found = tx.ask(life._OF_DEALER, kind=SELDOM).all()

    assert len(found) == 3
    assert "ix_event_kind_seq" in plan, plan
    assert "TEMP B-TREE" not in plan, plan  # they come in their order
