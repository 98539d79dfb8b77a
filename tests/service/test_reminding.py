"""The message to a customer: what is due and when, as short as it can be, in the market's unit."""

from datetime import date

import pytest
from maintained import OURS

from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.language import Language
from lifecycle_desk.schedules.rules import By, Due, Interval
from lifecycle_desk.stages.service.due.rules.reminding import Sender, reminder

TODAY = date(2026, 11, 26)


def due(code="visit", on=None, at_km=None, forecast=None, by=By.DATE):
    return Due(code=code, interval=Interval(12, 20_000), on=on, at_km=at_km, forecast=forecast, by=by)


def said(*plan, name="Nok", phone="02 555 0100", unit=LengthUnit.KM):
    return reminder(
        OURS,
        plan,
        car="MG4 (3กข 4821)",
        name=name,
        sender=Sender("Sathorn EV", phone, unit),
        today=TODAY,
        say=Language("en"),
    ).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        (
            due(on=date(2027, 1, 31), at_km=20_000, forecast=date(2027, 1, 31)),
            ["It is due on 31 Jan 2027 or at 20,000 km, whichever comes first."],
        ),
        (
            due(on=date(2027, 6, 30), at_km=20_000, forecast=date(2027, 2, 3), by=By.KM),
            [
                "It is due on 30 Jun 2027 or at 20,000 km, whichever comes first.",
                "At your current mileage, that will be around 3 Feb 2027.",
            ],
        ),
        (due(on=date(2027, 1, 31), forecast=date(2027, 1, 31)), ["It is due on 31 Jan 2027."]),
        (
            due(at_km=20_000, forecast=date(2027, 2, 3), by=By.KM),
            ["It is due at 20,000 km.", "At your current mileage, that will be around 3 Feb 2027."],
        ),
        (due(at_km=20_000, by=By.KM), ["It is due at 20,000 km."]),
        (due(on=date(2026, 3, 31), forecast=date(2026, 3, 31)), ["It was due on 31 Mar 2026."]),
        (
            due(on=date(2026, 3, 31), at_km=20_000, forecast=date(2026, 1, 31), by=By.KM),
            ["It was due on 31 Mar 2026 or at 20,000 km, whichever came first."],
        ),
        (due(at_km=20_000, forecast=date(2026, 2, 3), by=By.KM), ["It was due at 20,000 km."]),
    ],
)
def test_it_says_when_it_is_due_or_was(plan, lines):
    assert said(plan).splitlines() == [
        "Dear Nok,",
        "your MG4 (3กข 4821) is due for maintenance: Service.",
        *lines,
        "Please call us on 02 555 0100 or reply to this message and we will arrange a date.",
        "Sathorn EV",
    ]


def test_it_names_the_visit_for_all_that_goes_with_it_and_what_has_a_clock_of_its_own():
    day = date(2027, 1, 31)
    plan = [due(each, on=day, forecast=day) for each in ("visit", "cabin_filter", "brake_fluid")]
    assert "maintenance: Service and Brake fluid." in said(*plan)
    assert "maintenance: Cabin filter and Brake fluid." in said(*plan[1:])


def test_distances_are_written_in_the_markets_unit():
    assert "at 12,427 mi" in said(due(at_km=20_000), unit=LengthUnit.MILES)


def test_without_a_name_or_a_phone_it_is_still_whole():
    lines = said(due(at_km=20_000), name="", phone="").splitlines()
    assert lines[0] == "Hello,"
    assert lines[-2] == "Please reply to this message and we will arrange a date."


def test_nothing_is_said_where_nothing_is_planned():
    assert said() == ""
