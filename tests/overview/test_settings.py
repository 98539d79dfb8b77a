"""Settings: profile, staff, backups, check and this computer, by keyboard and as they are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from examples import NOON
from hands import (
    CTRL,
    HOSTILE,
    NO_WARNINGS,
    go,
    press,
    rest,
    seen,
    type_in,
)
from overview_window import overview
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk import app
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check, create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.usecases import dealer, staff
from lifecycle_desk.dealership.usecases.changing import (
    Profile,
    SignIn,
    change_profile,
    switch_sign_in,
    take_on,
)
from lifecycle_desk.dealership.usecases.proving import Recover, recover
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.settings import another_window, computer
from lifecycle_desk.overview.usecases.safety import backing_up, checking, safety
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.people import add_person

pytestmark = NO_WARNINGS


def tab(window, name):
    page = go(window, "settings", name)
    return page.tabs[name]


def test_the_profile_stands_as_it_is_kept(window):
    shown, kept = tab(window, "dealer"), dealer(window.app.user.store)

    assert (shown.name.text, shown.legal_name.text, shown.address.text) == (kept.name, kept.legal_name, kept.address)
    assert (shown.phone.text, shown.email.text, shown.tax_id.text) == (kept.phone, kept.email, kept.tax_id)
    assert shown.labour_rate.value == kept.labour_rate
    assert shown.market.text == "Thailand"


def test_the_profile_is_changed_by_keyboard(window):
    shown = tab(window, "dealer")
    assert shown.name.line.hasFocus()
    shown.name.line.selectAll()
    type_in(window, f"Sathorn {HOSTILE}")
    shown.labour_rate.line.setFocus()
    shown.labour_rate.line.selectAll()
    type_in(window, "1,150.50")
    press(window, Qt.Key.Key_Return, CTRL)

    kept = dealer(window.app.user.store)
    assert (kept.name, kept.labour_rate) == (f"Sathorn {HOSTILE}", 115_050)


def test_a_profile_without_a_name_is_refused_at_the_name(window):
    shown = tab(window, "dealer")
    before = dealer(window.app.user.store)
    shown.name.set_text("")
    press(window, Qt.Key.Key_Return, CTRL)

    assert shown.name.is_faulty
    assert dealer(window.app.user.store) == before


def test_a_price_that_is_none_is_told_at_its_field_and_nothing_is_kept(window):
    shown = tab(window, "dealer")
    before = dealer(window.app.user.store)
    shown.labour_rate.line.setText("cheap")
    press(window, Qt.Key.Key_Return, CTRL)

    assert shown.labour_rate.is_faulty
    assert dealer(window.app.user.store) == before


def test_the_buddhist_calendar_is_spoken_at_once(window):
    shown = tab(window, "dealer")
    shown.calendar.set_value("buddhist")
    press(window, Qt.Key.Key_Return, CTRL)

    assert dealer(window.app.user.store).calendar == "buddhist"
    assert "2569" in translator().current.formats.year(2026)


def test_a_logo_is_kept_with_the_profile(window, tmp_path, monkeypatch):
    logo = tmp_path / "logo.png"
    QImage(40, 10, QImage.Format.Format_RGB32).save(str(logo))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(logo), ""))
    shown = tab(window, "dealer")
    shown._choose.click()
    rest(window)
    assert shown._picture.isVisible()
    press(window, Qt.Key.Key_Return, CTRL)

    assert dealer(window.app.user.store).logo
    assert check(window.app.user).sound


def test_what_changes_elsewhere_is_shown(window):
    shown = tab(window, "dealer")
    change_profile(window.app.user, Profile(phone="02 555 0100"))
    rest(window)

    assert shown.phone.text == "02 555 0100"


def test_somebody_is_taken_on_by_keyboard_changed_and_let_go(window):
    shown = tab(window, "staff")
    press(window, Qt.Key.Key_N, CTRL)
    shown.name.line.setFocus()
    type_in(window, "Niran")
    press(window, Qt.Key.Key_Tab)
    type_in(window, HOSTILE)
    shown.role.set_value(Role.SALES)
    press(window, Qt.Key.Key_Return, CTRL)
    taken = next(each for each in staff(window.app.user) if each.name == "Niran")
    assert taken == Member("Niran", HOSTILE, Role.SALES)

    keys = [each.key for each in shown.list.rows.rows]
    shown.list.setCurrentIndex(shown.list.rows.index(keys.index("Niran"), 0))
    assert shown.name.line.isReadOnly()
    assert shown.form_title.text() == HOSTILE
    shown.full_name.set_text("Niran Wattana")
    press(window, Qt.Key.Key_Return, CTRL)
    assert "Niran Wattana" in {each.full_name for each in staff(window.app.user)}

    keys = [each.key for each in shown.list.rows.rows]
    shown.list.setCurrentIndex(shown.list.rows.index(keys.index("Niran"), 0))
    QTest.keyClick(shown.leave, Qt.Key.Key_Space)
    rest(window)
    assert not next(each for each in staff(window.app.user) if each.name == "Niran").active
    last = shown.list.rows.rows[-1]
    assert (last.key, last.disabled) == ("Niran", True)


def test_in_half_a_screen_the_form_of_a_member_of_staff_stands_whole_beside_the_list(window):
    window.resize(683, 768)
    window.speak("de")
    tab = go(window, "settings", "staff").here
    rest(window)
    for part in (tab.new, tab.name.control, tab.save):
        place = part.mapTo(tab, part.rect().bottomRight())
        assert place.x() < tab.width(), part


def test_somebody_without_a_name_is_refused_at_the_name(window):
    shown = tab(window, "staff")
    before = staff(window.app.user)
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)

    assert shown.name.is_faulty
    assert staff(window.app.user) == before


def test_sign_in_needs_a_manager_before_it_is_offered(bare_window):
    shown = tab(bare_window, "staff")

    assert not shown.sign_in.tick.isEnabled()
    assert any("Add a manager to the staff first" in each for each in seen(shown))


def test_a_manager_with_a_pin_switches_sign_in_on_and_is_given_the_code_that_is_the_way_back(own_user, qtbot):
    take_on(own_user, Member("Suda", "Suda", Role.MANAGER))
    with shown_window(own_user) as window:
        card = tab(window, "staff").sign_in
        QTest.keyClick(card.tick, Qt.Key.Key_Space)
        assert card.secret.line.hasFocus()
        type_in(window, "1234")
        QTest.keyClick(card.secret.line, Qt.Key.Key_Return)
        rest(window)
        assert card.secret.is_faulty  # anybody would try it
        assert not dealer(own_user.store).sign_in
        card.secret.line.selectAll()
        type_in(window, "4821")
        QTest.keyClick(card.secret.line, Qt.Key.Key_Return)
        rest(window)
        code = card.code.code.text()

    assert dealer(own_user.store).sign_in
    assert recover(own_user, Recover(code, "Suda", "7350")).value != code


def test_who_may_not_look_after_staff_cannot_switch_sign_in_off(own_user, qtbot):
    take_on(own_user, Member("Suda", "Suda", Role.MANAGER))
    take_on(own_user, Member("Niran", "Niran", Role.TECHNICIAN))
    switch_sign_in(own_user, SignIn(on=True))
    for who, may in (("Niran", False), ("Suda", True)):
        with shown_window(replace(own_user, staff=who)) as window:
            card = tab(window, "staff").sign_in
            assert card.tick.isEnabled() is may
            QTest.keyClick(card.tick, Qt.Key.Key_Space)
            rest(window)
            assert dealer(own_user.store).sign_in is not may


def test_a_store_that_is_locked_out_is_shown_the_way_out_and_tells_who_took_it(own_user, qtbot):
    take_on(own_user, Member("Suda", "Suda", Role.MANAGER))
    switch_sign_in(own_user, SignIn(on=True))
    with shown_window(own_user) as window:
        assert (window.place.page, window.place.key) == ("settings", "staff")
        shown = tab(window, "staff")
        shown.sign_in.off.click()
        rest(window)
        assert shown.sign_in.why.is_faulty
        assert dealer(own_user.store).sign_in
        shown.sign_in.why.set_text("Nobody could sign in")
        shown.sign_in.off.click()
        rest(window)
        assert shown.sign_in.locked.isHidden()
        add_person(own_user, Person("Anan"))  # the books are open again

    assert not dealer(own_user.store).sign_in
    with own_user.store.reading() as tx:
        told = [each.facts for each in life.of_dealer(tx, "dealer.sign_in_off")]
    assert told == [{"why": "Nobody could sign in"}]


@contextmanager
def shown_window(user: UserSession) -> Iterator[Window]:
    window = app.window(user, Machine(language="en"), remember=False)
    window.show()
    rest(window)
    yield window
    window.close()


def test_a_backup_is_made_and_listed(window):
    shown = tab(window, "safety")
    assert shown.back_up.hasFocus()
    assert not shown.list.isVisible()
    press(window, Qt.Key.Key_B, CTRL)
    assert "Last backup today" in window.side.safety.accessibleName()
    kept = safety(window.app.user).backups

    assert [each.key for each in shown.list.rows.rows] == [kept[0].file]
    assert kept[0].events == check(window.app.user).events
    assert "records" in shown.list.rows.rows[0].end
    assert shown.back_up.hasFocus()


def test_the_backups_page_says_what_the_last_one_holds_and_when_the_next_is_made(window):
    shown = tab(window, "safety")
    before = safety(window.app.user)
    assert (before.backups, before.next_at) == ((), before.now)
    assert not shown.contents.isVisible()
    assert "within the hour" in seen(shown)

    press(window, Qt.Key.Key_B, CTRL)
    of = safety(window.app.user)
    formats = translator().current.formats
    assert of.next_at == of.backups[0].made_at + timedelta(days=1)
    assert of.free > 0
    assert of.bytes == Path(of.backups[0].file).stat().st_size
    with window.app.user.store.reading() as tx:
        held = {"vehicle": life.how_many(tx), "event": of.head.seq}
    texts = seen(shown.contents)
    assert {each: of.backups[0].rows[each] for each in held} == held
    assert {formats.number(each) for each in held.values()} <= set(texts)
    assert "Checked and signed" in texts
    assert formats.moment(of.next_at) in seen(shown.facts)


def test_a_check_that_found_nothing_says_when_it_ran_and_where_the_chain_ends(window):
    shown = tab(window, "safety")
    head = safety(window.app.user).head
    assert "not in this session" in seen(shown.checks)
    shown.check.click()
    rest(window)

    texts = seen(shown.checks)
    assert "not in this session" not in texts
    assert translator().current.formats.number(head.seq) in texts
    assert f"{head.seal[:16]}…" in texts
    assert check(window.app.user).head.startswith(head.seal[:16])


def test_backups_of_books_are_listed_the_latest_first(example, stopped_clock):
    for days in (1, 2):
        stopped_clock(NOON + timedelta(days=days))
        drained(backing_up(example))
    made = [each.made_at for each in safety(example).backups]

    assert made == [NOON + timedelta(days=2), NOON + timedelta(days=1)]


def test_sound_books_are_told_to_be_sound(window):
    shown = tab(window, "safety")
    shown.check.click()
    rest(window)

    assert shown.sound.isVisible()
    assert not shown.faulty.isVisible()


def test_what_is_not_sound_is_listed_with_its_place(window):
    shown = tab(window, "safety")
    store = window.app.user.store
    document = next(each for each in Path(store.files).rglob("*") if each.is_file())
    document.write_bytes(b"something else")
    shown.check.click()
    rest(window)

    assert shown.faulty.isVisible()
    assert [each.detail.split(" ")[0] for each in shown.findings.rows.rows] == ["documents"]
    assert not drained(checking(window.app.user)).sound


def test_the_size_of_text_and_the_colours_are_kept_for_this_computer(window):
    shown = tab(window, "computer")
    shown.text_size.set_value(1.5)
    shown.dark.set_value(True)

    assert (theme.scale, theme.c.dark) == (1.5, True)
    assert (window.machine.text, window.machine.dark) == (1.5, True)


def test_dark_in_the_top_bar_is_followed(window):
    shown = tab(window, "computer")
    window.set_dark(True)

    assert shown.dark.value is True


def test_the_example_is_made_beside_the_books_and_opened(bare_window, monkeypatch):
    started = []
    monkeypatch.setattr(another_window.QProcess, "startDetached", lambda *asked: started.append(asked))
    monkeypatch.setattr(computer, "fill", partial(computer.fill, vehicles=1))  # the usual number takes seconds
    shown = tab(bare_window, "computer")
    path = bare_window.app.user.store.path.with_name("example.ldk")
    before = check(bare_window.app.user).head
    shown.make.click()
    rest(bare_window)

    assert path.exists()
    assert started[0][1][-2:] == ["--store", str(path)]
    assert check(bare_window.app.user).head == before
    shown.make.click()
    assert len(started) == 2


def test_a_place_names_a_tab_and_a_wrong_name_leaves_the_first(window):
    page = go(window, "settings", "staff")
    assert page.chips["staff"].isChecked()
    page = go(window, "settings", "nowhere")
    assert page.chips["staff"].isChecked()


def test_a_name_that_is_long_and_hostile_is_shown_literally(window):
    take_on(window.app.user, Member("x", HOSTILE * 8, Role.TECHNICIAN))
    shown = tab(window, "staff")

    assert HOSTILE * 8 in [each.title for each in shown.list.rows.rows]


def test_a_member_of_staff_keeps_a_language(window):
    known = staff(window.app.user)[0]
    take_on(window.app.user, replace(known, language="zh_CN"))
    shown = tab(window, "staff")
    keys = [each.key for each in shown.list.rows.rows]
    shown.list.setCurrentIndex(shown.list.rows.index(keys.index(known.name), 0))

    assert shown.language.value == "zh_CN"


def test_a_dealer_whose_clocks_are_not_the_markets_says_so_and_others_are_not_asked(window, tmp_path, qtbot):
    assert tab(window, "dealer").zone.isHidden()  # Thailand has one

    user = create(tmp_path / "mx.ldk", Dealer("Norte EV", "MX", "es"))
    north = overview(user)
    north.show()
    shown = tab(north, "dealer")
    rest(north)
    assert (shown.zone.value, shown.zone.isHidden()) == ("America/Mexico_City", False)
    for chosen, kept in [("America/Tijuana", "America/Tijuana"), ("America/Mexico_City", None)]:
        shown.zone.set_value(chosen)
        press(north, Qt.Key.Key_Return, CTRL)
        rest(north)
        assert dealer(user.store).time_zone == kept
    north.close()
    user.store.close()


def test_a_profile_is_changed_only_where_something_was_typed(window):
    shown = tab(window, "dealer")
    shown.phone.set_text("02 555 0100")
    change_profile(window.app.user, Profile(email="new@example.org"))  # somebody else, meanwhile
    rest(window)
    assert shown.phone.text == "02 555 0100"
    press(window, Qt.Key.Key_Return, CTRL)

    kept = dealer(window.app.user.store)
    assert (kept.phone, kept.email) == ("02 555 0100", "new@example.org")
