"""From the decision to the hand-over of the battery, and back again step by step."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from end_story import (
    DRAINED,
    ENDED,
    HOLDER,
    ICE_VIN,
    OTHER_VIN,
    PACK,
    PARTS,
    PERMIT,
    TAKEN,
    VIN,
    all_done,
    battery,
    car,
    certifying,
    handing_in,
    ready,
    sound,
    staff,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Measure
from lifecycle_desk.base.said import InARow
from lifecycle_desk.base.strokes import StrokesUnreadable
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.recycling.batteries_out.rules import batteries, transport
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import Condition, Mode
from lifecycle_desk.stages.recycling.batteries_out.usecases import hand_over_battery
from lifecycle_desk.stages.recycling.depollution.rules import depollution
from lifecycle_desk.stages.recycling.depollution.rules.depollution import ItemDone, ItemState
from lifecycle_desk.stages.recycling.depollution.rules.parts import Grade, PartTaken
from lifecycle_desk.stages.recycling.depollution.usecases import (
    RecordDepollution,
    TakeParts,
    record_depollution,
    take_parts,
)
from lifecycle_desk.stages.recycling.end.rules import taking_over, ways_out, worksheet
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.rules.taking_over import Essential
from lifecycle_desk.stages.recycling.end.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.end.rules.worksheet import Choice, Worksheet, best, nets
from lifecycle_desk.stages.recycling.end.usecases.certifying import (
    RecordCertificate,
    certify_destruction,
    record_certificate,
)
from lifecycle_desk.stages.recycling.end.usecases.deciding import (
    DecideEnd,
    RecordExport,
    RecordFound,
    RecordTheft,
    RecordTotalLoss,
    decide_end,
    record_export,
    record_found,
    record_theft,
    record_total_loss,
)
from lifecycle_desk.stages.recycling.end.usecases.permits import record_permit
from lifecycle_desk.stages.recycling.end.usecases.showing import end_page
from lifecycle_desk.stages.recycling.end.usecases.taking_back import (
    TakeBackEndOfLife,
    take_back_end_of_life,
    withdraw_certificate,
)
from lifecycle_desk.stages.recycling.end.usecases.taking_over import (
    TakeOverFromNew,
    take_over_from_new,
    take_over_vehicle,
)
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.countries import CountryUnknown
from lifecycle_desk.vehicle.rules.life import DayInTheFuture, RecordedEvent, Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.travel import travelling
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import page


def thb(amount: int) -> Money:
    return Money(amount * 100, "THB")


FIGURES = Worksheet(
    repair_estimate=thb(420_000),
    value_repaired=thb(510_000),
    value_as_is=thb(70_000),
    value_abroad=thb(150_000),
    transport=thb(30_000),
    fees=thb(12_000),
    parts_value=thb(95_000),
    scrap_value=thb(8_000),
    dismantling_cost=thb(11_000),
)


def told_of(user: UserSession, kind: str) -> list[RecordedEvent]:
    """The events of a kind in the life of the car."""
    with user.store.reading() as tx:
        return [each for each in life_rows.told(tx, VIN) if each.kind == kind]


def test_the_worksheet_says_what_is_left_of_each_way():
    assert nets(FIGURES) == {
        Choice.REPAIR: thb(90_000),
        Choice.SELL: thb(70_000),
        Choice.EXPORT: thb(108_000),
        Choice.DISMANTLE: thb(92_000),
    }
    assert best(FIGURES) is Choice.EXPORT
    assert best(Worksheet()) is None
    assert nets(Worksheet(repair_estimate=thb(5)))[Choice.REPAIR] is None


@settings(max_examples=40)
@given(st.tuples(*[st.none() | st.integers(0, 10**12)] * 9))
def test_the_nets_are_exact_whatever_is_entered(amounts):
    made = Worksheet(*(None if each is None else Money(each, "THB") for each in amounts))
    repair, repaired, as_is, abroad, transport_, fees, parts, scrap, work = amounts
    found = nets(made)
    assert (found[Choice.REPAIR] is None) == (repaired is None)
    if repaired is not None:
        assert found[Choice.REPAIR].minor == repaired - (repair or 0)
    if abroad is not None:
        assert found[Choice.EXPORT].minor == abroad - (transport_ or 0) - (fees or 0)
    if parts is not None or scrap is not None:
        assert found[Choice.DISMANTLE].minor == (parts or 0) + (scrap or 0) - (work or 0)
    assert (found[Choice.SELL] is None) == (as_is is None)


def test_a_decision_is_one_event_and_says_where_more_would_be_left(own_user):
    car(own_user)
    done = decide_end(own_user, DecideEnd(VIN, TAKEN, Choice.DISMANTLE, "frame bent", FIGURES))
    assert [each.rule for each in done.warnings] == ["not_the_best"]
    told = page(own_user, VIN).lines[-1].told
    assert (told.kind, told.facts["why"]) == ("recycling.decided", "frame bent")
    assert told.facts["nets"]["export"] == {"minor": 10_800_000, "currency": "THB"}
    shown = end_page(own_user, VIN)
    assert (shown.step, shown.decision.worksheet) == (Step.TAKE_OVER, FIGURES)


@pytest.mark.parametrize(
    ("sheet", "rule", "field"),
    [
        (Worksheet(value_as_is=Money(1, "EUR")), worksheet.CurrencyOther, "value_as_is"),
        (Worksheet(fees=Money(-1, "THB")), worksheet.FigureNegative, "fees"),
    ],
)
def test_a_worksheet_with_strange_amounts_is_refused(own_user, sheet, rule, field):
    car(own_user)
    with pytest.raises(rule) as refused:
        decide_end(own_user, DecideEnd(VIN, TAKEN, Choice.SELL, "why", sheet))
    assert refused.value.at == field


def test_a_stolen_car_is_found_again(own_user):
    car(own_user)
    record_theft(own_user, RecordTheft(VIN, TAKEN, "POL-99"))
    assert end_page(own_user, VIN).end.lost
    with pytest.raises(ways_out.StolenAlready):
        record_theft(own_user, RecordTheft(VIN, TAKEN, "POL-99"))
    record_found(own_user, RecordFound(VIN, DRAINED, "POL-99"))
    assert not end_page(own_user, VIN).end.lost
    with pytest.raises(ways_out.NotStolen):
        record_found(own_user, RecordFound(VIN, DRAINED, "POL-99"))
    sound(own_user)


def test_an_exported_car_leaves_the_market_and_comes_back_when_that_is_taken_back(own_user):
    car(own_user)
    done = record_export(own_user, RecordExport(VIN, TAKEN, "la", "EX-1 0042"))
    assert page(own_user, VIN).figures.stage is Stage.LEFT_THE_MARKET
    with pytest.raises(ways_out.HasLeft):
        take_over_vehicle(own_user, handing_in())
    take_back_end_of_life(own_user, TakeBackEndOfLife(done.value.event, "wrong car"))
    assert page(own_user, VIN).figures.stage is Stage.IN_USE
    sound(own_user)


def test_a_total_loss_may_still_go_any_way(own_user):
    car(own_user)
    record_total_loss(own_user, RecordTotalLoss(VIN, TAKEN, LossCause.WATER, "Viriyah", "C-4411"))
    assert page(own_user, VIN).figures.stage is Stage.IN_USE
    assert end_page(own_user, VIN).step is Step.DECIDE
    take_over_vehicle(own_user, handing_in())
    assert page(own_user, VIN).figures.stage is Stage.END_OF_LIFE


def test_the_holder_is_sealed_under_their_key_and_gone_when_erased(own_user):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    shown = end_page(own_user, VIN)
    assert (shown.holder.name, shown.taking.nationality, shown.taking.identity_number) == (
        HOLDER.name,
        "ES",
        "12345678Z",
    )
    with own_user.store.reading() as tx:
        bodies = "".join(str(row) for row in tx.connection.exec_driver_sql("SELECT body FROM event").all())
    assert "12345678Z" not in bodies
    assert "Calle Mayor" not in bodies
    erase_person(own_user, ErasePerson(1, "asked"))
    after = end_page(own_user, VIN)
    assert (after.holder.name, after.holder.person) == ("", None)
    assert "holder.name" not in after.known


def test_a_holder_who_is_new_comes_into_the_books_with_the_car(own_user):
    car(own_user)
    take_over_from_new(own_user, TakeOverFromNew(handing_in(), replace(HOLDER, name="Pilar")))
    assert end_page(own_user, VIN).holder.name == "Pilar"


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"identity_number": " "}, taking_over.IdentityUnchecked),
        ({"owner_declared": False}, taking_over.NotDeclaredOwner),
        ({"nationality": "Spain"}, CountryUnknown),
        ({"empty_weight_kg": 5}, taking_over.WeightUnlikely),
        ({"signature": (((-1, 0),),)}, StrokesUnreadable),
        ({"on": date(2026, 12, 24)}, DayInTheFuture),
    ],
)
def test_a_taking_over_that_lacks_something_is_refused(own_user, more, rule):
    car(own_user)
    with pytest.raises(rule):
        take_over_vehicle(own_user, handing_in(**more))


def test_a_car_without_its_battery_is_incomplete_and_needs_no_hand_over(own_user):
    staff(own_user)
    record_permit(own_user, PERMIT)
    car(own_user)
    done = take_over_vehicle(own_user, handing_in(missing=(Essential.TRACTION_BATTERY,), free_take_back=False))
    assert [each.rule for each in done.warnings] == ["vehicle_incomplete"]
    items = all_done(electricVehicleBattery=ItemState.NOT_FITTED)
    record_depollution(own_user, RecordDepollution(VIN, DRAINED, items, "anan"))
    assert end_page(own_user, VIN).step is Step.CERTIFY
    assert certify_destruction(own_user, certifying()).value.certificate == "CD-2026-0001"


def test_what_a_car_must_have_follows_from_what_drives_it():
    names = {energy: {each.item for each in all_done(energy)} for energy in (Energy.BEV, Energy.ICE)}
    assert {"electricVehicleBattery", "insulationCheck", "eDriveMotor"} <= names[Energy.BEV] - names[Energy.ICE]
    assert {"fuel", "motorOil", "catalyticConverter"} <= names[Energy.ICE] - names[Energy.BEV]
    assert {"brakeFluid", "refrigerant", "pyrotechnic", "sliBattery"} <= names[Energy.BEV] & names[Energy.ICE]


@pytest.mark.parametrize(
    ("items", "rule"),
    [
        ((), depollution.NothingRecorded),
        ((ItemDone("fuel", ItemState.DONE),), depollution.ItemUnknown),
        ((ItemDone("brakeFluid", ItemState.DONE),) * 2, depollution.ItemTwice),
        ((ItemDone("brakeFluid", ItemState.NOT_FEASIBLE),), depollution.ReasonWhyNot),
        ((ItemDone("electricVehicleBattery", ItemState.DONE, Decimal(400)),), depollution.SafetyItemOpen),
        ((ItemDone("insulationCheck", ItemState.NOT_FITTED),), depollution.SafetyNotSkipped),
        ((ItemDone("waitingTime", ItemState.DONE, Decimal("4.9")),), depollution.BelowLimit),
    ],
)
def test_a_depollution_that_cannot_be_is_refused(own_user, items, rule):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    with pytest.raises(rule):
        record_depollution(own_user, RecordDepollution(VIN, DRAINED, items, "anan"))


def test_the_list_is_worked_off_bit_by_bit(own_user):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    items = all_done()
    record_depollution(own_user, RecordDepollution(VIN, DRAINED, items[:9], "anan"))
    shown = end_page(own_user, VIN)
    assert shown.step is Step.DEPOLLUTE
    assert [each.rule for each in shown.blocks] == ["depollution_open", "battery_not_handed_over"]
    record_depollution(own_user, RecordDepollution(VIN, DRAINED, items[9:], "anan"))
    assert end_page(own_user, VIN).step is Step.BATTERY
    sound(own_user)


def test_parts_have_numbers_without_gaps_over_all_cars(own_user):
    for vin in (VIN, OTHER_VIN):
        car(own_user, vin)
        take_over_vehicle(own_user, handing_in(vin))
    first = take_parts(own_user, TakeParts(VIN, DRAINED, PARTS, "anan")).value
    with pytest.raises(Objection):
        take_parts(own_user, TakeParts(VIN, DRAINED, (PartTaken("", Grade.A),), "anan"))
    second = take_parts(own_user, TakeParts(OTHER_VIN, DRAINED, PARTS[:1], "anan")).value
    assert (*first.numbers, *second.numbers) == ("RP-2026-00001", "RP-2026-00002", "RP-2026-00003")
    take_back_end_of_life(own_user, TakeBackEndOfLife(first.event, "another car"))
    assert end_page(own_user, VIN).parts == ()
    assert take_parts(own_user, TakeParts(VIN, DRAINED, PARTS[:1], "anan")).value.numbers == ("RP-2026-00004",)
    sound(own_user)


def test_the_battery_goes_with_its_number_and_packing(own_user):
    ready(own_user)
    (gone,) = end_page(own_user, VIN).batteries
    assert (gone.transport.un_number, gone.transport.packaging) == ("UN3480", ("P908", "LP904"))
    assert (gone.said.codes, gone.said.mass_kg, gone.said.driver) == ((PACK,), Decimal("412.5"), "Somsak P.")
    with pytest.raises(batteries.BatteryGoneAlready):
        hand_over_battery(own_user, battery())


def test_a_hand_over_is_told_with_its_measures_and_without_the_driver(own_user):
    ready(own_user)
    told = page(own_user, VIN).lines[-1].told
    words = dict(worded(told).facts)
    assert words["Mass"] == Measure(Decimal("412.5"), "kg")
    assert words["Nominal energy"] == Measure(Decimal("60.48"), "kWh")
    assert (words["Battery code"], words["Transport"]) == (InARow(PACK), InARow("UN3480", "P908", "LP904"))
    assert not {"Driver", "Consignor’s signature"} & words.keys()


def test_two_steps_end_a_life_and_each_is_told_by_its_own_words(own_user):
    ready(own_user)
    own = certify_destruction(own_user, certifying()).value.event
    withdraw_certificate(own_user, TakeBackEndOfLife(own, "wrong car"))
    record_certificate(own_user, RecordCertificate(VIN, ENDED, "CD 77", "Cirba"))
    ours, theirs = (dict(worded(each).facts) for each in told_of(own_user, life.DESTROYED))
    assert (ours["Examined by"], ours["Released by"]) == ("anan", "malee")
    assert (theirs["Facility"], "Examined by" in theirs) == ("Cirba", False)
    travel_own, travel_theirs = (travelling(each).facts for each in told_of(own_user, life.DESTROYED))
    assert (travel_own.keys(), travel_theirs.keys()) == ({"certificate", "own", "permit"}, {"certificate", "own"})


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"mode": Mode.AIR}, transport.TransportForbidden),
        ({"permit_until": date(2026, 11, 15)}, batteries.ConsigneeUnpermitted),
        ({"assessed_on": ENDED}, batteries.AssessedLater),
        ({"codes": (PACK, PACK)}, batteries.CodeTwice),
        ({"consignee": ""}, Objection),
        ({"soc_percent": 101}, Objection),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(own_user, more, rule):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    with pytest.raises(rule):
        hand_over_battery(own_user, battery(**more))


def test_a_hand_over_without_a_code_takes_the_cars_and_one_unsigned_is_said(own_user):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    done = hand_over_battery(own_user, battery(codes=(), signature=(), condition=Condition.DAMAGED_CRITICAL))
    assert done.value.codes == (PACK,)
    assert done.value.transport.packaging == ("P911", "LP906")
    assert "handover_unsigned" in [each.rule for each in done.warnings]


def test_a_hand_over_after_the_holder_was_erased_keeps_no_names(own_user):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    erase_person(own_user, ErasePerson(1, "asked"))
    hand_over_battery(own_user, battery())
    assert end_page(own_user, VIN).batteries[0].said.driver == ""


def test_a_car_without_traction_battery_has_none_to_hand_over(own_user):
    car(own_user, ICE_VIN, Energy.ICE)
    take_over_vehicle(own_user, handing_in(ICE_VIN))
    with pytest.raises(batteries.NoTractionBattery):
        hand_over_battery(own_user, battery(ICE_VIN))
