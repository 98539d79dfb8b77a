"""All that is held on a person, in one file: whole, as the schema says, and told to the books before it is written."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from erasable import plant
from house import HOUSE

from lifecycle_desk.cli import main
from lifecycle_desk.cli.context import Windows
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.interchange import person as giving_out
from lifecycle_desk.vehicle.rules.people import Person, PersonErased, UnknownPerson
from lifecycle_desk.vehicle.rules.rights import PERSON_EXPORT
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.access import EXPORTED, ExportPerson, export_person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, RecordOwner, add_vehicle, record_owner
from lifecycle_desk.vehicle.usecases.people import add_person

VIN = "LGXCE4CB7R0000001"
TYPES = {"string": str, "integer": int, "object": dict, "array": list, "null": type(None), "boolean": bool}


@pytest.fixture(autouse=True)
def _all_rooms() -> None:
    offered("commands")


def wrong(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """Where a value is not as its schema says; of JSON Schema only what the file uses."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    faults = [] if not kinds or type(value) in {TYPES[each] for each in kinds} else [f"{at}: {value!r}"]
    faults += [f"{at}: {value!r}"] if "const" in schema and value != schema["const"] else []
    faults += [f"{at}: {value!r}"] if "enum" in schema and value not in schema["enum"] else []
    if isinstance(value, dict):
        faults += [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        known = schema.get("properties", {})
        faults += [each for name, part in known.items() if name in value for each in wrong(value[name], part, name)]
    if isinstance(value, list):
        faults += [each for n, part in enumerate(value) for each in wrong(part, schema["items"], f"{at}[{n}]")]
    return faults


def exported(user, number: int) -> list[dict[str, Any]]:
    """How the books tell that data were given out."""
    with user.store.reading() as tx:
        return [each.facts for each in life_rows.of_dealer(tx, EXPORTED)]


def test_every_word_that_is_kept_of_a_person_is_given_out_as_the_schema_says(own_user):
    number, said = plant(own_user)
    content = b"".join(giving_out.write(own_user, {"person": number})).decode()
    told = json.loads(content)
    schema = json.loads((HOUSE / "docs/person.schema.json").read_text("utf-8"))
    assert wrong(told, schema) == []
    assert told.keys() == schema["properties"].keys()
    read = content + " ".join(json.dumps(json.loads(each["text"]), ensure_ascii=False) for each in told["drafts"])
    missing = [each for each in said.words if each not in read and "old" not in each]  # what another word replaced
    assert missing == []
    assert exported(own_user, number) == [{"person": number}]


def test_that_data_were_given_out_is_told_before_the_file_and_stands_though_it_is_never_written(own_user):
    number = add_person(own_user, Person("Anan")).value.number
    chunks = giving_out.write(own_user, {"person": number})
    assert exported(own_user, number) == []
    next(chunks)
    chunks.close()
    assert exported(own_user, number) == [{"person": number}]


def test_a_time_of_another_owner_is_not_given_out(own_user):
    anan, niran = (add_person(own_user, Person(each)).value.number for each in ("Anan", "Niran"))
    add_vehicle(own_user, AddVehicle(VIN, date(2025, 1, 2), plate="3กข 1", owner=anan))
    record_owner(own_user, RecordOwner(VIN, niran, date(2026, 1, 2)))
    held = export_person(own_user, ExportPerson(anan)).value.held
    (vehicle,) = held["vehicles"]
    assert (vehicle["owned_from"], vehicle["owned_until"], vehicle["plate"]) == ("2025-01-02", "2026-01-02", None)
    assert "Niran" not in json.dumps(held)


@pytest.mark.parametrize("given", [None, "", "x", "99", -1])
def test_a_number_that_nobody_has_is_refused_and_nothing_is_told(own_user, given):
    with pytest.raises(UnknownPerson):
        list(giving_out.write(own_user, {"person": given}))
    assert exported(own_user, 0) == []


def test_who_was_erased_has_nothing_to_be_given_out(own_user):
    number = add_person(own_user, Person("Anan Wongsakul")).value.number
    erase_person(own_user, ErasePerson(number, "asked for it"))
    with pytest.raises(PersonErased):
        export_person(own_user, ExportPerson(number))


def test_only_who_may_gives_out_all_data(own_user):
    number = add_person(own_user, Person("Anan")).value.number
    take_on(own_user, Member("boss", "Boss", Role.MANAGER))
    take_on(own_user, Member("tech", "Tech", Role.TECHNICIAN))
    switch_sign_in(type(own_user)(own_user.store, "boss", authorise), SignIn(on=True))
    with pytest.raises(NotAllowed):
        export_person(type(own_user)(own_user.store, "tech", authorise), ExportPerson(number))
    export_person(type(own_user)(own_user.store, "boss", authorise), ExportPerson(number))
    assert PERSON_EXPORT.roles == {Role.MANAGER, Role.PRIVACY}


def test_the_command_writes_the_file(own_user, tmp_path):
    number = add_person(own_user, Person("Anan")).value.number
    target = tmp_path / "anan.json"
    asked = ["--store", str(own_user.store.path), "export", "person", "--person", str(number), "-o", str(target)]
    done = CliRunner().invoke(main, asked, obj=Windows(lambda *_: 0, lambda *_a, **_b: []))
    assert done.exit_code == 0, done.output
    assert json.loads(target.read_text("utf-8"))["person"]["name"] == "Anan"
