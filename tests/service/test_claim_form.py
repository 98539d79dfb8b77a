"""The printed form of a claim: what a manufacturer needs, on one page, in every language."""

from dataclasses import replace

from claiming import PLAIN, answered, begun, with_line
from claiming import claim as claim_now
from test_papers import text_of
from workshop import LOGGED, VIN, with_car

from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.overview.usecases.subjects import kind_of, subjects
from lifecycle_desk.paper import Proves
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.stages.service.claims.papers.form import OfClaim, claim_form
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim
from lifecycle_desk.stages.service.claims.usecases.requests import BeginClaim, ClaimStep
from lifecycle_desk.stages.service.claims.usecases.transitions import submit_claim
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.reports import REPORTS
from lifecycle_desk.vehicle.usecases.documents import attach


def told(user, number, code="en"):
    return text_of(claim_form(user, OfClaim(number), spoken(user, code)).pdf())


def test_the_form_tells_fault_parts_hours_amounts_documents_and_the_answer(own_shop):
    bill = attach(own_shop, "dealer photo.txt", b"seen").sha256
    order = log_repair_order(own_shop, replace(LOGGED, jobs=(PLAIN,), documents=(bill,))).value.number
    number = begin_claim(own_shop, BeginClaim(order)).value.number
    with_line(own_shop, number, 1, trouble_code="B1A23-13", faulty_serial="OLD-1", new_serial="NEW-2")
    said = told(own_shop, number)

    for words in (number, order, VIN, "3กข 4821", PLAIN.complaint, PLAIN.cause, PLAIN.correction, "47,995", "Draft"):
        assert words in said, words
    for words in ("WR-1", "1.0 h", "WR-100", "Causal part", "B1A23-13", "OLD-1", "NEW-2", "dealer photo.txt"):
        assert words in said, words
    assert said.count("Causal part") == 2  # among the facts, and below the line of the part
    assert "Grease" not in said  # the customer pays it
    assert "Approved" not in said

    submit_claim(own_shop, ClaimStep(number))
    answered(own_shop, number, ClaimState.PARTLY_APPROVED, (1, 40_000, "0.4 h"), maker_number="MG-77")
    said = told(own_shop, number)
    for words in ("MG-77", "Partially approved", "0.4 h", "Approved", "400.00", "3,500.00"):
        assert words in said, words


def test_kind_and_state_are_two_labels_parted_by_a_point(own_shop):
    number = begun(own_shop).number
    assert "Warranty · Draft" in told(own_shop, number)
    assert "ضمان · مسودة" in told(own_shop, number, "ar")


def test_whole_rupiah_are_claimed_without_sen(tmp_path):
    shop = with_car(create(tmp_path / "dealer.ldk", Dealer("Dealer", "ID", "en", labour_rate=35_000_000)))
    number = begun(shop).number
    said = told(shop, number)
    for amount in ("1.000", "2.500", "3.500"):
        assert amount in said, amount
    assert ",00" not in said

    submit_claim(shop, ClaimStep(number))
    answered(shop, number, ClaimState.PARTLY_APPROVED, (1, 40_050, "0.4 h"))
    said = told(shop, number)
    for amount in ("400,50", "1.000,00", "3.500,00"):
        assert amount in said, amount
    shop.store.close()


def test_a_usual_claim_is_one_page_in_every_language(own_shop):
    number = begun(own_shop).number
    assert {
        code: len(claim_form(own_shop, OfClaim(number), spoken(own_shop, code)).laid().pages) for code in LANGUAGES
    } == dict.fromkeys(LANGUAGES, 1)


def test_a_claim_can_be_issued_with_its_proof_once_it_is_submitted(own_shop):
    voice = spoken(own_shop, "en")
    draft = begun(own_shop).number
    assert claim_form(own_shop, OfClaim(draft), voice).proves is None
    submit_claim(own_shop, ClaimStep(draft))
    sent = claim_now(own_shop, draft)
    assert claim_form(own_shop, OfClaim(draft), voice).proves == Proves(
        VIN, {"lines": len(sent.sheet.lines), "km": 47_995}
    )
    given = issue(own_shop, next(each for each in REPORTS if each.kind == "warranty-claim"), OfClaim(draft), voice)
    assert given.number == draft
    assert draft in text_of(given.pdf)


def test_claims_are_found_as_what_papers_are_about(own_shop):
    number = begun(own_shop).number
    assert kind_of(number) == "claim"
    for text in (number, claim_now(own_shop, number).vin, ""):
        assert [each.value for each in subjects(own_shop, "claim", text)] == [number]
