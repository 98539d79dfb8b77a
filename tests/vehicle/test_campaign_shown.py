"""A campaign's texts as people are shown them: each reader's own language, and one rule for what takes its place."""

import ast
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from campaign_books import LISTED, NOW, SEAL, take_in, written
from pypdf import PdfReader
from sqlalchemy import event

import lifecycle_desk
from lifecycle_desk.base.said import InLanguages, LanguageNamed
from lifecycle_desk.campaigns.papers.letters import OfCampaign
from lifecycle_desk.campaigns.reports import COMPLETION, LETTERS, SUBJECTS
from lifecycle_desk.campaigns.rules.status import MustNotBeDriven
from lifecycle_desk.campaigns.usecases.lists import Campaigns, campaign, campaigns_of_car, show_campaigns
from lifecycle_desk.campaigns.usecases.standing import stops
from lifecycle_desk.campaigns.usecases.words import WordCampaign, word_campaign
from lifecycle_desk.cli.context import CommandContext
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

NUMBER, OTHER = "BYD-26-01", "BYD-26-02"
OWN = {"campaign_no": NUMBER, "type": "safety_recall", "do_not_drive": "yes", "title": "Battery pack may short"}
OWN |= {"defect": "A weld may crack.", "vin": LISTED}
TITLES = {"ar": "قد يحدث قصر في البطارية", "th": "แบตเตอรี่อาจลัดวงจร", "es": "La batería puede cortocircuitarse"}
READ = TITLES | {"en": OWN["title"], "zh_CN": OWN["title"]}  # nobody wrote it in Chinese, and the dealer reads English


@pytest.fixture
def user(own_user, stopped_clock, tmp_path):
    stopped_clock(NOW)
    owner = add_person(own_user, Person("Somchai", address="1 Road", language="en")).value.number
    add_vehicle(own_user, AddVehicle(LISTED, date(2025, 3, 1), SEAL, owner=owner))
    rows = [{"campaign_no": NUMBER, "language": code, "title": title} for code, title in TITLES.items()]
    take_in(own_user, written(tmp_path / "c.csv", OWN, *rows))
    return own_user


def in_each(text):
    return {code: Language(code).spoken(text) for code in READ}


@pytest.mark.parametrize(
    ("texts", "house", "code", "read"),
    [
        ({"th": "ไทย", "en": "English"}, "en", "th", "ไทย"),
        ({"pt": "Português"}, "en", "pt_BR", "Português"),
        ({"th": "ไทย", "en": "English"}, "th", "ar", "English"),
        ({"th": "ไทย"}, "th", "ar", "ไทย"),
        ({"es": "español"}, "th", "ar", "own"),
        ({"ar": "", "th": "ไทย"}, "th", "ar", "ไทย"),
    ],
    ids=["his own", "his own elsewhere", "English", "the dealer's", "as it came", "an empty one is none"],
)
def test_a_reader_is_shown_his_own_language_else_english_else_the_dealers_else_what_came(texts, house, code, read):
    assert Language(code).spoken(InLanguages("own", texts, house)) == read


@pytest.mark.parametrize(("texts", "read"), [({"en": "English", "ar": "عربي"}, "English"), ({"ar": "عربي"}, "عربي")])
def test_where_nothing_came_in_its_own_language_english_is_shown_else_what_there_is(texts, read):
    assert Language("es").spoken(InLanguages("", texts, "th")) == read
    assert not InLanguages("", {}, "th")


def test_a_text_in_languages_is_one_value_that_is_compared_and_written_as_it_came():
    text = InLanguages("own", {"th": "ไทย"}, "th")
    assert text == InLanguages("own", {"th": "ไทย", "ar": ""}, "th") != InLanguages("own", {}, "th")
    assert len({text, InLanguages("own", {"th": "ไทย"}, "th"), "own"}) == 2
    assert (str(text), text == "own") == ("own", False)
    assert "ไทย" in repr(text)


def test_the_list_the_page_and_the_car_say_a_campaign_in_the_language_of_whoever_looks(user):
    listed = Campaigns(user)
    (row,) = listed.rows(listed.keys()).values()
    (of_car,) = campaigns_of_car(user, LISTED)
    (subject,) = SUBJECTS[0].find(user, "")

    assert in_each(row.texts.title) == READ
    assert row.texts == campaign(user, NUMBER).texts == of_car.texts
    assert in_each(subject.about) == READ
    assert {code: Language(code).spoken(row.texts.defect) for code in READ} == dict.fromkeys(READ, OWN["defect"])


