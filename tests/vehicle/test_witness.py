"""The tail: events that are cut off or sealed anew are noticed by every signed head that lies somewhere else."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from forging import Forger
from harness import copied, make_store, opened, work

from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.proof.rules import witness
from lifecycle_desk.proof.usecases import heads
from lifecycle_desk.proof.usecases.heads import (
    ForgetWitness,
    UnknownWitness,
    WitnessHead,
    WitnessNotReached,
    file_of_witness,
    forget_witness,
    places,
    sign_head,
    witness_head,
)
from lifecycle_desk.proof.usecases.heads_check import odd_at_opening
from lifecycle_desk.store import backup
from lifecycle_desk.store.manifests import manifest_of
from lifecycle_desk.trust import heads as trusted
from lifecycle_desk.trust.signing import Key


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Books of some twenty events with a signed backup beside them, and a head signed by hand after two more."""
    store = make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=4, readings=2)
    with opened(store) as user:
        books.back_up(user)
        list(work(user, 90))
    return store


def copy_of(store: Path, folder: Path) -> Path:
    """A copy of books with all that lies beside them."""
    target = copied(store, folder / store.name)
    shutil.copytree(backup.folder_of(store), backup.folder_of(target))
    for place in places(store)[:1]:
        shutil.copyfile(place, folder / place.name)
    return target


def cut(count: int) -> Callable[[Path], None]:
    def done(store: Path) -> None:
        with Forger(store) as forger:
            last = forger.raw.execute("SELECT max(seq) FROM event").fetchone()[0]
            forger.do("DELETE FROM event WHERE seq > ?", last - count)
            forger.do("DELETE FROM signed_head WHERE seq > ?", last - count)
            forger.do("DELETE FROM vehicle WHERE vin NOT IN (SELECT vin FROM event WHERE vin NOT NULL)")

    return done


