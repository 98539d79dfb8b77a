"""Files that earlier versions made, kept as they were: each must open, with every row, in every version to come."""

import shutil
from pathlib import Path

import pytest

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.form import HEAD
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.soundness import rows_by_table
from lifecycle_desk.vehicle.usecases import books

FILES = Path(__file__).parent / "files"
ROWS = {
    "revision-0001.ldk": {
        "dealer": 1,
        "document": 0,
        "order_template": 0,
        "person": 3,
        "signing_key": 1,
        "staff": 11,
        "person_key": 3,
        "vehicle": 4,
        "event": 32,
        "sale_contract": 2,
        "sale_inspection_sheet": 0,
        "sale_stock": 3,
        "search_entry": 16,
        "repair_order": 9,
        "repair_job": 14,
        "repair_line": 36,
    },
    "revision-0002.ldk": {
        "dealer": 1,
        "document": 0,
        "order_template": 0,
        "person": 3,
        "signing_key": 1,
        "staff": 11,
        "person_key": 3,
        "vehicle": 4,
        "cover_rule": 1,
        "event": 41,
        "sale_contract": 2,
        "sale_inspection_sheet": 0,
        "sale_stock": 3,
        "search_entry": 16,
        "charging_batch": 6,
        "charging_session": 39,
        "charging_gone": 4,
        "charging_token": 1,
        "charging_tariff": 1,
        "charging_untold": 0,
        "repair_order": 9,
        "repair_job": 15,
        "repair_line": 37,
    },
    "revision-0003.ldk": {
        "dealer": 1,
        "document": 0,
        "order_template": 0,
        "person": 3,
        "signing_key": 1,
        "staff": 11,
        "person_key": 3,
        "vehicle": 4,
        "cover_rule": 1,
        "event": 42,
        "sale_contract": 2,
        "sale_inspection_sheet": 0,
        "sale_stock": 3,
        "search_entry": 16,
        "charging_batch": 7,
        "charging_session": 43,
        "charging_gone": 4,
        "charging_token": 1,
        "charging_tariff": 1,
        "charging_untold": 0,
        "repair_order": 9,
        "repair_job": 15,
        "repair_line": 37,
    },
    "revision-0004.ldk": {
        "dealer": 1,
        "document": 7,
        "order_template": 0,
        "person": 6,
        "signing_key": 2,
        "staff": 14,
        "person_key": 6,
        "vehicle": 6,
        "battery": 214,
        "battery_link": 217,
        "battery_move": 219,
        "cover_rule": 0,
        "event": 70,
        "sale_contract": 2,
        "sale_inspection_sheet": 0,
        "sale_stock": 3,
        "search_entry": 22,
        "charging_batch": 10,
        "charging_session": 132,
        "charging_gone": 0,
        "charging_token": 6,
        "charging_token_ending": 1,
        "charging_tariff": 1,
        "charging_untold": 0,
        "issued_paper": 2,
        "key_revoked": 0,
        "repair_order": 10,
        "repair_job": 12,
        "repair_line": 29,
        "recycling_car": 1,
        "recycling_certificate": 1,
        "recycling_part": 0,
        "recycling_permit": 1,
        "transfer_trade": 2,
        "transfer_condition_sheet": 1,
    },
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_file_of_an_earlier_version_opens_with_every_row(tmp_path, name):
    shutil.copyfile(FILES / name, tmp_path / name)
    checks = tuple(offered("usecases", "CHECKS"))

    store = open_store(tmp_path / name)
    with store.reading() as work:
        rows = {table: count for table, count in rows_by_table(work).items() if table in ROWS[name]}
    found = books.check(Seat(store, None, authorise), checks)
    store.close()

    assert rows == ROWS[name]
    assert {each.part for each in found.findings} <= {"documents"}  # its photos were not kept with it


def test_a_file_of_every_revision_is_kept():
    assert [each.name for each in sorted(FILES.glob("*.ldk"))] == [
        f"revision-{number:04}.ldk" for number in range(1, int(HEAD) + 1)
    ]
