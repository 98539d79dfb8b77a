"""Putting a backup back: what proves it, what is taken only on purpose, and what nobody loses by it."""

import json
import os
import shutil
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from harness import copied, in_child, killed, make_store, opened, work
from sqlcipher3 import dbapi2

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.books.usecases.putting_back import BackupUnproved, SignatureStrange, Why
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member, NotSignedIn
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.tables import dealer, save_dealer
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.dealership.usecases.keys import KeyMade
from lifecycle_desk.proof.usecases.heads import places
from lifecycle_desk.proof.usecases.put_back import RESTORED
from lifecycle_desk.store import backup, files, presence
from lifecycle_desk.store.backup import BackupNotMade, BackupNotWhole
from lifecycle_desk.store.manifests import manifest_of, read_manifest
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.presence import StoreBeingRestored, StoreInUse, alone
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.vehicle.tables import life as life_rows

FORGER = Key(b"\6" * 32)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    store = make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=2)
    with opened(store) as user:
        books.back_up(user)
    return store


@pytest.fixture
def store(kept, tmp_path) -> Path:
    """Books with a backup beside them, and two entries since."""
    target = copied(kept, tmp_path / "desk.ldk")
    shutil.copytree(backup.folder_of(kept), backup.folder_of(target))
    with opened(target) as user:
        list(work(user, 80))
    return target


def the_backup(store: Path) -> Path:
    return backup.backups(store)[0]


def manifest_with(file: Path, **told: object) -> None:
    """The manifest of a backup with other words, signed by whoever does this; `signature=""` signs nothing."""
    manifest_of(file).write_text(json.dumps(json.loads(manifest_of(file).read_text("utf-8")) | told), "utf-8")


def emptied(file: Path) -> None:
    manifest_with(file, signature="")


def without(file: Path) -> None:
    manifest_of(file).unlink()


def by_a_key_put_in(file: Path) -> None:
    """Somebody puts a key of his own into the file, in the place of the dealer's or beside it, and signs with that."""
    raw = dbapi2.connect(str(file), isolation_level=None)
    raw.execute("INSERT INTO signing_key VALUES (9, ?, NULL, '2026-01-02T00:00:00Z')", (FORGER.public,))
    raw.close()
    manifest_with(file, sha256=backup.hash_of(file), bytes=file.stat().st_size, key="9", public=FORGER.public.hex())
    manifest = read_manifest(file)
    manifest_with(file, signature=FORGER.sign(manifest.signed_part() | {"file": ""}))


NOT_PROVED = {emptied: Why.UNSIGNED, without: Why.NO_MANIFEST}


@pytest.mark.parametrize("forged", NOT_PROVED, ids=lambda each: each.__name__)
def test_what_nothing_proves_is_refused_with_the_reason_and_taken_on_purpose_alone(store, forged):
    file = the_backup(store)
    forged(file)
    before = store.read_bytes()
    with pytest.raises(BackupUnproved) as refused:
        putting_back.restore(file, store)
    assert refused.value.why is NOT_PROVED[forged]
    assert store.read_bytes() == before
    restored = putting_back.restore(file, store, unproved=True)
    assert [each.rule for each in restored.says] == ["restored_unproved"]


def test_a_backup_that_is_signed_by_a_key_put_in_by_a_forger_is_refused_always(store):
    """The row of a key is no key: the chain tells of none that is so."""
    file = the_backup(store)
    by_a_key_put_in(file)
    for unproved in (False, True):
        with pytest.raises(Objection):
            putting_back.restore(file, store, unproved=unproved)


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    "7",
    '{"format": "lifecycle-desk/backup"}',
    '{"format": "another"}',
    '"' + "x" * 100 + '"',
    "[" * 100_000,
    '{"a": ' * 5_000,
]
WRONG = [
    {"made_at": "yesterday"},
    {"made_at": None},
    {"events": "many"},
    {"rows": []},
    {"key": 7},
    {"sha256": None},
    {"signature": None},
    {"public": "no digits"},
    {"extra": 1},
]


def test_a_broken_manifest_is_a_sentence_never_a_traceback_and_blocks_nothing(store):
    file = the_backup(store)
    good = manifest_of(file).read_text("utf-8")
    for text in (*BROKEN, *(json.dumps(json.loads(good) | each) for each in WRONG), good[:-20], good + "}"):
        manifest_of(file).write_text(text, "utf-8")
        with pytest.raises(BackupUnproved) as refused:
            putting_back.restore(file, store)
        assert refused.value.why is Why.DAMAGED, text[:60]
    manifest_of(file).write_bytes(b"\xff\xfe\x00")
    with opened(store) as user:
        assert books.stored_backups(user.store) == []
        assert books.last_backup(user.store)
        found = books.check(user)
        assert [each.file for each in found.notes if each.rule == "manifest_damaged"] == [file.name]
        assert found.sound
        assert books.back_up(user).events == books.check(user).events  # one damaged manifest blocks no later backup


