"""From the decision to the certificate, and back again step by step."""

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
    destroyed,
    handing_in,
    ready,
    staff,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.rules import MAY, Member, NotAllowed, Role
from lifecycle_desk.dealership.usecases import LetGo, SignIn, authorise, let_go, switch_sign_in, take_on
from lifecycle_desk.stages.recycling.rules import (
    batteries,
    certificates,
    depollution,
    permits,
    standing,
    taking_over,
    transport,
    ways_out,
    worksheet,
)
from lifecycle_desk.stages.recycling.rules.deadlines import State
from lifecycle_desk.stages.recycling.rules.depollution import ItemDone, ItemState
from lifecycle_desk.stages.recycling.rules.parts import Grade, PartTaken
from lifecycle_desk.stages.recycling.rules.standing import Step
from lifecycle_desk.stages.recycling.rules.taking_over import Essential
from lifecycle_desk.stages.recycling.rules.transport import Condition, Mode
from lifecycle_desk.stages.recycling.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.rules.worksheet import Choice, Worksheet, best, nets
from lifecycle_desk.stages.recycling.usecases import CHECKS
from lifecycle_desk.stages.recycling.usecases.certifying import (
    RecordCertificate,
    certify_destruction,
    record_certificate,
)
from lifecycle_desk.stages.recycling.usecases.deciding import (
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
from lifecycle_desk.stages.recycling.usecases.dismantling import (
    RecordDepollution,
    TakeParts,
    record_depollution,
    take_parts,
)
from lifecycle_desk.stages.recycling.usecases.handing_on import hand_over_battery
from lifecycle_desk.stages.recycling.usecases.listing import EndsBy, counts, pressing, waiting
from lifecycle_desk.stages.recycling.usecases.permits import EndPermit, end_permit, record_permit
from lifecycle_desk.stages.recycling.usecases.showing import end_page, show_end
from lifecycle_desk.stages.recycling.usecases.taking_back import (
    TakeBackEndOfLife,
    take_back_end_of_life,
    withdraw_certificate,
)
from lifecycle_desk.stages.recycling.usecases.taking_over import TakeOverFromNew, take_over_from_new, take_over_vehicle
from lifecycle_desk.vehicle.rules.life import DayInTheFuture, EventCorrected, ReasonMissing, Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.people import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import page


def thb(amount: int) -> Money:
    return Money(amount * 100, "THB")


def sound(seat) -> None:
    with seat.store.reading() as work:
        assert [finding for check in CHECKS for finding in check(work)] == []


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


def test_a_decision_is_one_event_and_says_where_more_would_be_left(own_seat):
    car(own_seat)
    done = decide_end(own_seat, DecideEnd(VIN, TAKEN, Choice.DISMANTLE, "frame bent", FIGURES))
    assert [each.rule for each in done.warnings] == ["not_the_best"]
    told = page(own_seat, VIN).lines[-1].told
    assert (told.kind, told.facts["why"]) == ("recycling.decided", "frame bent")
    assert told.facts["nets"]["export"] == {"minor": 10_800_000, "currency": "THB"}
    shown = end_page(own_seat, VIN)
    assert (shown.step, shown.decision.worksheet) == (Step.TAKE_OVER, FIGURES)


@pytest.mark.parametrize(
    ("sheet", "rule", "field"),
    [
        (Worksheet(value_as_is=Money(1, "EUR")), worksheet.CurrencyOther, "value_as_is"),
        (Worksheet(fees=Money(-1, "THB")), worksheet.FigureNegative, "fees"),
    ],
)
def test_a_worksheet_with_strange_amounts_is_refused(own_seat, sheet, rule, field):
    car(own_seat)
    with pytest.raises(rule) as refused:
        decide_end(own_seat, DecideEnd(VIN, TAKEN, Choice.SELL, "why", sheet))
    assert refused.value.at == field


def test_a_stolen_car_is_found_again(own_seat):
    car(own_seat)
    record_theft(own_seat, RecordTheft(VIN, TAKEN, "POL-99"))
    assert end_page(own_seat, VIN).end.lost
    with pytest.raises(ways_out.StolenAlready):
        record_theft(own_seat, RecordTheft(VIN, TAKEN, "POL-99"))
    record_found(own_seat, RecordFound(VIN, DRAINED, "POL-99"))
    assert not end_page(own_seat, VIN).end.lost
    with pytest.raises(ways_out.NotStolen):
        record_found(own_seat, RecordFound(VIN, DRAINED, "POL-99"))
    sound(own_seat)


def test_an_exported_car_leaves_the_market_and_comes_back_when_that_is_taken_back(own_seat):
    car(own_seat)
    done = record_export(own_seat, RecordExport(VIN, TAKEN, "la", "EX-1 0042"))
    assert page(own_seat, VIN).figures.stage is Stage.LEFT_THE_MARKET
    with pytest.raises(ways_out.HasLeft):
        take_over_vehicle(own_seat, handing_in())
    take_back_end_of_life(own_seat, TakeBackEndOfLife(done.made.event, "wrong car"))
    assert page(own_seat, VIN).figures.stage is Stage.IN_USE
    sound(own_seat)


def test_a_total_loss_may_still_go_any_way(own_seat):
    car(own_seat)
    record_total_loss(own_seat, RecordTotalLoss(VIN, TAKEN, LossCause.WATER, "Viriyah", "C-4411"))
    assert page(own_seat, VIN).figures.stage is Stage.IN_USE
    assert end_page(own_seat, VIN).step is Step.DECIDE
    take_over_vehicle(own_seat, handing_in())
    assert page(own_seat, VIN).figures.stage is Stage.END_OF_LIFE


def test_the_holder_is_sealed_under_their_key_and_gone_when_erased(own_seat):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    shown = end_page(own_seat, VIN)
    assert (shown.holder.name, shown.holder.nationality, shown.holder.identity_number) == (
        HOLDER.name,
        "ES",
        "12345678Z",
    )
    with own_seat.store.reading() as work:
        bodies = "".join(str(row) for row in work.connection.exec_driver_sql("SELECT body FROM event").all())
    assert "12345678Z" not in bodies
    assert "Calle Mayor" not in bodies
    erase_person(own_seat, ErasePerson(1, "asked"))
    after = end_page(own_seat, VIN)
    assert (after.holder.name, after.holder.person) == ("", None)
    assert "holder.name" not in after.known


def test_a_holder_who_is_new_comes_into_the_books_with_the_car(own_seat):
    car(own_seat)
    take_over_from_new(own_seat, TakeOverFromNew(handing_in(), replace(HOLDER, name="Pilar")))
    assert end_page(own_seat, VIN).holder.name == "Pilar"


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"identity_number": " "}, taking_over.IdentityUnchecked),
        ({"owner_declared": False}, taking_over.NotDeclaredOwner),
        ({"nationality": "Spain"}, ways_out.CountryUnknown),
        ({"empty_weight_kg": 5}, taking_over.WeightUnlikely),
        ({"signature": (((-1, 0),),)}, batteries.StrokesUnreadable),
        ({"on": date(2026, 12, 24)}, DayInTheFuture),
    ],
)
def test_a_taking_over_that_lacks_something_is_refused(own_seat, more, rule):
    car(own_seat)
    with pytest.raises(rule):
        take_over_vehicle(own_seat, handing_in(**more))


