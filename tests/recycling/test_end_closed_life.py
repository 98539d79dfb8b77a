"""A life that is closed: no verb tells it anything more, no list waits for it, no file brings it new rows."""

from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from charging_books import OTHER, counts, session, some, taken_in
from closed_story import DESCRIBED, closed_books
from end_story import (
    ENDED,
    HOLDER,
    PACK,
    PARTS,
    VIN,
    all_done,
    battery,
    certifying,
    handing_in,
)

from lifecycle_desk import rooms
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.batteries.usecases import replacing
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.charging.health.rules.figures import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import Batteries, BatteryList, ReadHealth
from lifecycle_desk.stages.charging.sessions.usecases import by_hand, inbox
from lifecycle_desk.stages.recycling.depollution import usecases as dismantling
from lifecycle_desk.stages.recycling.end.rules.ways_out import CertificateIssued, LossCause
from lifecycle_desk.stages.recycling.end.rules.worksheet import Choice
from lifecycle_desk.stages.recycling.end.usecases import certifying as signing
from lifecycle_desk.stages.recycling.end.usecases import deciding, taking_over
from lifecycle_desk.stages.recycling.end.usecases.taking_over import take_over_vehicle
from lifecycle_desk.stages.sale.arrival import usecases as arriving
from lifecycle_desk.stages.sale.contract.usecases import selling
from lifecycle_desk.stages.sale.handover import usecases as handing_over
from lifecycle_desk.stages.sale.inspection import usecases as inspecting
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.listing import waiting
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock, sale_page
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK
from lifecycle_desk.stages.service.orders.usecases import requests
from lifecycle_desk.stages.service.orders.usecases.showing import board, day_of, what_waits
from lifecycle_desk.vehicle.rules.life import LifeClosed, is_still_told
from lifecycle_desk.vehicle.usecases import clusters, life, older_names
from lifecycle_desk.vehicle.usecases.correcting import CorrectEntry, ReadAgain
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

ORDER = "RO-2026-0001"
LATER = date(2026, 11, 24)
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
NO_VEHICLE = frozenset(
    {
        "change_profile", "take_on", "let_go", "switch_sign_in", "switch_sign_in_off", "add_person",
        "change_person", "erase_person",
        "vehicle_cover", "keep_cover_rule", "drop_cover_rule", "keep_tariff", "drop_tariff", "save_order_template",
        "drop_order_template", "record_permit", "end_permit", "undo_batch", "report_deadline", "withdraw_certificate",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    from lifecycle_desk.base import clock

    clock.stop_at(datetime(2026, 11, 25, 9, tzinfo=UTC))
    user = closed_books(tmp_path_factory.mktemp("closed") / "desk.ldk")
    yield user
    user.store.close()


def seq_of(user: UserSession, kind: str) -> int:
    return next(each.told.seq for each in page(user, VIN).lines if each.told.kind == kind)


def asked(user: UserSession) -> dict[str, Any]:
    """What each verb is asked of the destroyed car."""
    typed = by_hand.Typed(NOON, meter_wh=9_000)
    sold = selling.SellVehicle(VIN, LATER, 1, Money(1_000_000, "THB"))
    arrival = arriving.ReceiveVehicle(VIN, LATER, DESCRIBED)
    draft = inspecting.SaveInspection(VIN, LATER, (), draft=True)
    changed = requests.ChangeRepairOrder(number=ORDER, revision=1, note="changed")
    return {
        "add_vehicle": life.AddVehicle(VIN, LATER),
        "describe_vehicle": life.Describe(VIN, DESCRIBED),
        "read_odometer": life.ReadOdometer(VIN, LATER, Distance(30)),
        "replace_cluster": clusters.ReplaceCluster(VIN, LATER, Distance(30), Distance(0), "broken"),
        "note_event": life.Note(VIN, LATER, "a note"),
        "record_owner": life.RecordOwner(VIN, 1, LATER),
        "record_plate": life.RecordPlate(VIN, "1234 ABC", LATER),
        "take_back": life.TakeBack(seq_of(user, "vehicle.odometer_read"), "mistake"),
        "add_vehicle_with_owner": older_names.WithOwner(life.AddVehicle(VIN, LATER), HOLDER),
        "record_new_owner": older_names.NewOwner(VIN, HOLDER, LATER),
        "correct_entry": CorrectEntry(seq_of(user, "vehicle.odometer_read"), {"odometer": {"value": 21}}, "mistyped"),
        "read_again": ReadAgain(seq_of(user, "vehicle.odometer_read"), Distance(21), "mistyped"),
        "replace_battery": replacing.ReplaceBattery(VIN, PACK, LATER),
        "receive_vehicle": arrival,
        "put_in_stock": arriving.PutInStock(VIN, LATER, "Row 2"),
        "log_storage_check": arriving.StorageCheck(VIN, LATER),
        "move_stock": arriving.MoveStock(VIN, LATER, "Row 3"),
        "quarantine_vehicle": arriving.Quarantine(VIN, LATER, "smoke"),
        "save_inspection": draft,
        "sell_vehicle": sold,
        "register_vehicle": handing_over.RegisterVehicle(VIN, LATER, "1234 ABC"),
        "sell_to_new_buyer": selling.SellToNew(sold, HOLDER),
        "add_session": by_hand.AddSession(VIN, typed),
        "edit_session": by_hand.EditSession(1, typed, "mistake"),
        "remove_session": by_hand.RemoveSession(1, "mistake"),
        "merge_sessions": by_hand.MergeSessions((1, 2)),
        "split_session": by_hand.SplitSession(1, session(1).started_at.replace(second=30), 1),
        "assign_name": inbox.AssignName("ocpi-cdr", "TOKEN-1", VIN),
        "read_health": ReadHealth(VIN, LATER, 860, OfficialKind.DEALER_TOOL),
        "open_repair_order": requests.OpenRepairOrder(vin=VIN, on=LATER),
        "log_repair_order": requests.LogRepairOrder(vin=VIN, on=LATER, without_lines=True),
        "change_repair_order": changed,
        "move_repair_order": requests.MoveRepairOrder(ORDER, IN_WORK),
        "cancel_repair_order": requests.CancelRepairOrder(ORDER),
        "decide_end": deciding.DecideEnd(VIN, LATER, Choice.SELL, "why"),
        "record_total_loss": deciding.RecordTotalLoss(VIN, LATER, LossCause.FIRE, "Viriyah", "C-1"),
        "record_theft": deciding.RecordTheft(VIN, LATER, "POL-1"),
        "record_found": deciding.RecordFound(VIN, LATER, "POL-1"),
        "record_export": deciding.RecordExport(VIN, LATER, "LA", "EX-1"),
        "take_over_vehicle": handing_in(on=LATER),
        "take_over_from_new": taking_over.TakeOverFromNew(handing_in(on=LATER), HOLDER),
        "record_depollution": dismantling.RecordDepollution(VIN, LATER, all_done(), "anan"),
        "take_parts": dismantling.TakeParts(VIN, LATER, PARTS, "anan"),
        "hand_over_battery": battery(on=LATER),
        "certify_destruction": certifying(on=LATER),
        "record_certificate": signing.RecordCertificate(VIN, LATER, "X-1", "Elsewhere"),
    }


def sample(kind: Any, name: str = "") -> Any:
    """Some value of a type, for a request that no table here knows."""
    if name == "vin":
        return VIN
    options = [each for each in get_args(kind) if each is not type(None)]
    if type(None) in get_args(kind):
        return None
    if options and kind.__class__.__name__ != "GenericAlias":
        return sample(options[0], name)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        needed = [each for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]
        return kind(**{each.name: sample(hints[each.name], each.name) for each in needed})
    made = {
        str: "x",
        int: 1,
        Decimal: Decimal(1),
        bool: False,
        date: LATER,
        datetime: NOON,
        dict: {},
        frozenset: frozenset(),
    }
    return made.get(get_origin(kind) or kind, ())


COMMANDS = {each.name: each for each in rooms.offered("commands")}


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - NO_VEHICLE))
def test_no_verb_tells_a_destroyed_car_anything(closed, name):
    before, known = page(closed, VIN), asked(closed)
    verb = COMMANDS[name]
    if name in known:
        with pytest.raises((LifeClosed, CertificateIssued)) as refused:
            verb(closed, known[name])
        facts = refused.value.facts
        assert (facts.get("certificate") or facts.get("number"), facts["on"]) == ("CD-2026-0001", ENDED)
    else:  # one that needs what this car never had, or a room that came later
        with suppress(Objection):
            verb(closed, sample(verb.takes))
    after = page(closed, VIN)
    fresh = [each.told.kind for each in after.lines if each.told.seq > max(line.told.seq for line in before.lines)]
    assert all(map(is_still_told, fresh)), fresh
    assert (after.figures, after.description) == (before.figures, before.description)


