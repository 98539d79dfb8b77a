"""The certificate: what it rests on, who signs it, what closes with it; lists, deadlines and soundness of the end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from end_story import (
    DRAINED,
    ENDED,
    HOLDER,
    ICE_VIN,
    OTHER_VIN,
    PACK,
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
    sound,
    staff,
)

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import MAY, Member, NotAllowed, Role
from lifecycle_desk.dealership.usecases import LetGo, SignIn, authorise, let_go, switch_sign_in, take_on
from lifecycle_desk.stages.recycling.rules import (
    batteries,
    certificates,
    depollution,
    permits,
    standing,
    ways_out,
)
from lifecycle_desk.stages.recycling.rules.deadlines import State
from lifecycle_desk.stages.recycling.rules.standing import Step
from lifecycle_desk.stages.recycling.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.usecases import CHECKS
from lifecycle_desk.stages.recycling.usecases.certifying import (
    RecordCertificate,
    certify_destruction,
    record_certificate,
)
from lifecycle_desk.stages.recycling.usecases.deciding import (
    RecordTotalLoss,
    record_total_loss,
)
from lifecycle_desk.stages.recycling.usecases.dismantling import (
    RecordDepollution,
    record_depollution,
)
from lifecycle_desk.stages.recycling.usecases.handing_on import hand_over_battery
from lifecycle_desk.stages.recycling.usecases.listing import EndsBy, counts, pressing, waiting
from lifecycle_desk.stages.recycling.usecases.permits import EndPermit, end_permit, record_permit
from lifecycle_desk.stages.recycling.usecases.permits import permits as all_permits
from lifecycle_desk.stages.recycling.usecases.showing import end_page, show_end
from lifecycle_desk.stages.recycling.usecases.taking_back import (
    TakeBackEndOfLife,
    take_back_end_of_life,
    withdraw_certificate,
)
from lifecycle_desk.stages.recycling.usecases.taking_over import take_over_vehicle
from lifecycle_desk.vehicle.rules.life import Event, EventCorrected, ReasonMissing, Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.resting import RestsOnThis
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.telling import tell


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


def test_a_permit_keeps_the_days_on_which_certificates_rest_on_it(own_seat):
    number = destroyed(own_seat)
    certificate = end_page(own_seat, VIN).certificate.event
    rests = f"Certificate of destruction, {number}, on 20 Nov 2026 (event {certificate})"
    the_day_before = ENDED - timedelta(days=1)
    later = replace(PERMIT, valid_from=ENDED + timedelta(days=1))
    for verb, asked, rule, at, says in (
        (end_permit, EndPermit(PERMIT.number, the_day_before), permits.PermitEndsTooEarly, "on", "end on 19 Nov 2026"),
        (
            record_permit,
            replace(PERMIT, valid_to=the_day_before),
            permits.PermitEndsTooEarly,
            "valid_to",
            "end on 19 Nov 2026",
        ),
        (record_permit, later, permits.PermitBeginsTooLate, "valid_from", "begin on 21 Nov 2026"),
    ):
        with pytest.raises(rule) as refused:
            verb(own_seat, asked)
        assert refused.value.at == at
        said = spoken(own_seat, "en").sentence(refused.value)
        assert said == f"Permit {PERMIT.number} cannot {says}, because this rests on it: {rests}."
    assert all_permits(own_seat) == [PERMIT]

    end_permit(own_seat, EndPermit(PERMIT.number, ENDED))
    record_permit(own_seat, replace(PERMIT, number="other", valid_from=ENDED, valid_to=ENDED))
    end_permit(own_seat, EndPermit("other", ENDED))  # nothing rests on this one
    withdraw_certificate(own_seat, TakeBackEndOfLife(certificate, "mistake"))
    end_permit(own_seat, EndPermit(PERMIT.number, the_day_before))
    sound(own_seat)


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
    with pytest.raises(RestsOnThis):
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


def test_a_certificate_that_was_reported_is_not_withdrawn(own_seat):
    done = ready(own_seat)
    certificate = certify_destruction(own_seat, certifying()).made.event
    with own_seat.store.writing() as work:
        facts = {"deadline": "authority", "event": certificate}
        reported = tell(work, Event(VIN, ENDED, standing.Happening.REPORTED.value, facts))
    with pytest.raises(RestsOnThis) as refused:
        withdraw_certificate(own_seat, TakeBackEndOfLife(certificate, "wrong day"))
    assert [each.event for each in refused.value.later] == [reported], done
