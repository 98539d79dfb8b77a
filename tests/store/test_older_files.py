"""Files that earlier versions made, kept as they were: each must open, with every row, in every version to come."""

import shutil
from pathlib import Path

import pytest
from cheap_secrets import proved_dearly
from older_rows import ROWS
from sqlcipher3 import dbapi2

from lifecycle_desk.base import clock
from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership_tables
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.proving import sign_in
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules.held import HeldState
from lifecycle_desk.stages.service.shelf.tables import held as held_rows
from lifecycle_desk.stages.service.shelf.usecases.holding import KEPT
from lifecycle_desk.store import backup
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.file_format import HEAD
from lifecycle_desk.store.integrity import rows_by_table
from lifecycle_desk.store.manifests import Manifest, write_manifest
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.catching_up import catch_up

EARLY = "2026-11-20T000000Z.ldk"  # a backup of before the update
NEVER_GIVEN_OUT = {6, 7, 8, 15, 16, 17, 20}  # steps of one delivery, where no store stayed
FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_file_of_an_earlier_version_opens_with_every_row(tmp_path, name):
    shutil.copyfile(FILES / name, tmp_path / name)
    checks = tuple(offered("checks"))

    store = books.open_books(tmp_path / name)
    with store.reading() as tx:
        rows = {table: count for table, count in rows_by_table(tx).items() if table in ROWS[name]}
    found = books.check(UserSession(store, None, authorise), checks)
    store.close()

    assert rows == ROWS[name]
    assert {each.part for each in found.findings} <= {"documents"}  # its photos were not kept with it


def test_the_pins_of_a_file_sign_in_and_its_wrong_tries_are_remembered(tmp_path):
    shutil.copyfile(FILES / "revision-0012.ldk", tmp_path / "desk.ldk")
    store = books.open_books(tmp_path / "desk.ldk")
    with proved_dearly():
        assert sign_in(store, "วิทยา", "4821") == "วิทยา"
    with store.reading() as tx:
        assert dealership_tables.tries(tx, "จิรายุ")[0] == 1
    store.close()


def test_a_role_of_ones_own_and_a_picture_are_still_there(tmp_path):
    shutil.copyfile(FILES / "revision-0013.ldk", tmp_path / "desk.ldk")
    store = books.open_books(tmp_path / "desk.ldk")
    with store.reading() as tx:
        (role,) = dealership_tables.own_roles(tx)
        (who,) = [each for each in dealership_tables.staff(tx) if each.own_role]
    store.close()
    assert (role.name, sorted(role.rights)) == ("Night desk", ["odometer.add", "service.order.edit"])
    assert (who.own_role, who.picture) == ("Night desk", "ab" * 32)


def test_jobs_and_lines_of_an_older_file_get_identities_and_what_names_them_finds_them(tmp_path):
    shutil.copyfile(FILES / "revision-0005.ldk", tmp_path / "desk.ldk")
    raw = dbapi2.connect(str(tmp_path / "desk.ldk"))
    before = {name: raw.execute(f"SELECT * FROM {name}").fetchall() for name in ("event", "repair_job", "repair_line")}  # noqa: S608 (names above)
    claims = raw.execute("SELECT key, order_key, job FROM warranty_claim").fetchall()
    raw.execute("UPDATE repair_job SET place = place + 10 WHERE order_key = ?", (claims[0][1],))
    for table in ("repair_line", "repair_line_part", "repair_job_item"):
        raw.execute(f"UPDATE {table} SET job = job + 10 WHERE order_key = ?", (claims[0][1],))  # noqa: S608 (as above)
    raw.commit()
    raw.close()
    store = books.open_books(tmp_path / "desk.ldk")
    with store.reading() as tx:
        ask = tx.connection.exec_driver_sql
        after = {name: ask(f"SELECT * FROM {name}").all() for name in before}  # noqa: S608 (as above)
        orders = order_rows.orders(tx, [order for _, order, _ in claims])
        found = claim_rows.claims(tx, [key for key, _, _ in claims])
    store.close()

    assert [tuple(row) for row in after["event"]] == before["event"]
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}
    jobs = {(order.key, job.id): (at, job) for order in orders for at, job in enumerate(order.sheet.jobs)}
    numbers = [
        number for order in orders for job in order.sheet.jobs for number in (job.id, *(each.id for each in job.lines))
    ]
    assert 0 not in numbers
    for order in orders:
        given = [number for job in order.sheet.jobs for number in (job.id, *(each.id for each in job.lines))]
        assert len({*given, 0}) == len(given) + 1
        assert order.identities >= max(given)
    for claim, (_, order, place) in zip(found, claims, strict=True):  # those of the first order stand ten places on
        at, job = jobs[order, claim.job_id]
        assert at == place
        assert [each.order_line for each in claim.sheet.lines] == [
            line.id for line in job.lines if line.pays.value == claim.kind.value
        ]


