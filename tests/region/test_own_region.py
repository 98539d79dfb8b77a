"""The region at a dealer's desk: set by keyboard, given at once, and told by receipts how far it has confirmed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hands import NO_WARNINGS, go, press, rest, seen, shown
from overview_window import overview
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.pages import OWN_REGION
from lifecycle_desk.region.rules import veil
from lifecycle_desk.region.rules.given_words import GIVEN, MARGINS, NEVER
from lifecycle_desk.region.rules.receipt import signed_receipt
from lifecycle_desk.region.screens import own_region as tab
from lifecycle_desk.region.screens.hourly import LATE, HourlyGiving
from lifecycle_desk.region.usecases import linking
from lifecycle_desk.region.usecases.linking import RegionSet, SetRegion, set_region, take_receipt
from lifecycle_desk.region.usecases.own_region import CONFIRMED_WITHIN, own_region
from lifecycle_desk.trust.heads import signed
from lifecycle_desk.trust.signing import Key, fingerprint, new_signing_key
from lifecycle_desk.vehicle.tables import chain

pytestmark = NO_WARNINGS

KEY = new_signing_key()
PRINT = fingerprint(KEY.public)


@pytest.fixture
def window(own_user, qapp) -> Iterator[Window]:
    yield from shown(overview(own_user))


def confirm(user: UserSession, seal: bytes | None = None, called: str = "", key: Key = KEY) -> int:
    """A receipt of the region for all records; of another last one where somebody names its seal."""
    with user.store.writing(None) as tx:
        last, own = chain.head(tx)
        head = signed(key, chain.first_seal(tx), last, seal or own, clock.now())
        take_receipt(tx, signed_receipt(key, head, called))
    return last


def place_of(user: UserSession) -> str:
    with user.store.reading() as tx:
        return linking.link_of(tx).place


def said(page: tab.RegionTab) -> list[str]:
    return [name for name, bar in page.bars.items() if bar.isVisible()]


def test_every_kind_that_the_veil_lets_through_is_named_to_the_dealer():
    told = [kind for part in (*GIVEN, MARGINS) for kind in part.kinds]
    assert sorted(told) == sorted(veil.kinds_let_through())
    assert len({each.name for each in GIVEN}) == len(GIVEN)


def test_a_region_is_set_by_keyboard_and_given_to_at_once_and_its_receipts_say_how_far_it_confirms(
    window, tmp_path, monkeypatch, qtbot
):
    user, place = window.app.user, tmp_path / "region"
    place.mkdir()
    page = go(window, "settings", "region").tabs["region"]
    qtbot.waitUntil(lambda: said(page) == ["quiet"])
    words = "\n".join(seen(page))
    assert all(each.name in words and each.goes in words for each in GIVEN)
    assert all(each in words for each in NEVER)
    assert not page.give.isVisible()

    page.place.set_text("ftp://nowhere")
    page.key.set_text(PRINT)
    page.key.control.setFocus()
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.place.is_faulty)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    page.choose.setFocus()
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(place.iterdir()))
    window.app.long.finish()
    qtbot.waitUntil(lambda: page.give.isVisible() and own_region(user).sent_at is not None)
    qtbot.waitUntil(lambda: tab.BEGUN in seen(page))

    last = confirm(user, called="Asia South")
    qtbot.waitUntil(lambda: said(page) == ["well"])
    qtbot.waitUntil(lambda: "Asia South" in seen(page))
    qtbot.waitUntil(lambda: [each.title for each in page.receipts.rows.rows] == [f"Records up to no. {last}"])
    assert page.receipts.rows.rows[0].detail.endswith(" · Asia South")
    confirm(user, seal=b"\1" * 32)
    qtbot.waitUntil(lambda: said(page) == ["conflict"])

    page.stop.setFocus()
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: said(page) == ["quiet"] and not page.stop.isVisible())
    assert page.place.text == str(place), "to be set again without looking for it"
    rest(window)


def test_an_address_that_is_saved_as_it_is_shown_keeps_its_password(own_user):
    whole = "https://dealer:secret@region.example/inbox"
    assert set_region(own_user, SetRegion(whole, PRINT)).value == RegionSet(
        "https://region.example/inbox", "".join(PRINT.split())
    )
    set_region(own_user, SetRegion(own_region(own_user).place, PRINT, as_shown=True))
    assert place_of(own_user) == whole
    set_region(own_user, SetRegion("https://other.example/inbox", PRINT))
    assert place_of(own_user) == "https://other.example/inbox"


def test_the_region_is_called_what_the_last_receipt_under_its_own_key_says(own_user, tmp_path):
    set_region(own_user, SetRegion(str(tmp_path), PRINT))
    assert own_region(own_user).name == ""
    confirm(own_user, called="Asia South")
    set_region(own_user, SetRegion(str(tmp_path), PRINT))
    confirm(own_user, seal=b"\1" * 32, called="Another importer", key=new_signing_key())
    found = own_region(own_user)
    assert found.name == "Asia South"
    assert {each.region for each in found.receipts} == {"Asia South", "Another importer"}


def test_records_that_wait_for_more_than_a_day_are_told_behind_the_bell_once(window, tmp_path, stopped_clock, qtbot):
    app, now = window.app, clock.now()
    set_region(app.user, SetRegion(str(tmp_path), PRINT))
    assert not own_region(app.user).is_late, "what was recorded before the region was set is not late by that"
    hourly = HourlyGiving(app, window, (OWN_REGION,))

    def given() -> list[object]:
        hourly.give()
        app.aside.finish()
        rest(window)
        return [each.said for each in app.happened.entries]

    assert given() == []
    stopped_clock(now + CONFIRMED_WITHIN + timedelta(minutes=1))
    assert given() == [LATE]
    assert given() == [LATE], "once"
    assert app.happened.entries[0].then == (OWN_REGION,)
    page = go(window, "settings", "region").tabs["region"]
    qtbot.waitUntil(lambda: said(page) == ["late"])
    confirm(app.user)
    assert not own_region(app.user).is_late
    qtbot.waitUntil(lambda: said(page) == ["well"])
