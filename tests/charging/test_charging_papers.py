"""The papers of charging: read back as they copy, drawn in every language, honest about what they are not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from charging_books import session, taken_in
from pypdf import PdfReader

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_
from lifecycle_desk.books.usecases import books
from lifecycle_desk.cover.papers.sources import UNCONFIRMED
from lifecycle_desk.cover.rules import Answer, PartGroup
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.paper import Beside
from lifecycle_desk.paper.contents import Compositor
from lifecycle_desk.stages.charging.health.papers import certificate
from lifecycle_desk.stages.charging.health.papers.certificate import NOT_MEASURED, NoFigure
from lifecycle_desk.stages.charging.health.rules.batteries import Outlook
from lifecycle_desk.stages.charging.health.rules.evidence import LeftOutReason
from lifecycle_desk.stages.charging.health.usecases.health import OfficialKind, ReadHealth, battery_page, read_health
from lifecycle_desk.stages.charging.reports import REPORTS
from lifecycle_desk.stages.charging.sessions.papers.statement import OfTime, _marked
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Place
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, RecordOwner, add_vehicle, record_owner
from lifecycle_desk.vehicle.usecases.people import add_person

CERTIFICATE, STATEMENT, SESSIONS = REPORTS
VIN, BEGAN = "LGXCE4CB7R0000001", date(2024, 1, 8)
HIDDEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@pytest.fixture
def dealer(tmp_path, stopped_clock):
    """A dealer in Madrid with one car that was charged at home and on the road."""
    stopped_clock(datetime(2026, 11, 25, 12, tzinfo=UTC))
    user = books.create(tmp_path / "desk.ldk", Dealer("Taller & <b>Hijos</b>", "ES", "es"))
    described = Description(make="BYD", model="Seal", energy=Energy.BEV, chemistry=Chemistry.NMC, usable_wh=60_000)
    add_vehicle(user, AddVehicle(VIN, BEGAN, described, plate="1234 KLM", first_registered_on=BEGAN))
    yield user
    user.store.close()


def charge(user, count=40, every=24):
    rows = []
    for n in range(count):
        at = datetime.combine(BEGAN, datetime.min.time(), UTC) + timedelta(days=every * n, hours=20)
        home = n % 4 != 0
        rows.append(
            session(
                n,
                key=str(n),
                started_at=at,
                ended_at=at + timedelta(hours=6),
                battery_wh=round(48_000 * (1 - 0.02 * n * every / 365)),
                meter_wh=round(53_000 * (1 - 0.02 * n * every / 365)),
                soc_start=150,
                soc_end=950,
                current=Current.AC,
                cost=None if home else Money(2_000 + n, "EUR"),
                place=Place() if home else Place("<img src=x> Café & Co", city="Madrid"),
                temperature=200,
                odometer=None,
            )
        )
    taken_in(user, rows, vin=VIN)


def text_of(pdf: bytes) -> str:
    """The words of a paper as they are copied: without marks of direction, each space one."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).translate(HIDDEN).split())


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_certificate_stands_on_one_page_in_every_language_and_says_what_it_is_not(dealer, code):
    charge(dealer)
    language = spoken(dealer, code)
    pdf = CERTIFICATE.draw(dealer, OfVehicle(VIN), language).pdf()
    text = text_of(pdf)

    assert pages_of(pdf) == 1
    assert VIN in text
    assert "1234 KLM" in text
    squeezed = "".join(text.split())
    assert all(word.strip("().,،") in squeezed for word in language(NOT_MEASURED).translate(HIDDEN).split())
    assert language(CERTIFICATE.title).translate(HIDDEN) in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_long_head_reasons_and_readings_of_others_leave_the_certificate_on_one_page(dealer, code):
    address = "Calle de la Forja, 14\nPolígono Industrial Las Encinas\nMadrid 28031"
    reached = {"phone": "+34 910 000 199", "email": "taller@example.com", "tax_id": "B00000000", "address": address}
    change_profile(dealer, Profile("Valdemora", legal_name="Automoción Valdemora, S.L.", **reached))
    charge(dealer)
    odd = {"battery_wh": 9_000, "meter_wh": 10_000, "soc_start": 500, "soc_end": 650, "current": Current.AC}
    taken_in(dealer, [session(100, **odd), session(101, **odd | {"soc_start": None, "soc_end": None})], vin=VIN)
    for month in (4, 10):
        read_health(dealer, ReadHealth(VIN, date(2026, month, 1), 931, OfficialKind.ON_BOARD_SOCE))
    language = spoken(dealer, code)
    pdf = CERTIFICATE.draw(dealer, OfVehicle(VIN), language).pdf()
    squeezed = "".join(text_of(pdf).split())

    assert pages_of(pdf) == 1
    for reason in (LeftOutReason.SMALL_SPAN, LeftOutReason.NO_CHARGE):
        assert "".join(language(reason.label).split()) in squeezed


def test_the_certificate_shows_figure_interval_sessions_and_readings_of_others(dealer):
    charge(dealer)
    read_health(dealer, ReadHealth(VIN, date(2026, 10, 1), 931, OfficialKind.CERTIFICATE))
    text = text_of(CERTIFICATE.draw(dealer, OfVehicle(VIN), spoken(dealer, "en")).pdf())

    for words in (
        "95% interval",
        "40 sessions",
        "93,1%",
        "Battery certificate",
        "Valid until",
        "Estimated from charging data",
    ):
        assert words in text, words