def test_a_manifest_that_was_altered_after_it_was_signed_is_refused_always(store):
    """A signature that nobody compares would let every count and head of it be altered."""
    file = the_backup(store)
    manifest_with(file, events=1)
    for unproved in (False, True):
        with pytest.raises(SignatureStrange):
            putting_back.restore(file, store, unproved=unproved)


def test_a_backup_of_another_key_of_other_books_is_asked_for_first(store, tmp_path):
    other = make_store(tmp_path / "other" / "desk.ldk", vehicles=1)
    with opened(other) as user:
        file = Path(books.back_up(user).file)
    with pytest.raises(BackupUnproved) as refused:
        putting_back.restore(file, store)
    assert refused.value.why is Why.UNKNOWN_KEY
    assert putting_back.restore(file, store, unproved=True).before
    with opened(store) as user:
        assert "heads" not in {each.part for each in books.check(user).findings}


def test_what_is_proved_is_said_where_a_store_lies_and_where_none_does(store, tmp_path):
    file = the_backup(store)
    assert [each.rule for each in putting_back.restore(file, store).says] == ["signed_by_known_key"]
    away = copied(file, tmp_path / "away" / file.name)
    shutil.copy(manifest_of(file), manifest_of(away))
    restored = putting_back.restore(away, tmp_path / "new" / "desk.ldk")
    assert [each.rule for each in restored.says] == ["signed_by_its_own_key"]
    assert restored.says[0].fingerprint == fingerprint(bytes.fromhex(read_manifest(away).public))


def test_the_store_that_was_there_stays_beside_it_and_what_it_had_more_is_told(store):
    with opened(store) as user:
        had = books.check(user)
    restored = putting_back.restore(the_backup(store), store)
    aside = Path(restored.before)
    assert restored.later == had.events - restored.events > 0
    with opened(aside) as user:
        assert books.check(user).head == had.head
    again = putting_back.restore(the_backup(store), store)
    assert Path(again.before) != aside
    assert aside.exists()


def test_where_sign_in_is_on_nobody_restores_who_may_not(store):
    """The backup of a time without sign-in would let everybody in."""
    file = the_backup(store)
    with opened(store) as user:
        take_on(user, Member("noi", "Noi", Role.MANAGER))
        take_on(user, Member("lek", "Lek", Role.TECHNICIAN))
        with user.store.writing() as writing:
            save_dealer(writing, replace(dealer(writing), sign_in=True))
    for by, refusal in ((None, NotSignedIn), ("lek", NotAllowed), ("nobody", NotAllowed)):
        with pytest.raises(refusal):
            putting_back.restore(file, store, by=by)
    assert putting_back.restore(file, store, by="noi").before


def test_a_store_that_was_put_back_keeps_a_journal_as_one_in_use_does(store):
    """A backup is one file without a journal of its own; as a store it would let nobody save while somebody looks."""
    putting_back.restore(the_backup(store), store)
    with opened(store) as user, user.store.reading() as look:
        assert look.connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert list(work(user, 83))  # while another looks


def test_the_restore_is_an_event_of_the_books(store):
    with opened(store) as user:
        had = books.check(user)
    file = the_backup(store)
    restored = putting_back.restore(file, store, by="noi")
    with opened(store) as user:
        with user.store.reading() as look:
            told = life_rows.of_dealer(look, RESTORED)
        assert books.check(user).sound
    assert [(each.by, each.facts["events"], each.facts["file"]) for each in told] == [
        ("noi", restored.events, file.name)
    ]
    assert told[0].facts["replaced"] == {"events": had.events, "head": had.head}


def test_no_backup_is_put_back_while_the_store_is_open_anywhere(store):
    """What a program saved into the renamed file was acknowledged, and the store that lay there lacked it."""
    file, before = the_backup(store), store.read_bytes()
    with opened(store) as user:
        with pytest.raises(StoreInUse):
            putting_back.restore(file, store)
        assert list(work(user, 81))
        held = alone  # another process would hold it so
        with pytest.raises(StoreInUse):
            held(store)
    assert len(store.read_bytes()) >= len(before)
    lock = alone(store)
    with pytest.raises(StoreBeingRestored):
        open_store(store)
    lock.let_go()
    with opened(store):
        assert store.with_name("desk.ldk.open").exists()
    assert not store.with_name("desk.ldk.open").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows locks an open file by itself")
