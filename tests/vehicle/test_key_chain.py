"""Keys, revocations, withdrawals, staff and customers follow from events: a row beside the chain proves nothing."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile, take_on
from lifecycle_desk.dealership.usecases.keys import RevokeKey, RotateKey, signing_key
from lifecycle_desk.dossier.interchange.verifying import verify
from lifecycle_desk.paper import Paper, Paragraphs, Proves
from lifecycle_desk.proof.interchange import keys as export
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.proof.rules import witness
from lifecycle_desk.proof.usecases.issuing import WithdrawPaper, withdraw_paper
from lifecycle_desk.proof.usecases.key_chain import KEY_MADE, told_keys
from lifecycle_desk.proof.usecases.keys import revoke_key, rotate_key
from lifecycle_desk.proof.usecases.rows_told import ROWS_TOLD
from lifecycle_desk.rooms import offered
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person

VIN = "LSJWH4095PN000001"


@dataclass(frozen=True, slots=True)
class Wanted:
    vin: str


FORGER = Key(b"\6" * 32)
OLD = Path(__file__).parents[1] / "store" / "files" / "revision-0005.ldk"


def directly(user: UserSession, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Somebody changes rows with a tool, while the program has the store open or not."""
    raw = dbapi2.connect(str(user.store.path), isolation_level=None)
    for each in statements:
        raw.execute(*(each if isinstance(each, tuple) else (each,)))
    raw.close()


def found(user: UserSession) -> set[tuple[str, str]]:
    return {(each.part, each.where) for each in books.check(user).findings}


def paper(user: UserSession):
    def draw(_user, _asked, language):
        return Paper("Document", language, [Paragraphs("words")], proves=Proves(VIN, {"km": 7}, "TP"))

    report = Report("test-paper", N_("Paper"), N_("Paper"), Wanted, draw)
    return issue(user, report, Wanted(VIN), spoken(user, "en"))


def rules(user: UserSession, pdf: bytes) -> list[str]:
    return [each.rule for each in verify(pdf, user=user).says]


@pytest.fixture
def shop(own_user) -> UserSession:
    add_vehicle(own_user, AddVehicle(VIN, clock.now().date() - timedelta(days=30), Description("MG", "MG4")))
    return own_user


def test_a_key_that_is_replaced_is_endorsed_by_the_one_before_it(shop):
    rotate_key(shop, RotateKey("the year is over"))
    with shop.store.reading() as tx:
        assert [each.endorsed for each in told_keys(tx)] == [None, True]
    assert not [each for each in books.check(shop).notes if isinstance(each, witness.KeyUnendorsed)]


