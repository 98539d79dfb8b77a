"""Pages of the example dealer read the same whether they were shown or hidden while the language changed."""

from every_page import on_page, walk
from examples import NOON, example_user
from hands import NO_WARNINGS, dress_once, rest, shown

from lifecycle_desk.app import window
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place

pytestmark = NO_WARNINGS
# A list, charts, a long text, a form.
PAGES = ("vehicles", "figures", "help", "arrival")


def test_a_page_that_was_hidden_reads_as_one_that_was_shown(tmp_path, qapp):
    dress_once()
    with clock.standing_at(NOON):
        for desk in shown(window(example_user(tmp_path / "desk.ldk"), Machine(), remember=False)):
            seen = {name: set[str]() for name, _ in walk(desk, PAGES)}  # built: a page may differ when one comes back
            for name, _ in walk(desk, PAGES):
                desk.speak("ar")
                rest(desk)
                seen[name] = {each.text() for each in on_page(desk, Label)}
                desk.speak("en")
                rest(desk)
            desk.go(Place("today"))
            desk.speak("ar")
            hidden = {name: {each.text() for each in on_page(desk, Label)} for name, _ in walk(desk, PAGES)}
            assert len(hidden) == len(PAGES)
            assert {name: seen[name] ^ hidden[name] for name in PAGES} == {name: set() for name in PAGES}