def test_a_car_without_its_battery_is_incomplete_and_needs_no_hand_over(own_seat):
    staff(own_seat)
    record_permit(own_seat, PERMIT)
    car(own_seat)
    done = take_over_vehicle(own_seat, handing_in(missing=(Essential.TRACTION_BATTERY,), free_take_back=False))
    assert [each.rule for each in done.warnings] == ["vehicle_incomplete"]
    items = all_done(electricVehicleBattery=ItemState.NOT_FITTED)
    record_depollution(own_seat, RecordDepollution(VIN, DRAINED, items, "anan"))
    assert end_page(own_seat, VIN).step is Step.CERTIFY
    assert certify_destruction(own_seat, certifying()).made.certificate == "CD-2026-0001"


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
def test_a_depollution_that_cannot_be_is_refused(own_seat, items, rule):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    with pytest.raises(rule):
        record_depollution(own_seat, RecordDepollution(VIN, DRAINED, items, "anan"))


def test_the_list_is_worked_off_bit_by_bit(own_seat):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    items = all_done()
    record_depollution(own_seat, RecordDepollution(VIN, DRAINED, items[:9], "anan"))
    shown = end_page(own_seat, VIN)
    assert shown.step is Step.DEPOLLUTE
    assert [each.rule for each in shown.blocks] == ["depollution_open", "battery_not_handed_over"]
    record_depollution(own_seat, RecordDepollution(VIN, DRAINED, items[9:], "anan"))
    assert end_page(own_seat, VIN).step is Step.BATTERY
    sound(own_seat)


