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
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import LetGo, SignIn, deactivate, switch_sign_in, take_on
from lifecycle_desk.stages.recycling.batteries_out.rules import batteries
from lifecycle_desk.stages.recycling.batteries_out.usecases import hand_over_battery
from lifecycle_desk.stages.recycling.depollution.rules import depollution
from lifecycle_desk.stages.recycling.depollution.usecases import RecordDepollution, record_depollution
from lifecycle_desk.stages.recycling.end.rules import certificates, permits, status, ways_out
from lifecycle_desk.stages.recycling.end.rules.deadlines import State
from lifecycle_desk.stages.recycling.end.rules.rights import CERTIFY, END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.rules.ways_out import LossCause
from lifecycle_desk.stages.recycling.end.usecases.certifying import (
    RecordCertificate,
    certify_destruction,
    record_certificate,
)
from lifecycle_desk.stages.recycling.end.usecases.deciding import RecordTotalLoss, record_total_loss
from lifecycle_desk.stages.recycling.end.usecases.listing import EndsBy, counts, pressing, waiting
from lifecycle_desk.stages.recycling.end.usecases.permits import EndPermit, end_permit, record_permit
from lifecycle_desk.stages.recycling.end.usecases.permits import permits as all_permits
from lifecycle_desk.stages.recycling.end.usecases.showing import end_page, show_end
from lifecycle_desk.stages.recycling.end.usecases.taking_back import (
    TakeBackEndOfLife,
    take_back_end_of_life,
    withdraw_certificate,
)
from lifecycle_desk.stages.recycling.end.usecases.taking_over import take_over_vehicle
from lifecycle_desk.stages.recycling.room import ROOM as OF_RECYCLING
from lifecycle_desk.vehicle.rules.life import Event, EventCorrected, ReasonMissing, Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.resting import RestsOnThis
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_RECYCLING.offered("checks"))


def test_the_certificate_closes_the_life(own_user):
    assert destroyed(own_user) == "CD-2026-0001"
    assert page(own_user, VIN).figures.stage is Stage.DESTROYED
    shown = end_page(own_user, VIN)
    assert (shown.step, shown.certificate.number, shown.certificate.on) == (Step.CLOSED, "CD-2026-0001", ENDED)
    assert shown.certificate.permit == PERMIT
    assert all(item.is_complete for item in shown.items)
    with pytest.raises(ways_out.CertificateIssued):
        certify_destruction(own_user, certifying())
    sound(own_user)


def test_a_combustion_car_goes_the_same_way(own_user):
    ready(own_user, ICE_VIN, Energy.ICE)
    assert certify_destruction(own_user, certifying(ICE_VIN)).value.certificate == "CD-2026-0001"


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
def test_four_eyes_are_those_of_two_who_work_here(own_user, more, rule, field):
    ready(own_user)
    take_on(own_user, Member("gone", "Gone Away", Role.MANAGER))
    deactivate(own_user, LetGo("gone"))
    with pytest.raises(rule) as refused:
        certify_destruction(own_user, certifying(**more))
    assert refused.value.at == field


def test_no_certificate_without_depollution_battery_and_permit(own_user):
    staff(own_user)
    car(own_user)
    with pytest.raises(ways_out.NotTakenOver):
        certify_destruction(own_user, certifying())
    take_over_vehicle(own_user, handing_in())
    with pytest.raises(depollution.DepollutionOpen):
        certify_destruction(own_user, certifying())
    record_depollution(own_user, RecordDepollution(VIN, DRAINED, all_done(), "anan"))
    with pytest.raises(batteries.BatteryNotHandedOver):
        certify_destruction(own_user, certifying())
    hand_over_battery(own_user, battery())
    with pytest.raises(permits.PermitMissing):
        certify_destruction(own_user, certifying())
    record_permit(own_user, PERMIT)
    end_permit(own_user, EndPermit(PERMIT.number, date(2026, 11, 19)))
    with pytest.raises(permits.PermitMissing):
        certify_destruction(own_user, certifying())


