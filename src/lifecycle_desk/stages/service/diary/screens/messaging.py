"""The messages about an appointment: copied, begun in mail, SMS or WhatsApp, or saved as a calendar entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import POINT, InARow, in_text
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.diary.interchange.calendar_file import CalendarEntry, calendar_file
from lifecycle_desk.stages.service.diary.rules.appointments import name_of
from lifecycle_desk.stages.service.diary.rules.links import mail_link, sms_link, whatsapp_link
from lifecycle_desk.stages.service.diary.rules.messages import From, MessageKind, message, subject
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentCard
from lifecycle_desk.store.files import write_whole

NO_REMINDERS = N_("This customer wants no reminders.")
NO_PHONE, NO_MAIL = N_("No phone number"), N_("No e-mail address")
FOLDER, ALL_SAVED = (
    N_("Folder for the calendar entries"),
    NN_("%(n)s calendar entry saved", "%(n)s calendar entries saved"),
)
REMINDERS = N_("Reminders")
COPY, MAIL, SMS, WHATSAPP = N_("Copy message"), N_("E-mail"), N_("SMS"), N_("WhatsApp")
CALENDAR, COPIED, SAVED = N_("Save calendar entry (.ics)…"), N_("Message copied"), N_("Calendar entry saved")


def text_of(card: AppointmentCard, kind: MessageKind, say: Language) -> str:
    """A message about an appointment, in a language."""
    return message(kind, card.shown.of, say, car=_car(card), name=_name(card), sender=_sender(card))


@dataclass(frozen=True, slots=True)
class Way:
    """A way to begin a message: its words and icon, its link, and why it leads to nobody where it does not."""

    words: str
    icon: str
    link: str
    lacks: str = ""

    def open(self) -> None:
        """Begin the message in the app of the computer that links of its sort belong to."""
        _open(self.link)


def fill_messages(menu: Menu, app: AppContext, card: AppointmentCard, beside: QWidget) -> None:
    """Offer both messages by every way there is, in the customer's language.

    A way that leads to nobody is offered too: mail and WhatsApp let one choose there to whom.
    """
    language = spoken(app.user, card.language)
    for kind in MessageKind:
        menu.group(kind.label)
        withheld = withheld_of(card, kind)
        menu.offer(COPY, partial(_copy, app, text_of(card, kind, language)), icon_name="copy", withheld=withheld)
        for way in ways(card, kind, language):
            menu.offer(way.words, way.open, icon_name=way.icon, withheld=withheld)
    menu.group()
    menu.offer(CALENDAR, partial(save_calendar, app, card, beside), icon_name="download")


def ways(card: AppointmentCard, kind: MessageKind, language: Language) -> tuple[Way, ...]:
    """The ways in which a message about an appointment is begun."""
    text = text_of(card, kind, language)
    owner, code = card.owner, card.calling_code
    phone, mail = (owner.phone.strip(), owner.email.strip()) if owner else ("", "")
    no_phone, no_mail = "" if phone else NO_PHONE, "" if mail else NO_MAIL
    if withheld := withheld_of(card, kind):
        no_phone = no_mail = withheld
    return (
        Way(MAIL, "mail", mail_link(mail, subject(card.shown.of, language), text), no_mail),
        Way(SMS, "message", sms_link(phone, text, code), no_phone),
        Way(WHATSAPP, "send", whatsapp_link(phone, text, code), no_phone),
    )


def withheld_of(card: AppointmentCard, kind: MessageKind) -> str:
    """Why a message is not written: its customer wants no reminders."""
    return NO_REMINDERS if kind is MessageKind.REMINDER and card.owner and card.owner.no_reminders else ""


def _copy(app: AppContext, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    app.show_toast(COPIED)


def _open(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


def calendar_of(user: UserSession, card: AppointmentCard) -> bytes:
    """The appointment as a calendar entry, in the customer's language."""
    language, dealer = spoken(user, card.language), card.dealer
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
        content, file = calendar_of(app.user, card), Path(chosen)
        app.run_query(lambda: write_whole(file, content), lambda _: app.show_toast(SAVED, PlainText(file.name)))


def save_calendars(app: AppContext, cards: Sequence[AppointmentCard], beside: QWidget) -> None:
    """Ask for a folder, and write each entry there in a file of its own: each goes to another customer."""
    chosen = QFileDialog.getExistingDirectory(beside.window(), translator().current(FOLDER), QDir.homePath())
    if not chosen:
        return
    user, folder = app.user, Path(chosen)

    def write() -> int:
        user.require(EXPORT)
        for card in cards:
            of = card.shown.of
            write_whole(folder / f"{of.on.isoformat()} {name_of(of.number)}.ics", calendar_of(user, card))
        return len(cards)

    app.run_query(write, lambda count: app.show_toast(Message(ALL_SAVED, n=count), PlainText(folder.name)))


def _car(card: AppointmentCard) -> str:
    shown = card.shown
    return f"{shown.name} ({shown.plate})" if shown.name and shown.plate else shown.name or shown.plate or shown.of.car


def _name(card: AppointmentCard) -> str:
    return card.owner.name if card.owner else ""


def _sender(card: AppointmentCard) -> From:
    address = in_text(filter(None, map(str.strip, card.dealer.address.splitlines())))
    return From(card.dealer.name, card.dealer.phone, address)
