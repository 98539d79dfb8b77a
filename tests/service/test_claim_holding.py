"""What a claim holds of its order's lines: by its state, by what was granted, and against whom."""

from datetime import UTC, date, datetime

import pytest

from lifecycle_desk.stages.service.claims.rules.claim import (
    Claim,
    ClaimKind,
    ClaimLine,
    ClaimSheet,
    ClaimStatus,
    Granted,
)
from lifecycle_desk.stages.service.claims.rules.holding import held_lines, is_free
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.orders.rules.identities import AS_CLAIMED
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType

DAY = date(2026, 11, 25)
DRAFT, SUBMITTED, IN_REVIEW, RETURNED, APPROVED, PARTLY, REJECTED, APPEALED, PAID, CLOSED, CANCELLED = ClaimState
JOB, LINE = 7, 5
UNTIL_SENT = ("pays",)


def claim(state, granted=None, line=LINE):
    """A warranty claim of one line of one job."""
    answer = {} if granted is None else {1: Granted(granted)}
    return Claim(
        key=1,
        vin="LSJWH4095PN000001",
        order_key=1,
        job=0,
        kind=ClaimKind.WARRANTY,
        currency="THB",
        begun_on=DAY,
        repaired_on=DAY,
        odometer_km=1,
        alias="",
        sheet=ClaimSheet(lines=(ClaimLine(kind=LineKind.LABOUR, text="Replace", order_line=line),)),
        status=ClaimStatus(state=state, since=DAY, last_event=1, granted=answer),
        revision=1,
        changed_at=datetime(2026, 11, 25, tzinfo=UTC),
        changed_by=None,
        job_id=JOB,
    )


@pytest.mark.parametrize(("state", "granted", "keeps"), [
    (DRAFT, None, UNTIL_SENT), (RETURNED, None, UNTIL_SENT), (SUBMITTED, None, AS_CLAIMED),
    (IN_REVIEW, None, AS_CLAIMED), (APPROVED, 900, AS_CLAIMED), (APPEALED, 0, AS_CLAIMED), (REJECTED, 0, ()),
    *((state, granted, keeps) for state in (PARTLY, PAID, CLOSED) for granted, keeps in ((900, AS_CLAIMED), (0, ()))),
])  # fmt: skip
def test_a_line_keeps_who_pays_until_it_is_sent_then_all_that_was_sent_and_nothing_that_was_asked_in_vain(
    state, granted, keeps
):
    ((number, (held,)),) = held_lines([claim(state, granted)]).items()
    assert (number, held.job, held.keeps) == (LINE, JOB, keeps)
    assert is_free(line(PayType.GOODWILL), JOB, [claim(state, granted)]) == (not keeps)
    assert not is_free(line(PayType.WARRANTY), JOB, [claim(state, granted)])  # on the same ground it is appealed


def test_a_cancelled_claim_holds_nothing():
    assert not held_lines([claim(CANCELLED)])
    assert is_free(line(PayType.WARRANTY), JOB, [claim(CANCELLED)])


def test_another_line_is_free_and_of_a_claim_without_numbers_the_whole_job_is_not():
    assert is_free(line(PayType.WARRANTY, 6), JOB, [claim(SUBMITTED)])
    old = claim(SUBMITTED, line=None)
    assert not is_free(line(PayType.WARRANTY), JOB, [old])
    assert is_free(line(PayType.WARRANTY), JOB + 1, [old])
    assert is_free(line(PayType.GOODWILL), JOB, [old])
    assert not held_lines([old])


def line(pays, number=LINE):
    return Line(kind=LineKind.LABOUR, text="Replace", pays=pays, id=number)
