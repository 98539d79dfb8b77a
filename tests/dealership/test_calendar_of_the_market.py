"""The calendar of a dealer: one of his market's, offered where it can be written, refused where it cannot."""

from datetime import date

import pytest

from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.papers import for_authority, spoken
from lifecycle_desk.dealership.rules import Dealer, UnknownCalendar
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile
from lifecycle_desk.language.reading import read_day

DAY = date(2026, 3, 15)


@pytest.fixture
def user_in(tmp_path):
    made = []

    def at(code):
        made.append(create(tmp_path / f"{code}.ldk", Dealer("Desk", code, "en")))
        return made[-1]

    yield at
    for each in made:
        each.store.close()


def test_hijri_is_offered_in_the_emirates_and_written_and_read_there(user_in):
    user = user_in("AE")
    change_profile(user, Profile(calendar="hijri"))
    assert dealer(user.store).calendar == "hijri"
    language = spoken(user, "en")
    assert language.formats.day(DAY) == "26 Ramadan 1447 AH"
    assert read_day("26/9/1447", language, DAY).value == DAY
    assert for_authority(user, language).formats.day(DAY) == "15 Mar 2026"


def test_papers_for_thai_authorities_count_by_the_buddhist_era_whatever_the_dealer_does(user_in):
    user = user_in("TH")
    language = spoken(user, "en")
    assert language.formats.day(DAY) == "15 Mar 2026"
    assert for_authority(user, language).formats.day(DAY) == "15 Mar BE 2569"


@pytest.mark.parametrize(("code", "calendar"), [("GB", "hijri"), ("TH", "hijri"), ("AE", "mayan")])
def test_a_calendar_that_the_market_does_not_have_is_refused(user_in, code, calendar):
    user = user_in(code)
    with pytest.raises(UnknownCalendar):
        change_profile(user, Profile(calendar=calendar))
    assert dealer(user.store).calendar == "gregorian"