def test_parts_have_numbers_without_gaps_over_all_cars(own_seat):
    for vin in (VIN, OTHER_VIN):
        car(own_seat, vin)
        take_over_vehicle(own_seat, handing_in(vin))
    first = take_parts(own_seat, TakeParts(VIN, DRAINED, PARTS, "anan")).made
    with pytest.raises(Objection):
        take_parts(own_seat, TakeParts(VIN, DRAINED, (PartTaken("", Grade.A),), "anan"))
    second = take_parts(own_seat, TakeParts(OTHER_VIN, DRAINED, PARTS[:1], "anan")).made
    assert (*first.numbers, *second.numbers) == ("RP-2026-00001", "RP-2026-00002", "RP-2026-00003")
    take_back_end_of_life(own_seat, TakeBackEndOfLife(first.event, "another car"))
    assert end_page(own_seat, VIN).parts == ()
    assert take_parts(own_seat, TakeParts(VIN, DRAINED, PARTS[:1], "anan")).made.numbers == ("RP-2026-00004",)
    sound(own_seat)


def test_the_battery_goes_with_its_number_and_packing(own_seat):
    ready(own_seat)
    (gone,) = end_page(own_seat, VIN).batteries
    assert (gone.transport.un_number, gone.transport.packaging) == ("UN3480", ("P908", "LP904"))
    assert (gone.said.codes, gone.said.mass_kg, gone.driver) == ((PACK,), Decimal("412.5"), "Somsak P.")
    with pytest.raises(batteries.BatteryGoneAlready):
        hand_over_battery(own_seat, battery())


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
def test_a_hand_over_that_cannot_be_is_refused(own_seat, more, rule):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    with pytest.raises(rule):
        hand_over_battery(own_seat, battery(**more))


def test_a_hand_over_without_a_code_takes_the_cars_and_one_unsigned_is_said(own_seat):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    done = hand_over_battery(own_seat, battery(codes=(), signature=(), condition=Condition.DAMAGED_CRITICAL))
    assert done.made.codes == (PACK,)
    assert done.made.transport.packaging == ("P911", "LP906")
    assert "handover_unsigned" in [each.rule for each in done.warnings]


def test_a_hand_over_after_the_holder_was_erased_keeps_no_names(own_seat):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    erase_person(own_seat, ErasePerson(1, "asked"))
    hand_over_battery(own_seat, battery())
    assert end_page(own_seat, VIN).batteries[0].driver == ""


def test_a_car_without_traction_battery_has_none_to_hand_over(own_seat):
    car(own_seat, ICE_VIN, Energy.ICE)
    take_over_vehicle(own_seat, handing_in(ICE_VIN))
    with pytest.raises(batteries.NoTractionBattery):
        hand_over_battery(own_seat, battery(ICE_VIN))


def test_the_certificate_closes_the_life(own_seat):
    assert destroyed(own_seat) == "CD-2026-0001"
    assert page(own_seat, VIN).figures.stage is Stage.DESTROYED
    shown = end_page(own_seat, VIN)
    assert (shown.step, shown.certificate.number, shown.certificate.on) == (Step.CLOSED, "CD-2026-0001", ENDED)
    assert shown.certificate.permit == PERMIT
    assert all(item.is_complete for item in shown.items)
    with pytest.raises(ways_out.CertificateIssued):
        certify_destruction(own_seat, certifying())
    sound(own_seat)


def test_a_combustion_car_goes_the_same_way(own_seat):
    ready(own_seat, ICE_VIN, Energy.ICE)
    assert certify_destruction(own_seat, certifying(ICE_VIN)).made.certificate == "CD-2026-0001"


@pytest.mark.parametrize(
    ("more", "rule", "field"),
    [
        ({"released_by": "anan"}, certificates.SignersTheSame, "released_by"),
        ({"released_by": "nobody"}, certificates.SignerUnknown, "released_by"),
        ({"examined_by": "gone"}, certificates.SignerUnknown, "examined_by"),
        ({"examined_by": "malee", "released_by": "anan"}, certificates.SignerMayNot, "released_by"),
        ({"on": date(2026, 11, 12)}, Objection, "on"),
    ],
)
def test_four_eyes_are_those_of_two_who_work_here(own_seat, more, rule, field):
    ready(own_seat)
    take_on(own_seat, Member("gone", "Gone Away", Role.MANAGER))
    let_go(own_seat, LetGo("gone"))
    with pytest.raises(rule) as refused:
        certify_destruction(own_seat, certifying(**more))
    assert refused.value.at == field


