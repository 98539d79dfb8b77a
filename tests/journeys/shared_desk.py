"""The example dealer with everybody's PIN set: a machine that the workshop shares, and who sits down at it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from examples import copy_store, example_user
from hands import dress_once, shown
from newcomer import Newcomer
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lifecycle_desk.app import window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import authorise, staff
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.dealership.usecases.proving import RequireSignIn, SetSecret, require_sign_in, set_secret
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.overview.screens.sign_in.guarding import Guard
from lifecycle_desk.store.opening import open_store

PIN = "7350"
NEW = {
    Role.WARRANTY: Member("nok", "Nok Kanjana", Role.WARRANTY),
    Role.PARTS: Member("pim", "Pim Srisuk", Role.PARTS),
    Role.AUDITOR: Member("lek", "Lek Boonmee", Role.AUDITOR),
}


def people_of(user: UserSession) -> dict[Role, Member]:
    """One of each role, the first by name."""
    return {each.role: each for each in sorted(staff(user), key=lambda each: each.name, reverse=True)}


@cache
def _kept(folder: Path) -> Path:
    """The example dealer with all roles, made once: to prove a PIN takes its time by design."""
    place = folder / "shared" / "desk.ldk"
    user = example_user(place)
    known = people_of(user)
    for role, member in NEW.items():
        if role not in known:
            take_on(user, member)
    boss = people_of(user)[Role.MANAGER]
    require_sign_in(user, RequireSignIn(boss, PIN))
    for role, member in people_of(user).items():
        if role is not Role.MANAGER:
            set_secret(replace(user, staff=boss.name), SetSecret(member.name, PIN))
    user.store.close()
    return place


def shared_example(folder: Path, place: Path) -> UserSession:
    """The example dealer with all roles, each with the same PIN, and sign-in required; its own copy for each test."""
    return UserSession(open_store(copy_store(_kept(folder), place)), None, authorise)


def at_the_desk(user: UserSession, language: str, bot: QtBot) -> Iterator[Newcomer]:
    """Somebody before the window, at which nobody has signed in yet."""
    dress_once()
    made = window(user, Machine(language=language), remember=False)
    for found in shown(made):
        yield Newcomer(found, bot)
    user.store.close()


def signs_in(who: Newcomer, member: Member) -> None:
    """Go to one's own picture by the arrows, and prove it."""
    screen = who.window.findChild(Guard).screen
    who.until(lambda: screen.is_up)
    names = [each.key for each in screen.list.rows.rows]
    for _ in range(names.index(member.name) - screen.list.currentIndex().row()):
        who.press(Qt.Key.Key_Down)
    who.press(Qt.Key.Key_Return)
    who.type(PIN)
    who.press(Qt.Key.Key_Return)
    who.until(lambda: not screen.is_up)
    assert who.window.app.user.staff == member.name
    who.until(lambda: who.window.place)