def test_a_permit_keeps_the_days_on_which_certificates_rest_on_it(own_user):
    number = destroyed(own_user)
    certificate = end_page(own_user, VIN).certificate.event
    rests = f"Certificate of destruction, {number}, on 20 Nov 2026 (record {certificate})"
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
        (record_permit, later, permits.PermitBeginsTooLate, "valid_from", "start on 21 Nov 2026"),
    ):
        with pytest.raises(rule) as refused:
            verb(own_user, asked)
        assert refused.value.at == at
        said = spoken(own_user, "en").sentence(refused.value)
        assert said == f"Permit {PERMIT.number} cannot {says}, because later records depend on it: {rests}."
    assert all_permits(own_user) == [PERMIT]

    end_permit(own_user, EndPermit(PERMIT.number, ENDED))
    record_permit(own_user, replace(PERMIT, number="other", valid_from=ENDED, valid_to=ENDED))
    end_permit(own_user, EndPermit("other", ENDED))  # nothing rests on this one
    withdraw_certificate(own_user, TakeBackEndOfLife(certificate, "mistake"))
    end_permit(own_user, EndPermit(PERMIT.number, the_day_before))
    sound(own_user)


def test_what_is_missing_on_paper_is_named(own_user):
    staff(own_user)
    record_permit(own_user, replace(PERMIT, authority=replace(PERMIT.authority, town="")))
    car(own_user)
    take_over_vehicle(own_user, handing_in(signature=(), registration_country=""))
    record_depollution(own_user, RecordDepollution(VIN, DRAINED, all_done(), "anan"))
    hand_over_battery(own_user, battery())
    with pytest.raises(certificates.CertificateIncomplete) as refused:
        certify_destruction(own_user, certifying())
    assert refused.value.facts["what"] == ("address of the authority", "nationality mark", "signature of the holder")


@pytest.mark.parametrize(("market", "extra"), [("GB", "GB"), ("ES", "ES"), ("DE", "DE"), ("TH", None), ("MX", None)])
def test_each_market_asks_the_seven_items_and_its_own(market, extra):
    asked = [each.id for each in certificates.requirements(market, ENDED)]
    assert asked[:7] == ["1", "2", "3", "4", "5", "6", "7"]
    assert asked[7:] == ([extra] if extra else [])
    assert certificates.requirements(market, date(2002, 1, 1)) == ()


def test_a_withdrawn_certificate_opens_the_life_again_and_its_number_stays_taken(own_user):
    destroyed(own_user)
    seq = end_page(own_user, VIN).certificate.event
    with pytest.raises(status.NotTakenBackAgain):
        take_back_end_of_life(own_user, TakeBackEndOfLife(seq, "why"))
    with pytest.raises(ReasonMissing):
        withdraw_certificate(own_user, TakeBackEndOfLife(seq, " "))
    withdraw_certificate(own_user, TakeBackEndOfLife(seq, "wrong day"))
    assert page(own_user, VIN).figures.stage is Stage.END_OF_LIFE
    with pytest.raises(EventCorrected):
        withdraw_certificate(own_user, TakeBackEndOfLife(seq, "again"))
    assert certify_destruction(own_user, certifying()).value.certificate == "CD-2026-0002"
    sound(own_user)


def test_what_others_rest_on_is_not_taken_back(own_user):
    ready(own_user)
    taken = end_page(own_user, VIN).end.taken_over_event
    with pytest.raises(RestsOnThis):
        take_back_end_of_life(own_user, TakeBackEndOfLife(taken, "why"))


def test_a_certificate_of_another_facility_closes_the_life_without_a_permit_of_ours(own_user):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    with pytest.raises(certificates.FacilityNumberMissing):
        record_certificate(own_user, RecordCertificate(VIN, ENDED, "", "Desguace Sur"))
    done = record_certificate(own_user, RecordCertificate(VIN, ENDED, "ES/2026/881", "Desguace Sur", "CAT-11"))
    assert done.value.certificate == "ES/2026/881"
    assert page(own_user, VIN).figures.stage is Stage.DESTROYED
    ready_again = end_page(own_user, VIN)
    assert (ready_again.certificate.own, ready_again.certificate.said.facility) == (False, "Desguace Sur")
    sound(own_user)