def test_parts_that_claims_of_an_older_file_keep_are_held_once_it_has_caught_up_and_told_once(tmp_path):
    shutil.copyfile(FILES / "revision-0018.ldk", tmp_path / "desk.ldk")
    store = books.open_books(tmp_path / "desk.ldk")
    with store.reading() as tx:
        (*keys,) = tx.connection.exec_driver_sql("SELECT key FROM warranty_claim").scalars()
        kept = {
            (claim.key, line, part.until)
            for claim in claim_rows.claims(tx, keys)
            for line, part in claim.status.parts.items()
            if part.state in KEPT
        }
    assert kept
    done = catch_up(store)
    with store.reading() as tx:
        held = [each for each in held_rows.every(tx) if each.claim]
        told = rows_by_table(tx)["event"]
    assert {(each.claim, each.claim_line, each.until) for each in held} == kept
    assert {each.state for each in held} == {HeldState.HELD}
    assert (done, told) == (len({key for key, *_ in kept}), ROWS["revision-0018.ldk"]["event"] + len(kept))
    assert catch_up(store) == 0
    assert parts(UserSession(store, None, authorise)) <= {"documents"}
    store.close()


@pytest.fixture
def counted_otherwise(tmp_path):
    """A file of an older form whose rules gave another odometer for one of its cars."""
    file = tmp_path / "desk.ldk"
    shutil.copyfile(FILES / "revision-0003.ldk", file)
    raw = dbapi2.connect(str(file), isolation_level=None)
    raw.execute("UPDATE vehicle SET odometer_km = odometer_km + 100000 WHERE vin = (SELECT min(vin) FROM vehicle)")
    raw.close()
    return file


def parts(user) -> set[str]:
    return {each.part for each in books.check(user, tuple(offered("checks"))).findings}


def test_figures_of_an_older_form_are_counted_by_the_rules_of_today(counted_otherwise):
    store = books.open_books(counted_otherwise)
    assert parts(UserSession(store, None, authorise)) <= {"documents"}
    store.close()


def test_a_backup_of_an_older_form_is_whole_by_the_rules_of_today_and_comes_back(counted_otherwise, tmp_path):
    place = tmp_path / "restored.ldk"
    putting_back.restore(counted_otherwise, place, unproved=True)  # a bare file
    store = books.open_books(place)
    assert parts(UserSession(store, None, authorise)) <= {"documents"}
    store.close()


def test_an_update_that_is_cut_off_before_figures_are_counted_does_so_with_the_first_backup(counted_otherwise):
    early = Manifest("", "0" * 64, 1, clock.now(), "0003", {}, 42, "")
    folder = backup.folder_of(counted_otherwise)
    store = open_store(counted_otherwise)
    user = UserSession(store, None, authorise)
    assert "figures" in parts(user)
    with pytest.raises(BackupNotWhole):
        books.back_up(user)
    folder.mkdir(exist_ok=True)
    (folder / EARLY).write_bytes(b"")
    write_manifest(folder / EARLY, early)
    books.back_up(user)
    assert "figures" not in parts(user)
    store.close()


def test_a_file_of_every_revision_that_was_given_out_is_kept():
    assert [each.name for each in sorted(FILES.glob("*.ldk"))] == [
        f"revision-{number:04}.ldk" for number in range(1, int(HEAD) + 1) if number not in NEVER_GIVEN_OUT
    ]
