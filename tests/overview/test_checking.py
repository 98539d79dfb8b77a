"""The window: a paper is checked and withdrawn, keys are looked after, a car's life goes and comes."""

from pathlib import Path

import pytest
from hands import CTRL, NO_WARNINGS, go, marked, nameless, opened, press, rest, seen, shown, type_in, unsaid
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.books.interchange import records
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases.keys import known_keys, lock_keys
from lifecycle_desk.desktop.list_notes import SHOWN
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.dossier.interchange import giving
from lifecycle_desk.dossier.interchange.verifying import verify_file
from lifecycle_desk.proof.papers.issuing import issue
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock
from lifecycle_desk.stages.service.orders.usecases.showing import Orders
from lifecycle_desk.trust.reading_back import pages_of
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.showing import look_for
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

pytestmark = NO_WARNINGS
UNITS = ("Ctrl", "Enter", "Esc")


@pytest.fixture
def window(example, qapp):
    """A window with the pages of vehicles too."""
    from spine_pages import PAGES as OF_VEHICLES

    from lifecycle_desk.overview.pages import PAGES

    yield from shown(opened(example, (*PAGES, *OF_VEHICLES)))


@pytest.fixture
def paper(window, tmp_path):
    """A service report that was issued here."""
    user = window.app.user
    lines = Orders(user).rows(Orders(user).keys()).values()
    number = next(each.number for each in lines if each.handed_over_on)
    report = next(each for each in offered("reports") if each.kind == "service-report")
    file = tmp_path / "paper.pdf"
    file.write_bytes(issue(user, report, report.takes(number), spoken(user, "en")).pdf)
    return file


def test_a_paper_is_checked_and_withdrawn_by_keyboard(window, paper, monkeypatch):
    page = go(window, "checking")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(paper), ""))
    assert page.choose.hasFocus()
    press(window, Qt.Key.Key_O, CTRL)
    rest(window)
    assert page.good.isVisible()
    assert "This document was issued here" in " ".join(seen(page))

    page.why.set_text("The wrong customer")
    page.withdraw.click()
    rest(window)

    page.bring(paper)
    rest(window)
    assert page.bad.isVisible()
    assert "The wrong customer" in " ".join(seen(page))
    assert not page._ours.isVisible()


def test_records_are_checked_beside_the_books(window, tmp_path):
    file, page = tmp_path / "records.jsonl", go(window, "checking")
    content = b"".join(records.write(window.app.user, {}))
    for given, genuine in ((content, True), (content.replace(b'"MG', b'"GM', 1), False)):
        file.write_bytes(given)
        page.bring(file)
        rest(window)
        assert (page.good.isVisible(), page.bad.isVisible()) == (genuine, not genuine)


def test_the_text_of_a_code_is_checked(window, paper):
    [code] = [code for _, codes in pages_of(paper.read_bytes()) for code in codes]
    page = go(window, "checking")
    page.code.set_text(code[:-1] + ("A" if code[-1] != "A" else "B"))
    page.look.click()
    rest(window)
    assert page.bad.isVisible()

    page.code.set_text(code)
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert page.good.isVisible()


def test_keys_are_guarded_unlocked_replaced_and_revoked(window, tmp_path, monkeypatch):
    page, user = go(window, "settings", "keys").findChild(_keys_tab()), window.app.user
    page.passphrase.line.setText("correct horse battery")
    page.keep.click()
    rest(window)
    lock_keys()
    page.look()
    rest(window)
    assert page.locked.isVisible()
    page.passphrase.line.setText("correct horse battery")
    page.unlock.click()
    rest(window)
    assert not page.locked.isVisible()

    page.new.click()
    rest(window)
    assert len(known_keys(user)) == 2
    page.list.setCurrentIndex(page.list.rows.index(1, 0))
    page.why.set_text("stolen")
    page.revoke.click()
    rest(window)
    assert [each.revoked_at is not None for each in known_keys(user)] == [True, False]

    target = tmp_path / "key.pem"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    page.give.click()
    rest(window)
    assert target.read_bytes().count(b"BEGIN PUBLIC KEY") == 2
    lock_keys()


def _keys_tab():
    from lifecycle_desk.overview.screens.settings.keys import KeysTab

    return KeysTab


def test_a_car_is_handed_on_by_keyboard(window, tmp_path, monkeypatch):
    vin = next(iter(Stock(window.app.user).rows(Stock(window.app.user).keys(1)).values())).vin
    target = tmp_path / "car.ldz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    go(window, "dossier", vin)
    press(window, Qt.Key.Key_S, CTRL)
    rest(window)

    assert verify_file(target).vin == vin


def test_without_a_car_one_is_searched_for_or_one_of_the_last_is_taken(window):
    page = go(window, "dossier")
    rest(window)
    recent = [each.key.key for each in page.recent.list.rows.rows]
    assert len(recent) == SHOWN
    assert not page.give.isEnabled()
    assert page.vehicle.line.hasFocus()
    type_in(window, recent[2])
    press(window, Qt.Key.Key_Tab)
    rest(window)
    assert page.give.isEnabled()
    assert not page.recent.isVisible()

    page = go(window, "dossier", "")
    rest(window)
    page.recent.list.setFocus()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert window.place == Place("dossier", recent[1])
    assert page.vehicle.vehicle.vin == recent[1]
    assert page.give.isEnabled()


def test_a_car_is_taken_over_after_seeing_who_vouches(window, tmp_path):
    vin = "LSJWH4095PN000001"
    other = books.create(tmp_path / "other.ldk", Dealer("Dubai <b>Motors</b>", "AE", "en"))
    add_vehicle(other, AddVehicle(vin, books.clock.now().date()))
    file = Path(tmp_path / "car.ldz")
    file.write_bytes(b"".join(giving.write(other, {"vin": vin})))
    other.store.close()

    page = go(window, "dossier")
    page.bring(file)
    rest(window)
    assert "Dubai <b>Motors</b>" in " ".join(seen(page))
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert (page.whole.isVisible(), page.half.isVisible()) == (False, True)
    assert not look_for(window.app.user, vin).hits  # nobody has compared the key yet
    page.trusts.tick.click()
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)

    assert len(vehicle_page(window.app.user, vin).lines) == 3
    file.write_bytes(file.read_bytes() + b"x")
    page = go(window, "dossier")
    page.bring(file)
    rest(window)
    assert page.refused.isVisible()
    assert not page.take.isVisible()


@pytest.mark.parametrize(("name", "key"), [("checking", ""), ("settings", "keys"), ("dossier", "LSJWH4095PN000001")])
def test_every_word_is_translated_and_every_control_has_a_name(window, name, key):
    page, user = go(window, name, key), window.app.user
    translator().set_language(marked(user))
    rest(window)

    assert nameless(page) == []
    fingerprints = [each.fingerprint for each in known_keys(user)]
    assert unsaid(page, [*fingerprints, key, *UNITS]) == []
