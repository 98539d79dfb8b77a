"""A claim when its customer is erased: what was said goes with the order, drafts go, the claim stays whole."""

import json

from claiming import PLAIN, begun, changed, claim, step
from workshop import VIN, sound

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.usecases.creating import check_claim
from lifecycle_desk.stages.service.claims.usecases.requests import ClaimStepWhy, OfClaim
from lifecycle_desk.stages.service.claims.usecases.showing import claim_page
from lifecycle_desk.stages.service.claims.usecases.transitions import cancel_claim
from lifecycle_desk.store import drafts
from lifecycle_desk.vehicle.interchange import person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import page


def owner(user: UserSession) -> int:
    found = page(user, VIN).figures.owner
    assert found is not None
    return found


def test_the_words_go_and_the_claim_goes_on(shop: UserSession):
    number = begun(shop).number
    with shop.store.writing(None) as tx:
        drafts.save(tx, "warranty_claim_sheet", number, json.dumps({"texts": {"cause": "half"}}))
    erase_person(shop, ErasePerson(owner(shop), "asked for it"))
    shown = claim_page(shop, number)
    assert shown.complaint == ""
    with shop.store.reading() as tx:
        assert drafts.draft(tx, "warranty_claim_sheet", number) is None
    assert check_claim(shop, OfClaim(number)).value.missing == ()  # words that were erased are not missed
    step(shop, number, ClaimState.SUBMITTED)
    assert claim(shop, number).sheet.correction == PLAIN.correction
    assert sound(shop)


NAMING = {"cause": "สิริพร forced the window.", "correction": "Replaced, shown to Khun ชัยสิทธิ์."}
COVERED = {"cause": "••• forced the window.", "correction": "Replaced, shown to Khun •••."}


def written(user: UserSession, number: str) -> dict[str, str]:
    sheet = claim(user, number).sheet
    return {"cause": sheet.cause, "correction": sheet.correction}


def erased(user: UserSession) -> dict[str, dict]:
    """What the answer of erasing says, by rule."""
    done = erase_person(user, ErasePerson(owner(user), "asked"))
    return {each.rule: dict(each.facts) for each in done.warnings}


def test_a_name_in_a_claims_own_cause_and_correction_is_covered_until_it_is_sent(shop: UserSession):
    number = begun(shop).number
    changed(shop, number, **NAMING)
    revision = claim(shop, number).revision
    says = erased(shop)

    assert written(shop, number) == COVERED
    assert claim(shop, number).revision == revision + 1  # a form that is open must not bring the name back
    assert says["names_covered"] == {"n": 1, "where": number}
    assert "claims_name_them" not in says
    assert sound(shop)


def test_a_claim_that_was_submitted_with_a_name_stays_so_and_the_answer_says_so(shop: UserSession):
    number = begun(shop).number
    changed(shop, number, **NAMING)
    step(shop, number, ClaimState.SUBMITTED)
    says = erased(shop)

    assert written(shop, number) == NAMING  # what was sent is sealed
    assert says["claims_name_them"] == {"n": 1, "claims": number}
    assert "names_covered" not in says
    assert sound(shop)


def test_a_claim_that_was_sent_back_is_covered_and_its_submission_is_told(shop: UserSession):
    number = begun(shop).number
    changed(shop, number, **NAMING)
    step(shop, number, ClaimState.SUBMITTED)
    step(shop, number, ClaimState.RETURNED)
    says = erased(shop)

    assert written(shop, number) == COVERED
    assert says["names_covered"] == {"n": 1, "where": number}
    assert says["claims_name_them"] == {"n": 1, "claims": number}
    assert sound(shop)


def test_why_a_claim_was_cancelled_is_sealed_with_the_owner(shop: UserSession):
    number = begun(shop).number
    cancel_claim(shop, ClaimStepWhy(number, "Siriporn asked for it"))
    assert claim_page(shop, number).steps[0].said.why == "Siriporn asked for it"
    erase_person(shop, ErasePerson(owner(shop), "asked"))
    assert claim_page(shop, number).steps[0].said.why == ""
    assert sound(shop)


def test_the_claims_of_a_customers_repairs_are_given_out(shop: UserSession):
    number = begun(shop).number
    told = json.loads(b"".join(person.write(shop, {"person": owner(shop)})))
    assert [(each["number"], each["state"]) for each in told["warranty_claims"]] == [(number, "draft")]
