"""The page of signing keys at a seat that has none of them: a code from another seat makes it sign, and it says so."""

from hands import NO_WARNINGS, dress_once

from lifecycle_desk.dealership.usecases.key_handover import HandOverKeys, hand_over_keys
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.overview.screens.settings.keys import KeysTab
from lifecycle_desk.proof.usecases.keys import RotateKey, rotate_key

pytestmark = NO_WARNINGS


def test_a_seat_without_the_key_asks_for_a_code_and_a_seat_with_it_shows_one_and_endorses(seat, founder, qtbot):
    dress_once()
    code = hand_over_keys(founder, HandOverKeys()).value
    office = seat("office")
    rotate_key(office, RotateKey("made here"))
    tab = KeysTab(AppContext(office))
    qtbot.addWidget(tab)
    tab.look()
    card = tab.handover
    qtbot.waitUntil(lambda: len(tab.list.rows.rows) == 2)
    assert not card.taking.isHidden()
    assert card.elsewhere.isHidden()  # the key that it made itself is here
    card.code.set_text(code)
    card.take.click()
    qtbot.waitUntil(lambda: card.code.text == "")
    qtbot.waitUntil(card.taking.isHidden)
    assert not card.vouching.isHidden()
    card.endorse.click()
    qtbot.waitUntil(card.vouching.isHidden)
    card.show_code.click()
    qtbot.waitUntil(lambda: not card.shown.isHidden())
    assert len(card.shown.code.text().replace("-", "")) == 20
    tab.app.close()
