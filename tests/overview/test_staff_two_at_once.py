"""Two who change one member of staff at once: both changes stand in the form, and nobody comes back by it."""

from dataclasses import replace

from hands import NO_WARNINGS, rest
from test_settings import tab

from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import staff
from lifecycle_desk.dealership.usecases.changing import ChangeMember, LetGo, change_member, deactivate, take_on
from lifecycle_desk.desktop.look.parts import FilterChip

pytestmark = NO_WARNINGS


def chosen(shown, name):
    keys = [each.key for each in shown.list.rows.rows]
    shown.list.setCurrentIndex(shown.list.rows.index(keys.index(name), 0))


def test_what_somebody_else_saved_of_a_member_stands_beside_what_is_typed_and_one_chooses(window, qtbot):
    user = window.app.user
    before = Member("anan", "Anan", Role.TECHNICIAN)
    take_on(user, before)
    shown = tab(window, "staff")
    chosen(shown, "anan")
    shown.full_name.set_text("Anan Wong")
    shown.role.set_value("sales")
    change_member(user, ChangeMember(replace(before, full_name="Anan W.", language="th"), before))
    qtbot.waitUntil(shown.meanwhile.clashes.isVisible)
    assert (shown.full_name.text, shown.role.value, shown.language.value) == ("Anan Wong", "sales", "th")
    mine, theirs = shown.meanwhile.clashes.findChildren(FilterChip)
    assert (mine.text(), theirs.text()) == ("Yours: Anan Wong", "Theirs: Anan W.")
    shown.save.click()
    rest(window)
    expected = Member("anan", "Anan Wong", Role.SALES, "th")
    assert next(each for each in staff(user) if each.name == "anan") == expected


def test_who_was_deactivated_meanwhile_does_not_come_back_by_what_was_being_typed(window, qtbot):
    user = window.app.user
    take_on(user, Member("anan", "Anan", Role.TECHNICIAN))
    shown = tab(window, "staff")
    chosen(shown, "anan")
    shown.full_name.set_text("Anan Wong")
    deactivate(user, LetGo("anan"))
    qtbot.waitUntil(shown.meanwhile.isVisible)
    shown.save.click()
    rest(window)
    assert next(each for each in staff(user) if each.name == "anan") == Member(
        "anan", "Anan", Role.TECHNICIAN, active=False
    )
    shown.meanwhile.action.click()
    assert (shown.full_name.text, shown.meanwhile.isHidden()) == ("Anan", True)
