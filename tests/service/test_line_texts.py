"""A line's text on papers: the catalogue's own words are read in the reader's language, all else as it was written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from claiming import PLAIN, begun
from sqlalchemy import event
from test_papers import CARD, ESTIMATE, REPORT, SUMMARY, printed, spaceless, text_of
from workshop import LOGGED, VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.usecases.keys import known_keys
from lifecycle_desk.dossier.interchange.verifying import verify
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.proof.rules.proof import TrustedKey
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts, in_turn, key_of
from lifecycle_desk.stages.service.catalogue.usecases.changing import (
    SaveCatalogue,
    UndoCatalogue,
    WithdrawEntry,
    save_catalogue,
    undo_catalogue,
    withdraw_catalogue_entry,
)
from lifecycle_desk.stages.service.claims.papers.form import OfClaim, claim_form
from lifecycle_desk.stages.service.claims.usecases.requests import ClaimStep
from lifecycle_desk.stages.service.claims.usecases.transitions import submit_claim
from lifecycle_desk.stages.service.estimates.rules import Decision, How
from lifecycle_desk.stages.service.estimates.usecases.approving import (
    DecideEstimate,
    ProposeWork,
    decide_estimate,
    propose_work,
)
from lifecycle_desk.stages.service.estimates.usecases.showing import estimate
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import (
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import CorrectRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order, printed_order
from lifecycle_desk.stages.service.reports import OfOrder
from lifecycle_desk.vehicle.usecases.waiting import what_waits

MIRROR = "กระจกมองข้าง"
NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)
PART = CatalogueEntry(
    kind=LineKind.PART,
    code="WR-100",
    text="Window regulator",
    texts={"th": "ชุดยกกระจกหน้าต่าง", "zh_CN": "玻璃升降器", "es": "Elevalunas"},
)
WORK = CatalogueEntry(
    kind=LineKind.LABOUR, code="WR-1", text="Replace", texts={"th": "เปลี่ยนใหม่ทั้งชุด", "zh_CN": "更换总成"}
)
READ = {"en": (PART.text, WORK.text), **{code: (PART.texts[code], WORK.texts[code]) for code in ("th", "zh_CN")}}
PAID = Job(
    complaint="It sticks",
    lines=(Line(kind=LineKind.PART, code="WR 100", text=PART.text, quantity=Decimal(1), price=100_00),),
)
OTHERS = {code: {text for other in READ if other != code for text in READ[other]} for code in READ}


@pytest.fixture
def shop(own_shop: UserSession, stopped_clock: Callable[[datetime], None]) -> UserSession:
    """A workshop whose catalogue names what the lines of the jobs are about, in three languages."""
    stopped_clock(NOON)
    save_catalogue(own_shop, SaveCatalogue((PART, WORK)))
    return own_shop


def told(user: UserSession, number: str, code: str) -> str:
    return text_of(claim_form(user, OfClaim(number), spoken(user, code)).pdf())


def holds(said: str, *words: str) -> bool:
    return all(spaceless(each) in spaceless(said) for each in words)


@pytest.mark.parametrize("code", READ)
@pytest.mark.parametrize("paper", [REPORT, CARD, SUMMARY, ESTIMATE], ids=lambda each: each.kind)
def test_lines_from_the_catalogue_are_read_in_the_language_of_the_paper(shop, paper, code):
    number = log_repair_order(shop, replace(LOGGED, jobs=(PLAIN,))).value.number
    said = printed(shop, paper, number, code)

    assert holds(said, *READ[code], "Grease")
    assert not [each for each in OTHERS[code] if holds(said.replace(PLAIN.correction, ""), f"{each} 1")]
    assert code == "en" or WORK.text not in said.replace(PLAIN.correction, "")


@pytest.mark.parametrize("code", READ)
def test_so_are_those_of_a_claim_before_and_after_it_is_sent(shop, code):
    number = begun(shop).number
    drafted = told(shop, number, code)
    submit_claim(shop, ClaimStep(number))

    for said in (drafted, told(shop, number, code)):
        assert holds(said, *READ[code])
        assert code == "en" or not holds(said, "Replace 1")


@pytest.mark.parametrize("code", READ)
def test_proposed_work_and_what_was_declined_too(shop, code):
    greased = replace(PLAIN, lines=PLAIN.lines[2:])
    number = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(greased,))).value.number
    paid = Job(
        complaint="It sticks",
        lines=(replace(PLAIN.lines[2], kind=LineKind.PART, code="WR 100", text=PART.text, quantity=Decimal(1)),),
    )
    propose_work(shop, ProposeWork(number=number, jobs=(paid,)))
    assert holds(printed(shop, ESTIMATE, number, code), READ[code][0])

    found = estimate(shop, number)
    declined = tuple(Decision(job, line, of.text == "Grease") for job, line, of in found.lines)
    asked = {"number": number, "revision": found.revision, "decisions": declined, "how": How.PHONE}
    decide_estimate(shop, DecideEstimate(**asked, who="Khun Siriporn"))

    assert holds(printed(shop, ESTIMATE, number, code), READ[code][0])
    assert holds(printed(shop, REPORT, number, code), READ[code][0])
    assert any(READ[code][0] in spoken(shop, code).spoken(each) for each in what_waits(shop, VIN))
    assert estimate(shop, number).advice[0].job.lines[0].text == PART.text, "what is kept stays as it was written"


@pytest.mark.parametrize(
    ("written", "code", "read"),
    [
        ("Window regulator", "th", PART.texts["th"]),
        (PART.texts["th"], "zh_CN", PART.texts["zh_CN"]),
        (PART.texts["th"], "en", "Window regulator"),  # the dealer writes English himself
        ("Window regulator", "es_MX", "Elevalunas"),
        ("Window regulator", "de", "Window regulator"),  # the catalogue has no German
        (PART.texts["th"], "de", PART.texts["th"]),  # and no third language is put in its place
        ("Window regulator, left", "th", "Window regulator, left"),
        ("window regulator", "th", "window regulator"),
        ("", "th", ""),
    ],
)
def test_only_the_catalogues_own_words_are_read_in_another_language(written, code, read):
    line = Line(kind=LineKind.PART, code="wr100", text=written)
    assert LineTexts({key_of(line): (PART,)}, "en").of(line).read_in(code) == read


@pytest.mark.parametrize("kind", [LineKind.LABOUR, LineKind.SUNDRIES, LineKind.SUBLET])
def test_a_number_names_an_entry_of_its_own_kind_alone(shop, kind):
    line = Line(kind=kind, code=PART.code, text=PART.text, hours=Decimal(1), price=100_00, supplier="Lack")
    line = line if kind is LineKind.SUBLET else replace(line, supplier="")
    line = line if kind is LineKind.LABOUR else replace(line, hours=None)
    number = log_repair_order(shop, replace(LOGGED, jobs=(replace(PLAIN, lines=(line,)),))).value.number
    assert PART.text in printed(shop, REPORT, number, "th")


def translated(user: UserSession, thai: str) -> None:
    """The catalogue calls the part otherwise in Thai alone."""
    save_catalogue(user, SaveCatalogue((replace(PART, texts={**PART.texts, "th": thai}),)))


def agree(user: UserSession, number: str) -> None:
    """The customer agrees to all that is asked of him."""
    found = estimate(user, number)
    decisions = tuple(Decision(job, line, approved=True) for job, line, _ in found.lines)
    asked = {"number": number, "revision": found.revision, "decisions": decisions, "how": How.PHONE}
    decide_estimate(user, DecideEstimate(**asked, who="Khun Siriporn"))


def renamed(user: UserSession) -> int:
    """The catalogue calls the part otherwise from now on, in every language."""
    entry = replace(PART, text="Lifter", texts={"th": "ตัวยก", "zh_CN": "升降机"})
    return save_catalogue(user, SaveCatalogue((entry,))).value.change


def test_a_report_that_is_printed_again_says_what_it_said_whatever_became_of_the_catalogue(shop, stopped_clock):
    asked, thai = OfOrder(log_repair_order(shop, replace(LOGGED, jobs=(PLAIN,))).value.number), spoken(shop, "th")
    first = issue(shop, REPORT, asked, thai)
    stopped_clock(NOON + timedelta(hours=1))
    renamed(shop)
    second = issue(shop, REPORT, asked, thai)

    assert (first.issue, second.issue) == (1, 2)
    assert all(holds(text_of(each.pdf), PART.texts["th"]) for each in (first, second))
    trusted = [TrustedKey(each.public) for each in known_keys(shop)]
    assert verify(first.pdf, trusted).genuine
    assert verify(second.pdf, trusted, shop).genuine


def test_an_open_order_is_read_by_the_catalogue_of_now_and_by_what_it_was_where_it_calls_nothing_so_any_more(
    shop, stopped_clock
):
    number = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    stopped_clock(NOON + timedelta(hours=1))
    translated(shop, "ตัวยกกระจก")
    assert holds(printed(shop, CARD, number, "th"), "ตัวยกกระจก")

    stopped_clock(NOON + timedelta(hours=2))
    change = renamed(shop)
    said = printed(shop, CARD, number, "th")
    assert holds(said, "ตัวยกกระจก")
    assert not holds(said, PART.text)

    undo_catalogue(shop, UndoCatalogue(change))
    assert holds(printed(shop, CARD, number, "th"), "ตัวยกกระจก")


def test_what_the_customer_agreed_to_is_read_as_it_was_whatever_the_catalogue_calls_it_afterwards(shop, stopped_clock):
    number = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    agree(shop, number)
    for at, change in enumerate((partial(translated, shop, MIRROR), partial(renamed, shop)), 1):
        stopped_clock(NOON + timedelta(hours=at))
        change()
        said = printed(shop, ESTIMATE, number, "th")
        assert holds(said, PART.texts["th"])
        assert not holds(said, MIRROR)
        assert order(shop, number).texts.of(PAID.lines[0]).read_in("th") == PART.texts["th"]


def test_what_was_proposed_later_is_read_alike_before_and_after_it_is_agreed_to(shop, stopped_clock):
    number = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    agree(shop, number)
    stopped_clock(NOON + timedelta(hours=1))
    translated(shop, MIRROR)
    stopped_clock(NOON + timedelta(hours=2))
    save_catalogue(shop, SaveCatalogue((replace(PART, text="Lifter", texts={"th": "ตัวยก"}),)))
    more = replace(PAID, lines=(replace(PAID.lines[0], text="Lifter"),))
    propose_work(shop, ProposeWork(number=number, jobs=(more,)))
    before = printed(shop, ESTIMATE, number, "th")
    stopped_clock(NOON + timedelta(hours=3))
    agree(shop, number)
    stopped_clock(NOON + timedelta(hours=4))
    save_catalogue(shop, SaveCatalogue((replace(PART, text="Lifter", texts={"th": MIRROR}),)))

    for said in (before, printed(shop, ESTIMATE, number, "th")):
        assert holds(said, PART.texts["th"], "ตัวยก")
        assert not holds(said, MIRROR)


def test_a_report_reads_what_was_agreed_to_and_never_by_what_came_after_the_handover(shop):
    first, second, third = (replace(PART, texts={"th": each}) for each in ("ก", "ข", "ค"))
    before = [(NOON, None), (NOON + timedelta(hours=2), first), (NOON + timedelta(hours=4), second)]
    hour = [NOON + timedelta(hours=each) for each in range(6)]

    assert in_turn(third, before) == (third, second, first)
    assert in_turn(third, before, until=hour[3]) == (second, first)
    assert in_turn(third, before, agreed=hour[1]) == (first, second, third)
    assert in_turn(third, before, agreed=hour[1], until=hour[3]) == (first, second)
    assert in_turn(third, before, agreed=hour[5], until=hour[3]) == (second, first)
    assert in_turn(third, before, until=NOON - timedelta(hours=1)) == ()


def test_a_part_that_is_superseded_or_withdrawn_keeps_its_name_on_the_lines_that_have_it(shop, stopped_clock):
    number = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(PAID,))).value.number
    stopped_clock(NOON + timedelta(hours=1))
    newer = replace(PART, code="WR-200", text="Window regulator, reinforced", texts={})
    save_catalogue(shop, SaveCatalogue((replace(PART, replaced_by=newer.code), newer)))
    assert holds(printed(shop, CARD, number, "th"), PART.texts["th"])
    withdraw_catalogue_entry(shop, WithdrawEntry(LineKind.PART, PART.code))
    assert holds(printed(shop, CARD, number, "th"), PART.texts["th"])


def test_a_change_that_was_undone_never_was(shop, stopped_clock):
    number = log_repair_order(shop, replace(LOGGED, jobs=(PLAIN,))).value.number
    stopped_clock(NOON + timedelta(hours=1))
    undo_catalogue(shop, UndoCatalogue(renamed(shop)))
    stopped_clock(NOON + timedelta(hours=2))
    renamed(shop)
    assert holds(printed(shop, REPORT, number, "th"), PART.texts["th"])


def test_a_corrected_order_is_read_by_the_catalogue_of_its_correction(shop, stopped_clock):
    number = log_repair_order(shop, replace(LOGGED, jobs=(PLAIN,))).value.number
    stopped_clock(NOON + timedelta(hours=1))
    renamed(shop)
    stopped_clock(NOON + timedelta(hours=2))
    found = order(shop, number).order
    lines = (replace(PLAIN.lines[1], text="Lifter"), *found.sheet.jobs[0].lines[2:])
    told = {name: getattr(LOGGED, name) for name in ("on", "odometer_in", "odometer_out", "adviser", "technician")}
    jobs = (replace(found.sheet.jobs[0], lines=lines),)
    asked = CorrectRepairOrder(number=number, revision=found.revision, why="Another name", jobs=jobs, **told)
    correct_repair_order(shop, asked)
    assert holds(printed(shop, REPORT, number, "th"), "ตัวยก")


def test_a_claim_that_was_sent_stays_as_it_was_sent(shop, stopped_clock):
    number = begun(shop).number
    stopped_clock(NOON + timedelta(hours=1))
    submit_claim(shop, ClaimStep(number))
    stopped_clock(NOON + timedelta(hours=2))
    renamed(shop)
    assert holds(told(shop, number, "zh_CN"), PART.texts["zh_CN"])


@pytest.mark.parametrize("changed_since", [False, True])
def test_fifty_lines_ask_the_store_as_often_as_two(shop, stopped_clock, changed_since):
    part = PLAIN.lines[1]
    entries = [replace(PART, code=f"P-{at}") for at in range(50)]
    save_catalogue(shop, SaveCatalogue(tuple(entries)))
    numbers = []
    for many in (2, 50):
        lines = tuple(replace(part, code=each.code, causal=False) for each in entries[:many])
        numbers.append(log_repair_order(shop, replace(LOGGED, jobs=(replace(PLAIN, lines=lines),))).value.number)
    if changed_since:
        stopped_clock(NOON + timedelta(hours=1))
        save_catalogue(shop, SaveCatalogue(tuple(replace(each, text="Lifter", texts={}) for each in entries)))
    asked = []
    event.listen(shop.store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    counts = []
    for number in numbers:
        asked.clear()
        page = printed_order(shop, number, "th")
        assert {line.text for line in page.order.sheet.jobs[0].lines} == {PART.texts["th"]}
        counts.append(len(asked))
    assert counts[0] == counts[1]
