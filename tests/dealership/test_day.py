"""The dealer's day: what is done at a moment is dated by the clocks of the dealership, and by nothing else."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile
from lifecycle_desk.dealership.usecases.day import day_of, today, zone
from lifecycle_desk.market.market import codes, market
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle

VIN = "LGXCE4CC6S0010005"
NEW_YEARS_MORNING = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 06:30 on 1 January in Bangkok
EVENING = datetime(2027, 1, 1, 0, 45, tzinfo=UTC)  # 18:45 on 31 December in Mexico City
SOURCE = Path(__file__).parents[2] / "src/lifecycle_desk"


@pytest.fixture
def opened(tmp_path: Path, stopped_clock: Callable[[datetime], None]) -> Iterator[Callable[..., UserSession]]:
    made: list[UserSession] = []

    def at(moment: datetime, code: str, own: str | None = None) -> UserSession:
        stopped_clock(moment)
        made.append(books.create(tmp_path / f"{code}.ldk", Dealer("Desk", code, "en", time_zone=own)))
        return made[-1]

    yield at
    for each in made:
        each.store.close()


def test_at_half_past_six_on_new_years_morning_in_bangkok_all_that_is_told_is_of_the_new_year(opened):
    user = opened(NEW_YEARS_MORNING, "TH")
    first = date(2027, 1, 1)
    add_vehicle(user, AddVehicle(VIN, first, Description("BYD", "Dolphin"), odometer=Distance(5)))
    describe_vehicle(user, Describe(VIN, Description("BYD", "Dolphin", "Standard")))
    with user.store.reading() as tx:
        assert [each.on for each in life.told(tx, VIN)] == [first, first]
        assert life.event(tx, 1)[0].on == first  # the founding of the books


def test_in_mexico_in_the_evening_tomorrow_is_still_tomorrow_and_is_refused(opened):
    user = opened(EVENING, "MX")
    with pytest.raises(Objection) as refused:
        add_vehicle(user, AddVehicle(VIN, date(2027, 1, 1)))
    assert refused.value.rule == "day_in_the_future"
    add_vehicle(user, AddVehicle(VIN, date(2026, 12, 31)))
    describe_vehicle(user, Describe(VIN, Description("BYD", "Dolphin")))
    with user.store.reading() as tx:
        assert {each.on for each in life.told(tx, VIN)} == {date(2026, 12, 31)}


def test_a_dealer_in_tijuana_keeps_the_day_of_tijuana_once_the_profile_says_so(opened):
    user = opened(datetime(2026, 7, 2, 6, 30, tzinfo=UTC), "MX")  # 00:30 in the capital, 23:30 of the day before there
    with user.store.reading() as tx:
        assert today(tx) == date(2026, 7, 2)
    change_profile(user, Profile(time_zone="America/Tijuana"))
    with user.store.reading() as tx:
        assert today(tx) == date(2026, 7, 1)
    change_profile(user, Profile(time_zone=""))
    assert dealer(user.store).time_zone is None


def test_a_zone_that_nobody_knows_is_refused_beside_its_field(opened):
    user = opened(EVENING, "MX")
    with pytest.raises(Objection) as refused:
        change_profile(user, Profile(time_zone="Mars/Olympus"))
    assert (refused.value.rule, refused.value.field) == ("zone_unknown", "time_zone")
    assert dealer(user.store).time_zone is None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([None, "America/Tijuana", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]),
    st.sampled_from(codes()),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 (the zone follows)
    st.integers(-14 * 60, 14 * 60),
)
def test_whatever_zone_and_hour_a_moment_has_one_day_as_the_dealers_clocks_show_it(own, code, moment, offset):
    there = ZoneInfo(own or market(code).time_zone)
    told = moment.replace(tzinfo=UTC)
    work = _At(told, Dealer("Desk", code, "en", time_zone=own))
    assert zone(work).key == there.key
    assert today(work) == told.astimezone(there).date()
    elsewhere = told.astimezone(datetime(2000, 1, 1).astimezone().tzinfo) + timedelta(minutes=offset)
    assert day_of(work, elsewhere) == elsewhere.astimezone(there).date()


class _At:
    """As much of a transaction as the day depends on: a moment, and the dealer that was asked already."""

    def __init__(self, at: datetime, of: Dealer) -> None:
        self.at, self.known = at, {Dealer: of}


# Where a moment becomes a date in another way, and why that is right.
OTHERWISE: dict[str, str] = {
    "overview/usecases/demo/workshop.py": "the example's quarters are moments of its own shop's zone",
    "cli/books.py": "a day that was typed",
    "region/usecases/looking.py": "a region has no clock of its own, so it is that of Greenwich",
    "commands/workbooks.py": "the day of a moment as it was given, in its own zone",
    "stages/charging/imports/interchange/generic.py": "a day that a file tells, read as local",
    "stages/charging/imports/interchange/logbooks.py": "days that a file tells, read as local",
    "stages/charging/passports/interchange/throughput.py": "moments told by one clock: see by_clocks_of",
    "stages/charging/health/papers/chart.py": "a midnight of the dealer's",
    "stages/charging/tariffs/rules/pricing.py": "the day as it was told, named in a refusal",
    "stages/charging/sessions/rules/sessions.py": "Session.day, by the clocks of its moments: see by_clocks_of",
    "stages/charging/sessions/rules/view.py": "a midnight of the dealer's",
    "stages/charging/sessions/tables/people.py": "midnights of the dealer's",
    "vehicle/usecases/erasing.py": "backups are kept by the UTC days of their names",
    "store/thinning.py": "backups are kept by the UTC days of their names",
    "batteries/rules/codes.py": "tells centuries of a code apart, and knows no dealer",
    "batteries/rules/tree.py": "as battery_codes",
    "vehicle/rules/vin.py": "tells cycles of thirty model years apart, and knows no dealer",
}


NAMED = re.compile(r"\.(?:date|today|utcnow|now)\(")  # in each of the ways; a file without is not taken to pieces


def test_no_line_of_the_program_goes_from_a_moment_to_a_date_in_another_way():
    """A date comes from `today` or `day_of`, or from a moment that was put into a zone in the same expression."""
    strays = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if str(path.relative_to(SOURCE)) not in OTHERWISE and NAMED.search(text := path.read_text("utf-8"))
        for line in _dates_of_moments(ast.parse(text))
    ]
    assert strays == []


def test_every_exception_to_it_still_needs_to_be_one():
    assert [each for each in OTHERWISE if not [*_dates_of_moments(ast.parse((SOURCE / each).read_text("utf-8")))]] == []


@pytest.mark.parametrize(
    "line",
    ["work.at.date()", "clock.now().date()", "date.today()", "datetime.now()", "moment.date()", "clock.now().year"],
)
def test_the_walk_sees_each_way_that_there_is(line):
    assert NAMED.search(line)
    assert [*_dates_of_moments(ast.parse(line))] == [1]


def _dates_of_moments(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="date", value=of), args=[]) if not _in_a_zone(of):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="today" | "utcnow", value=ast.Name(id="date" | "datetime"))):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="now", value=ast.Name(id="datetime")), args=[]):
                yield node.lineno
            case ast.Attribute(attr="year" | "month" | "day", value=ast.Call(func=ast.Attribute(attr="now"))):
                yield node.lineno


def _in_a_zone(of: ast.AST) -> bool:
    """Whether a moment is put into a zone by the same expression, or under the name `local`, or read from a text."""
    match of:
        case ast.Call(func=ast.Attribute(attr="astimezone" | "local"), args=[_]) | ast.Name(id="local"):
            return True
        case ast.Call(func=ast.Attribute(attr="strptime")):
            return True
    return False