def test_no_certificate_without_depollution_battery_and_permit(own_seat):
    staff(own_seat)
    car(own_seat)
    with pytest.raises(ways_out.NotTakenOver):
        certify_destruction(own_seat, certifying())
    take_over_vehicle(own_seat, handing_in())
    with pytest.raises(depollution.DepollutionOpen):
        certify_destruction(own_seat, certifying())
    record_depollution(own_seat, RecordDepollution(VIN, DRAINED, all_done(), "anan"))
    with pytest.raises(batteries.BatteryNotHandedOver):
        certify_destruction(own_seat, certifying())
    hand_over_battery(own_seat, battery())
    with pytest.raises(permits.PermitMissing):
        certify_destruction(own_seat, certifying())
    record_permit(own_seat, PERMIT)
    end_permit(own_seat, EndPermit(PERMIT.number, date(2026, 11, 19)))
    with pytest.raises(permits.PermitMissing):
        certify_destruction(own_seat, certifying())


def test_what_is_missing_on_paper_is_named(own_seat):
    staff(own_seat)
    record_permit(own_seat, replace(PERMIT, authority=replace(PERMIT.authority, town="")))
    car(own_seat)
    take_over_vehicle(own_seat, handing_in(signature=(), registration_country=""))
    record_depollution(own_seat, RecordDepollution(VIN, DRAINED, all_done(), "anan"))
    hand_over_battery(own_seat, battery())
    with pytest.raises(certificates.CertificateIncomplete) as refused:
        certify_destruction(own_seat, certifying())
    assert refused.value.facts["what"] == ("address of the authority", "nationality mark", "signature of the holder")


@pytest.mark.parametrize(("market", "extra"), [("GB", "GB"), ("ES", "ES"), ("DE", "DE"), ("TH", None), ("MX", None)])
def test_each_market_asks_the_seven_items_and_its_own(market, extra):
    asked = [each.id for each in certificates.requirements(market, ENDED)]
    assert asked[:7] == ["1", "2", "3", "4", "5", "6", "7"]
    assert asked[7:] == ([extra] if extra else [])
    assert certificates.requirements(market, date(2002, 1, 1)) == ()


def test_a_withdrawn_certificate_opens_the_life_again_and_its_number_stays_taken(own_seat):
    destroyed(own_seat)
    seq = end_page(own_seat, VIN).certificate.event
    with pytest.raises(standing.NotTakenBackAgain):
        take_back_end_of_life(own_seat, TakeBackEndOfLife(seq, "why"))
    with pytest.raises(ReasonMissing):
        withdraw_certificate(own_seat, TakeBackEndOfLife(seq, " "))
    withdraw_certificate(own_seat, TakeBackEndOfLife(seq, "wrong day"))
    assert page(own_seat, VIN).figures.stage is Stage.END_OF_LIFE
    with pytest.raises(EventCorrected):
        withdraw_certificate(own_seat, TakeBackEndOfLife(seq, "again"))
    assert certify_destruction(own_seat, certifying()).made.certificate == "CD-2026-0002"
    sound(own_seat)


def test_what_others_rest_on_is_not_taken_back(own_seat):
    ready(own_seat)
    taken = end_page(own_seat, VIN).end.taken_over_event
    with pytest.raises(standing.RestsOnThis):
        take_back_end_of_life(own_seat, TakeBackEndOfLife(taken, "why"))


def test_a_certificate_of_another_facility_closes_the_life_without_a_permit_of_ours(own_seat):
    car(own_seat)
    take_over_vehicle(own_seat, handing_in())
    with pytest.raises(certificates.FacilityNumberMissing):
        record_certificate(own_seat, RecordCertificate(VIN, ENDED, "", "Desguace Sur"))
    done = record_certificate(own_seat, RecordCertificate(VIN, ENDED, "ES/2026/881", "Desguace Sur", "CAT-11"))
    assert done.made.certificate == "ES/2026/881"
    assert page(own_seat, VIN).figures.stage is Stage.DESTROYED
    ready_again = end_page(own_seat, VIN)
    assert (ready_again.certificate.own, ready_again.certificate.said.facility) == (False, "Desguace Sur")
    sound(own_seat)


