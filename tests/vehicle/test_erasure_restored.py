"""Backups and erasure: who was erased stays erased when an older backup is put back; no backup lasts for ever."""

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from harness import state
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.proof.usecases.put_back import RESTORED
from lifecycle_desk.store import files
from lifecycle_desk.store.backup import documents_of, folder_of
from lifecycle_desk.store.manifests import STAMP
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.thinning import BEFORE_MIGRATION, DAYS, OLDEST, made_at, thin_out, worth_keeping
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.documents import attach, document
from lifecycle_desk.vehicle.usecases.erasing import (
    BackupsHoldThem,
    CopiesHoldThem,
    ErasePerson,
    ReasonNamesThem,
    erase_person,
)
from lifecycle_desk.vehicle.usecases.erasures import ErasuresStrange, erasures, places
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.people_shown import person
from lifecycle_desk.vehicle.usecases.recording import record_event

VIN, OTHER = "LGXCE4CB7R0000001", "LC07LLWN3P3000034"
NAME, SAID = "Kanari Ongsakul", "Kanari asks for a call before noon."
NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)


class Desk:
    """Books that are closed and opened again, as they are backed up, lost and put back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "desk.ldk"
        self.user = books.create(self.path, Dealer("Sathorn EV", "TH", "en"))

    def taken_in(self) -> int:
        """A customer with a car and a note about both."""
        number = add_person(self.user, Person(NAME, phone="081 555 0142")).value.number
        add_vehicle(self.user, AddVehicle(VIN, date(2026, 1, 2), owner=number))
        note_event(self.user, Note(VIN, date(2026, 1, 3), SAID))
        return number

    def backed_up(self) -> Path:
        return Path(books.back_up(self.user).file)

    def restored(self, backup: Path, *, unproved: bool = False) -> putting_back.Restored:
        """Put a backup back, and open what lies there then."""
        self.user.store.close()
        try:
            return putting_back.restore(backup, self.path, unproved=unproved)
        finally:
            self.user = UserSession(open_store(self.path), None, authorise)

    @property
    def remains(self) -> list[str]:
        """The files beside the store in which the customer's name stands; not its backups."""
        around = (self.path, *self.path.parent.glob("desk.ldk-*"), *places(self.path))
        return [each.name for each in around if each.is_file() and b"Kanari" in each.read_bytes()]


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path)
    yield made
    made.user.store.close()


def lose_nothing(_: Desk) -> None:
    """The store lies there, and both lists."""


def lose_lists(desk: Desk) -> None:
    for each in places(desk.path):
        each.unlink()


def lose_store(desk: Desk) -> None:
    desk.path.unlink()


def damage_store(desk: Desk) -> None:
    desk.path.write_bytes(b"no store" * 1_000)


def lose_all_but_the_backups(desk: Desk) -> None:
    lose_store(desk)
    places(desk.path)[0].unlink()


@pytest.mark.parametrize("lose", [lose_nothing, lose_lists, lose_store, damage_store, lose_all_but_the_backups])
def test_who_was_erased_since_is_erased_in_the_backup_that_is_put_back(desk, lose: Callable[[Desk], None]):
    number = desk.taken_in()
    backup = desk.backed_up()
    erase_person(desk.user, ErasePerson(number, "asked for it"))
    desk.user.store.close()
    lose(desk)

    restored = putting_back.restore(backup, desk.path)

    assert restored.erased == 1
    desk.user = UserSession(open_store(desk.path), None, authorise)
    assert person(desk.user, number) is None
    assert desk.remains == []
    assert books.check(desk.user).sound
    with desk.user.store.reading() as tx:
        assert [(each.person, each.on) for each in erasures(tx)] == [(number, today(tx))]
    desk.user.store.close()
    assert state(desk.path).sound
    assert desk.remains == []


