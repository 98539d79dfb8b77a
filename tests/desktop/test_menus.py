"""Menus and the lists of choices: groups under captions, one entry chosen, all by the keyboard."""

from collections.abc import Iterator

import pytest
from hands import ENTER, all_of, dress_once, shown
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Choice, column, row, wrap
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def button() -> Iterator[Button]:
    """A button in a window, under which menus open."""
    dress_once()
    made = Button(text="Menu")
    for window in shown(wrap(column(row(made, None), None))):
        window.resize(600, 300)
        yield made


def in_groups(menu: Menu, called: list[str], *groups: tuple[str, tuple[str, ...]]) -> None:
    for caption, entries in groups:
        menu.group(PlainText(caption) if caption else "")
        for each in entries:
            menu.offer(PlainText(each), lambda each=each: called.append(each))


def entries(menu: Menu) -> list[str]:
    return [each.text() for each in menu.actions() if each.text()]


def captions(menu: Menu) -> list[str]:
    return [each.text() for each in menu.actions() if each.text() and each.isSeparator()]


def test_the_first_entry_is_chosen_and_the_arrows_pass_captions_over(button):
    called: list[str] = []
    menu = Menu(button)
    in_groups(menu, called, ("Row", ("Open", "Copy")), ("List", ("Export",)))
    menu.open_under(button)
    assert (entries(menu), captions(menu)) == (["Row", "Open", "Copy", "List", "Export"], ["Row", "List"])
    walked = [menu.activeAction().text()]
    for _ in range(3):
        QTest.keyClick(menu, DOWN)
        walked.append(menu.activeAction().text())
    assert walked == ["Open", "Copy", "Export", "Open"]
    QTest.keyClick(menu, UP)
    QTest.keyClick(menu, ENTER)
    assert called == ["Export"]


def test_a_caption_under_the_pointer_is_not_chosen(button):
    menu = Menu(button)
    in_groups(menu, [], ("Row", ("Open",)), ("List", ("Export",)))
    menu.open_under(button)
    caption = next(each for each in menu.actions() if each.text() == "List")
    QTest.mouseMove(menu, menu.actionGeometry(caption).center())
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(caption).center())
    assert menu.activeAction() is not caption
    assert menu.isVisible()
    menu.close()


@pytest.mark.parametrize(
    ("groups", "seen"),
    [
        ([("Row", ("Open",))], ["Open"]),
        ([("", ("Open",)), ("List", ())], ["Open"]),
        ([("Row", ()), ("List", ("Export",)), ("", ("Close",))], ["List", "Export", "Close"]),
    ],
)
def test_a_caption_is_shown_only_where_there_are_several_groups_and_it_has_entries(button, groups, seen):
    menu = Menu(button)
    in_groups(menu, [], *groups)
    assert entries(menu) == seen
    lines = sum(each.isSeparator() and not each.text() for each in menu.actions())
    assert lines == sum(bool(offered) for _, offered in groups) - 1


def test_a_menu_that_stays_speaks_the_language_in_which_it_opens(button):
    def fill(menu: Menu) -> None:
        menu.offer(N_("Copy"), lambda: None)
        menu.choose(menu.offer(N_("Select all"), lambda: None))

    menu = Menu(button, fill)
    button.drop(menu)
    button.click()
    assert (entries(menu), menu.activeAction().text()) == (["Copy", "Select all"], "Select all")
    menu.close()
    translator().set_language(Language("es"))
    button.click()
    assert entries(menu) == ["Copiar", "Seleccionar todo"]
    menu.close()


def test_a_menu_that_opens_once_is_gone_afterwards(button):
    menu = Menu(button)
    in_groups(menu, [], ("", ("Open",)))
    menu.open_under(button)
    menu.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not button.findChildren(Menu)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_menus_open_where_reading_starts_and_a_list_of_choices_has_room_for_its_words(button, code):
    translator().set_language(Language(code))
    window: QWidget = button.window()
    choice = Choice()
    for at in range(4):
        choice.offer(at, PlainText(f"A long choice that has no room in so small a box: {at}"))
    choice.setCurrentIndex(2)
    choice.setParent(window)
    choice.setGeometry(450, 150, 90, 30)
    choice.show()
    choice.showPopup()
    popup = choice.view().window()
    assert choice.view().currentIndex().row() == 2
    assert abs(_side(choice, code) - _side(popup, code)) <= 2
    assert popup.width() > choice.width()
    choice.hidePopup()

    menu = Menu(button)
    in_groups(menu, [], ("", ("Something long enough to be wider than the button",)))
    menu.open_under(button)
    assert abs(_side(menu, code) - _side(button, code)) <= 2
    menu.close()
    assert not [each for each in all_of(window, Menu) if each.isVisible()]
    assert QApplication.activePopupWidget() is None


def _side(widget: QWidget, code: str) -> int:
    """Where a widget begins, from the side where reading starts."""
    return widget.mapToGlobal(QPoint(widget.width() if code == "ar" else 0, 0)).x()
