"""Somebody changes what was told, with a tool of his own: the check names the first event that does not hold."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from forging import Forger
from harness import copied, make_store, opened, rounds

from lifecycle_desk.books.usecases import books
from lifecycle_desk.store.refusals import StoreUnusable
from lifecycle_desk.trust.chain import Link, followed
from lifecycle_desk.vehicle.tables.chain import links
from lifecycle_desk.vehicle.usecases.findings import Finding

PLACES = 15


def altered(forger: Forger, seq: int) -> int:
    """Another car in the sealed words."""
    forger.do("UPDATE event SET body = replace(body, 'MG4', 'MG5') || ' ' WHERE seq = ?", seq)
    return seq


def taken_out(forger: Forger, seq: int) -> int:
    forger.do("DELETE FROM event WHERE seq = ?", seq)
    return seq


def taken_out_and_closed_up(forger: Forger, seq: int) -> int:
    """Taken out, and the later ones numbered anew; one of them may fit the place only at first sight."""
    forger.do("DELETE FROM event WHERE seq = ?", seq)
    forger.do("UPDATE event SET seq = -(seq - 1) WHERE seq > ?", seq)
    forger.do("UPDATE event SET seq = -seq WHERE seq < 0")
    return seq


def replaced(forger: Forger, seq: int) -> int:
    """By what another event says."""
    forger.put((seq, *forger.row(seq + 1)[1:]))
    return seq


def swapped(forger: Forger, seq: int) -> int:
    one, other = forger.row(seq), forger.row(seq + 1)
    forger.put((seq, *other[1:]))
    forger.put((seq + 1, *one[1:]))
    return seq


def put_between(forger: Forger, seq: int) -> int:
    forger.do("UPDATE event SET seq = -(seq + 1) WHERE seq >= ?", seq)
    forger.do("UPDATE event SET seq = -seq WHERE seq < 0")
    forger.put((seq, *forger.row(seq - 1)[1:]))
    return seq


def copy_altered(forger: Forger, seq: int) -> int:
    """Only the column that lists and figures read, not the sealed words."""
    forger.do("UPDATE event SET odometer_km = coalesce(odometer_km, 0) + 7 WHERE seq = ?", seq)
    return seq


def day_altered(forger: Forger, seq: int) -> int:
    forger.do("UPDATE event SET \"on\" = '2020-01-01' WHERE seq = ?", seq)
    return seq


def actor_altered(forger: Forger, seq: int) -> int:
    forger.do("UPDATE event SET by = 'somebody' WHERE seq = ?", seq)
    return seq


def moment_altered(forger: Forger, seq: int) -> int:
    forger.do("UPDATE event SET at = '2020-01-01T00:00:00Z' WHERE seq = ?", seq)
    return seq


def cluster_altered(forger: Forger, seq: int) -> int:
    forger.do("UPDATE event SET segment = segment + 1 WHERE seq = ?", seq)
    return seq


def owner_altered(forger: Forger, seq: int) -> int:
    """What is sealed about a person."""
    forger.do("UPDATE event SET personal = x'00' WHERE seq = ?", seq)
    return seq


ATTACKS: tuple[Callable[[Forger, int], int], ...] = (
    altered,
    taken_out,
    taken_out_and_closed_up,
    replaced,
    swapped,
    put_between,
    copy_altered,
    day_altered,
    actor_altered,
    moment_altered,
    cluster_altered,
    owner_altered,
)
ANCHORED = ("cut off", "sealed anew", "an older copy")


@pytest.fixture(scope="module")
def stored_books(disk: Path) -> Path:
    """Books with some forty events or as many as are attacked, and a backup whose manifest anchors their head."""
    readings = max(3, rounds(PLACES) // 10 + 1)
    store = make_store(disk / "books" / "desk.ldk", vehicles=10, readings=readings)
    with opened(store) as user:
        books.back_up(user)
    return store


def places(last: int) -> list[int]:
    """Events to attack: the first and last that can be, and others."""
    some = random.Random(7).sample(range(3, last - 1), min(rounds(PLACES), last - 5))
    return sorted({2, last - 1, *some})


def findings(store: Path) -> list[Finding]:
    with opened(store) as user:
        return list(books.check(user).findings)


def last_event(store: Path) -> int:
    with opened(store) as user:
        return books.check(user).events


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_forgery_is_found_at_its_event(stored_books, tmp_path, reliability, attack):
    tried = places(last_event(stored_books))
    for seq in tried:
        store = copied(stored_books, tmp_path / "desk.ldk")
        with Forger(store) as forger:
            first = attack(forger, seq)
        found = [each for each in findings(store) if each.part == "chain"]
        assert [each.where for each in found][:1] == [str(first)], (seq, found)
    reliability(**{f"forgeries_{attack.__name__}_found": f"{len(tried)}/{len(tried)}"})


def test_what_was_cut_off_or_sealed_anew_is_found_by_an_anchor_outside(stored_books, tmp_path, reliability):
    """The chain alone cannot know of it; the head in a backup's manifest, a certificate or a letter can."""
    with opened(stored_books) as user:
        anchor = books.stored_backups(user.store)[0]
    found = 0
    tried = places(last_event(stored_books))
    for seq in tried:
        for whole in (True, False):
            store = copied(stored_books, tmp_path / "desk.ldk")
            with Forger(store) as forger:
                if whole:
                    forger.do("DELETE FROM event WHERE seq >= ?", seq)
                else:
                    forger.do("UPDATE event SET body = replace(body, 'MG4', 'MG5') || ' ' WHERE seq = ?", seq)
                    forger.seal_anew(seq)
            with opened(store) as user, user.store.reading() as look:
                heads = dict(followed(links(look)))
            found += heads.get(anchor["events"], b"").hex() != anchor["head"]

    assert found == 2 * len(tried)
    reliability(forgeries_found_by_anchor=f"{found}/{2 * len(tried)}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = 'x' WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 2",
        "UPDATE OR REPLACE event SET seq = 3 WHERE seq = 2",
    ],
)
def test_the_store_itself_lets_nobody_change_what_was_told(stored_books, tmp_path, statement):
    from sqlalchemy.exc import DatabaseError

    store = copied(stored_books, tmp_path / "desk.ldk")
    with opened(store) as user:
        with pytest.raises((DatabaseError, StoreUnusable), match="append-only"), user.store.writing() as tx:
            tx.connection.exec_driver_sql(statement)
        assert books.check(user).sound


def test_a_link_is_what_the_check_reads(stored_books):
    """The forger's own sealing is the house's: without a change it gives the same seals."""
    with opened(stored_books) as user, user.store.reading() as look:
        kept = list(links(look))
    assert all(isinstance(each, Link) for each in kept)
    assert [seq for seq, _ in followed(kept)] == list(range(1, len(kept) + 1))
