"""Every page of the example dealer reads the same whether it was shown or hidden while the language changed."""

from every_page import texts, walk
from examples import NOON, example_user
from hands import NO_WARNINGS, dress_once, rest, shown

from lifecycle_desk.app import window
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place

pytestmark = NO_WARNINGS


def test_a_page_that_was_hidden_reads_as_one_that_was_shown(tmp_path, qapp):
    dress_once()
    with clock.standing_at(NOON):
        for desk in shown(window(example_user(tmp_path / "desk.ldk"), Machine(), remember=False)):
            seen = {}
            for name, _ in walk(desk):
                desk.speak("ar")
                rest(desk)
                seen[name] = sorted(texts(desk))
                desk.speak("en")
                rest(desk)
            desk.go(Place("today"))
            desk.speak("ar")
            hidden = {name: sorted(texts(desk)) for name, _ in walk(desk)}
            assert len(hidden) > 40
            assert {name: (seen[name], hidden[name]) for name in seen if seen[name] != hidden[name]} == {}