def test_the_lists_tell_where_each_car_stands(own_user):
    ready(own_user)
    car(own_user, OTHER_VIN)
    record_total_loss(own_user, RecordTotalLoss(OTHER_VIN, TAKEN, LossCause.FIRE, "Viriyah", "C-1"))
    found, all_of_them = counts(own_user)
    assert (found[Step.CERTIFY], found[Step.DECIDE], all_of_them) == (1, 1, 2)
    listed = EndsBy(own_user, Step.DECIDE)
    assert [line.vin for line in listed.rows(listed.keys()).values()] == [OTHER_VIN]
    by_text = EndsBy(own_user, None, "LSJWH")
    assert [line.vin for line in by_text.rows(by_text.keys()).values()] == [OTHER_VIN]
    assert {line.vin for line in pressing(own_user)} == {VIN, OTHER_VIN}
    assert (waiting(own_user).count, waiting(own_user).late) == (2, 0)
    certify_destruction(own_user, certifying())
    assert counts(own_user)[0][Step.CLOSED] == 1
    assert {line.vin for line in pressing(own_user)} == {OTHER_VIN}


def test_deadlines_of_the_market_are_on_the_list(tmp_path):
    from lifecycle_desk.books.usecases.books import create
    from lifecycle_desk.dealership.rules import Dealer

    user = create(tmp_path / "gb.ldk", Dealer("Leeds EV", "GB", "en"))
    car(user)
    take_over_vehicle(user, handing_in())
    (line,) = pressing(user)
    assert (line.due.deadline.id, line.due.due_on, line.due.state) == ("GB-certificate", date(2026, 11, 16), State.LATE)
    assert waiting(user).late == 1
    user.store.close()


def test_a_row_that_was_tampered_with_is_found(own_user):
    destroyed(own_user)
    with own_user.store.writing(None) as tx:
        tx.connection.exec_driver_sql("UPDATE recycling_car SET step = 'decide'")
        tx.connection.exec_driver_sql("UPDATE recycling_certificate SET number = 'CD-2026-0009'")
        tx.connection.exec_driver_sql("DELETE FROM recycling_part WHERE ordinal = 1")
    with own_user.store.reading() as tx:
        found = [(finding.part, finding.where) for check in CHECKS for finding in check(tx)]
    assert ("recycling", VIN) in found
    assert {part for part, _ in found} == {"recycling", "certificates", "parts"}


def test_rights_are_those_of_the_trade():
    assert END_OF_LIFE.roles == {Role.TECHNICIAN, Role.ADVISER, Role.MANAGER}
    assert CERTIFY.roles == {Role.MANAGER}


def test_the_story_is_the_same_on_either_engine(user):
    assert destroyed(user) == "CD-2026-0001"
    sound(user)
    assert counts(user)[0][Step.CLOSED] == 1
    assert end_page(user, VIN).batteries[0].said.codes == (PACK,)


def test_with_sign_in_who_releases_is_who_sits_there(own_user):
    ready(own_user)
    switch_sign_in(own_user, SignIn(on=True))
    with pytest.raises(NotAllowed):
        certify_destruction(UserSession(own_user.store, "anan", authorise), certifying())
    with pytest.raises(certificates.ReleasedByAnother):
        certify_destruction(UserSession(own_user.store, "niran", authorise), certifying())
    done = certify_destruction(UserSession(own_user.store, "malee", authorise), certifying())
    assert done.value.certificate == "CD-2026-0001"


def test_other_programs_read_where_the_end_stands_without_anybodys_name(own_user):
    ready(own_user)
    told: dict = {}
    show_end(own_user, VIN, told)
    shown = told["end_of_life"]
    assert (shown["step"], shown["parts"], shown["certificate"]) == (
        "certify",
        ("RP-2026-00001", "RP-2026-00002"),
        None,
    )
    assert shown["batteries"] == [{"code": PACK, "handed_over_on": date(2026, 11, 16), "fate": "recycling"}]
    assert HOLDER.name not in str(told)
    untouched: dict = {}
    car(own_user, OTHER_VIN)
    show_end(own_user, OTHER_VIN, untouched)
    assert untouched == {}


def test_a_certificate_that_was_reported_is_not_withdrawn(own_user):
    done = ready(own_user)
    certificate = certify_destruction(own_user, certifying()).value.event
    with own_user.store.writing() as tx:
        facts = {"deadline": "authority", "event": certificate}
        reported = record_event(tx, Event(VIN, ENDED, status.Happening.REPORTED.value, facts))
    with pytest.raises(RestsOnThis) as refused:
        withdraw_certificate(own_user, TakeBackEndOfLife(certificate, "wrong day"))
    assert [each.event for each in refused.value.later] == [reported], done
