import json
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from command_line import Desk
from examples import SEVERAL, copy_example
from own_server import copy_database, drop_database, place_of

from lifecycle_desk.books.interchange.records_form import Closing
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.trust.signing import Key
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import Note, note_event

HOUSE = Path(__file__).parents[2]
sys.path.insert(0, str(HOUSE / "packaging"))
VIN, OTHER = "LSJWH4095PN000001", "LSJWH4095PN000002"
CANARIES = ("Canary Yellow", "+66 800 123456", "canary@example.org", "Birdcage Walk")


def fill(desk: Desk) -> None:
    """People, one of them erased, documents, corrections, and Unicode that sorts differently by locale."""
    name, phone, email, address = CANARIES
    owner = desk.do("add_person", name=name, phone=phone, email=email, address=address)["number"]
    gone = desk.do("add_person", name="Gone", phone="1")["number"]
    for staff in ("åsa", "Zoe", "ann"):
        desk.do("take_on", name=staff, full_name=staff, role="manager")
    desk.do("add_vehicle", vin=VIN, on="2026-01-02", owner=owner, odometer={"value": 9, "unit": "mi"}, plate="3กข")
    desk.do("add_vehicle", vin=OTHER, on="2026-01-02", owner=gone, plate="ก\u2028ข")
    event = desk.do("read_odometer", vin=VIN, on="2026-02-02", odometer={"value": 5})["event"]
    desk.do("take_back", seq=event, why="mistyped")
    desk.do("erase_person", number=gone, why="asked")
    store = open_store(desk.where)
    user = UserSession(store, None, authorise)
    photo = attach(user, "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    note_event(user, Note(VIN, date(2026, 2, 3), "scratch", (photo.sha256,)))
    store.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, tmp_path_factory) -> Iterator[Desk]:
    """Books with something of everything, on each engine in turn, from which these tests only give out."""
    folder = tmp_path_factory.mktemp("filled")
    server = request.getfixturevalue("server") if request.param == "postgresql" else ""
    name = copy_database(server) if server else ""
    where = place_of(server, name) if server else str(folder / "desk.ldk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))  # where the documents of a server's books lie
        made = Desk(where)
        assert made("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en").code == 0
        fill(made)
        yield made
    if server:
        drop_database(server, name)


def lines(content: bytes) -> list[dict]:
    return [json.loads(line) for line in content.splitlines()]


def test_records_given_out_taken_in_and_given_out_again_are_the_same_bytes(filled, tmp_path):
    first, new = tmp_path / "first.jsonl", str(tmp_path / "new.ldk")
    assert filled("export", "records", "-o", first).code == 0

    taken = filled("import", "records", first, "--json", store=new)

    assert taken.code == 0, taken
    assert taken.json["new"] == taken.json["rows"] == first.read_bytes().count(b"\n") - 2
    assert filled("export", "records", store=new).raw == first.read_bytes()
    assert filled("check", store=new).code == 0
    assert filled("find", "Canary", "--json", store=new).json["hits"]
    before, after = (filled("show", VIN, "--json", store=store).json for store in (filled.where, new))
    assert before == after


def test_records_come_into_a_new_store_on_a_server(filled, server, tmp_path):
    file, name = tmp_path / "records.jsonl", copy_database(server)
    filled("export", "records", "-o", file)
    new = place_of(server, name)

    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(cut(file.read_bytes()))
    assert filled("import", "records", broken, store=new).code == 1
    assert filled("import", "records", file, store=new).code == 0
    assert filled("export", "records", store=new).raw == file.read_bytes()
    assert filled("import", "records", file, store=new).rule == "store_not_empty"
    drop_database(server, name)


def test_nothing_of_a_person_is_left_where_people_are_left_out(filled, tmp_path):
    file, new = tmp_path / "nameless.jsonl", str(tmp_path / "new.ldk")
    assert filled("export", "records", "--without-people", "-o", file).code == 0
    content = file.read_bytes()
    everything = filled("export", "records").raw

    assert all(each.encode() in everything for each in CANARIES)
    assert not [each for each in CANARIES if each.encode() in content]
    assert not [each for each in lines(content)[1:] if each["type"] in {"person_key", "document"}]
    assert filled("import", "records", file, store=new).code == 0
    assert filled("check", store=new).code == 0
    assert filled("export", "records", "--without-people", store=new).raw == content
    assert [each["id"] for each in filled("find", "3กข", "--json", store=new).json["hits"]] == [VIN]
    assert filled("show", VIN, "--json", store=new).json["owner"]["name"] is None


def test_the_private_key_never_leaves(filled):
    told = lines(filled("export", "records").raw)
    assert [each["private"] for each in told if each.get("type") == "signing_key"] == [None]


def test_one_vehicles_records_are_its_own_and_make_no_store(filled, tmp_path):
    file = tmp_path / "one.jsonl"
    filled("export", "records", "--vin", VIN.lower(), "-o", file)
    told = lines(file.read_bytes())

    assert told[0]["vin"] == VIN
    assert OTHER not in file.read_text()
    assert {each["type"] for each in told[1:]} >= {"vehicle", "event", "person", "document", "search_entry"}
    assert [each["name"] for each in told if each.get("type") == "person"] == [CANARIES[0]]
    assert filled("import", "records", file, store=str(tmp_path / "new.ldk")).rule == "records_of_one_vehicle"
    assert filled("export", "records", "--vin", "LSJWH4095PN000009").rule == "unknown_vehicle"


def test_each_line_refers_only_to_earlier_ones_and_has_sorted_keys_and_no_floats(filled):
    seen: dict[str, set] = {"person": set(), "vehicle": set()}
    raw = filled("export", "records").raw.split(b"\n")[1:-1]
    for line in raw:
        told = json.loads(line, parse_float=pytest.fail)
        assert list(told) == sorted(told)
        if told["type"] in seen:
            seen[told["type"]].add(told.get("vin") or told["number"])
        for name, kind in (("owner", "person"), ("person", "person"), ("vin", "vehicle")):
            if told.get(name) and told["type"] != kind:
                assert told[name] in seen[kind]


def test_the_schema_is_that_of_the_code_and_of_what_is_given_out(filled):
    import records_schema  # beside the other scripts, no package

    text = (HOUSE / "docs/records.schema.json").read_text("utf-8")
    assert text == records_schema.text(), "run packaging/records_schema.py"

    kinds = json.loads(text)["$defs"]
    first, *others = lines(filled("export", "records").raw)
    assert set(kinds["first"]["required"]) <= first.keys() <= kinds["first"]["properties"].keys()
    for told in others:
        schema = kinds[told["type"]]
        assert set(schema["required"]) <= told.keys() <= schema["properties"].keys()
        for name, value in told.items():
            allowed = schema["properties"][name].get("type", "string")
            kind = {str: "string", int: "integer", bool: "boolean", type(None): "null"}[type(value)]
            assert kind in allowed, (told["type"], name)


def cut(text: bytes) -> bytes:
    return text.rsplit(b"\n", 3)[0] + b"\n"


def signed_anew(text: bytes) -> bytes:
    """The records with an end that somebody signed by a key of his own, and put into the books."""
    *told, _ = text.splitlines(keepends=True)
    key = Key(b"f" * 32)
    made = []
    for line in told:
        row = json.loads(line)
        if row.get("type") == "signing_key":
            row["public"] = b64encode(key.public).decode()
        made.append(canonical_line(row))
    body = b"".join(made)
    end = Closing(len(made) - 1, sha256(body).hexdigest()).by(key)
    return body + canonical_line(end.told())


def canonical_line(told: dict) -> bytes:
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def resigned(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A change after which a forger signs again."""
    return lambda text: signed_anew(change(text))


def swapped(text: bytes) -> bytes:
    """The first two events in the other order; all else as it was."""
    told = text.splitlines(keepends=True)
    at = next(n for n, line in enumerate(told) if b'"type":"event"' in line)
    told[at : at + 2] = reversed(told[at : at + 2])
    return b"".join(told)


def altered(kind: str, change: Callable[[dict], object]) -> Callable[[bytes], bytes]:
    """The records with the last one of a kind changed."""

    def of(text: bytes) -> bytes:
        told = lines(text)
        change(next(each for each in reversed(told) if each.get("type") == kind))
        return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in told)

    return of


def unsigned(text: bytes) -> bytes:
    """The records as they were before there were signatures."""
    told = text.splitlines(keepends=True)[:-1]
    return b"".join([*told, b'{"rows":%d,"type":"end"}\n' % (len(told) - 1)])


def without(kind: str) -> Callable[[bytes], bytes]:
    """The records without the last one of a kind."""

    def of(text: bytes) -> bytes:
        told = text.split(b"\n")
        last = max(n for n, line in enumerate(told) if f'"type":"{kind}"'.encode() in line)
        return b"\n".join(told[:last] + told[last + 1 :])

    return of


def plus(line: str) -> Callable[[bytes], bytes]:
    """The records with a line more, counted in the last one."""

    def of(text: bytes) -> bytes:
        *told, _end, _ = text.split(b"\n")
        return b"\n".join([*told, line.encode(), json.dumps({"type": "end", "rows": len(told)}).encode(), b""])

    return of


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _text: b"", "not_records"),
    "no first line": (lambda text: text.split(b"\n", 1)[1], "not_records"),
    "another format": (lambda text: text.replace(b"lifecycle-desk/records", b"other", 1), "not_records"),
    "binary": (lambda _text: bytes(range(256)), "not_records"),
    "newer": (lambda text: text.replace(b'"version":1', b'"version":2', 1), "records_newer"),
    "an event altered": (
        altered("event", lambda told: told.update(body=told["body"].replace('"segment":0', '"segment":1'))),
        "records_not_whole",
    ),
    "an event missing": (without("event"), "records_not_whole"),
    "two events swapped": (swapped, "records_not_whole"),
    "two events swapped and signed again": (resigned(swapped), "records_not_whole"),
    "a price that no chain covers altered": (altered("dealer", lambda d: d.update(labour_rate=1)), "records_not_whole"),
    "a name altered": (altered("person", lambda told: told.update(name="Nobody")), "records_not_whole"),
    "all staff managers": (altered("staff", lambda told: told.update(role="administrator")), "records_not_whole"),
    "a role that is none": (resigned(altered("staff", lambda d: d.update(role="god"))), "record_line_wrong"),
    "an endless name": (resigned(altered("person", lambda d: d.update(name="a" * 30_000_000))), "record_line_wrong"),
    "an endless note": (resigned(altered("document", lambda d: d.update(name="a" * 30_000))), "record_line_wrong"),
    "a private key": (
        resigned(altered("signing_key", lambda d: d.update(private="a" * 43 + "="))),
        "record_line_wrong",
    ),
    "a market that is none": (resigned(altered("dealer", lambda d: d.update(market="XX"))), "record_line_wrong"),
    "a kind of person that is none": (
        resigned(altered("person", lambda d: d.update(kind="ghost"))),
        "record_line_wrong",
    ),
    "nobody signed": (unsigned, "records_not_signed"),
    "another signature": (lambda text: text.replace(b'"signature":"', b'"signature":"AA', 1), "records_not_whole"),
    "a copied column altered": (altered("event", lambda told: told.update(on="2026-02-04")), "records_not_whole"),
    "a figure altered": (altered("vehicle", lambda told: told.update(odometer_km=3)), "records_not_whole"),
    "a vehicle missing": (without("vehicle"), "records_do_not_fit"),
    "a person missing": (without("person"), "records_do_not_fit"),
    "a document's bytes altered": (altered("document", lambda told: told.update(content="AAAA")), "records_not_whole"),
    "a row twice": (lambda text: plus(text.split(b"\n")[-3].decode())(text), "records_do_not_fit"),
    "something behind the end": (lambda text: text + b"{}\n", "records_not_whole"),
    "rows that no chain covers cut off": (without("search_entry"), "records_not_whole"),
    "the end cut off": (cut, "records_not_whole"),
    "cut in a line": (lambda text: text[:-40], "record_line_wrong"),
    "unknown kind": (plus('{"type": "ship"}'), "record_line_wrong"),
    "field missing": (altered("vehicle", lambda told: told.pop("make")), "record_line_wrong"),
    "field unknown": (altered("vehicle", lambda told: told.update(speed=1)), "record_line_wrong"),
    "text for a number": (altered("vehicle", lambda told: told.update(odometer_km="3")), "record_line_wrong"),
    "truth for a number": (altered("vehicle", lambda told: told.update(odometer_km=True)), "record_line_wrong"),
    "endless number": (altered("vehicle", lambda told: told.update(odometer_km=2**63)), "record_line_wrong"),
    "a day in another form": (
        altered("vehicle", lambda told: told.update(owner_since="20260102")),
        "record_line_wrong",
    ),
    "a number missing": (altered("event", lambda told: told.update(seq=None)), "record_line_wrong"),
    "NUL": (altered("vehicle", lambda told: told.update(make="a\0b")), "record_line_wrong"),
    "half a character": (plus('{"type": "vehicle", "make": "\\ud800"}'), "record_line_wrong"),
    "a float": (plus('{"type": 1.5}'), "record_line_wrong"),
    "NaN": (plus('{"type": NaN}'), "record_line_wrong"),
    "a name twice": (plus('{"type": "vehicle", "type": "event"}'), "record_line_wrong"),
    "nested": (plus("[" * 100_000), "record_line_wrong"),
    "no object": (plus("[]"), "record_line_wrong"),
    "no text": (lambda text: text.replace(b'"type":"vehicle"', b'"type":"\xff"', 1), "record_line_wrong"),
    "no base64": (altered("event", lambda told: told.update(seal="é")), "record_line_wrong"),
}


@pytest.fixture(scope="module")
def given_out(tmp_path_factory) -> bytes:
    """One store's records, for all that is done to them."""
    made = Desk(str(tmp_path_factory.mktemp("store") / "desk.ldk"))
    made("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en")
    fill(made)
    return made("export", "records").raw


@pytest.mark.parametrize("name", WRONG)
def test_records_that_are_not_whole_are_refused_and_leave_no_file(desk, given_out, tmp_path, name):
    change, rule = WRONG[name]
    file = tmp_path / "records.jsonl"
    file.write_bytes(change(given_out))
    assert file.read_bytes() != given_out
    before = sorted(path.name for path in tmp_path.rglob("*"))

    said = desk("import", "records", file, "--json", store=str(tmp_path / "new.ldk"))

    assert (said.code, said.rule) == (1, rule), said
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_dry_run_leaves_no_file_and_an_empty_file_is_no_hindrance(desk, given_out, tmp_path):
    file, new = tmp_path / "records.jsonl", tmp_path / "new.ldk"
    file.write_bytes(given_out)

    dry = desk("import", "records", file, "--json", "--dry-run", store=str(new))
    assert (dry.code, dry.json["written"], new.exists()) == (0, False, False)
    new.touch()
    assert desk("import", "records", file, store=str(new)).code == 0
    assert desk("import", "records", file, store=str(new)).rule == "store_not_empty"
    assert not list(Path(tmp_path).glob("*.part*"))


def test_the_key_is_given_out_as_pem_with_its_fingerprint(desk):
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    said = desk("export", "key")
    text, pem = said.out.split("-----", 1)

    assert load_pem_public_key(f"-----{pem}".encode()).public_bytes_raw()
    assert len(text.rsplit(": ", 1)[1].split()) == 8


def test_the_example_dealers_books_travel_whole_and_without_anybodys_name(desk, tmp_path):
    """Every kind of record that the stages make, whatever they are by now."""
    example, whole, nameless = (str(tmp_path / f"{name}.ldk") for name in ("example", "whole", "nameless"))
    copy_example(Path(example), vehicles=SEVERAL)
    assert desk("demo", store=example).rule == "store_not_empty"

    for options, new in (((), whole), (("--without-people",), nameless)):
        file = tmp_path / "records.jsonl"
        assert desk("export", "records", *options, "-o", file, store=example).code == 0
        assert desk("import", "records", file, store=new).code == 0
        assert desk("export", "records", *options, store=new).raw == file.read_bytes()
        assert desk("check", store=new).code == 0

    forged = altered("charging_session", lambda told: told.update(meter_wh=1, battery_wh=1))
    file.write_bytes(resigned(forged)(desk("export", "records", store=whole).raw))  # only a room's own check sees it
    refused = desk("import", "records", file, store=str(tmp_path / "forged.ldk"))
    assert (refused.code, refused.rule) == (1, "records_not_whole")
    assert refused.json["refused"]["facts"]["part"] not in {"chain", "figures", "file"}

    everything = lines(desk("export", "records", store=whole).raw)
    people = [each for each in everything if each.get("type") == "person"]
    assert any(each.get("complaint") for each in everything)
    assert not any(each.get("complaint") for each in lines(desk("export", "records", store=nameless).raw))
    text = desk("export", "records", store=nameless).out
    assert len(people) > 3
    assert not [
        each for each in people for said in (each["name"], each["phone"], each["email"]) if said and said in text
    ]


def test_records_say_who_signed_them_and_a_key_that_is_named_must_be_theirs(desk, given_out, tmp_path):
    file, bare = tmp_path / "records.jsonl", tmp_path / "unsigned.jsonl"
    file.write_bytes(given_out)
    bare.write_bytes(unsigned(given_out))

    dry = desk("import", "records", file, "--dry-run", "--json", store=str(tmp_path / "a.ldk")).json
    ((rule, facts),) = [(each["rule"], each["facts"]) for each in dry["warnings"]]
    assert (rule, facts["dealer"]) == ("records_signed_by", "Sathorn EV")

    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(signed_anew(given_out))
    trust = ("--trust", facts["fingerprint"])
    assert desk("import", "records", forged, *trust, store=str(tmp_path / "b.ldk")).rule == "records_of_another_key"
    assert desk("import", "records", bare, *trust, store=str(tmp_path / "b.ldk")).rule == "records_not_signed"
    assert desk("import", "records", file, *trust, store=str(tmp_path / "b.ldk")).code == 0
    taken = desk("import", "records", bare, "--unsigned", "--json", store=str(tmp_path / "c.ldk"))
    assert [each["rule"] for each in taken.json["warnings"]] == ["records_taken_unsigned"]


def test_books_that_came_as_records_sign_by_a_key_of_their_own_once_they_have_gone_on(desk, given_out, tmp_path):
    file, new = tmp_path / "records.jsonl", str(tmp_path / "new.ldk")
    file.write_bytes(given_out)
    assert desk("import", "records", file, store=new).code == 0
    assert desk("export", "records", store=new).raw == given_out

    Desk(new).do("read_odometer", vin=VIN, on="2026-03-02", odometer={"value": 50})
    file.write_bytes(desk("export", "records", store=new).raw)

    first, last = lines(given_out)[-1], lines(file.read_bytes())[-1]
    assert last["key"] not in {None, first["key"]}
    assert desk("import", "records", file, store=str(tmp_path / "third.ldk")).code == 0
