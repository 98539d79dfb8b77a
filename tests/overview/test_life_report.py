"""The lifecycle report: every stage, event and figure of a life, in the sections, the period and the language asked."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from time import process_time

import pytest
from pdf_text import pages_of
from pypdf import PdfReader

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.steps import drained
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState, Match
from lifecycle_desk.campaigns.rules.status import CampaignStatus
from lifecycle_desk.campaigns.rules.words import CampaignWords, for_readers
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.commands.command import Command
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.overview.papers.drawings import timeline
from lifecycle_desk.overview.papers.life_summary import FINDINGS
from lifecycle_desk.overview.papers.life_visits import CLAIMED
from lifecycle_desk.overview.papers.odd_readings import MAY_BE_OTHER
from lifecycle_desk.overview.papers.phrases import phrase
from lifecycle_desk.overview.papers.several import MOST, NoCarNamed, TooManyCars, as_files, as_one, requests_of
from lifecycle_desk.overview.reports import REPORTS
from lifecycle_desk.overview.rules.buyers import Verdict
from lifecycle_desk.overview.rules.sections import LifeSection, Period, PeriodReversed, UnknownSection, chosen
from lifecycle_desk.overview.usecases.lives.present import Present
from lifecycle_desk.overview.usecases.lives.veil import COVERED, Veil
from lifecycle_desk.overview.usecases.lives.whole import whole_life
from lifecycle_desk.paper import Tone
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.mentions import Identity
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.usecases.clusters import ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    Note,
    ReadOdometer,
    TakeBack,
    add_vehicle,
    note_event,
    read_odometer,
    take_back,
)
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

OF = {each.kind: each for each in REPORTS}
LIFE = OF["lifecycle-report"]
PAGE_OF = re.compile(r"Page (\d+) of (\d+)")


def drawn(user, language="en", **asked):
    return LIFE.draw(user, understood(asked, LIFE.takes, strict=False), spoken(user, language)).draw()


def text_of(pdf):
    return "\n".join(pages_of(pdf))


def vins(user, stage=None):
    listed = Vehicles(user, stage)
    return [each.vin for each in listed.rows(listed.keys()).values()]


@pytest.fixture
def vin(example):
    """A car that came through our stock and has been driven for long."""
    known = [page(example, each) for each in vins(example, Stage.IN_USE)]
    first_cluster = [each for each in known if each.odometer and each.odometer.shown_km == each.odometer.whole_km]
    return max(first_cluster, key=lambda each: (each.figures.arrived_on is not None, len(each.lines))).vin


def test_every_event_stands_in_it_with_its_number(example, vin):
    text = text_of(drawn(example, vin=vin, sections="events").pdf)
    numbers = {int(line.split()[0]) for line in text.splitlines() if line.split() and line.split()[0].isdecimal()}

    assert {each.told.seq for each in page(example, vin).lines} <= numbers


def test_all_sections_are_there_in_every_language(example, vin):
    for language in ("en", "ar", "th", "zh_CN", "es"):
        report = drawn(example, language, vin=vin, people="true")
        text = text_of(report.pdf)
        voice = spoken(example, language)
        assert report.missing == frozenset()
        assert all(voice(section.label) in text for section in LifeSection)


def test_the_parts_of_a_visit_are_spare_parts_and_not_those_of_a_battery(example, vin):
    text = text_of(drawn(example, "es", vin=vin, sections="service").pdf)
    assert "Recambios: " in text
    assert "Partes: " not in text


def test_sections_and_period_are_chosen(example, vin):
    known = page(example, vin)
    days = sorted(each.told.on for each in known.lines)
    middle = days[len(days) // 2]
    text = text_of(drawn(example, vin=vin, sections="events", until=middle.isoformat()).pdf)
    life = whole_life(example, vin, Period(None, middle), with_people=False)

    assert "Documents" not in [each.strip() for each in text.splitlines()]
    assert [each.told.on for each in life.events] == [day for day in days if day <= middle]
    assert all(each.on <= middle for each in (*life.visits, *life.amounts, *life.documents))
    assert life.last == middle
    with pytest.raises(PeriodReversed):
        drawn(example, vin=vin, since="2026-01-02", until="2026-01-01")
    with pytest.raises(UnknownSection):
        drawn(example, vin=vin, sections="events,people")


def test_a_term_is_said_in_its_words_and_not_by_its_code(example):
    voice = spoken(example, "th")

    assert phrase(ReadingSource.OWNER, voice) == voice(ReadingSource.OWNER.label) != "owner"
    assert phrase("owner", voice) == "\u2068owner\u2069"
    assert phrase(Said("%(energy)s kWh", energy=3), voice) == voice("%(energy)s kWh", energy=3)


def test_sections_come_in_the_papers_own_order():
    assert chosen("cover, Timeline", LifeSection) == (LifeSection.TIMELINE, LifeSection.COVER)
    assert chosen("", LifeSection) == tuple(LifeSection)


def test_stages_follow_one_another_without_a_gap(example):
    for vin in vins(example)[:12]:
        life = whole_life(example, vin, Period(), with_people=False)
        assert [each.until for each in life.stages][:-1] == [each.since for each in life.stages][1:]
        assert all(one.stage is not other.stage for one, other in pairwise(life.stages))
        assert life.stages[-1].until is None


def test_people_are_named_only_where_they_are_asked_for(example, vin):
    known = page(example, vin)
    names = [each.name for each in known.owners] + [known.figures.plate]
    without, with_people = (text_of(drawn(example, vin=vin, people=said).pdf) for said in ("false", "true"))

    assert names[0]
    assert all(name in with_people for name in names)
    assert not any(name in without for name in names)


def test_a_veil_covers_names_wherever_they_stand():
    veil = Veil(Identity(("Somchai", "Somchai Pradit"), plates=("1กข 234",)))

    assert veil.over("called Somchai Pradit, then SOMCHAI; No. 3") == f"called {COVERED}, then {COVERED}; No. 3"
    assert Veil(Identity()).over("nobody") == "nobody"


def test_an_odd_reading_and_a_replaced_cluster_are_told(own_user, stopped_clock):
    stopped_clock(datetime(2026, 11, 25, 5, tzinfo=UTC))
    vin = "LSJWH4095PN000001"
    add_vehicle(own_user, AddVehicle(vin, date(2026, 1, 5), odometer=Distance(100)))
    assert odometer(own_user, vin).verdict is Verdict.TOO_FEW

    read_odometer(own_user, ReadOdometer(vin, date(2026, 3, 5), Distance(4_000)))
    read_odometer(own_user, ReadOdometer(vin, date(2026, 6, 5), Distance(8_000)))
    odd = read_odometer(own_user, ReadOdometer(vin, date(2026, 4, 5), Distance(700_000))).value.event
    assert odometer(own_user, vin).verdict is Verdict.ODD
    text = text_of(drawn(own_user, vin=vin, sections="odometer").pdf)
    assert Verdict.ODD.label in text
    told = text.replace("\n", " ").replace("\u00a0", " ")
    assert "700,000 km on 5 Apr 2026, Workshop" in told
    assert "700,000 km conflicts with" in told
    assert MAY_BE_OTHER in told

    take_back(own_user, TakeBack(odd, "mistyped"))
    assert odometer(own_user, vin).verdict is Verdict.CONSISTENT
    replace_cluster(own_user, ReplaceCluster(vin, date(2026, 9, 5), Distance(11_000), Distance(0), "dark"))
    told = odometer(own_user, vin)
    assert (told.verdict, told.clusters) == (Verdict.EXPLAINED, (date(2026, 9, 5),))
    corrected = text_of(drawn(own_user, vin=vin, sections="events").pdf)
    assert f"Corrects record {odd}." in corrected
    assert "Corrected by record" in corrected


def test_a_visit_holds_its_claims_and_what_was_read_out_and_the_appendix_every_step(example, vin):
    cars = [whole_life(example, each, Period(), with_people=False) for each in vins(example, Stage.IN_USE)]
    steps = {life.page.vin: [each for each in life.events if each.told.kind in CLAIMED] for life in cars}
    busy = max(steps, key=lambda each: len(steps[each]))
    claims = {each.told.facts["claim"] for each in steps[busy]}
    visits, appendix = (text_of(drawn(example, vin=busy, sections=each).pdf) for each in ("service", "events"))

    assert len(steps[busy]) > len(claims) > 0
    assert all(visits.count(f"Claim {each}") == 1 for each in claims)
    assert all(appendix.count(f"Claim {each}") > 1 for each in claims)
    assert "Appendix: all records" in appendix
    assert "Appendix" not in visits


def test_the_first_page_is_the_verdict_and_tells_nothing_that_the_report_leaves_out(example, vin):
    life = whole_life(example, vin, Period(), with_people=False)
    whole = drawn(example, vin=vin)
    first, second, *_ = PdfReader(BytesIO(whole.pdf)).pages
    without = text_of(drawn(example, vin=vin, sections="summary,odometer").pdf)

    assert "At a glance" in first.extract_text()
    verdict = spoken(example, "en").spoken(life.odometer.remarks[0]).replace("\u00a0", " ")
    assert verdict in " ".join(first.extract_text().replace("\u00a0", " ").split())
    assert "Cost of ownership to date" in first.extract_text()
    assert "Timeline" in first.extract_text()
    assert vin in second.extract_text().splitlines()[0]
    assert second.extract_text().splitlines()[0].count("\u00b7") == 1
    assert "Cost of ownership to date" not in without
    assert "At a glance" in without


def test_a_campaign_that_forbids_to_drive_is_in_red_before_all_others(example, vin):
    life = whole_life(example, vin, Period(), with_people=False)
    stopping = Campaign("R-77", own=CampaignWords("Brake pedal"), do_not_drive=True)
    known = [
        CampaignOfCar(
            of,
            for_readers(of.own, {}, "en"),
            CampaignStatus(vin, of.number, Match.LIST, CampaignState.OPEN, life.as_of),
        )
        for of in (stopping, Campaign("S-1"))
    ]
    told = {}
    for name, campaigns in {"unknown": None, "none": (), "open": tuple(known[1:]), "stop": tuple(known)}.items():
        shown = replace(life, present=Present(campaigns, None))
        told[name] = next(each for _, finds in FINDINGS for each in finds(shown, spoken(example, "en"))
                          if each.label == "Campaigns")  # fmt: skip

    assert {name: each.tone for name, each in told.items()} == {
        "unknown": Tone.PLAIN, "none": Tone.GOOD, "open": Tone.WARNING, "stop": Tone.DANGER
    }  # fmt: skip
    assert told["stop"].answer.startswith("Do not drive")
    assert "Brake pedal" in told["stop"].detail[0]


def odometer(user, vin):
    return whole_life(user, vin, Period(), with_people=False).odometer


def test_the_timeline_shows_every_visit_and_reading_of_its_period(example, vin):
    life = whole_life(example, vin, Period(), with_people=False)
    lanes = {lane.words: lane for lane in timeline(life, spoken(example, "en")).lanes}

    assert len(lanes["Workshop visits"].marks) == len(life.visits)
    assert len(lanes["Odometer readings"].marks) == len(life.odometer.readings)
    stages = [spoken(example, "en")(each.stage.label) for each in life.stages]
    assert [span.words for span in lanes["Stage"].spans] == stages


def test_a_car_with_an_empty_life_has_a_report(example):
    shortest = min(vins(example), key=lambda vin: len(page(example, vin).lines))

    assert drawn(example, vin=shortest).pages >= 1


def test_several_cars_are_one_pdf_whose_papers_keep_their_own_page_numbers(example):
    few = vins(example)[:3]
    requests = requests_of(LIFE.takes(""), [*few, few[0].lower()])
    steps = []
    whole = drained(as_one(example, LIFE, requests, "en"), steps.append).content

    pages = pages_of(whole)
    assert [each.done for each in steps] == [0, 1, 2, 3]
    numbered = [tuple(map(int, PAGE_OF.findall(each)[-1])) for each in pages]
    lengths = [count for number, count in numbered if number == 1]
    assert len(lengths) == 3
    assert numbered == [(number, count) for count in lengths for number in range(1, count + 1)]
    assert PdfReader(BytesIO(whole)).metadata.title == "Lifecycle report"


def test_whoever_stops_keeps_the_files_that_are_whole(example, tmp_path):
    few = vins(example)[:3]
    requests = requests_of(LIFE.takes(""), few)
    steps = as_files(example, LIFE, requests, tmp_path / "out", "en")
    next(steps)
    next(steps)
    steps.close()
    left = [*(tmp_path / "out").iterdir()]
    assert 1 <= len(left) <= 2
    assert all(each.suffix == ".pdf" and each.read_bytes().rstrip().endswith(b"%%EOF") for each in left)

    files = drained(as_files(example, LIFE, requests, tmp_path / "out", "en")).files
    assert sorted(files) == sorted((tmp_path / "out").iterdir())
    assert {each.name for each in files} == {f"lifecycle-report-{vin}.pdf" for vin in few}
    assert all(each.read_bytes().startswith(b"%PDF-") for each in files)


def test_a_car_that_is_not_there_is_named_and_the_others_go_on(example, tmp_path):
    requests = requests_of(LIFE.takes(""), ["LSJWH4095PN999999", vins(example)[0]])
    made = drained(as_files(example, LIFE, requests, tmp_path / "out", "en"))
    assert [(each.subject, each.why.rule) for each in made.failed] == [("LSJWH4095PN999999", "unknown_vehicle")]
    assert [each.name for each in made.files] == [f"lifecycle-report-{vins(example)[0]}.pdf"]


def test_where_none_can_be_drawn_the_reason_is_told_and_no_folder_is_left(example, tmp_path):
    requests = requests_of(LIFE.takes(""), ["LSJWH4095PN999999"])
    with pytest.raises(Objection, match="unknown_vehicle"):
        drained(as_files(example, LIFE, requests, tmp_path / "out", "en"))
    assert not (tmp_path / "out").exists()


def test_a_list_has_cars_and_not_too_many():
    with pytest.raises(NoCarNamed):
        requests_of(LIFE.takes(""), ["", " "])
    with pytest.raises(TooManyCars):
        requests_of(LIFE.takes(""), (f"LSJWH4095PN{number:06}" for number in range(MOST + 1)))


def test_only_where_charging_was_paid_is_its_total_explained(own_user, example, vin):
    petrol = "LGWE3T9U3R6000099"
    add_vehicle(own_user, AddVehicle(petrol, date(2026, 1, 2), Description("GWM", "Haval H6", energy=Energy.ICE)))
    fill = Line(kind=LineKind.SUNDRIES, text="Oil", price=90_000)
    job = Job(complaint="Oil change.", correction="Done.", lines=(fill,))
    log_repair_order(own_user, LogRepairOrder(vin=petrol, on=date(2026, 3, 1), jobs=(job,)))
    said = " ".join(text_of(drawn(own_user, vin=petrol).pdf).split())
    assert "Amounts paid by the customer, tax included." in said
    assert "sum of the sessions" not in said
    assert "sum of the sessions" in " ".join(text_of(drawn(example, vin=vin).pdf).split())


def test_a_long_life_goes_over_many_pages_quickly(own_user, stopped_clock):
    busy = with_long_life(own_user, stopped_clock)
    began = process_time()
    report = drawn(own_user, vin=busy)

    assert process_time() - began < 3
    assert len(page(own_user, busy).lines) > 400
    assert report.pages > 15


def with_long_life(user, stopped_clock):
    """A car with 60 visits and 400 events."""
    stopped_clock(datetime(2026, 11, 25, 5, tzinfo=UTC))
    vin, start = "LSJWH4095PN000001", date(2016, 1, 4)
    add_vehicle(user, AddVehicle(vin, start, Description("MG", "MG4 Electric", "64 kWh", 2016)))
    line = Line(kind=LineKind.LABOUR, code="BR0110", text="Replace front brake pads", hours=Decimal(1), price=90_000)
    job = Job(complaint="Squeals when it brakes", cause="Pads worn", correction="Pads replaced", lines=(line,))

    def live(work, _asked):
        for number in range(300):
            day = start + timedelta(days=12 * number)
            note_event.does(work, Note(vin, day, f"Remark {number} of the owner about the noise at the front left"))
        for number in range(50):
            read_odometer.does(work, ReadOdometer(vin, start + timedelta(days=70 * number), Distance(2500 * number)))

    Command("vehicle.edit", live)(user, None)
    for number in range(60):
        day = start + timedelta(days=64 * number)
        log_repair_order(user, LogRepairOrder(vin=vin, on=day, jobs=(job,), odometer_in=Distance(2285 * number)))
    return vin
