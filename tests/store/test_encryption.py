"""Encrypted books: opened by their key alone, changed, backed up and put back; what is altered is noticed."""

import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest
from house import HOUSE
from sqlcipher3 import dbapi2

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books, encryption, putting_back
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import opening, refusals, secure_erase, swapping, unlocking
from lifecycle_desk.store.files import beside, place_of, save_document
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.sealed_documents import SEALED, UNSEALED, seal_documents
from lifecycle_desk.store.startup_reader import first_look
from lifecycle_desk.store.turns import Turns
from lifecycle_desk.trust.store_key import MAGIC, KeyFile, new_key
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.documents import attach, content_of
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.people import add_person

DEALER = Dealer("Sathorn EV", "TH", "en")
PHRASE = "correct horse battery staple"
TEXT = b"Somchai's passport, page 2\n" * 40


def user_at(path):
    return UserSession(open_store(path), None, authorise)


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """Encrypted books with a document and a backup of each kind; with their recovery key."""
    path = tmp_path_factory.mktemp("encrypted") / "desk.ldk"
    user = books.create(path, DEALER)
    digest = attach(user, "passport.txt", TEXT).sha256
    plain = Path(books.back_up(user).file).rename(path.with_name("plain-backup"))
    recovery = encryption.encrypt(user, PHRASE)
    books.back_up(user)
    user.store.close()
    return path, digest, recovery, plain


@pytest.fixture
def encrypted(laid, tmp_path):
    """A copy of them, locked."""
    shutil.copytree(laid[0].parent, tmp_path / "books")
    unlocking._OPEN.clear()
    yield tmp_path / "books" / "desk.ldk"
    unlocking._OPEN.clear()


def test_nothing_of_them_can_be_read_or_opened_without_the_key(encrypted, laid):
    everything = [encrypted, *beside(str(encrypted)).rglob("*"), *encrypted.parent.glob("desk.ldk.backups/**/*")]
    for file in (each for each in everything if each.is_file()):
        assert b"passport" not in (content := file.read_bytes()), file
        assert b"Sathorn" not in content, file
    assert encrypted.read_bytes().startswith(MAGIC)
    with pytest.raises(refusals.StoreLocked) as refused:
        open_store(encrypted)
    assert "LIFECYCLE_DESK_KEY" in refused.value.facts["variable"]
    with pytest.raises(refusals.StoreLocked):
        first_look(str(encrypted))
    for typed in ("", "correct horse battery stapl", "0000-" * 9, "a" * 5000):
        with pytest.raises(refusals.StoreKeyWrong):
            unlocking.unlock(encrypted, typed)
    with closing(dbapi2.connect(str(encrypted))) as another, pytest.raises(dbapi2.DatabaseError):
        another.execute("SELECT * FROM sqlite_schema")
    for typed in (PHRASE, laid[2], laid[2].lower().replace("-", " ")):
        unlocking._OPEN.clear()
        unlocking.unlock(encrypted, typed)
        with closing(open_store(encrypted)) as store:
            assert content_of(UserSession(store, None, authorise), laid[1]) == TEXT
    assert first_look(str(encrypted)).rows("dealer", ["name"]) == [("Sathorn EV",)]


def test_they_are_sound_and_a_backup_is_put_back_by_the_key_that_it_carries(encrypted, laid):
    unlocking.unlock(encrypted, PHRASE)
    user = user_at(encrypted)
    assert books.check(user).sound
    save_document(user.store.files, "later", b"written while it was encrypted")
    made = Path(books.back_up(user).file)
    assert made.read_bytes().startswith(MAGIC)
    user.store.close()
    elsewhere = encrypted.with_name("elsewhere") / "desk.ldk"
    unlocking._OPEN.clear()
    with pytest.raises(refusals.StoreLocked):
        putting_back.restore(made, elsewhere)
    assert not elsewhere.exists()
    unlocking.unlock(made, laid[2])
    putting_back.restore(made, elsewhere)
    restored = user_at(elsewhere)
    assert books.check(restored).sound
    assert content_of(restored, laid[1]) == TEXT
    restored.store.close()
    assert elsewhere.read_bytes().startswith(MAGIC)


def test_a_plain_backup_put_back_over_encrypted_books_is_plain_and_what_was_there_still_opens(encrypted, laid):
    unlocking.unlock(encrypted, PHRASE)
    shutil.copy(laid[3], plain := encrypted.with_name("plain-backup"))
    shutil.copytree(beside(str(encrypted)), plain.with_name("documents"))
    before = Path(putting_back.restore(plain, encrypted, unproved=True).before)
    assert not unlocking.is_encrypted(encrypted)
    user_at(encrypted).store.close()
    unlocking._OPEN.clear()
    unlocking.unlock(before, PHRASE)
    user_at(before).store.close()
    assert before.read_bytes().startswith(MAGIC)