def test_every_verb_that_the_table_knows_is_there():
    assert set(COMMANDS) >= NO_VEHICLE


def test_an_import_refuses_the_rows_of_a_destroyed_car_one_by_one(closed):
    rows = [*some(1, 4), session(11, whose=(VIN,)), session(12, whose=(OTHER,))]
    made = taken_in(closed, rows, skip_refused=True).taken
    assert counts(made) == {"known": 4, "new": 1}
    (row,) = made.refused
    assert isinstance(row.why, LifeClosed)
    assert taken_in(closed, [session(21)], vin=VIN).taken.written is False


def test_a_dry_run_says_the_same(closed):
    made = taken_in(closed, [session(31, whose=(VIN,)), session(32, whose=(OTHER,))], dry_run=True).taken
    assert (len(made.refused), made.written) == (1, False)


def test_what_counted_before_the_end_is_still_told_after_it(own_user):
    from lifecycle_desk.stages.charging.sessions.tables import batches as kept
    from lifecycle_desk.stages.charging.sessions.usecases.recording import finish

    add_person(own_user, HOLDER)
    life.add_vehicle(own_user, life.AddVehicle(VIN, date(2026, 1, 5), DESCRIBED, owner=1, battery_code=PACK))
    taken_in(own_user, some(1, 4), vin=VIN)
    with own_user.store.reading() as tx:
        facts = page(own_user, VIN).lines[-1].told.facts
    take_over_vehicle(own_user, handing_in())
    signing.record_certificate(own_user, signing.RecordCertificate(VIN, ENDED, "X-1", "Elsewhere"))
    with own_user.store.writing(None) as tx:
        kept.tell_later(tx, facts["batch"], {VIN: facts})
    finish(own_user)
    assert page(own_user, VIN).lines[-1].told.kind in {"charging.recorded", "recycling.destroyed"}
    with own_user.store.reading() as tx:
        assert not list(kept.untold(tx, 1))


def test_no_list_of_due_things_has_it(closed):
    assert list(Stock(closed, StockList.ALL).keys()) == []
    assert waiting(closed).count == 0
    assert [card for lane in board(closed) for card in lane.cards] == []
    assert (what_waits(closed).late, day_of(closed).booked) == (0, 0)
    shown = Batteries(closed, BatteryList.ALL)
    assert VIN not in {line.health.vin for line in shown.rows(shown.keys()).values()}


def test_its_pages_and_papers_remain_readable(closed):
    assert sale_page(closed, VIN).vin == VIN
    assert page(closed, VIN).lines
