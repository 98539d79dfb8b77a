"""The history of a record: who changed which field, with what it held before; personal data go with the person."""

from contextlib import closing
from dataclasses import asdict, replace
from datetime import date

import pytest
from sqlcipher3 import dbapi2

from lifecycle_desk.batteries.usecases.moves import PutInBattery, TakeOutBattery, put_in_battery, take_out_battery
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.tables import dealer, save_dealer
from lifecycle_desk.dealership.usecases.changing import ChangeMember, Profile, change_member, change_profile, take_on
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.language import Language
from lifecycle_desk.proof.usecases.rows_agree import people_agree
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, Price
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.store.sources import FILE, coming_from, steps_from
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.customers import PERSON_TOLD
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.record_history import record_history
from lifecycle_desk.vehicle.usecases.recording import record_event

ENGLISH = Language("en")


def told(user, kind, key=""):
    """The history of a record in words, the latest first: each entry's fields with what they held and hold."""
    say = ENGLISH.spoken
    return [
        {ENGLISH(each.label): (say(each.before), say(each.after)) if each.told else None for each in entry.changes}
        for entry in record_history(user, kind, key).entries
    ]


def bodies(user) -> str:
    with user.store.reading() as tx:
        return "".join(body for (body,) in tx.connection.exec_driver_sql("SELECT body FROM event"))


def test_a_member_of_staff_shows_roles_in_words_and_never_in_plain_what_names_them(user):
    hired = take_on(user, Member("noi", "Nonglak Kanari", Role.SALES)).value
    change_member(replace(user, staff="noi"), ChangeMember(replace(hired, role=Role.MANAGER, language="th"), hired))
    assert told(user, "staff", "noi") == [
        {"Role": ("Sales adviser", "Manager"), "Language": ("", "Thai")},
        {"Full name": None, "Role": ("", "Sales adviser"), "Works here": ("", "Yes")},
    ]
    assert [each.event.by for each in record_history(user, "staff", "noi").entries] == ["noi", None]
    assert "Kanari" not in bodies(user)


def test_the_profile_keeps_its_history_when_the_dealer_is_called_otherwise(user):
    change_profile(user, Profile(calendar="buddhist"))
    change_profile(user, Profile(name="Silom EV", labour_rate=120_000))
    renamed, dated = told(user, "dealer")
    assert renamed == {"Name": ("Sathorn EV", "Silom EV"), "Labour rate": ("THB\xa01,150.00", "THB\xa01,200.00")}
    assert dated == {"Calendar": ("Gregorian (2026)", "Buddhist (2569)")}


def test_a_customers_history_is_sealed_and_goes_with_them(own_user):
    user = own_user
    offered("commands")
    number = add_person(user, Person("Kanarie One", phone="0810000001")).value.number
    change_person(user, Customer(number, Person("Kanarie Two", phone="0810000001")))
    assert told(user, "person", str(number)) == [
        {"Name": ("Kanarie One", "Kanarie Two")},
        {"Name": ("", "Kanarie One"), "Phone": ("", "0810000001")},
    ]
    assert "Kanarie" not in bodies(user)
    erase_person(user, ErasePerson(number, "asked for it"))
    assert told(user, "person", str(number)) == [{}, {}, {}]
    user.store.close()
    with closing(dbapi2.connect(str(user.store.path))) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Kanarie" not in user.store.path.read_bytes()


def test_an_entry_of_the_catalogue_shows_each_price_that_it_had(user):
    pads = CatalogueEntry(
        kind=LineKind.PART, code="BP-1", text="Brake pads", prices=(Price(date(2026, 1, 1), 200_000),)
    )
    save_catalogue(user, SaveCatalogue((pads,)))
    save_catalogue(user, SaveCatalogue((replace(pads, prices=(Price(date(2026, 1, 1), 210_000),)),)))
    dearer, first = told(user, "catalogue_entry", "part:BP-1")
    assert [*dearer] == ["Price"]
    assert "2,000.00" in dearer["Price"][0]
    assert "2,100.00" in dearer["Price"][1]
    assert first["Description"] == ("", "Brake pads")


def test_entries_say_whether_the_window_the_command_line_or_a_file_wrote_them(user):
    user.store.source = "window"
    take_on(user, Member("noi", "Noi", Role.SALES))

    def imported():
        yield take_on(user, Member("lek", "Lek", Role.SALES))

    for _ in steps_from(FILE, imported()):
        pass
    with coming_from("command_line"):
        take_on(user, Member("dao", "Dao", Role.SALES))
    via = {who: record_history(user, "staff", who).entries[0].event.via for who in ("noi", "lek", "dao")}
    assert via == {"noi": "window", "lek": "import", "dao": "command_line"}


def test_who_may_not_read_activity_is_shown_no_history(user):
    for each in (Member("noi", "Noi", Role.AUDITOR), Member("lek", "Lek", Role.TECHNICIAN)):
        take_on(user, each)
    with user.store.writing() as tx:
        save_dealer(tx, replace(dealer(tx), sign_in=True))
    assert record_history(replace(user, staff="noi"), "staff", "lek").entries
    with pytest.raises(NotAllowed):
        record_history(replace(user, staff="lek"), "staff", "noi")


def test_the_history_of_a_battery_tells_its_moves_the_latest_first(own_user):
    car, other, pack = "LGXCE4CB7R0000001", "LMGAC1G82R1000001", "001PB0A0000001F3A0000001"
    add_vehicle(own_user, AddVehicle(car, date(2025, 4, 1), battery_code=pack))
    add_vehicle(own_user, AddVehicle(other, date(2025, 4, 1)))
    take_out_battery(own_user, TakeOutBattery(on=date(2026, 3, 2), code=pack))
    put_in_battery(own_user, PutInBattery(on=date(2026, 3, 4), code=pack, vin=other))
    kinds = [each.event.kind for each in record_history(own_user, "battery", pack.lower()).entries]
    assert kinds == ["vehicle.battery_put_in", "vehicle.battery_taken_out"]


def test_the_wish_for_no_reminders_is_told_and_an_entry_of_before_it_could_be_said_still_agrees(user):
    number = add_person(user, Person("Kanarie One")).value.number
    change_person(user, Customer(number, Person("Kanarie One", no_reminders=True)))
    assert told(user, "person", str(number))[0] == {"No reminders": ("No", "Yes")}
    of_before = {name: each for name, each in asdict(Person("Kanarie One")).items() if name != "no_reminders"}
    with user.writing() as tx:
        people.change_person(tx, number, Person("Kanarie One"))
        record_event(tx, Event(None, today(tx), PERSON_TOLD, {"person": number}, person=number, personal=of_before))
    with user.store.reading() as tx:
        assert list(people_agree(tx)) == []
    assert told(user, "person", str(number))[0] == {"No reminders": ("Yes", "No")}
