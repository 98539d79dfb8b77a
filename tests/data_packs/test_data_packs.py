"""Data packs: newer published data as one signed file, taken in whole, told once, and in force where it is later."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import data_pack
import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.signed_archive import MANIFEST, packed
from lifecycle_desk.cover.rules import PartGroup, published
from lifecycle_desk.cover.usecases import CoverOf, rules_in_force, vehicle_cover
from lifecycle_desk.data_packs.interchange.form import ARCHIVE, written
from lifecycle_desk.data_packs.interchange.taking import look_at_file, take_in
from lifecycle_desk.data_packs.rules.pack import (
    PackBringsNothing,
    PackFileUnread,
    PackNewer,
    PackNotWhole,
    PackOlder,
    PublisherUnknown,
)
from lifecycle_desk.data_packs.usecases.ages import data_ages
from lifecycle_desk.data_packs.usecases.taking import CHECKS
from lifecycle_desk.market.published_data import program_data
from lifecycle_desk.proof.usecases.trusting import MISTRUSTED, MistrustKey, mistrust_key, trust
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.usecases import catching_up
from lifecycle_desk.schedules.usecases.due import dues_agree
from lifecycle_desk.store import slices
from lifecycle_desk.store.store import Store
from lifecycle_desk.trust.chain import canonical
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.vehicle.rules.dealer_wording import DATA_PACK_TAKEN
from lifecycle_desk.vehicle.rules.models import find_model
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

KEY = Key(bytes(range(32)))
MADE_AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
TRUSTED = Choices(trust=(fingerprint(KEY.public),))
RULE = """
looked_up_on = {day}
brands = ["Testa"]

[[rules]]
id = "testa-battery"
part = "battery"
months = {months}
km = 100000
valid_from = 2020-01-01
source = "A booklet"
"""
MODEL = """
looked_up_on = 2027-02-01

[[variants]]
make = "Testa"
model = "One"
variant = "50 kWh"
energy = "BEV"
usable_kwh = "{kwh}"
valid_from = 2027-01-01
source = "A price list"
"""
SCHEDULE = """
looked_up_on = 2027-02-01
brands = ["BYD"]