def test_a_key_that_another_computer_makes_is_an_event_and_told_as_unendorsed(shop, tmp_path, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_DESK_GUARD", str(tmp_path / "another-computer"))
    with shop.store.writing("noi") as tx:
        number, key = signing_key(tx)
        assert [type(each) for each in tx.warnings] == [witness.KeyUnendorsed]
    with shop.store.reading() as tx:
        told = books.life_rows.of_dealer(tx, KEY_MADE)
        assert [each.endorsed for each in told_keys(tx)] == [None, False]
    assert [(each.by, each.facts["number"], each.facts["key"]) for each in told] == [
        ("noi", number, fingerprint(key.public))
    ]
    unendorsed = [each for each in books.check(shop).notes if isinstance(each, witness.KeyUnendorsed)]
    assert [each.number for each in unendorsed] == [2]
    assert books.check(shop).sound


def test_a_key_that_is_put_into_the_table_is_nobodys(shop):
    directly(shop, ("INSERT INTO signing_key VALUES (2, ?, NULL, '2026-01-02T00:00:00Z')", (FORGER.public,)))
    given = b"".join(export.write(shop, {})).decode()
    assert fingerprint(FORGER.public) not in given
    assert given.count("BEGIN PUBLIC KEY") == 1
    with shop.store.reading() as tx:
        assert [each.number for each in told_keys(tx)] == [1]
    assert ("rows", "signing_key 2") in found(shop)


def test_a_revocation_that_is_taken_out_of_the_table_stands_in_the_chain(shop):
    pdf = paper(shop).pdf
    revoke_key(shop, RevokeKey(1, "the laptop was stolen"))
    directly(shop, "DELETE FROM key_revoked")
    assert "key_revoked_since" in rules(shop, pdf)
    assert not verify(pdf, user=shop).genuine
    assert ("rows", "key_revoked 1") in found(shop)


def test_a_withdrawal_that_is_taken_out_of_the_table_stands_in_the_chain(shop):
    made = paper(shop)
    assert verify(made.pdf, user=shop).genuine
    withdraw_paper(shop, WithdrawPaper("test-paper", made.number, made.issue, "the odometer was misread"))
    directly(shop, "UPDATE issued_paper SET state = 'issued', withdrawn_at = NULL, why = NULL")
    assert "paper_withdrawn" in rules(shop, made.pdf)
    assert ("papers", f"{made.number}/{made.issue}") in found(shop)


def test_a_paper_that_the_table_alone_calls_issued_was_never_issued(shop):
    made = paper(shop)
    directly(
        shop,
        'INSERT INTO issued_paper SELECT kind, number, 9, subject, vin, year, ordinal, language, "on", at, state, '
        "sha256, key, event, withdrawn_at, why FROM issued_paper",
    )
    assert ("papers", f"{made.number}/9") in found(shop)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE staff SET role = 'manager'", ("rows", "staff lek")),
        ("DELETE FROM staff", ("rows", "staff lek")),
        ("INSERT INTO staff VALUES ('eve', 'Eve', 'manager', NULL, 1, NULL, NULL)", ("rows", "staff eve")),
        ("UPDATE dealer SET tax_id = '7'", ("rows", "dealer Sathorn EV")),
        ("UPDATE dealer SET sign_in = 1 - sign_in", ("rows", "dealer Sathorn EV")),
        ("UPDATE person SET name = 'Eve'", ("people", "1")),
        ("UPDATE person_key SET key = zeroblob(32)", ("people", "1, event 5")),
        ("UPDATE vehicle SET model = 'MG5'", ("vehicles", VIN)),
        ("UPDATE vehicle SET model_year = 2025", ("vehicles", VIN)),
    ],
)
def test_staff_profile_customers_and_descriptions_that_are_changed_directly_are_found(shop, statement, where):
    take_on(shop, Member("lek", "Lek", Role.TECHNICIAN))
    change_profile(shop, Profile(phone="02 555 0142"))
    add_person(shop, Person("Somchai"))
    change_person(shop, Customer(1, Person("Somchai", phone="081 555 0142")))
    describe_vehicle(shop, Describe(VIN, Description("MG", "MG4", model_year=2024)))
    assert found(shop) == set()
    directly(shop, statement)
    assert where in found(shop)


def test_what_a_verb_changes_of_such_rows_is_told_by_whom_and_when(shop):
    with shop.store.reading() as tx:
        before = len(books.life_rows.of_dealer(tx, ROWS_TOLD))
    take_on(UserSession(shop.store, "noi", authorise), Member("lek", "Lek", Role.TECHNICIAN))
    with shop.store.reading() as tx:
        told = books.life_rows.of_dealer(tx, ROWS_TOLD)
    assert len(told) == before + 1
    assert (told[-1].by, list(told[-1].facts["tables"]), list(told[-1].facts["tables"]["staff"]["rows"])) == (
        "noi",
        ["staff"],
        ["lek"],
    )


def test_books_of_an_earlier_version_say_what_they_cannot_know_and_know_it_from_the_first_backup_on(tmp_path):
    place = tmp_path / "desk.ldk"
    shutil.copyfile(OLD, place)
    checks = tuple(offered("checks"))
    with dbapi2.connect(str(OLD)) as raw:
        seals = dict(raw.execute("SELECT seq, seal FROM event").fetchall())
    user = UserSession(books.open_books(place), None, authorise)
    try:
        first = books.check(user, checks)
        assert {each.part for each in first.findings} <= {"documents"}
        assert {each.table for each in first.notes if isinstance(each, witness.RowsUntold)} >= {"staff", "dealer"}
        assert [type(each) for each in first.notes].count(witness.PeopleUntold) == 1
        books.back_up(user, also=checks)
        after = books.check(user, checks)
        assert not [each for each in after.notes if isinstance(each, witness.RowsUntold)]
        directly(user, "UPDATE staff SET role = 'manager'")
        assert "rows" in {each.part for each in books.check(user, checks).findings}
        with user.store.reading() as tx:
            assert {seq: seal for seq, seal in books.chain.seals(tx) if seq in seals} == seals
    finally:
        user.store.close()