def test_a_backup_is_put_back_whole_and_only_that_it_was_put_back_is_told_more(desk):
    desk.taken_in()
    with desk.user.store.reading() as tx:
        before = dict(chain.seals(tx))
    backup = desk.backed_up()
    held = backup.read_bytes()
    assert desk.restored(backup).erased == 0
    assert backup.read_bytes() == held
    with desk.user.store.reading() as tx:
        after = dict(chain.seals(tx))
        told = life_rows.of_dealer(tx, RESTORED)
    assert {seq: seal for seq, seal in after.items() if seq in before} == before
    assert [each.facts["events"] for each in told] == [len(before)] == [len(after) - 1]


def test_the_list_holds_numbers_days_and_marks_and_no_name(desk):
    erase_person(desk.user, ErasePerson(desk.taken_in(), "asked for it"))
    told = json.loads(places(desk.path)[0].read_text("utf-8"))
    assert told.keys() == {"format", "books", "erasures", "key", "signature"}
    assert [each.keys() for each in told["erasures"]] == [{"person", "mark", "on", "files"}]


def test_a_list_that_was_changed_is_refused_and_nothing_is_put_back(desk):
    number = desk.taken_in()
    backup = desk.backed_up()
    erase_person(desk.user, ErasePerson(number, "asked for it"))
    listed, _ = places(desk.path)
    told = json.loads(listed.read_text("utf-8"))
    listed.write_text(json.dumps(told | {"erasures": []}), "utf-8")
    before = desk.path.read_bytes()
    with pytest.raises(ErasuresStrange):
        desk.restored(backup)
    assert desk.path.read_bytes()[:4096] == before[:4096]
    assert person(desk.user, number) is None


def test_a_list_of_other_books_says_nothing_about_these(desk, tmp_path):
    number = desk.taken_in()
    backup = desk.backed_up()
    other = Desk(tmp_path / "other")
    erase_person(other.user, ErasePerson(other.taken_in(), "asked for it"))
    other.user.store.close()
    places(desk.path)[0].write_bytes(places(other.path)[0].read_bytes())
    assert desk.restored(backup).erased == 0
    assert person(desk.user, number) is not None


def test_another_customer_who_got_the_same_number_later_is_not_erased(desk):
    bare = desk.backed_up()
    number = desk.taken_in()
    erase_person(desk.user, ErasePerson(number, "asked for it"))
    desk.restored(bare)
    assert add_person(desk.user, Person("Somebody else")).value.number == number
    assert desk.restored(desk.backed_up()).erased == 0
    assert person(desk.user, number) == Person("Somebody else")


def test_a_backup_that_holds_them_is_known_though_the_books_that_were_put_back_never_knew_them(desk):
    """Old, with, erased, old put back, with put back: the list outlives the books that told it."""
    old = desk.backed_up()
    old = old.rename(old.with_name("old.ldk"))
    number = desk.taken_in()
    holding = desk.backed_up()
    erase_person(desk.user, ErasePerson(number, "asked for it"))
    desk.restored(old, unproved=True)  # renamed away from its manifest
    lose = [each for each in desk.path.parent.glob("desk.ldk.before-*") if each.is_file()]
    for each in lose:
        each.unlink()
    assert desk.restored(holding).erased == 1
    assert person(desk.user, number) is None


def test_an_erasure_of_before_there_were_marks_is_found_by_its_number(desk):
    number = desk.taken_in()
    backup = desk.backed_up()
    with desk.user.store.writing() as tx:
        people.erase_person(tx, number, tx.at)
        record_event(tx, Event(None, tx.at.date(), "dealer.person_erased", {"person": number, "why": "asked for it"}))
    assert desk.restored(backup).erased == 1
    assert person(desk.user, number) is None


def test_somebody_who_comes_back_behind_the_books_back_is_found(desk):
    number = desk.taken_in()
    erase_person(desk.user, ErasePerson(number, "asked for it"))
    with desk.user.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE person SET name = 'Kanari', erased_at = NULL")
    found = books.check(desk.user).findings
    assert [(each.part, each.where) for each in found] == [("erasures", str(number))]