[[schedules]]
id = "testa-yearly"
title = "Testa"
valid_from = 2020-01-01
visits = {{ every = {{ months = {months} }} }}
source = "A booklet"
"""


def rule(day="2027-02-01", months=96):
    return RULE.format(day=day, months=months).encode()


def pack(folder, name="file.ldp", key=KEY, **files):
    """A pack of files, by the names of their kinds: warranty_testa=b"…"."""
    file = folder / name
    named = {f"{each.replace('_', '/', 1)}.toml": content for each, content in files.items()}
    file.write_bytes(b"".join(written("Data of March", "The Publisher", MADE_AT, named, key)))
    return file


def take(user, file, choices=TRUSTED):
    return drained(take_in(user, file, choices)).value


def refused(user, file, choices=TRUSTED):
    with pytest.raises(Objection) as found:
        take(user, file, choices)
    return found.value


def test_a_pack_is_in_force_after_one_event_and_an_older_one_changes_nothing(own_user, tmp_path):
    user = own_user
    file = pack(
        tmp_path, warranty_testa=rule(), models_testa=MODEL.format(kwh="50").encode(),
        warranty_byd=b"looked_up_on = 2020-01-01\n" + rule("2020-01-01").split(b"\n", 2)[2],
    )  # fmt: skip
    seen = look_at_file(user, file)
    assert [(each.file.name, each.added, each.is_newer) for each in seen.changes] == [
        ("models/testa.toml", 1, True), ("warranty/byd.toml", 0, False), ("warranty/testa.toml", 1, True),
    ]  # fmt: skip
    assert isinstance(refused(user, file, Choices()), PublisherUnknown)
    assert not take(user, file, Choices(dry_run=True)).written

    assert take(user, file).written
    with user.store.reading() as tx:
        data, rules = data_in_force(tx), rules_in_force(tx)
        (told,) = life.of_dealer(tx, DATA_PACK_TAKEN)
    assert find_model("Testa", "One", data=data).usable_wh == 50_000
    assert find_model("Testa", "One") is None, "the program's own is as it was"
    assert "testa-battery" in {each.id for each in rules}
    assert {each.id for each in rules} > {each.id for each in published()}, "an older file takes nothing away"
    assert told.facts["files"]["warranty/testa.toml"] == sha256(rule()).hexdigest()

    again = take(user, file)
    assert not again.written
    assert isinstance(again.warnings[0], PackBringsNothing)
    later = pack(tmp_path, "later.ldp", warranty_testa=rule("2027-03-01", months=60))
    change = look_at_file(user, later).changes[0]
    assert (change.added, change.changed, change.removed, change.before) == (0, 1, 0, date(2027, 2, 1))
    assert take(user, later, Choices()).written, "the key is known by now"
    with user.store.reading() as tx:
        (found,) = [each for each in rules_in_force(tx) if each.id == "testa-battery"]
    assert found.lasts.count == 60
    assert not check(user, CHECKS).findings
    (age,) = [each for each in data_ages(user) if each.facts.file.name == "warranty/testa.toml"]
    assert (age.facts.makes, age.facts.entries, age.pack, age.publisher) == (
        ("Testa",), 1, "Data of March", "The Publisher",
    )  # fmt: skip


def test_cover_and_what_is_due_of_a_car_follow_a_pack(own_user, tmp_path, in_use):
    user, vin = own_user, in_use
    take(user, pack(tmp_path, schedules_testa=SCHEDULE.format(months=6).encode(), warranty_testa=rule()))
    with user.store.reading() as tx:
        assert schedule_rows.due(tx, vin).schedule == "testa-yearly"
    (part,) = vehicle_cover(user, CoverOf(vin, PartGroup.BATTERY)).value.parts
    assert part.rules


def test_what_is_due_follows_a_pack_in_short_transactions_and_goes_on_after_a_stop(own_user, tmp_path, monkeypatch):
    user, vins = own_user, [f"LSJWH4095PN00000{at}" for at in range(1, 6)]
    for vin in vins:
        add_vehicle(user, AddVehicle(vin, date(2026, 1, 2), Description("BYD", "Atto 9", energy="BEV")))
    monkeypatch.setattr(catching_up, "AT_ONCE", 2)
    monkeypatch.setattr(slices, "LONGEST", 60)
    file = pack(tmp_path, schedules_testa=SCHEDULE.format(months=6).encode())

    steps = take_in(user, file, TRUSTED)
    told = [next(steps) for _ in range(3)]
    add_vehicle(user, AddVehicle("LSJWH4095PN000009", date(2026, 1, 2)))  # somebody saves in between
    steps.close()

    assert (told[-1].done, told[-1].total) == (2, 5)
    assert on_the_pack(user) == vins[:2]
    assert not take(user, file).written, "it is in force already"
    assert on_the_pack(user) == vins
    with user.store.reading() as tx:
        assert catching_up.reached(tx) is None
    assert not check(user, [dues_agree]).findings


def test_whoever_waits_to_save_comes_after_one_car_and_a_pack_without_schedules_lets_nothing_follow(
    own_user, in_use, tmp_path, monkeypatch
):
    add_vehicle(own_user, AddVehicle("LSJWH4095PN000002", date(2026, 1, 2), Description("BYD", "Atto 9", energy="BEV")))
    monkeypatch.setattr(Store, "writer_waiting", True)
    take(own_user, pack(tmp_path, warranty_testa=rule()))
    assert list(catching_up.go_on(own_user)) == []

    steps = [*take_in(own_user, pack(tmp_path, schedules_testa=SCHEDULE.format(months=6).encode()), TRUSTED)]

    assert [(each.done, each.total) for each in steps[2:]] == [(1, 2), (2, 2)]


def on_the_pack(user):
    with user.store.reading() as tx:
        return [vin for vin in schedule_rows.vins(tx) if schedule_rows.due(tx, vin).schedule == "testa-yearly"]


def test_a_publisher_is_trusted_for_packs_on_purpose_and_mistrusted_again(own_user, tmp_path):
    user = own_user
    file = pack(tmp_path, warranty_testa=rule())
    with user.store.writing() as tx:
        trust(tx, "The Publisher", KEY.public)
    assert isinstance(refused(user, file, Choices()), PublisherUnknown), "trusted with lives, not with data"
    take(user, file)
    mistrust_key(user, MistrustKey(KEY.public.hex(), "It was stolen"))
    later = pack(tmp_path, "later.ldp", warranty_testa=rule("2027-03-01"))
    assert isinstance(refused(user, later, Choices()), PublisherUnknown)
    with user.store.reading() as tx:
        assert life.of_dealer(tx, MISTRUSTED)


def signed(entries, key=KEY, **told):
    """An archive whose manifest is signed over whatever it says."""
    base = {"name": "N", "publisher": "P", "key": key.public.hex(), "made_at": "2027-03-01T09:00:00Z"}
    digests = {name: sha256(content).hexdigest() for name, content in entries.items()}
    form = replace(ARCHIVE, **{each: told.pop(each) for each in ("version", "format") if each in told})
    manifest = form.manifest(base | {"dated": "2027-02-01"} | told, key, digests)
    return {MANIFEST: manifest, **dict(sorted(entries.items()))}


def test_what_is_no_whole_pack_is_refused_with_one_sentence_and_nothing_is_written(own_user, tmp_path):
    user, name, words = own_user, "warranty/testa.toml", "warranty/part_words.toml"
    whole = signed({name: rule()})
    other = json.loads(whole[MANIFEST]) | {"name": "Another"}
    cases = {
        "bad signature": ({**whole, MANIFEST: canonical(other)}, PackNotWhole),
        "changed bytes": ({**whole, name: rule(months=12)}, PackNotWhole),
        "newer": (signed({name: rule()}, version=2), PackNewer),
        "older": (signed({name: rule()}, version=0), PackOlder),
        "another format": (signed({name: rule()}, format="lifecycle-desk/dossier"), PackNotWhole),
        "another day": (signed({name: rule()}, dated="2027-02-02"), PackNotWhole),
        "upwards": (signed({"warranty/../x.toml": rule()}), PackNotWhole),
        "absolute": (signed({"/warranty/x.toml": rule()}), PackNotWhole),
        "another folder": (signed({"markets/TH.toml": rule()}), PackNotWhole),
        "no toml": (signed({name: b"looked_up_on = \n"}), PackFileUnread),
        "no text": (signed({name: b"\xff"}), PackFileUnread),
        "a deep one": (signed({name: b"a = " + b"[" * 100_000}), PackFileUnread),
        "no day": (signed({name: b"brands = []\n"}), PackFileUnread),
        "no list": (signed({name: b"looked_up_on = 2027-02-01\n"}), PackFileUnread),
        "a key that no rule has": (signed({name: rule() + b"colour = 1\n"}), PackFileUnread),
        "a text for a number": (signed({name: rule(months='"12"')}), PackFileUnread),
        "the dealer's": (signed({name: rule() + b'kind = "dealer"\n'}), PackFileUnread),
        "a part without a word": (signed({words: b"looked_up_on = 2027-02-01\ngroups = []\n"}), PackFileUnread),
        "a name twice": (signed({name: rule(), "warranty/other.toml": rule()}), PackFileUnread),
    }  # fmt: skip
    for case, (entries, expected) in cases.items():
        file = tmp_path / "case.ldp"
        file.write_bytes(b"".join(packed(entries)))
        assert type(refused(user, file)) is expected, case
    for case, made in traps(tmp_path, whole).items():
        assert type(refused(user, made)) is PackNotWhole, case
    with user.store.reading() as tx:
        assert data_in_force(tx) is program_data()
        assert not life.of_dealer(tx, DATA_PACK_TAKEN)


def traps(folder, whole):
    """Archives that zip programs read and that are none of ours."""
    made = {}
    for case, how in {"deflated": zipfile.ZIP_DEFLATED, "twice": zipfile.ZIP_STORED}.items():
        made[case] = folder / f"{case}.ldp"
        with zipfile.ZipFile(made[case], "w", how) as archive:
            for name, content in whole.items():
                archive.writestr(name, content)
            if case == "twice":
                with pytest.warns(UserWarning, match="Duplicate"):
                    archive.writestr(MANIFEST, whole[MANIFEST])
    made["behind"] = folder / "behind.ldp"
    made["behind"].write_bytes(b"".join(packed(whole)) + b"more")
    made["too large"] = folder / "large.ldp"
    made["too large"].write_bytes(b"".join(packed(signed({"warranty/x.toml": b"#" * (8 * 2**20)})))[: 7 * 2**20])
    return made


def test_a_fault_in_a_file_is_named_with_its_place(own_user, tmp_path):
    name = "warranty/testa.toml"
    file = tmp_path / "case.ldp"
    file.write_bytes(b"".join(packed(signed({name: b'looked_up_on = 2027-02-01\nbrands = ["A"\n'}))))
    why = refused(own_user, file)
    assert (why.file, why.place.startswith("line ") or why.place == "end of document") == (name, True)
    file.write_bytes(b"".join(packed(signed({name: rule() + b"colour = 1\n"}))))
    why = refused(own_user, file)
    assert (why.file, why.place) == (name, "rules 1 (testa-battery)")
    assert "colour" in why.why


def test_rows_of_a_pack_that_were_changed_with_another_tool_are_found(own_user, tmp_path):
    user = own_user
    take(user, pack(tmp_path, warranty_testa=rule()))
    with user.store.writing() as tx:
        run = tx.connection.exec_driver_sql
        for (trigger,) in run(
            "SELECT name FROM sqlite_schema WHERE tbl_name = 'data_pack_file' AND type = 'trigger'"
        ).all():
            run(f"DROP TRIGGER {trigger}")
        run("UPDATE data_pack_file SET content = content || '#'")
        tx.retold = True
    assert [each.part for each in check(user, CHECKS).findings if each.part == "data"] == ["data"]


def test_a_publisher_makes_a_pack_from_a_folder_and_a_key(own_user, tmp_path, capsys):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    (tmp_path / "warranty").mkdir()
    (tmp_path / "warranty" / "testa.toml").write_bytes(rule())
    private = Ed25519PrivateKey.from_private_bytes(KEY.private)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    given = ["make", str(tmp_path), "--key", str(tmp_path / "key.pem"), "--name", "N", "--publisher", "P"]
    assert data_pack.main([*given, "-o", str(tmp_path / "x.ldp")]) == 0
    assert fingerprint(KEY.public) in capsys.readouterr().out
    assert take(own_user, tmp_path / "x.ldp").written
    (tmp_path / "warranty" / "testa.toml").write_bytes(rule() + b"colour = 1\n")
    assert data_pack.main([*given, "-o", str(tmp_path / "y.ldp")]) == 1
    assert not (tmp_path / "y.ldp").exists()