def test_who_leaves_however_slowly_is_not_taken_for_one_who_restores(store, monkeypatch):
    """Its lock is held alone until its file is gone, and on a busy computer that may be many looks away."""
    leaving, looks = presence.alone(store), count(1)
    lock = store.with_name("desk.ldk.open")
    lock.write_bytes(b"")  # as one finds it who came to work

    def look_again(_gap: float) -> None:
        if next(looks) == 5 * presence.TRIES:
            leaving.let_go()

    monkeypatch.setattr(presence, "sleep", look_again)
    open_store(store).close()
    assert next(looks) > 5 * presence.TRIES
    assert not lock.exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows locks an open file by itself")
def test_a_restore_that_was_killed_leaves_no_word_that_keeps_others_out(store):
    store.with_name("desk.ldk.open").write_bytes(presence.RESTORES)
    with opened(store):
        assert store.with_name("desk.ldk.open").read_bytes() == b""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another process is made by a fork")
def test_a_process_that_is_killed_keeps_nobody_out(store):
    reads, writes = os.pipe()
    child = in_child(lambda: (books.open_books(store), os.write(writes, b"x"), time.sleep(60)))
    assert os.read(reads, 1) == b"x"
    with pytest.raises(StoreInUse):
        putting_back.restore(the_backup(store), store)
    killed(child)
    assert putting_back.restore(the_backup(store), store).before


def test_a_full_disk_leaves_no_empty_file_and_no_half_backup(store, monkeypatch):
    """What is stood in for is the disk: it takes no byte more of the copy, of the documents, of the manifest."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    folder = backup.folder_of(store)
    before = sorted(each.name for each in folder.rglob("*") if each.is_file())
    with opened(store) as user:
        for what in ("copy_into", "write_manifest", "_copy_documents"):
            with monkeypatch.context() as patched:
                patched.setattr(backup, what, full)
                with pytest.raises(BackupNotMade, match="No space left"):
                    books.back_up(user)
    assert [each for each in sorted(each.name for each in folder.rglob("*") if each.is_file()) if each != "heads"] == [
        each for each in before if each != "heads"
    ]
    file = the_backup(store)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", _failing_after(2, full))
        with pytest.raises(OSError, match="No space"):
            putting_back.restore(file, store)
    assert not list(store.parent.glob("*.part"))
    with opened(store) as user:
        assert books.check(user).findings == ()


def _failing_after(times: int, fails):
    real, left = shutil.copyfile, [times]

    def copied_or_not(*given: object) -> object:
        left[0] -= 1
        return real(*given) if left[0] >= 0 else fails()

    return copied_or_not


def test_a_backups_books_are_looked_through_before_they_count(store):
    """A backup whose chain was altered, with a manifest that fits the file, is none."""
    file = the_backup(store)
    raw = dbapi2.connect(str(file), isolation_level=None)
    guard = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'event_no_update'").fetchone()[0]
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("UPDATE event SET body = replace(body, 'MG4', 'MG5') WHERE kind = 'vehicle.added'")
    raw.execute(guard)
    raw.close()
    manifest_with(file, sha256=backup.hash_of(file), signature="")
    with pytest.raises(BackupNotWhole):
        putting_back.restore(file, store, unproved=True)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_store_documents_and_backups_are_for_their_owner_alone(tmp_path):
    before = os.umask(0o022)
    try:
        store = make_store(tmp_path / "house" / "desk.ldk", vehicles=1)
        with opened(store) as user:
            digest = files.save_document(user.store.files, "a.txt", b"a")
            books.back_up(user)
            list(work(user, 82))
            modes = {each: each.stat().st_mode & 0o777 for each in store.parent.rglob("*")}
    finally:
        os.umask(before)
    assert files.place_of(files.beside(str(store)), digest) in modes
    wrong = {each.name: oct(mode) for each, mode in modes.items() if mode & 0o077}
    assert wrong == {}


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_store_that_others_could_read_is_closed_to_them_when_it_is_opened(store):
    store.chmod(0o644)
    with opened(store):
        assert store.stat().st_mode & 0o777 == 0o600


def test_an_endorsement_names_number_and_public_part():
    said = KeyMade.endorsed(2, FORGER.public)
    assert said == {"format": "lifecycle-desk/key", "number": 2, "public": FORGER.public.hex()}
    assert places(Path("desk.ldk"))[0].name == "desk.ldk.heads"