def test_a_key_file_that_is_lost_damaged_or_anothers_is_told_plainly_and_nothing_is_changed(encrypted):
    unlocking.unlock(encrypted, PHRASE)
    key, before = unlocking.place_of_key(encrypted), encrypted.read_bytes()
    whole = key.read_bytes()
    other = new_key()
    unlocking.keep_open(other)
    for content, refusal in (
        (None, refusals.StoreKeyMissing),
        (b"{}", refusals.StoreKeyDamaged),
        (KeyFile(other.id).with_passphrase(other, PHRASE).content(), refusals.StoreKeyOfAnother),
    ):
        key.unlink() if content is None else key.write_bytes(content)
        with pytest.raises(refusal):
            open_store(encrypted)
        key.write_bytes(whole)
    assert encrypted.read_bytes() == before
    open_store(encrypted).close()


def test_new_books_are_encrypted_from_their_first_page_and_not_laid_where_a_key_lies(tmp_path):
    keys = encryption.new_keys(PHRASE)
    path = tmp_path / "desk.ldk"
    books.create(path, DEALER, keys=keys.file).store.close()
    assert path.read_bytes().startswith(MAGIC)
    assert unlocking.key_file(path) == keys.file
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []
    path.unlink()
    with pytest.raises(refusals.StoreNotEmpty):
        books.create(path, DEALER)


def test_they_become_plain_again_and_encrypted_again_by_another_key(encrypted, laid):
    unlocking.unlock(encrypted, PHRASE)
    user = user_at(encrypted)
    with pytest.raises(refusals.StoreKeyWrong):
        encryption.decrypt(user, "another passphrase")
    before = unlocking.key_file(encrypted).id
    encryption.decrypt(user, PHRASE)
    assert not unlocking.is_encrypted(encrypted)
    assert place_of(beside(str(encrypted)), laid[1]).read_bytes() == TEXT
    assert books.check(user).sound
    encryption.encrypt(user, PHRASE)
    assert unlocking.key_file(encrypted).id != before
    assert content_of(user, laid[1]) == TEXT
    assert books.check(user).sound
    user.store.close()


def test_a_changed_passphrase_opens_the_backups_too_and_the_recovery_key_stays(encrypted, laid):
    unlocking.unlock(encrypted, PHRASE)
    user = user_at(encrypted)
    for typed, new, refusal in (
        (PHRASE, "short", encryption.PassphraseShort),
        ("no", "x" * 20, refusals.StoreKeyWrong),
    ):
        with pytest.raises(refusal):
            encryption.change_passphrase(user, typed, new)
    encryption.change_passphrase(user, laid[2], "another long passphrase")  # the first one was forgotten
    backup = next(encrypted.parent.glob("desk.ldk.backups/*.ldk"))
    for place in (encrypted, backup):
        with pytest.raises(refusals.StoreKeyWrong):
            unlocking.unlock(place, PHRASE)
        unlocking.unlock(place, "another long passphrase")
        unlocking.unlock(place, laid[2])
    renewed = encryption.renew_recovery_key(user, "another long passphrase")
    with pytest.raises(refusals.StoreKeyWrong):
        unlocking.unlock(encrypted, laid[2])
    unlocking.unlock(encrypted, renewed)
    user.store.close()


def test_a_computer_opens_them_by_itself_only_once_it_was_told_so(encrypted):
    assert unlocking.needs_passphrase(encrypted)
    unlocking.unlock(encrypted, PHRASE)
    user = user_at(encrypted)
    encryption.open_here(user, PHRASE)
    unlocking._OPEN.clear()
    assert not unlocking.needs_passphrase(encrypted)
    assert encryption.encryption(user).here
    encryption.ask_here(user)
    unlocking._OPEN.clear()
    assert unlocking.needs_passphrase(encrypted)
    user.store.close()


def test_of_two_programs_that_open_them_at_once_one_seals_what_was_cut_off(encrypted, laid, monkeypatch):
    """Otherwise one overwrites what the other is still reading, and a document is lost."""
    unlocking.unlock(encrypted, PHRASE)
    document = place_of(beside(str(encrypted)), laid[1])
    document.write_bytes(TEXT)
    encrypted.with_name(encrypted.name + UNSEALED).touch()
    sealing: list[Path] = []

    def seals(store: Path, *folders: Path) -> None:
        sealing.append(store)
        while len(sealing) == 1 and not Turns(encrypted).is_awaited:
            sleep(0.001)  # until the other one waits
        seal_documents(store, *folders)

    monkeypatch.setattr(opening, "seal_documents", seals)
    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(open_store, encrypted) for _ in range(2))
        first.result().close()
        second.result().close()
    assert sealing == [encrypted]
    assert document.read_bytes().startswith(SEALED)
    with closing(open_store(encrypted)) as store:
        assert content_of(UserSession(store, None, authorise), laid[1]) == TEXT