@pytest.mark.parametrize("weak", [True, False])
def test_the_certificate_names_terms_whose_source_is_to_be_verified_and_stays_on_one_page(dealer, weak, monkeypatch):
    charge(dealer)
    page = battery_page(dealer, VIN)
    window = page.cover.battery
    told = replace(window, answer=Answer.COVERED, rule=replace(window.rule, verify=weak), floor_rule=None)
    outlook = Outlook(date(2032, 1, 7), 700)
    page = replace(page, outlook=outlook, cover=replace(page.cover, battery=told))
    monkeypatch.setattr(certificate, "battery_page", lambda *_: page)

    for code in ("en", "th", "de"):
        language = spoken(dealer, code)
        pdf = CERTIFICATE.draw(dealer, OfVehicle(VIN), language).pdf()
        note = language(UNCONFIRMED, parts=language(PartGroup.BATTERY.label))
        assert ("".join(note.translate(HIDDEN).split()) in "".join(text_of(pdf).split())) is weak
        assert pages_of(pdf) == 1


def test_no_certificate_is_printed_without_a_figure(dealer):
    charge(dealer, 1)
    with pytest.raises(NoFigure):
        CERTIFICATE.draw(dealer, OfVehicle(VIN), spoken(dealer, "en")).pdf()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_statement_is_drawn_in_every_language_with_places_as_they_were_typed(dealer, code):
    charge(dealer)
    text = text_of(STATEMENT.draw(dealer, OfTime(VIN), spoken(dealer, code)).pdf())

    assert "<img src=x> Café & Co" in text
    assert VIN in text


def at_home(dealer):
    keep_tariff(
        dealer,
        KeepTariff(
            {"place": "home", "currency": "EUR", "valid_from": "2026-01-01", "zone": "Europe/Madrid",
             "elements": [{"kwh": "20"}]}
        ),
    )  # fmt: skip


def test_the_statement_sums_a_time_and_tells_how_much_a_tariff_computed(dealer):
    charge(dealer)
    at_home(dealer)
    asked = OfTime(VIN, date(2026, 1, 1), date(2026, 3, 31))
    text = text_of(STATEMENT.draw(dealer, asked, spoken(dealer, "en")).pdf())

    assert "1 Jan 2026 to 31 Mar 2026" in text
    assert "January 2026" in text
    assert "December 2025" not in text
    assert "calculated from the tariff of the day, as the source has no price: 2." in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_three_years_by_month_with_a_sum_of_each_year_take_two_pages(dealer, code):
    charge(dealer, 150, every=7)
    language = spoken(dealer, code)
    pdf = STATEMENT.draw(dealer, OfTime(VIN), language).pdf()
    words = text_of(pdf).split()

    assert pages_of(pdf) == 2
    for year in ("2024", "2025", "2026"):
        total = language(N_("Total of %(year)s"), year=year).translate(HIDDEN)
        assert all(any(part in word for word in words) for part in total.split())


def test_a_year_sums_its_own_months_and_all_years_come_to_the_total(dealer):
    charge(dealer)
    text = text_of(STATEMENT.draw(dealer, OfTime(VIN), spoken(dealer, "en")).pdf())
    years = [text.split(f"Total of {year} ")[1].split()[:3] for year in (2024, 2025, 2026)]

    assert [int(sessions) for sessions, _, _ in years] == [15, 16, 9]
    assert sum(int(cost.replace(",", "")) for _, _, cost in years) == 201_80
    assert "Cost 201,80 €" in text


def test_each_session_is_listed_only_where_asked_with_a_mark_at_what_a_tariff_computed(dealer):
    charge(dealer)
    at_home(dealer)
    text, listed = (
        text_of(paper.draw(dealer, OfTime(VIN), spoken(dealer, "en")).pdf()) for paper in (STATEMENT, SESSIONS)
    )

    assert "8 Jan 2024 21:00" in listed
    assert "* Calculated from the tariff" in listed
    assert "8 Jan 2024 21:00" not in text
    assert "*" not in text


def test_the_star_of_a_calculated_cost_stands_where_the_digits_of_all_costs_stay_below_one_another():
    assert _marked("£11.59") == "* £11.59"
    assert _marked("11.59 AED") == "* 11.59 AED"
    assert _marked("11.59 ر.س.") == "11.59 ر.س. *"


def test_a_statement_is_dated_and_its_sums_stand_with_what_they_rest_on(dealer):
    charge(dealer)
    at_home(dealer)
    paper = STATEMENT.draw(dealer, OfTime(VIN), spoken(dealer, "en"))

    assert paper.date == today_at(dealer)
    sums = next(block for block in paper.blocks if isinstance(block, Beside))
    text = text_of(replace(paper, blocks=[sums]).pdf())
    assert "Cost" in text
    assert "calculated from the tariff of the day" in text
    assert len([*sums.strips(Compositor(spoken(dealer, "en")), 400.0)]) == 1


def test_papers_go_in_the_language_of_the_owner(dealer):
    assert CERTIFICATE.language_of(dealer, OfVehicle(VIN)) is None
    owner = add_person(dealer, Person("Amal", language="ar")).value.number
    record_owner(dealer, RecordOwner(VIN, owner, date(2026, 2, 1)))

    assert CERTIFICATE.language_of(dealer, OfVehicle(VIN)) == "ar"
    assert STATEMENT.language_of(dealer, OfTime(VIN)) == "ar"
