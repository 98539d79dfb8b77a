"""Inspections: which results an item may have, what failures forbid, and what lets a car out of quarantine."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sale_story import VIN, arrival, contract, handing_over, pdi, results

from lifecycle_desk.books.usecases import books
from lifecycle_desk.market.checklists import NoChecklist, checklist
from lifecycle_desk.stages.sale.arrival.rules import Damage, DamageKind, DangerSign
from lifecycle_desk.stages.sale.arrival.usecases import (
    Quarantine,
    StorageCheck,
    log_storage_check,
    quarantine_vehicle,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.handover.usecases import hand_over_vehicle
from lifecycle_desk.stages.sale.inspection import rules as inspection
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, ItemResult, Result, Verdict
from lifecycle_desk.stages.sale.inspection.usecases import Reinspection, SaveInspection, reinspect, save_inspection
from lifecycle_desk.stages.sale.room import ROOM as OF_SALE
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.showing import counts, sale_page
from lifecycle_desk.stages.sale.stock.usecases.showing import inspection as sheet_of
from lifecycle_desk.vehicle.rules.checklists import unanswered
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing, attach
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_SALE.offered("checks"))

DAY = date(2026, 9, 10)
USED = checklist("pdi", DAY)
ITEMS = {each.id: each for each in USED.items}
LATER = date(2026, 9, 12)


def again(*found: ItemResult) -> Reinspection:
    return Reinspection(VIN, LATER, found, inspector="Niran K.")


def one(item: str, result: Result = Result.PASS, value: str | None = None, **more) -> ItemResult:
    return ItemResult(item, result, Decimal(value) if value is not None else None, **more)


def check(*found: ItemResult, energy: str | None = "BEV"):
    return inspection.check_results(USED.items, energy, found)


# What a result may be


@pytest.mark.parametrize(
    ("found", "rule", "at"),
    [
        (one("no_such_item"), inspection.UnknownItem, "results[0].item"),
        (one("engine_oil"), inspection.ItemNotOfThisCar, "results[0].item"),
        (one("voltage_12v"), inspection.MeasurementMissing, "results[0].value"),
        (one("voltage_12v", Result.PASS, "12.49"), inspection.BelowMinimum, "results[0].result"),
        (one("voltage_12v", Result.FIXED, "12.49"), inspection.BelowMinimum, "results[0].result"),
        (one("voltage_12v", Result.PASS, "13.61"), inspection.AboveMaximum, "results[0].result"),
        (one("hv_isolation", Result.PASS, "499"), inspection.BelowMinimum, "results[0].result"),
        (one("vent_temperature", Result.PASS, "12.1"), inspection.AboveMaximum, "results[0].result"),
        (one("voltage_12v", Result.PASS, "12.6", unit="mV"), inspection.WrongUnit, "results[0].unit"),
        (one("voltage_12v", Result.FAIL, "NaN"), inspection.NotAMeasurement, "results[0].value"),
        (one("voltage_12v", Result.FAIL, "Infinity"), inspection.NotAMeasurement, "results[0].value"),
        (one("voltage_12v", Result.FAIL, "1E+999999"), inspection.NotAMeasurement, "results[0].value"),
        (one("voltage_12v", Result.FAIL, "12.60000000000000001"), inspection.NotAMeasurement, "results[0].value"),
        (one("paint", Result.PASS, "1"), inspection.NotMeasured, "results[0].value"),
        (one("paint", Result.NOT_APPLICABLE), inspection.WhyNotApplicable, "results[0].note"),
        (one("hv_isolation", Result.NOT_APPLICABLE, note=" "), inspection.WhyNotApplicable, "results[0].note"),
    ],
)
def test_a_result_that_cannot_be_is_refused_at_its_place(found, rule, at):
    with pytest.raises(rule) as refused:
        check(found)
    assert refused.value.at == at


@pytest.mark.parametrize(
    "found",
    [
        one("voltage_12v", Result.PASS, "12.5"),
        one("voltage_12v", Result.PASS, "13.60"),
        one("voltage_12v", Result.PASS, "12.6", unit="V"),
        one("voltage_12v", Result.FAIL),
        one("hv_isolation", Result.PASS, "2000000"),
        one("vent_temperature", Result.PASS, "-5"),
        one("engine_oil", Result.NOT_APPLICABLE),
        one("dc_charging", Result.NOT_APPLICABLE),
        one("paint", Result.NOT_APPLICABLE, note="wrapped in film by order"),
    ],
)
def test_what_may_be_is_taken(found):
    assert check(found) == ()


def test_a_value_at_the_alarm_is_noted():
    (alarm,) = check(one("voltage_12v", Result.FAIL, "11.6"))

    assert (alarm.rule, alarm.at) == ("measured_too_low", "results[0].value")
    assert check(one("voltage_12v", Result.FAIL, "11.61")) == ()


def test_an_item_has_one_result():
    with pytest.raises(inspection.ItemTwice) as refused:
        check(one("paint"), one("glass"), one("paint", Result.FAIL))
    assert refused.value.at == "results[2].item"


def test_a_car_of_which_nobody_knows_the_drive_has_all_items_and_may_lack_any_of_its_drive():
    assert unanswered(USED.items, None, ()) == tuple(ITEMS)
    assert check(one("engine_oil", Result.NOT_APPLICABLE), one("range_extender_start"), energy=None) == ()


@pytest.mark.parametrize(
    ("failed", "energy", "expected"),
    [
        ([], "BEV", Verdict(InspectionState.PASSED)),
        (["paint_thickness"], "BEV", Verdict(InspectionState.PASSED)),
        (["paint"], "BEV", Verdict(InspectionState.FAILED, ("paint",))),
        (["hv_isolation"], "BEV", Verdict(InspectionState.PASSED, (), ("hv_isolation",))),
        (
            ["battery_case", "paint"],
            "BEV",
            Verdict(InspectionState.FAILED, ("paint", "battery_case"), ("battery_case",)),
        ),
        (["battery_case"], "ICE", Verdict(InspectionState.FAILED, ("battery_case",), ())),
    ],
)
def test_what_results_come_to(failed, energy, expected):
    found = tuple(one(item.id, Result.FAIL if item.id in failed else Result.PASS) for item in USED.items)

    assert inspection.verdict(USED.items, energy, found) == expected


measured = st.sampled_from([each for each in USED.items if each.kind == "measure"])


@given(measured, st.decimals(-500, 5_000_000, places=2), st.sampled_from([Result.PASS, Result.FIXED]))
@settings(max_examples=150)
def test_a_value_passes_exactly_within_its_limits(item, value, result):
    energy = item.energies[0] if item.energies else "BEV"
    found = ItemResult(item.id, result, value)
    if item.within(value):
        inspection.check_results([item], energy, (found,))
    else:
        with pytest.raises((inspection.BelowMinimum, inspection.AboveMaximum)):
            inspection.check_results([item], energy, (found,))


choices = st.lists(st.tuples(st.sampled_from(list(ITEMS)), st.sampled_from(list(Result))), max_size=40)


@given(choices, choices)
@settings(max_examples=60)
def test_what_is_inspected_again_is_what_counts(first, second):
    earlier, later = ([ItemResult(item, result) for item, result in each] for each in (first, second))
    together = {each.item: each.result for each in inspection.overlaid(earlier, later)}

    assert together == dict(first) | dict(second)
    failed = {item for item, result in together.items() if result is Result.FAIL}
    assert set(inspection.verdict(USED.items, "BEV", inspection.overlaid(earlier, later)).mandatory) == {
        item for item in failed if ITEMS[item].mandatory
    }


# What is done


def test_a_mandatory_failure_blocks_the_handover_until_it_was_inspected_again(arrived):
    failed = save_inspection(arrived, pdi(glass=Result.FAIL, paint=Result.FAIL)).value
    sell_vehicle(arrived, contract())
    with pytest.raises(handover.MandatoryItemsFailed) as refused:
        hand_over_vehicle(arrived, handing_over())
    half = reinspect(arrived, again(one("paint", Result.FIXED))).value
    assert (failed.state, half.state, half.mandatory) == (InspectionState.FAILED, InspectionState.FAILED, ("glass",))
    assert refused.value.items == ("paint", "glass")
    assert [each.rule for each in sale_page(arrived, VIN).blocks] == ["mandatory_items_failed"]

    whole = reinspect(arrived, again(one("glass", Result.FIXED))).value
    assert whole.state is InspectionState.PASSED
    hand_over_vehicle(arrived, handing_over())
    assert books.check(arrived, CHECKS).sound


def test_a_failure_takes_a_ready_car_back_to_stock(ready):
    save_inspection(ready, pdi(LATER, paint=Result.FAIL))

    assert page(ready, VIN).figures.stage is Stage.IN_STOCK
    assert sheet_of(ready, VIN).failed == ("paint",)


def test_an_incomplete_inspection_is_refused_and_kept_as_a_draft(arrived):
    started = replace(pdi(), results=pdi().results[:12])
    with pytest.raises(inspection.InspectionIncomplete) as refused:
        save_inspection(arrived, started)
    events = len(page(arrived, VIN).lines)
    done = save_inspection(arrived, replace(started, draft=True))

    shown = sheet_of(arrived, VIN)
    assert refused.value.n == len(pdi().results) - 12
    assert (done.value.event, done.value.state) == (None, InspectionState.OPEN)
    assert save_inspection.undo(done.value) is None
    assert (shown.state, tuple(shown.results.values())) == (InspectionState.OPEN, started.results)
    assert len(page(arrived, VIN).lines) == events

    save_inspection(arrived, pdi())
    assert (sheet_of(arrived, VIN).state, sheet_of(arrived, VIN).sheet) == (InspectionState.PASSED, None)


def test_the_sheet_shows_the_items_of_the_car(arrived):
    shown = sheet_of(arrived, VIN)
    items = {item.id for group in shown.groups for item in group.items}

    assert (shown.checklist.id, shown.state, shown.results) == ("pdi-2", InspectionState.NOT_INSPECTED, {})
    assert "battery_case" in items
    assert items.isdisjoint({"engine_oil", "range_extender_start"})


def test_an_older_list_is_read_by_what_it_was_filled_in_by(arrived):
    older = checklist("pdi", DAY, "1")
    save_inspection(arrived, SaveInspection(VIN, DAY, results(older, voltage_12v=Result.FAIL), "pdi-1"))

    assert sheet_of(arrived, VIN).checklist.version == "1"
    with pytest.raises(NoChecklist) as refused:
        save_inspection(arrived, replace(pdi(), checklist="pdi-99"))
    assert refused.value.at == "checklist"


def test_the_odometer_of_the_list_is_a_reading(arrived):
    save_inspection(arrived, pdi())

    assert page(arrived, VIN).figures.odometer_km == 20


def test_photos_belong_to_their_items(arrived):
    photo = attach(arrived, "paint.png", b"\x89PNG\r\n\x1a\n....").sha256
    found = pdi(paint=Result.FAIL)
    shown = tuple(replace(each, documents=(photo,)) if each.item == "paint" else each for each in found.results)

    save_inspection(arrived, replace(found, results=shown))
    assert sheet_of(arrived, VIN).results["paint"].documents == (photo,)
    with pytest.raises(DocumentMissing) as refused:
        save_inspection(
            arrived, replace(found, results=(replace(found.results[0], documents=("0" * 64,)),), draft=True)
        )
    assert refused.value.at == "results[0].documents[0]"


def test_there_is_nothing_to_inspect_again_before_the_first_time(arrived):
    with pytest.raises(inspection.NothingToInspectAgain):
        reinspect(arrived, again(one("paint")))


# Quarantine


def test_a_failed_safety_item_sends_an_electric_car_to_quarantine_and_its_passing_lets_it_out(arrived):
    done = save_inspection(arrived, pdi(battery_case=Result.FAIL))
    sell_vehicle(arrived, contract())
    with pytest.raises(handover.InQuarantine):
        hand_over_vehicle(arrived, handing_over())
    assert (done.value.quarantined, [each.rule for each in done.warnings]) == (True, ["goes_to_quarantine"])
    assert page(arrived, VIN).figures.quarantined
    assert counts(arrived)[StockList.QUARANTINE] == 1

    passed = reinspect(arrived, again(one("battery_case", Result.FIXED))).value
    assert not passed.quarantined
    assert not page(arrived, VIN).figures.quarantined
    assert counts(arrived)[StockList.QUARANTINE] == 0
    hand_over_vehicle(arrived, handing_over())
    with arrived.store.reading() as tx:
        assert [finding for check in CHECKS for finding in check(tx)] == []


def test_a_failed_safety_item_does_not_wait_for_the_rest_of_the_list(arrived):
    draft = replace(pdi(), results=(one("no_smoke_or_smell", Result.FAIL),), draft=True)
    done = save_inspection(arrived, draft)

    assert done.value.quarantined
    assert page(arrived, VIN).figures.quarantined
    assert [each.told.kind for each in page(arrived, VIN).lines][-1] == "sale.quarantined"
    save_inspection(arrived, draft)
    assert [each.told.kind for each in page(arrived, VIN).lines].count("sale.quarantined") == 1
    assert not save_inspection(arrived, pdi()).value.quarantined


@pytest.mark.parametrize(
    ("energy", "more", "apart"),
    [
        ("BEV", {"signs": (DangerSign.SMOKE,)}, True),
        ("PHEV", {"signs": (DangerSign.UNDERBODY,)}, True),
        ("ICE", {"signs": (DangerSign.SMOKE,)}, False),
        (None, {"signs": (DangerSign.SMELL,)}, True),
        ("BEV", {"damages": (Damage("underbody", DamageKind.DENT),)}, True),
        ("BEV", {"damages": (Damage("underbody", DamageKind.STONE_CHIP),)}, False),
        ("BEV", {"damages": (Damage("roof", DamageKind.DENT),)}, False),
        ("REEV", {"damages": (Damage("interior_trim", DamageKind.FLOOD),)}, True),
        ("BEV", {}, False),
    ],
)
def test_what_sends_an_arriving_car_to_quarantine(own_user, energy, more, apart):
    description = replace(arrival().description, model="Unheard of", energy=Energy.of(energy) if energy else None)
    done = receive_vehicle(own_user, arrival(description=description, **more))

    assert done.value.quarantined is apart
    assert bool(page(own_user, VIN).figures.quarantined) is apart
    assert [each.rule for each in done.warnings if each.rule == "goes_to_quarantine"] == ["goes_to_quarantine"] * apart


def test_signs_of_danger_ask_for_all_safety_items(ready):
    log_storage_check(ready, StorageCheck(VIN, date(2026, 9, 11), 12_700, signs=(DangerSign.HEAT,)))
    safety = tuple(item.id for item in USED.items if item.safety)
    assert sheet_of(ready, VIN).failed == safety

    done = reinspect(ready, again(one("battery_case")))
    assert done.value.quarantined
    assert [each.rule for each in done.warnings] == ["still_in_quarantine"]
    values = {"hv_isolation": "700"}
    proven = tuple(one(item, Result.PASS, values.get(item)) for item in safety)
    assert not reinspect(ready, again(*proven)).value.quarantined
    assert page(ready, VIN).figures.stage is Stage.READY


def test_a_car_is_sent_to_quarantine_by_hand(ready):
    quarantine_vehicle(ready, Quarantine(VIN, LATER, "Hissing at the pack"))

    assert page(ready, VIN).figures.stage is Stage.IN_STOCK
    assert sale_page(ready, VIN).standing.suspect
    undo, request = quarantine_vehicle.undo(
        quarantine_vehicle(ready, Quarantine(VIN, LATER, "Hissing at the pack")).value
    )
    undo(ready, request)
    assert sale_page(ready, VIN).standing.quarantined