def test_who_opens_them_while_another_brings_the_key_to_its_place_finds_it_there(encrypted, monkeypatch):
    """Both finish a change of key that was cut off; the one that comes second has nothing left to do."""
    unlocking.unlock(encrypted, PHRASE)
    key = unlocking.place_of_key(encrypted)
    pending = key.replace(encrypted.with_name(encrypted.name + unlocking.PENDING))

    def read_and_come_second(place: Path) -> KeyFile | None:
        found = unlocking.read_key(place)
        pending.replace(key)
        return found

    monkeypatch.setattr(swapping, "read_key", read_and_come_second)
    open_store(encrypted).close()
    assert key.exists()
    assert not pending.exists()


def test_each_flipped_bit_in_a_page_or_a_document_is_noticed(encrypted, laid):
    unlocking.unlock(encrypted, PHRASE)
    open_store(encrypted).close()
    whole, dice = encrypted.read_bytes(), random.Random(11)
    for _ in range(25):
        at = dice.randrange(len(whole))
        encrypted.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        with closing(unlocking.open_file(encrypted, mode="ro")) as connection:
            try:
                found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            except dbapi2.DatabaseError:
                continue  # the first page
            assert found, at
    encrypted.write_bytes(whole)
    document = place_of(beside(str(encrypted)), laid[1])
    sealed = document.read_bytes()
    user = user_at(encrypted)
    for at in range(0, len(sealed), len(sealed) // 25):
        document.write_bytes(sealed[:at] + bytes([sealed[at] ^ 4]) + sealed[at + 1 :])
        with pytest.raises(Objection) as refused:
            content_of(user, laid[1])
        assert refused.value.rule == "document_missing"
    assert [each.part for each in books.check(user).findings] == ["documents"]
    user.store.close()


def test_a_page_that_was_altered_is_told_by_the_check(encrypted):
    unlocking.unlock(encrypted, PHRASE)
    user = user_at(encrypted)
    pages = encrypted.stat().st_size // 4096
    user.store.close()
    with encrypted.open("r+b") as file:
        for page in range(pages // 2, pages):
            file.seek(page * 4096 + 100)
            file.write(b"\0\1\2\3")
    try:
        user = user_at(encrypted)
    except Objection as refused:
        assert refused.rule in {"store_damaged", "store_unusable"}  # noqa: PT017 (either is told)
        return
    checked = books.check(user)
    user.store.close()
    assert not checked.sound


def test_an_earlier_program_finds_no_database_of_its_own_and_leaves_the_file(encrypted):
    before = encrypted.read_bytes()
    connection = dbapi2.connect(f"file://{encrypted}?mode=rwc", uri=True)
    with closing(connection), pytest.raises(dbapi2.DatabaseError, match="not a database"):  # told as "not ours"
        connection.execute("SELECT version_num FROM alembic_version")
    assert encrypted.read_bytes() == before


def test_copies_from_before_are_named_and_wiped_only_on_purpose(tmp_path):
    path = tmp_path / "desk.ldk"
    user = books.create(path, DEALER)
    old = Path(books.back_up(user).file)
    old = old.rename(old.with_name("2026-01-02T030405Z.ldk"))
    encryption.encrypt(user, PHRASE)
    assert encryption.encryption(user).plain == (old,)
    assert encryption.wipe_plain_copies(user) == 1
    assert not old.exists()
    assert encryption.encryption(user).plain == ()
    user.store.close()


def test_the_file_is_rewritten_whenever_somebody_is_erased_since_nobody_can_search_its_pages(encrypted, monkeypatch):
    unlocking.unlock(encrypted, PHRASE)
    user = user_at(encrypted)
    number = add_person(user, Person("Wichittra", address="Soi Nana 9")).value.number
    rewritten = []
    monkeypatch.setattr(secure_erase, "_rewritten", lambda driver: bool(rewritten.append(driver)) or True)
    erase_person(user, ErasePerson(number, "asked for it"))
    user.store.close()
    assert len(rewritten) == 1


def test_a_file_of_a_store_is_opened_in_one_place_alone():
    places = {"store/unlocking.py", "store/foreign.py"}  # the second reads other programs' files, which have no key
    found = {
        path.relative_to(HOUSE / "src/lifecycle_desk").as_posix()
        for path in (HOUSE / "src/lifecycle_desk").rglob("*.py")
        if re.search(r"dbapi2\.connect\(|sqlite3\.connect\(", path.read_text("utf-8"))
    }
    assert found == places
