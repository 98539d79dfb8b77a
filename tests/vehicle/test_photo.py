"""The photo of a car: chosen or found, decoded no larger than it is shown, and never a crash."""

import struct
import zlib
from datetime import date

import pytest
from hands import CTRL, NO_WARNINGS, go, press, rest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from screens_window import VIN

from lifecycle_desk.desktop.look.pictures import picture_within
from lifecycle_desk.vehicle.rules import photo as rule
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleEvent
from lifecycle_desk.vehicle.rules.photo import photos_of, within
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing, attach
from lifecycle_desk.vehicle.usecases.life import Note, TakeBack, note_event, take_back
from lifecycle_desk.vehicle.usecases.photo import ChoosePhoto, NoPicture, choose_photo

pytestmark = NO_WARNINGS
ROOM = QSize(300, 200)
FOUND = "sale.sample_found"


def picture(width: int = 640, height: int = 480, kind: bytes = b"png", colour: str = "teal") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


def huge_png() -> bytes:
    """A few bytes that say they are a picture of 100,000 by 100,000."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def told(seq: int, kind: str, *documents: str, facts=None, corrects: int | None = None) -> RecordedEvent:
    return RecordedEvent(seq, date(2025, 1, seq), kind, facts or {}, documents=documents, corrects=corrects)


@pytest.mark.parametrize(("kind", "media"), [(b"png", "image/png"), (b"jpeg", "image/jpeg")])
def test_a_picture_is_decoded_no_larger_than_it_is_shown(kind, media):
    made = picture_within(picture(4000, 3000, kind), media, ROOM)
    assert (made.width(), made.height()) == (267, 200) or (made.width(), made.height()) == (266, 200)
    small = picture_within(picture(40, 30, kind), media, ROOM)
    assert (small.width(), small.height()) == (40, 30)


@pytest.mark.qt_log_level_fail("CRITICAL")  # the decoder warns of what is damaged
@given(cut=st.integers(0, 400), flips=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_is_none_or_fits_and_never_a_crash(cut, flips):
    whole = bytearray(picture(120, 90, b"jpeg"))
    for place, value in flips:
        whole[place % len(whole)] = value
    made = picture_within(bytes(whole[: len(whole) - cut]), "image/jpeg", ROOM)
    assert made is None or (made.width() <= ROOM.width() and made.height() <= ROOM.height())


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\nand so on", b"<svg/>", huge_png()])
def test_what_is_no_picture_or_too_much_of_one_is_none(content):
    assert picture_within(content, "image/png", ROOM) is None
    assert picture_within(picture(), "image/svg+xml", ROOM) is None
    assert picture_within(picture(), "image/png", QSize()) is None


def test_the_chosen_photo_goes_before_the_latest_that_shows_the_whole_car(monkeypatch):
    monkeypatch.setattr(rule, "_DETAILS", {FOUND: within("marks")})
    damage = {"marks": [{"documents": ["scratch"]}, {}], "answers": "none"}
    life = [
        told(1, FOUND, "old"),
        told(2, FOUND, "scratch", "whole", facts=damage),
        told(3, VehicleEvent.NOTED, "invoice"),
    ]
    assert list(photos_of(life)) == ["whole", "old"]
    chosen = [*life, told(4, VehicleEvent.PHOTO_CHOSEN, "mine"), told(5, VehicleEvent.PHOTO_CHOSEN, "other")]
    assert list(photos_of(chosen)) == ["other", "mine", "whole", "old"]
    back = [*chosen, told(6, VehicleEvent.TAKEN_BACK, corrects=5)]
    assert next(photos_of(back)) == "mine"


def test_only_one_picture_that_is_there_can_be_the_photo(window, own_user):
    text = attach(own_user, "note.txt", b"no picture")
    good = attach(own_user, "car.png", picture())
    for wrong in ((), (text.sha256,), (good.sha256, good.sha256)):
        with pytest.raises(NoPicture):
            choose_photo(own_user, ChoosePhoto(VIN, wrong))
    with pytest.raises(DocumentMissing):
        choose_photo(own_user, ChoosePhoto(VIN, ("ab" * 32,)))
    made = choose_photo(own_user, ChoosePhoto(VIN.lower(), (good.sha256,))).value
    assert made.vin == VIN


def noted(user, name: str, content: bytes) -> str:
    document = attach(user, name, content)
    note_event(user, Note(VIN, date(2025, 9, 9), "a picture", (document.sha256,)))
    return document.sha256


def test_a_photo_is_chosen_in_the_rail_shown_beside_the_name_and_undone(window, own_user):
    noted(own_user, "car.png", picture())
    page = go(window, "vehicle", VIN)
    assert not page.photo.isVisible()
    choose(window, page, Qt.Key.Key_Return)
    assert page.photo.isVisible()
    press(window, Qt.Key.Key_Z, CTRL)
    assert not page.photo.isVisible()


def choose(window, page, *keys) -> None:
    """Open the chooser from the rail, and press some keys in it."""
    offers = [each for each in page.rail.findChildren(QAbstractButton) if each.text() == "Vehicle photo…"]
    assert [each.isVisibleTo(page.rail) for each in offers] == [True]
    offers[0].click()
    rest(window)
    for key in keys:
        QTest.keyClick(page.chooser.focusWidget(), key)
    window.activateWindow()  # as a real screen does when a dialog closes
    rest(window)


@pytest.mark.parametrize(("language", "onward"), [("en", Qt.Key.Key_Right), ("ar", Qt.Key.Key_Left)])
def test_several_pictures_stand_side_by_side_and_the_arrows_go_through_them(window, own_user, language, onward):
    digests = [noted(own_user, f"{name}.png", picture(colour=name)) for name in ("red", "green", "blue", "teal")]
    choose_photo(own_user, ChoosePhoto(VIN, (digests[0],)))
    window.speak(language)
    page = go(window, "vehicle", VIN)
    page.rail.choose_photo.emit()
    rest(window)
    assert {each.document.sha256 for each in page.chooser.pictures} == {*digests}
    assert page.chooser.focusWidget().document.sha256 == digests[0]
    names = [each.document.name for each in page.chooser.pictures]
    for key in (onward, Qt.Key.Key_Return):
        QTest.keyClick(page.chooser.focusWidget(), key)
    rest(window)
    place = [each.sha256 for each in page.shown.pictures].index(digests[0])
    assert page.shown.photo.name == names[place + 1]


def test_escape_leaves_the_photo_as_it_is(window, own_user):
    first = noted(own_user, "a.png", picture())
    noted(own_user, "b.png", picture(colour="red"))
    choose_photo(own_user, ChoosePhoto(VIN, (first,)))
    page = go(window, "vehicle", VIN)
    choose(window, page, Qt.Key.Key_Right, Qt.Key.Key_Escape)
    assert page.shown.photo.sha256 == first


@pytest.mark.qt_log_level_fail("CRITICAL")  # the decoder warns of what is damaged
def test_a_damaged_picture_cannot_be_chosen(window, own_user):
    noted(own_user, "car.png", b"\x89PNG\r\n\x1a\nand so on")
    page = go(window, "vehicle", VIN)
    page.rail.choose_photo.emit()
    rest(window)
    assert [each.isEnabled() for each in page.chooser.pictures] == [False]
    page.chooser.reject()


def test_the_photo_opens_large_and_escape_closes_it(window, own_user):
    choose_photo(own_user, ChoosePhoto(VIN, (noted(own_user, "car.jpg", picture(3000, 2000, b"jpeg")),)))
    page = go(window, "vehicle", VIN)
    page.photo.setFocus()
    page.photo.click()
    rest(window)
    large = page.photo.large
    assert large.isVisible()
    assert 600 < large.pixmap.width() <= window.width()
    assert large.pixmap.height() <= window.height()
    large.reject()
    rest(window)
    assert page.isVisible()


def test_a_damaged_photo_is_left_out(window, own_user):
    choose_photo(own_user, ChoosePhoto(VIN, (noted(own_user, "car.png", b"\x89PNG\r\n\x1a\nand so on"),)))
    page = go(window, "vehicle", VIN)
    assert page.shown.photo.name == "car.png"
    assert not page.photo.isVisible()
    go(window, "vehicle", "LGXCE4CC6S0010005")
    assert not page.photo.isVisible()


def test_a_photo_that_was_voided_gives_way_to_the_one_before(window, own_user):
    first, second = noted(own_user, "a.png", picture()), noted(own_user, "b.png", picture(colour="red"))
    choose_photo(own_user, ChoosePhoto(VIN, (first,)))
    made = choose_photo(own_user, ChoosePhoto(VIN, (second,))).value
    page = go(window, "vehicle", VIN)
    assert page.shown.photo.sha256 == second
    take_back(own_user, TakeBack(made.event, "another car"))
    rest(window)
    assert page.shown.photo.sha256 == first
