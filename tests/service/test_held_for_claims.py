"""Parts that a claim keeps are held by themselves, with their day; what is sent from there is told to the claim."""

from dataclasses import replace
from datetime import timedelta

import pytest
from claiming import claim, submitted
from shelving import faults
from test_purchasing import undone
from workshop import VIN

from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.stages.service.claims.rules.claim import claim_key
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent, NotTheLastClaimStep, PartState
from lifecycle_desk.stages.service.claims.usecases.parts import move_claim_part
from lifecycle_desk.stages.service.claims.usecases.requests import ClaimStep, MoveClaimPart
from lifecycle_desk.stages.service.claims.usecases.transitions import submit_claim, take_back_claim_step
from lifecycle_desk.stages.service.shelf.rules.held import HeldByClaim, HeldPart, HeldState, HeldUntil
from lifecycle_desk.stages.service.shelf.tables import held
from lifecycle_desk.stages.service.shelf.usecases.holding import release_held, undo_release
from lifecycle_desk.stages.service.shelf.usecases.requests import ReleaseHeld, UndoRelease
from lifecycle_desk.vehicle.tables import life


def kept(user, number: str) -> list[HeldPart]:
    with user.store.reading() as tx:
        return list(held.of_claim(tx, claim_key(number)).values())


def test_a_claims_parts_come_go_and_come_back_as_the_claim_says(own_shop):
    done = submitted(own_shop)
    number, parts = done.number, claim(own_shop, done.number).status.parts
    assert parts
    first = kept(own_shop, number)
    assert [(each.claim_line, each.until, each.state) for each in first] == [
        (line, part.until, HeldState.HELD) for line, part in sorted(parts.items())
    ]
    one = first[0]
    with pytest.raises(HeldByClaim):
        release_held(own_shop, ReleaseHeld(number=one.number, state=HeldState.VOIDED))
    if one.until:
        with pytest.raises(HeldUntil):
            release_held(own_shop, ReleaseHeld(number=one.number, state=HeldState.SCRAPPED))
    with pytest.raises(NotTheLastClaimStep):
        undo_release(own_shop, UndoRelease(number=one.number, event=done.event))  # it was submitted, not sent
    sent = release_held(own_shop, ReleaseHeld(number=one.number, reference="DHL 1"))
    now = claim(own_shop, number).status.parts[one.claim_line]
    assert (now.state, now.reference) == (PartState.SENT, "DHL 1")
    assert (kept(own_shop, number)[0].state, kept(own_shop, number)[0].reference) == (HeldState.SENT, "DHL 1")
    undone(own_shop, release_held, sent)
    assert claim(own_shop, number).status.parts[one.claim_line].state is PartState.KEPT
    assert kept(own_shop, number)[0].state is HeldState.HELD
    later = (one.until or one.since) + timedelta(days=30)
    move_claim_part(own_shop, MoveClaimPart(number=number, line=one.claim_line, state=PartState.KEPT, until=later))
    assert kept(own_shop, number)[0].until == later
    assert faults(own_shop) == []


def test_a_submission_that_is_voided_holds_nothing_more(own_shop):
    done = submitted(own_shop)
    back, asked = submit_claim.undo(done)
    assert back is take_back_claim_step
    back(own_shop, asked)
    assert {each.state for each in kept(own_shop, done.number)} == {HeldState.VOIDED}
    submit_claim(own_shop, ClaimStep(done.number))
    assert {each.state for each in kept(own_shop, done.number)} == {HeldState.HELD}
    assert faults(own_shop) == []


def test_clerks_of_warranty_and_of_parts_undo_what_they_marked_as_sent_each_by_their_own_right(own_shop):
    number = submitted(own_shop).number
    one = kept(own_shop, number)[0]
    for each in (("boss", Role.MANAGER), ("nok", Role.WARRANTY), ("pim", Role.PARTS)):
        take_on(own_shop, Member(each[0], each[0].title(), each[1]))
    switch_sign_in(replace(own_shop, staff="boss"), SignIn(on=True))
    nok, pim = (replace(own_shop, staff=each) for each in ("nok", "pim"))
    moved = MoveClaimPart(number=number, line=one.claim_line, state=PartState.SENT)
    for clerk, command, asked in (
        (nok, move_claim_part, moved),
        (pim, release_held, ReleaseHeld(number=one.number)),
    ):
        done = command(clerk, asked)
        assert claim(own_shop, number).status.parts[one.claim_line].state is PartState.SENT
        undone(clerk, command, done)
        assert claim(own_shop, number).status.parts[one.claim_line].state is PartState.KEPT
        with own_shop.store.reading() as tx:
            told = [each.kind for each in life.told(tx, VIN) if each.corrects == done.value.event]
        assert told == [ClaimEvent.TAKEN_BACK]
