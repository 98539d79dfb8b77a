"""Overdue services on the page Today: the longest first, with whom to call; booked and put off they are gone."""

from datetime import date

import pytest
from hands import NO_WARNINGS
from maintained import NOW, maintained
from workshop import VIN

from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.overview.rules import DueGroup, DueKind
from lifecycle_desk.overview.screens.due_rows import place_of, row_of
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.schedules.usecases.schedules import SnoozeDue, snooze_due
from lifecycle_desk.stages.service.due.usecases import BookService, book_service

pytestmark = NO_WARNINGS


@pytest.fixture
def own_dealer(stopped_clock, stocked_user):
    stopped_clock(NOW)
    return stocked_user(maintained)


def test_an_overdue_service_names_the_item_whom_to_call_and_where_to_book(own_dealer, qapp):
    [due] = today(own_dealer).of(DueGroup.SERVICE)

    assert (due.kind, due.vin, due.phone, due.until) == (
        DueKind.SERVICE_OVERDUE,
        VIN,
        "089 555 0177",
        date(2026, 3, 31),
    )
    shown = row_of(due, NOW)
    assert (shown.reason, shown.detail, shown.left) == ("Service overdue", "Service", "239\u00a0days overdue")
    assert place_of(due) == Place("due", VIN)


def test_what_is_booked_or_put_off_is_not_asked_for_again(own_dealer):
    snooze_due(own_dealer, SnoozeDue(VIN, date(2026, 12, 9)))
    assert today(own_dealer).of(DueGroup.SERVICE) == ()
    snooze_due(own_dealer, SnoozeDue(VIN, None))
    assert len(today(own_dealer).of(DueGroup.SERVICE)) == 1
    book_service(own_dealer, BookService(VIN))
    assert today(own_dealer).of(DueGroup.SERVICE) == ()