def test_the_answer_tells_how_many_backups_still_hold_them_and_until_when(desk):
    number = desk.taken_in()
    held = desk.backed_up()
    elsewhere = desk.path.with_name("desk.ldk.before-2026-01-02T030405Z")
    elsewhere.write_bytes(held.read_bytes())
    done = erase_person(desk.user, ErasePerson(number, "asked for it"))
    until = made_at(held).date() + OLDEST
    assert (done.value.backups, done.value.backups_until, done.value.copies) == (1, until, (elsewhere.name,))
    assert [type(each) for each in done.warnings] == [BackupsHoldThem, CopiesHoldThem]
    assert not list(desk.path.parent.glob("*before*-wal"))


def test_a_reason_that_names_them_is_refused_since_it_stays_for_ever(desk):
    number = desk.taken_in()
    with pytest.raises(ReasonNamesThem):
        erase_person(desk.user, ErasePerson(number, f"{NAME.upper()} asked for it"))
    assert person(desk.user, number) is not None


@given(st.lists(st.integers(0, 24 * 1_500), min_size=1, max_size=60))
def test_no_backup_but_the_latest_is_kept_longer_than_thirteen_months_once_many_days_have_one(hours):
    moments = [NOON - timedelta(hours=each) for each in hours] + [NOON - timedelta(days=each) for each in range(DAYS)]
    kept = worth_keeping(moments, NOON)
    assert max(moments) in kept
    assert all(NOON - each <= OLDEST for each in kept - {max(moments)})


def test_copies_of_before_a_migration_go_after_thirteen_months_too(tmp_path, stopped_clock):
    stopped_clock(NOON)
    folder = folder_of(tmp_path / "desk.ldk")
    folder.mkdir()
    ages = (timedelta(days=1), OLDEST, OLDEST + timedelta(hours=1))
    made = [folder / f"{BEFORE_MIGRATION}{(NOON - each).strftime(STAMP)}.ldk" for each in ages]
    for each in made:
        each.write_bytes(b"")
    for day in range(DAYS):  # the clock alone takes nothing away
        thin_out(folder)
        assert all(each.exists() for each in made)
        (folder / f"{(NOON - timedelta(days=day)).strftime(STAMP)}.ldk").write_bytes(b"")
    thin_out(folder)
    assert [each.exists() for each in made] == [True, True, False]


def test_attached_files_go_where_it_is_asked_and_do_not_come_back_with_a_backup(desk):
    number = desk.taken_in()
    own, shared = (attach(desk.user, f"{each}.txt", each.encode()) for each in ("Kanari's licence", "A leaflet"))
    note_event(desk.user, Note(VIN, date(2026, 1, 4), "Seen", (own.sha256, shared.sha256)))
    add_vehicle(desk.user, AddVehicle(OTHER, date(2026, 1, 2)))
    note_event(desk.user, Note(OTHER, date(2026, 1, 4), "Handed out", (shared.sha256,)))
    backup = desk.backed_up()
    done = erase_person(desk.user, ErasePerson(number, "asked for it", files=True))
    for again in (False, True):
        if again:
            files.save_document(documents_of(backup), "licence.txt", b"Kanari's licence")  # of a copy kept elsewhere
            assert desk.restored(backup).erased == 1
        assert document(desk.user, own.sha256) is None
        assert document(desk.user, shared.sha256).name == "document"
        held = [each for each in desk.path.parent.rglob("*") if each.name in {own.sha256, shared.sha256}]
        assert {each.name for each in held} == {shared.sha256}
        assert books.check(desk.user).sound
    assert not done.value.copies


@pytest.mark.skipif(os.name != "posix", reason="who may read a folder is asked of POSIX")
def test_an_erasure_stands_where_the_list_cannot_be_written(desk):
    number = desk.taken_in()
    places(desk.path)[0].mkdir()
    done = erase_person(desk.user, ErasePerson(number, "asked for it"))
    assert [each.rule for each in done.warnings] == ["list_not_kept"]
    assert person(desk.user, number) is None
