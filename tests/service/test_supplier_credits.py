"""What suppliers owe for returns: awaited since the day, settled with what came, chased in the supplier's language."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hands import CTRL, ENTER
from screen import at_the_window
from shelving import FILTER, faults, received
from test_purchasing import NOW, SAIC, undone

from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.stages.service.purchasing.screens.credits import cells, reminders
from lifecycle_desk.stages.service.purchasing.usecases.credits import CreditList, Credits, credit_counts
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.stages.service.shelf.rules.credits import CreditDiffers, CreditSettled, SettledBeforeReturn
from lifecycle_desk.stages.service.shelf.usecases.crediting import settle_credit
from lifecycle_desk.stages.service.shelf.usecases.moving import send_back_part
from lifecycle_desk.stages.service.shelf.usecases.requests import SendBackPart, SettleCredit


def returned(user, many: int, **more: object):
    asked = SendBackPart(code=FILTER, quantity=Decimal(many), supplier="SAIC Parts", reference="R-7", **more)
    return send_back_part(user, asked)


def listed(user, which: CreditList | None = None):
    listing = Credits(user, which)
    return list(listing.rows(listing.keys()).values())


def test_a_return_awaits_what_it_cost_and_is_settled_once_with_what_came(own_shop, stopped_clock):
    stopped_clock(NOW)
    save_supplier(own_shop, SAIC)
    received(own_shop, cost=1_000)
    returned(own_shop, 2)
    returned(own_shop, 1, credit=0)  # nothing is expected for this one
    undone(own_shop, send_back_part, returned(own_shop, 1, credit=500))
    (row,) = listed(own_shop)
    assert (row.amount.minor, row.days, row.is_late, row.owed_by.name) == (2_000, 0, False, "SAIC Parts")
    stopped_clock(NOW + timedelta(days=31))
    assert credit_counts(own_shop)[0][CreditList.LATE] == 1
    (text,) = reminders(own_shop, listed(own_shop))
    assert FILTER in text
    assert "SAIC Parts" in text
    with pytest.raises(SettledBeforeReturn):
        settle_credit(own_shop, SettleCredit(movement=row.key, on=date(2026, 11, 1)))
    done = settle_credit(own_shop, SettleCredit(movement=row.key, received=1_800, reference="CN-1"))
    assert [type(each) for each in done.warnings] == [CreditDiffers]
    assert reminders(own_shop, listed(own_shop)) == []
    with pytest.raises(CreditSettled):
        settle_credit(own_shop, SettleCredit(movement=row.key))
    undone(own_shop, settle_credit, done)
    assert listed(own_shop, CreditList.AWAITED)
    assert faults(own_shop) == []


def test_the_foot_adds_what_is_still_expected_and_what_has_come(own_shop, qtbot):
    received(own_shop, cost=1_000)
    returned(own_shop, 2)
    returned(own_shop, 1)
    first, _ = listed(own_shop)
    settle_credit(own_shop, SettleCredit(movement=first.key, received=1_800))
    with at_the_window(own_shop, qtbot) as hands:
        page = hands.go("credits")
        hands.until(lambda: page.body.table.long.rowCount() == 2)
        hands.until(page.body.table.foot.sums.text)
        assert page.body.table.foot.sums.text().split("   ")[0] == "Credit expected: ฿10.00"
        settled, awaited = (cells(row) for row in sorted(listed(own_shop), key=lambda row: row.received is None))
        assert (settled[5], settled[6], awaited[5], awaited[6]) == ("", "18.00", "10.00", "")
        page.chips.choose(CreditList.SETTLED)
        hands.until(lambda: page.body.table.long.rowCount() == 1)
        hands.until(lambda: "expected" not in page.body.table.foot.sums.text())


def test_a_credit_is_recorded_by_keys_from_the_list(own_shop, qtbot):
    received(own_shop, cost=1_000)
    returned(own_shop, 2)
    with at_the_window(own_shop, qtbot) as hands:
        page = hands.go("credits")
        page.body.table.setFocus()
        hands.press(ENTER)
        hands.until(lambda: hands.window.place.page == "credit" and hands.window.page().panel.entry)
        fields = hands.window.page().panel.entry.fields
        assert fields["received"].value == 2_000
        fields["received"].set_text("15.00")
        hands.press(ENTER, CTRL)
        hands.until(lambda: hands.window.place == Place("credits"))
    (row,) = listed(own_shop, CreditList.SETTLED)
    assert row.received.minor == 1_500
