"""The audit list: all that was recorded, narrowed by subject, person, days and letters; who came in is told too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lifecycle_desk.base import clock
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.secrets import SecretWrong
from lifecycle_desk.dealership.usecases.changing import LetGo, deactivate, take_on
from lifecycle_desk.dealership.usecases.proving import (
    Recover,
    RequireSignIn,
    SetSecret,
    recover,
    require_sign_in,
    set_secret,
    sign_in,
)
from lifecycle_desk.vehicle.rules.audit import NOBODY, Area, AuditFilter, read_filter
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import audit, chain
from lifecycle_desk.vehicle.usecases.audit import Audit, AuditCounts
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

VIN = "LGXCE4CB7R0000001"
FIRST, LATER = datetime(2026, 3, 1, 5, tzinfo=UTC), datetime(2026, 3, 20, 5, tzinfo=UTC)


@pytest.fixture
def busy(user):
    """A store in which two people did something on two days."""
    with clock.standing_at(FIRST):
        add_vehicle(replace(user, staff="noi"), AddVehicle(VIN, date(2026, 3, 1), plate="3กข 4821"))
    with clock.standing_at(LATER):
        add_person(replace(user, staff="lek"), Person("Somchai Jaidee"))
        take_on(user, Member("noi", "Noi", Role.SALES))
    return user


def kinds(user, **wanted):
    listing = Audit(user, AuditFilter(**wanted))
    keys = listing.keys()
    found = listing.rows(keys)
    return [found[key].event.kind for key in keys]


def test_the_list_is_narrowed_by_subject_person_days_and_letters(busy):
    everything = kinds(busy)
    assert everything[:3] == ["dealer.rows_told", "dealer.person_told", "vehicle.added"]
    assert kinds(busy, area=Area.PEOPLE) == ["dealer.person_told"]
    assert kinds(busy, area=Area.VEHICLE) == ["vehicle.added"]
    assert kinds(busy, by="lek") == ["dealer.person_told"]
    assert "vehicle.added" not in kinds(busy, by=NOBODY)
    assert kinds(busy, since=date(2026, 3, 2), until=date(2026, 3, 20)) == everything[:2]
    assert kinds(busy, until=date(2026, 3, 1))[0] == "vehicle.added"
    assert kinds(busy, text="4821") == ["vehicle.added"]
    assert kinds(busy, text="Somchai") == ["dealer.person_told"]
    last = Audit(busy).keys()[0]
    assert last in [*Audit(busy, AuditFilter(text=str(last))).keys()]
    counts, total = Audit(busy, AuditFilter(area=Area.PEOPLE)).counts()
    assert (counts[Area.PEOPLE], total) == (1, len(everything))


def test_a_row_names_its_vehicle_or_its_record_and_what_was_changed(busy):
    rows = {each.event.kind: each for each in Audit(busy).rows(Audit(busy).keys()).values()}
    assert (rows["vehicle.added"].vin, rows["vehicle.added"].plate) == (VIN, "3กข 4821")
    person = rows["dealer.person_told"]
    assert person.names[int(person.record.key)] == "Somchai Jaidee"
    assert rows["dealer.rows_told"].record == ("staff", "noi")
    assert [each.label for each in rows["dealer.rows_told"].changes]


def test_a_day_begins_by_the_clocks_of_the_dealership(user):
    with clock.standing_at(datetime(2026, 3, 1, 17, 30, tzinfo=UTC)):  # half past midnight on 2 March in Bangkok
        add_person(user, Person("Somchai"))
    assert kinds(user, since=date(2026, 3, 2), until=date(2026, 3, 2)) == ["dealer.person_told"]


def test_a_kept_filter_is_read_as_it_was_kept():
    wanted = AuditFilter(Area.ACCESS, "noi", date(2026, 3, 1), None, "plate")
    assert read_filter(wanted.kept(), "plate") == wanted
    assert AuditFilter().kept() == ""
    assert read_filter("no~filter~of~ours") == AuditFilter()


def test_signing_in_and_what_becomes_of_pins_are_events_that_hold_no_secret(user):
    take_on(user, Member("anan", "Anan", Role.TECHNICIAN))
    code = require_sign_in(user, RequireSignIn(Member("suda", "Suda", Role.MANAGER), "4821")).value
    suda = replace(user, staff="suda")
    set_secret(suda, SetSecret("anan", "7352"))
    set_secret(suda, SetSecret("anan", "7353"))
    sign_in(user.store, "anan", "7353")
    at = clock.now()
    for _ in range(4):
        at += timedelta(minutes=2)
        with clock.standing_at(at), pytest.raises(SecretWrong):
            sign_in(user.store, "anan", "9999")
    with clock.standing_at(at + timedelta(minutes=5)):
        deactivate(suda, LetGo("anan"))
        recover(user, Recover(code, "suda", "6374"))
    rows = Audit(suda, AuditFilter(area=Area.ACCESS))
    told = [each.event for each in reversed(rows.rows(rows.keys()).values())]
    assert {each.kind for each in told} >= {"dealer.sign_in_failed", "dealer.secret_removed", "dealer.recovery_used"}
    by_kind = sorted((each.seq, each.kind, each.facts["who"]) for each in told)
    assert [each[1:] for each in by_kind] == [
        ("dealer.secret_set", "suda"),
        ("dealer.secret_set", "anan"),
        ("dealer.secret_reset", "anan"),
        ("dealer.signed_in", "anan"),
        ("dealer.sign_in_failed", "anan"),
        ("dealer.secret_removed", "anan"),
        ("dealer.recovery_used", "suda"),
    ]
    failed = next(each for each in told if each.kind == "dealer.sign_in_failed")
    assert (failed.facts["tries"], failed.by) == (3, None)
    with user.store.reading() as tx:
        bodies = "".join(body for (body,) in tx.connection.exec_driver_sql("SELECT body FROM event"))
    assert [each for each in ("4821", "7352", "7353", "9999", "6374", code) if f'"{each}"' in bodies] == []


def test_entries_are_counted_once_and_later_only_those_that_came_since(busy, monkeypatch):
    counts = AuditCounts(busy)
    before, total = counts.of(AuditFilter())
    asked = []
    kinds_since = audit.kinds
    monkeypatch.setattr(audit, "kinds", lambda tx, of, since: asked.append(since) or kinds_since(tx, of, since))
    add_person(busy, Person("Malee"))
    after, more = counts.of(AuditFilter())
    assert (after[Area.PEOPLE], more, asked) == (before[Area.PEOPLE] + 1, total + 1, [total])
    assert counts.of(AuditFilter()) == Audit(busy).counts()


def test_entries_of_other_records_are_counted_anew(busy, monkeypatch):
    counts = AuditCounts(busy)
    found = counts.of(AuditFilter())
    monkeypatch.setattr(chain, "seal_of", lambda *_: b"that of another store")
    assert counts.of(AuditFilter()) == found