def test_the_lists_tell_where_each_car_stands(own_seat):
    ready(own_seat)
    car(own_seat, OTHER_VIN)
    record_total_loss(own_seat, RecordTotalLoss(OTHER_VIN, TAKEN, LossCause.FIRE, "Viriyah", "C-1"))
    found, all_of_them = counts(own_seat)
    assert (found[Step.CERTIFY], found[Step.DECIDE], all_of_them) == (1, 1, 2)
    listed = EndsBy(own_seat, Step.DECIDE)
    assert [line.vin for line in listed.rows(listed.keys()).values()] == [OTHER_VIN]
    by_text = EndsBy(own_seat, None, "LSJWH")
    assert [line.vin for line in by_text.rows(by_text.keys()).values()] == [OTHER_VIN]
    assert {line.vin for line in pressing(own_seat)} == {VIN, OTHER_VIN}
    assert (waiting(own_seat).count, waiting(own_seat).late) == (2, 0)
    certify_destruction(own_seat, certifying())
    assert counts(own_seat)[0][Step.CLOSED] == 1
    assert {line.vin for line in pressing(own_seat)} == {OTHER_VIN}


def test_deadlines_of_the_market_are_on_the_list(tmp_path):
    from lifecycle_desk.dealership.rules import Dealer
    from lifecycle_desk.vehicle.usecases.books import found

    seat = found(tmp_path / "gb.ldk", Dealer("Leeds EV", "GB", "en"))
    car(seat)
    take_over_vehicle(seat, handing_in())
    (line,) = pressing(seat)
    assert (line.due.deadline.id, line.due.due_on, line.due.state) == ("GB-certificate", date(2026, 11, 16), State.LATE)
    assert waiting(seat).late == 1
    seat.store.close()


def test_a_row_that_was_tampered_with_is_found(own_seat):
    destroyed(own_seat)
    with own_seat.store.writing(None) as work:
        work.connection.exec_driver_sql("UPDATE recycling_car SET step = 'decide'")
        work.connection.exec_driver_sql("UPDATE recycling_certificate SET number = 'CD-2026-0009'")
        work.connection.exec_driver_sql("DELETE FROM recycling_part WHERE ordinal = 1")
    with own_seat.store.reading() as work:
        found = [(finding.part, finding.where) for check in CHECKS for finding in check(work)]
    assert ("recycling", VIN) in found
    assert {part for part, _ in found} == {"recycling", "certificates", "parts"}


def test_rights_are_those_of_the_trade():
    assert {role for role in Role if "recycling.edit" in MAY[role]} == {Role.TECHNICIAN, Role.ADVISER, Role.MANAGER}
    assert {role for role in Role if "recycling.certify" in MAY[role]} == {Role.MANAGER}


def test_the_story_is_the_same_on_either_engine(seat):
    assert destroyed(seat) == "CD-2026-0001"
    sound(seat)
    assert counts(seat)[0][Step.CLOSED] == 1
    assert end_page(seat, VIN).batteries[0].said.codes == (PACK,)


def test_with_sign_in_who_releases_is_who_sits_there(own_seat):
    ready(own_seat)
    switch_sign_in(own_seat, SignIn(on=True))
    with pytest.raises(NotAllowed):
        certify_destruction(Seat(own_seat.store, "anan", authorise), certifying())
    with pytest.raises(certificates.ReleasedByAnother):
        certify_destruction(Seat(own_seat.store, "niran", authorise), certifying())
    done = certify_destruction(Seat(own_seat.store, "malee", authorise), certifying())
    assert done.made.certificate == "CD-2026-0001"


def test_other_programs_read_where_the_end_stands_without_anybodys_name(own_seat):
    ready(own_seat)
    told: dict = {}
    show_end(own_seat, VIN, told)
    shown = told["end_of_life"]
    assert (shown["step"], shown["parts"], shown["certificate"]) == (
        "certify",
        ("RP-2026-00001", "RP-2026-00002"),
        None,
    )
    assert shown["batteries"] == [{"code": PACK, "handed_over_on": date(2026, 11, 16), "fate": "recycling"}]
    assert HOLDER.name not in str(told)
    untouched: dict = {}
    car(own_seat, OTHER_VIN)
    show_end(own_seat, OTHER_VIN, untouched)
    assert untouched == {}
