"""The appointments as a list: today's, those to come, unconfirmed ones, no-shows, cancelled ones."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, override

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.long_table import Listing
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import name_of
from lifecycle_desk.stages.service.diary.rules.messages import MessageKind
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT
from lifecycle_desk.stages.service.diary.screens import acting
from lifecycle_desk.stages.service.diary.screens.looks import state_look
from lifecycle_desk.stages.service.diary.screens.messaging import REMINDERS, text_of
from lifecycle_desk.stages.service.diary.usecases.listing import AppointmentList, Appointments, appointment_counts
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentCard, AppointmentShown, appointment_card
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.screens.booking import BOOK
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.messages import CustomerMessage, WantsNone, copying

TITLE, SHOW = N_("All appointments"), N_("Show in the diary")
NONE_TO_COME = N_("None of these appointments is still to come.")
NEW = PaletteCommand(BOOK, "plus", lambda app: app.go("appointment"), right=DIARY_EDIT)
COLUMNS = (
    Column(C_("appointment", "Day"), 104, "end", "small", id="day", value=lambda one: one.of.on),
    Column(C_("appointment", "Time"), 64, "end", id="time", rank=lambda one: one.of.start),
    Column(C_("vehicle", "Vehicle"), id="vehicle", least=A_CAR),
    Column(C_("order", "Customer"), 160, id="customer", value=lambda one: one.customer),
    Column(N_("Kind of work"), 140, id="work", gives_way=4),
    Column(C_("technician", "Hours"), 72, "end", id="hours", value=lambda one: one.of.hours, gives_way=2),
    Column(
        C_("role", "Technician"), 130, ink="ink2", id="technician", value=lambda one: one.of.technician, gives_way=3
    ),
    Column(C_("appointment", "Bay"), 84, ink="ink2", id="bay", value=lambda one: one.of.bay, gives_way=1),
    Column(C_("appointment", "Status"), 168, id="state"),
    Column(C_("customer", "Phone"), 140, id="phone", value=lambda one: one.phone, extra=True),
    Column(C_("appointment", "Courtesy car"), 130, id="courtesy", value=lambda one: one.of.courtesy_car, extra=True),
)
LOOKS: dict[AppointmentList, tuple[t.Tone, str]] = {  # what the list opens with, and all, have none
    AppointmentList.TODAY: states.DUE_NOW,
    AppointmentList.TOMORROW: states.SOON,
    AppointmentList.UNCONFIRMED: states.TO_DO,
    AppointmentList.NO_SHOWS: states.FAILED,
    AppointmentList.CANCELLED: states.CANCELLED,
}


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    diary = Button(N_("Open the diary"), "link", icon="calendar-event")
    diary.clicked.connect(lambda: app.go("diary"))
    due = Button(N_("Service due"), "link", icon="gauge")
    due.clicked.connect(lambda: app.go("due"))
    return EmptyPage(
        N_("No appointments yet"),
        N_("Book a vehicle in for a day and time; its arrival opens the repair order with all that is known."),
        begins(NEW, app, shown_keys="Ctrl+N"),
        (diary, due),
        stages=("service", "sale", "transfer"),
    )


def cells(one: AppointmentShown) -> Sequence[str | Cell]:
    """An appointment in the columns of the list."""
    say, of = translator().current, one.of
    state, tone, icon = state_look(one)
    return (
        say.formats.cell_day(of.on),
        say.formats.clock(time_of(of.start)),
        join(one.plate, one.name) or of.car,
        one.customer,
        say(of.work.label),
        say.formats.measure(of.hours, HOUR),
        of.technician,
        of.bay,
        Cell(say(state), tone, icon),
        one.phone,
        of.courtesy_car,
    )


def _one(app: AppContext, rows: Sequence[AppointmentShown]) -> None:
    acting.arrive(app, rows[0].number)


def _missed(app: AppContext, rows: Sequence[AppointmentShown]) -> None:
    acting.no_show(app, rows[0].number)


def _confirmed(app: AppContext, rows: Sequence[AppointmentShown]) -> None:
    for each in rows:
        acting.confirm(app, each.number)


def _reminders(user: UserSession, rows: Sequence[AppointmentShown]) -> list[CustomerMessage | WantsNone | None]:
    """What is written to the customer of each appointment that is to come, in their language, who may be reminded."""
    cards = [appointment_card(user, each.number) if each.of.is_expected else None for each in rows]
    languages = {each: spoken(user, each) for each in {card.language for card in cards if card}}

    def reminds(card: AppointmentCard | None) -> CustomerMessage | WantsNone | None:
        if card is None or card.owner is None:
            return None
        if card.owner.no_reminders:
            return WantsNone(card.owner.name)
        text = text_of(card, MessageKind.REMINDER, languages[card.language])
        return CustomerMessage(card.owner.name, card.owner.phone, text)

    return [reminds(each) for each in cards]


def _remind(app: AppContext, rows: Sequence[AppointmentShown]) -> None:
    coming = [name_of(each.number) for each in rows if each.of.is_expected]
    if coming:
        app.go("reminders", ",".join(coming))
    else:
        app.hint(NONE_TO_COME)


ACTIONS = (
    ListAction[AppointmentShown](words=C_("appointment", "Check in"), icon="door-enter", run=_one, right=ORDER_EDIT),
    ListAction[AppointmentShown](words=N_("Confirm"), icon="check", run=_confirmed, many=True, right=DIARY_EDIT),
    ListAction[AppointmentShown](words=C_("appointment", "No-show"), icon="user", run=_missed, right=DIARY_EDIT),
    ListAction[AppointmentShown](words=REMINDERS, icon="send", run=_remind, many=True),
    replace(copying(_reminders), words=N_("Copy reminders")),
)


class AppointmentsPage(ListedPage):
    """The appointments, those to come first; a row is shown where it stands in the diary.

    Filters that were kept while the list still opened with all name no kind for all of them, and so they do today:
    what is to come is kept by its name.
    """

    WHOLE = AppointmentList.COMING.label  # as lists of money say what is listed without a filter, where it is not all
    listed = Listed(
        title=TITLE,
        begin=NEW,
        empty=nothing_yet,
        every=WHOLE,
        kinds=[
            *(Kind(which, which.label, *look) for which, look in LOOKS.items()),
            Kind(AppointmentList.ALL, AppointmentList.ALL.label),
        ],
        counts=appointment_counts,
        rows=Appointments,
        columns=COLUMNS,
        cells=cells,
        opens="diary",
        key=lambda one: name_of(one.number),
        actions=ACTIONS,
        opened_by=SHOW,
    )

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[AppointmentList]:
        return tuple(AppointmentList)

    @override
    @classmethod
    def filtered(cls, user: UserSession, kind: str, text: str) -> Listing[Any] | None:
        return super().filtered(user, kind or AppointmentList.ALL, text)

    @override
    def show_filter(self, kind: str, text: str) -> None:
        super().show_filter(kind or AppointmentList.ALL, text)

    @override
    def kept_as(self) -> tuple[str, str, str]:
        name, kind, text = super().kept_as()
        return name, kind or AppointmentList.COMING, text
