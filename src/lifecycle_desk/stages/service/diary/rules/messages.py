"""What is written to a customer about an appointment: a confirmation, and a reminder, to be sent by any app."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.diary.rules.appointments import AppointmentSheet
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.due.rules.booking import Say
from lifecycle_desk.vehicle.rules.messages import DEAR, HELLO


class MessageKind(LabeledEnum):
    """The messages about an appointment."""

    CONFIRMATION = "confirmation", C_("appointment", "Confirmation")
    REMINDER = "reminder", C_("appointment", "Reminder")


SUBJECT = N_("Appointment on %(day)s at %(time)s")
BOOKED_FOR = N_("we have booked your appointment for %(car)s: %(day)s at %(time)s, %(work)s.")
REMINDS = N_("this is a reminder of your appointment for %(car)s: %(day)s at %(time)s, %(work)s.")
YOUR_CAR = C_("message to a customer", "your vehicle")
LENT = N_("A courtesy car is reserved for you.")
WE_ARE = N_("You find us here: %(address)s")
CALL_IF_NOT = N_("If you cannot come, please call us on %(phone)s or reply to this message.")
ANSWER_IF_NOT = N_("If you cannot come, please reply to this message.")


@dataclass(frozen=True, slots=True)
class From:
    """Who writes: the dealer's name, the number to call, and where the customer is to come."""

    name: str
    phone: str = ""
    address: str = ""


def message(kind: MessageKind, of: AppointmentSheet, say: Say, *, car: str, name: str, sender: From) -> str:
    """The message in the words of `say`; `car` is what its owner calls it, `name` the owner's."""
    words = BOOKED_FOR if kind is MessageKind.CONFIRMATION else REMINDS
    told = say(words, car=car or say(YOUR_CAR), day=of.on, time=time_of(of.start), work=of.work)
    lines = [
        say(DEAR, name=name) if name else say(HELLO),
        told,
        say(LENT) if of.courtesy_car else "",
        say(WE_ARE, address=sender.address) if sender.address else "",
        say(CALL_IF_NOT, phone=sender.phone) if sender.phone else say(ANSWER_IF_NOT),
        sender.name,
    ]
    return "\n".join(each for each in lines if each)


def subject(of: AppointmentSheet, say: Say) -> str:
    """The subject of a mail about it."""
    return say(SUBJECT, day=of.on, time=time_of(of.start))