def test_the_sentence_that_keeps_a_car_here_says_it_in_the_readers_language_and_json_as_it_came(user):
    with user.store.reading() as tx:
        (stop,) = stops(tx, LISTED)

    assert isinstance(stop, MustNotBeDriven)
    assert {code: title in Language(code).sentence(stop) for code, title in READ.items()} == dict.fromkeys(READ, True)
    assert CommandContext("", None, None, None).plain(stop.facts) == {"number": NUMBER, "title": OWN["title"]}
    told = {}
    show_campaigns(user, LISTED, told)
    assert json.loads(json.dumps(told))["campaigns"][0]["title"] == OWN["title"]


@pytest.mark.parametrize("report", [LETTERS, COMPLETION], ids=["letters", "completion"])
@pytest.mark.parametrize("code", ["th", "es", "en"])
def test_the_papers_name_the_campaign_in_their_own_language(user, report, code):
    pdf = report.draw(user, OfCampaign(NUMBER), spoken(user, code)).pdf()
    first = PdfReader(BytesIO(pdf)).pages[0].extract_text()

    assert {each: title in first for each, title in READ.items() if each not in {"ar", "zh_CN"}} == {
        each: each == code for each in ("th", "es", "en")
    }


@pytest.mark.parametrize("text", ["may SHORT", "CORTOCIRCUITARSE", "อาจลัด", "قصر", NUMBER.lower()])
def test_a_campaign_is_found_by_its_title_in_every_language(user, text):
    assert [each.campaign.number for each in rows(user, text)] == [NUMBER]


def test_a_campaign_is_not_found_by_a_title_that_its_maker_changed_since(user, tmp_path):
    take_in(user, written(tmp_path / "d.csv", OWN | {"title": "Pack may burn"}))

    assert [len(rows(user, text)) for text in ("อาจลัด", "short", "burn", '"title":', "%")] == [0, 0, 1, 0, 0]


def test_what_somebody_adds_by_hand_is_shown_and_found_at_once(user):
    heard = []
    user.store.heard.append(heard.append)
    word_campaign(user, WordCampaign(NUMBER, "zh_CN", title="电池组可能短路"))

    assert any("campaign" in tables for tables in heard)
    (row,) = rows(user, "可能短路")
    assert Language("zh_CN").spoken(row.texts.title) == "电池组可能短路"


def rows(user, text):
    listed = Campaigns(user, text=text)
    return [*listed.rows(listed.keys()).values()]


def test_a_page_of_campaigns_asks_no_more_than_one_of_them(user, tmp_path):
    one = statements(user)
    more = [OWN | {"campaign_no": f"X-{each}", "vin": LISTED} for each in range(40)]
    words = [{"campaign_no": f"X-{each}", "language": "th", "title": f"ชื่อ {each}"} for each in range(40)]
    take_in(user, written(tmp_path / "e.csv", *more, *words))

    assert statements(user) == one


def statements(user):
    asked = []

    def heard(*given):
        asked.append(given[2])

    listed = Campaigns(user)
    keys = listed.keys()
    event.listen(user.store.engine, "before_cursor_execute", heard)
    listed.rows(keys)
    event.remove(user.store.engine, "before_cursor_execute", heard)
    return len(asked)


def test_nothing_but_what_keeps_and_compares_campaigns_reads_their_texts_as_they_came():
    """Else somebody would be shown the maker's language: what people see comes through `shown_texts`."""
    house = Path(lifecycle_desk.__file__).parent
    may = {f"campaigns/rules/{name}.py" for name in ("campaign", "file_rows", "words")}
    may |= {"campaigns/tables/campaigns.py", "campaigns/usecases/texts.py"}
    may |= {"campaigns/usecases/lists.py"}  # JSON of a car
    found = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        if "campaign" in (source := path.read_text("utf-8")).casefold() and reads_own_texts(source)
    }

    assert found - may == set()
    assert reads_own_texts("title = found.known.campaign.own.title")
    assert not reads_own_texts("title = found.known.texts.title")


def reads_own_texts(source):
    """Whether something that is called like a campaign, or is one of several, is asked for its own texts."""
    parts = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Attribute) and each.attr == "own"]
    names = {of.attr if isinstance(of := each.value, ast.Attribute) else getattr(of, "id", "") for each in parts}
    return bool(names & {"campaign", "each", "told", "known", "of", "found"})


def test_the_name_of_a_language_that_stands_alone_begins_as_such_do():
    assert Language("es").spoken(LanguageNamed("th", alone=True)) == "Tailandés"
    assert Language("es").spoken(LanguageNamed("th")) == "tailandés"