def halved(store: Path) -> None:
    """An odometer is halved in the sealed body and in every copy of it, and all seals from there on are made anew."""
    with Forger(store) as forger:
        seq, body, km = forger.raw.execute(
            "SELECT seq, body, odometer_km FROM event WHERE kind = 'vehicle.odometer_read' ORDER BY seq LIMIT 1"
        ).fetchone()
        told = json.loads(body)
        told["odometer"]["value"] = km // 2
        body = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        forger.do("UPDATE event SET body = ?, odometer_km = ? WHERE seq = ?", body, km // 2, seq)
        forger.seal_anew(seq)
        forger.do("DELETE FROM signed_head WHERE seq >= ?", seq)


ATTACKS = {"one": cut(1), "three": cut(3), "seven": cut(7), "halved": halved}


def parts(store: Path, **asked) -> set[str]:
    with opened(store) as user:
        return {each.part for each in books.check(user, **asked).findings}


@contextmanager
def signed(store: Path) -> Iterator[None]:
    """Books of which a head is signed last."""
    with opened(store) as user, user.store.writing() as tx:
        sign_head(tx)
    yield


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_tail_cut_off_and_a_chain_sealed_anew_are_found_by_the_heads_that_lie_beside_the_books(
    kept, tmp_path, attack
):
    store = copy_of(kept, tmp_path)
    with signed(store):
        assert parts(store) == set()
        ATTACKS[attack](store)
    assert "heads" in parts(store)


@pytest.mark.parametrize("attack", ["seven", "halved"])
def test_they_are_found_by_the_manifest_of_a_backup_alone(kept, tmp_path, attack):
    store = copy_of(kept, tmp_path)
    for place in places(store):
        place.unlink(missing_ok=True)
    ATTACKS[attack](store)
    with opened(store) as user:
        found = [each for each in books.check(user).findings if each.part == "heads"]
    assert [each.where for each in found] == [each.name for each in backup.backups(store)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_they_are_found_by_a_witness_outside_where_all_that_lies_beside_is_gone(kept, tmp_path, attack):
    store, outside = copy_of(kept, tmp_path), tmp_path / "stick"
    outside.mkdir()
    with opened(store) as user:
        made = witness_head(user, WitnessHead(str(outside))).value
        mail = tmp_path / "mail.txt"
        mail.write_text(f"Dear partner,\n> {made.text}\nplease keep this.\n", "utf-8")
    shutil.rmtree(backup.folder_of(store))
    places(store)[0].unlink()
    ATTACKS[attack](store)
    assert "heads" in parts(store)
    with Forger(store) as forger:
        forger.do("DELETE FROM witness")
    assert "heads" not in parts(store)  # nothing is left that knows
    assert "heads" in parts(store, heads=[("mail", each) for each in trusted.heads_in(mail)])


def test_a_head_that_the_dealers_key_did_not_sign_frightens_nobody_and_covers_nothing(kept, tmp_path):
    store = copy_of(kept, tmp_path)
    head = trusted.last_in(places(store)[0])
    forged = trusted.signed(Key(b"\5" * 32), b"other books", 3, b"x" * 32, head.at)
    trusted.append_to(places(store)[1], [forged])
    altered = trusted.read(head.line.replace(f'"seq":{head.seq}', f'"seq":{head.seq + 5}'))
    trusted.append_to(places(store)[0], [altered])
    with opened(store) as user:
        found = books.check(user)
    assert found.sound
    assert [each.n for each in found.notes if isinstance(each, witness.HeadsOfOthers)] == [1]


def test_what_no_head_covers_is_told_and_is_no_fault(kept, tmp_path):
    store, outside = copy_of(kept, tmp_path), tmp_path / "stick"
    outside.mkdir()
    with opened(store) as user:
        told = books.check(user)
        by = {type(each): each for each in told.notes}
        assert told.sound
        assert by[witness.NotCovered].n == told.events - by[witness.SignedUpTo].seq > 0
        assert witness.NoWitness in by
        witness_head(user, WitnessHead(str(outside)))
        assert {type(each) for each in books.check(user).notes} == {witness.SignedUpTo}
        list(work(user, 91))
        by = {type(each): each for each in books.check(user).notes}
        assert by[witness.UnwitnessedSince].place == str(outside)
        shutil.rmtree(outside)
        assert witness.WitnessAway in {type(each) for each in books.check(user).notes}


def test_a_head_is_signed_with_each_backup_and_reaches_every_place(kept, tmp_path):
    store, outside = copy_of(kept, tmp_path), tmp_path / "stick"
    outside.mkdir()
    with opened(store) as user:
        witness_head(user, WitnessHead(str(outside)))
        list(work(user, 92))
        books.back_up(user)
        events = books.check(user).events
        with user.store.reading() as look:
            first = heads.chain.first_seal(look)
    for place in (*places(store), file_of_witness(outside, first)):
        assert trusted.last_in(place).seq == events, place


def test_a_witness_that_cannot_be_written_is_refused_and_one_is_forgotten(kept, tmp_path):
    store = copy_of(kept, tmp_path)
    with opened(store) as user:
        with pytest.raises(WitnessNotReached):
            witness_head(user, WitnessHead(str(tmp_path / "nowhere")))
        with pytest.raises(UnknownWitness):
            forget_witness(user, ForgetWitness(str(tmp_path)))
        witness_head(user, WitnessHead(str(tmp_path)))
        assert forget_witness(user, ForgetWitness(str(tmp_path))).value == []


def test_a_journal_that_was_lost_is_told_at_opening(kept, tmp_path):
    """What stands in the journal alone is gone with it, and the file that is left is sound in itself."""
    store = copy_of(kept, tmp_path)
    with opened(store) as user:
        before = store.read_bytes()
        list(work(user, 93))
        with user.store.writing() as writing:
            sign_head(writing)
        assert odd_at_opening(user.store) == ()
    store.write_bytes(before)
    with opened(store) as user:
        assert [type(each) for each in odd_at_opening(user.store)] == [witness.TailMissing]
        assert "heads" in {each.part for each in books.check(user).findings}


def test_a_backup_that_was_put_back_is_no_missing_tail(kept, tmp_path):
    store = copy_of(kept, tmp_path)
    with opened(store) as user:
        made = Path(books.back_up(user).file)
        list(work(user, 94))
        with user.store.writing() as writing:
            sign_head(writing)
    restored = putting_back.restore(made, store)
    assert restored.later > 0
    with opened(store) as user:
        assert odd_at_opening(user.store) == ()
        list(work(user, 95))
        found = books.check(user)
    assert found.findings == ()
    assert [each.seq for each in found.notes if isinstance(each, witness.RestoredSince)] == [restored.events]


def test_a_store_that_an_earlier_version_restored_is_no_fault(kept, tmp_path):
    """It told no event; the store that it set aside shows that it did, and such manifests name no books."""
    store = copy_of(kept, tmp_path)
    for place in places(store):
        place.unlink(missing_ok=True)
    made = backup.backups(store)[0]
    told = json.loads(manifest_of(made).read_text("utf-8"))
    cut(7)(store)
    early = {name: each for name, each in told.items() if name not in {"public", "books"}}
    manifest_of(made).write_text(json.dumps(early), "utf-8")
    assert "heads" in parts(store)
    later = datetime.now(UTC) + timedelta(minutes=1)
    store.with_name(f"{store.name}.before-{later:%Y-%m-%dT%H%M%SZ}").write_bytes(b"")
    with opened(store) as user:
        found = books.check(user)
    assert "heads" not in {each.part for each in found.findings}
    assert [each.file for each in found.notes if isinstance(each, witness.RestoredBefore)] == [made.name]
