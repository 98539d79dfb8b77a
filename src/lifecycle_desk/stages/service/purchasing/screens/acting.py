"""What is done with parts from any list: ordered together, a slot booked for them, their customers written to."""

from collections.abc import Sequence
from functools import partial

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.stages.service.diary.rules.appointments import name_of
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.usecases.booking import book_appointment
from lifecycle_desk.stages.service.diary.usecases.requests import AppointmentDone, BookAppointment
from lifecycle_desk.stages.service.purchasing.rules.messages import once_there, while_waiting
from lifecycle_desk.stages.service.purchasing.usecases.lacking import FOR_STOCK
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow
from lifecycle_desk.stages.service.purchasing.usecases.slots import proposal, slots_told
from lifecycle_desk.vehicle.screens.messages import CustomerMessage, copying

NOTHING_TO_ORDER = N_("Choose parts that have not been ordered.")
NO_ORDER = N_("No repair order waits for this part.")
NOT_THERE = N_("This part has not arrived yet.")
NO_SLOT = N_("No free slot in the next three weeks")
BOOKED = N_("Appointment booked for %(day)s at %(time)s")
SHOW = N_("Show in the diary")


def name_in_form(row: PartRow) -> str:
    """How the form of an order names a row that is to be ordered."""
    if row.lack is not None:
        return f"{FOR_STOCK}{row.lack}"
    return f"{row.order}.{row.line_id}" if row.order else str(row.want)


def order_chosen(app: AppContext, rows: Sequence[PartRow]) -> None:
    """Open the form of a purchase order with the parts that nobody has ordered."""
    wanted = [each for each in rows if each.state is None]
    if not wanted:
        app.hint(NOTHING_TO_ORDER)
        return
    app.go("purchase_form", " ".join(name_in_form(each) for each in wanted))


def open_order(app: AppContext, rows: Sequence[PartRow]) -> None:
    """Open the repair order that waits."""
    if rows[0].order:
        app.go("order", rows[0].order)
    else:
        app.hint(NO_ORDER)


def book_slot(app: AppContext, rows: Sequence[PartRow]) -> None:
    """Book the next free slot for the repair order whose part is there."""
    row, user = rows[0], app.user
    if row.order_key is None or not row.is_there:
        app.hint(NOT_THERE if row.order_key else NO_ORDER)
        return
    key = row.order_key
    app.run_query(lambda: proposal(user, key), partial(_book, app, row))


def _book(app: AppContext, row: PartRow, asked: int | BookAppointment | None) -> None:
    """Book what is proposed; an order that has an appointment already shows it."""
    if asked is None:
        app.hint(NO_SLOT)
    elif isinstance(asked, int):
        app.go("diary", name_of(asked))
    else:
        app.do(book_appointment, asked, partial(_booked, app, row, asked))


def _booked(app: AppContext, row: PartRow, asked: BookAppointment, done: Result[AppointmentDone]) -> None:
    number = name_of(done.value.number)
    show = PaletteCommand(SHOW, "calendar-event", lambda app: app.go("diary", number))
    said = Message(BOOKED, day=asked.on, time=time_of(asked.start))
    write = PaletteCommand(MESSAGES.words, MESSAGES.icon, lambda app: MESSAGES.run(app, (row,)))
    app.show_toast(said, "", app.way_back(done), (write, show))


def messages(user: UserSession, rows: Sequence[PartRow]) -> Sequence[CustomerMessage | None]:
    """The messages to the customers of rows, each in their language: where the part is, or when it can be fitted."""
    from lifecycle_desk.dealership.papers import spoken  # what asks the database waits for the first message
    from lifecycle_desk.dealership.usecases import dealer
    from lifecycle_desk.dealership.usecases.day import today_at
    from lifecycle_desk.vehicle.rules.messages import message_to
    from lifecycle_desk.vehicle.usecases.messaging import About, addressees

    day, sender = today_at(user), dealer(user.store)
    offered = slots_told(user, [each.order_key for each in rows if each.is_there and each.order_key])
    asked = [each for each in rows if each.vin]
    found = dict(
        zip(
            (each.key for each in asked),
            addressees(user, [About(each.vin, each.customer) for each in asked]),
            strict=True,
        )
    )
    made = list[CustomerMessage | None]()
    for row in rows:
        to = found.get(row.key)
        if to is None:
            made.append(None)
            continue
        say, slot = spoken(user, to.language), offered.get(row.order_key or 0)
        said = once_there(slot) if row.is_there else while_waiting(row.state, row.promised, day)
        lines = [say(each.message, **{**each.facts, "car": to.car}) for each in said]
        arranges = row.is_there and slot is None
        text = message_to(to.name, lines, signed=sender.name, phone=sender.phone, say=say, arranges_date=arranges)
        made.append(CustomerMessage(to.name, to.phone, text))
    return made


MESSAGES = copying(messages)
