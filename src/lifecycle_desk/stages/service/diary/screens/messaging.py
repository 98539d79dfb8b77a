"""The messages about an appointment: copied, begun in mail, SMS or WhatsApp, or saved as a calendar entry."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import POINT, InARow, in_text
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.diary.interchange.calendar_file import CalendarEntry, calendar_file
from lifecycle_desk.stages.service.diary.rules.links import mail_link, sms_link, whatsapp_link
from lifecycle_desk.stages.service.diary.rules.messages import From, MessageKind, message, subject
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentCard
from lifecycle_desk.store.files import write_whole

COPY, MAIL, SMS, WHATSAPP = N_("Copy message"), N_("E-mail"), N_("SMS"), N_("WhatsApp")
CALENDAR, COPIED, SAVED = N_("Save calendar entry (.ics)…"), N_("Message copied"), N_("Calendar entry saved")


def text_of(card: AppointmentCard, kind: MessageKind, say: Language) -> str:
    """A message about an appointment, in a language."""
    return message(kind, card.shown.of, say, car=_car(card), name=_name(card), sender=_sender(card))


def fill_messages(menu: Menu, app: AppContext, card: AppointmentCard, beside: QWidget) -> None:
    """Offer both messages by every way there is, in the customer's language."""
    language = spoken(app.user, card.language)
    for kind in MessageKind:
        menu.group(kind.label)
        for words, icon, way in _ways(app, card, kind, language):
            menu.offer(words, way, icon_name=icon)
    menu.group()
    menu.offer(CALENDAR, partial(save_calendar, app, card, beside), icon_name="download")


def _ways(
    app: AppContext, card: AppointmentCard, kind: MessageKind, language: Language
) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    text = text_of(card, kind, language)
    owner, code = card.owner, card.calling_code
    phone, mail = (owner.phone, owner.email) if owner else ("", "")
    return (
        (COPY, "copy", partial(_copy, app, text)),
        (MAIL, "mail", partial(_open, mail_link(mail, subject(card.shown.of, language), text))),
        (SMS, "message", partial(_open, sms_link(phone, text, code))),
        (WHATSAPP, "send", partial(_open, whatsapp_link(phone, text, code))),
    )


def _copy(app: AppContext, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    app.show_toast(COPIED)


def _open(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


def calendar_of(app: AppContext, card: AppointmentCard) -> bytes:
    """The appointment as a calendar entry, in the customer's language."""
    language, dealer = spoken(app.user, card.language), card.dealer
    title = language.spoken(InARow(dealer.name, card.shown.of.work, by=POINT))
    text = text_of(card, MessageKind.CONFIRMATION, language)
    place = in_text(filter(None, map(str.strip, dealer.address.splitlines())))
    return calendar_file(card.shown.of, CalendarEntry(title, text, place, dealer.name), ZoneInfo(card.zone))


def save_calendar(app: AppContext, card: AppointmentCard, beside: QWidget) -> None:
    """Ask where to, and write the entry there."""
    of = card.shown.of
    place = QDir(QDir.homePath()).filePath(f"{of.on.isoformat()} {card.shown.car or of.number}.ics".replace("/", "-"))
    chosen, _ = QFileDialog.getSaveFileName(beside.window(), translator().current(CALENDAR), place, "iCalendar (*.ics)")
    if chosen:
        content, file = calendar_of(app, card), Path(chosen)
        app.run_query(lambda: write_whole(file, content), lambda _: app.show_toast(SAVED, PlainText(file.name)))


def _car(card: AppointmentCard) -> str:
    shown = card.shown
    return f"{shown.name} ({shown.plate})" if shown.name and shown.plate else shown.name or shown.plate or shown.of.car


def _name(card: AppointmentCard) -> str:
    return card.owner.name if card.owner else ""


def _sender(card: AppointmentCard) -> From:
    address = in_text(filter(None, map(str.strip, card.dealer.address.splitlines())))
    return From(card.dealer.name, card.dealer.phone, address)
