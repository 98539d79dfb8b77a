"""Messages to the customers of chosen rows, copied as rows of name, telephone and message: one action of all lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.list_actions import COPY_MESSAGES

ABOUT_CAR = N_("we are writing about your %(car)s.")  # NOTE: behind the greeting of a message
COPIED = NN_("%(n)s message copied", "%(n)s messages copied")
LEFT_OUT = NN_("%(n)s row has no known customer", "%(n)s rows have no known customer")
NO_PHONE = N_("No phone number: %(names)s")
NOBODY, WANT_NONE = N_("No known customer"), N_("No reminders wanted: %(names)s")


@dataclass(frozen=True, slots=True)
class CustomerMessage:
    """A message in the language of the customer it goes to."""

    name: str
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class WantsNone:
    """A customer who wants no reminders, in place of the message."""

    name: str


type Worded[Row] = Callable[[UserSession, Sequence[Row]], Sequence[CustomerMessage | WantsNone | None]]


def copying[Row](worded: Worded[Row]) -> ListAction[Row]:
    """Copy the messages to the customers of the chosen rows; `worded` gives None for a row that has no customer."""
    return ListAction(words=COPY_MESSAGES, icon="message", run=partial(_copy, worded), many=True, right=EXPORT)


def messages_about(
    vin: Callable[[Any], str],
    says: Callable[[Any], tuple[Said, ...]] = lambda _: (Said(ABOUT_CAR),),
    customer: Callable[[Any], int | None] = lambda _: None,
    *,
    arranges_date: bool = False,
) -> ListAction[Any]:
    """The messages about the cars of rows: what each `says` is worded with the `car` as its customer knows it."""

    def worded(user: UserSession, rows: Sequence[Any]) -> list[CustomerMessage | None]:
        from lifecycle_desk.dealership.papers import spoken  # what asks the database waits for the first message
        from lifecycle_desk.dealership.usecases import dealer
        from lifecycle_desk.vehicle.rules.messages import message_to
        from lifecycle_desk.vehicle.usecases.messaging import About, addressees

        found = addressees(user, [About(vin(each), customer(each)) for each in rows])
        sender = dealer(user.store)
        languages = {each: spoken(user, each) for each in {to.language for to in found if to}}
        made = list[CustomerMessage | None]()
        for row, to in zip(rows, found, strict=True):
            if to is None:
                made.append(None)
                continue
            say = languages[to.language]
            lines = [say(each.message, **{**each.facts, "car": to.car}) for each in says(row)]
            text = message_to(
                to.name, lines, signed=sender.name, phone=sender.phone, say=say, arranges_date=arranges_date
            )
            made.append(CustomerMessage(to.name, to.phone, text))
        return made

    return copying(worded)


def _copy(worded: Worded[Any], app: AppContext, rows: Sequence[Any]) -> None:
    """Copy them as rows of name, telephone and message."""
    user, say = app.user, translator().current
    heads = [say(each) for each in (C_("order", "Customer"), C_("customer", "Phone"), N_("Message"))]

    def asked() -> _Copied:
        from lifecycle_desk.base.inert import inert, tidied
        from lifecycle_desk.commands.sheets import as_clipboard

        user.require(EXPORT)
        made = worded(user, rows)
        found = [each for each in made if isinstance(each, CustomerMessage)]
        table = [heads, *([each.name, each.phone, each.text] for each in found)]
        return _Copied(
            as_clipboard([[inert(tidied(cell)) for cell in row] for row in table]),
            len(found),
            made.count(None),
            [each.name for each in found if not each.phone.strip()],
            [each.name for each in made if isinstance(each, WantsNone)],
        )

    app.run_query(asked, partial(_copied, app))


@dataclass(frozen=True, slots=True)
class _Copied:
    """What is copied, how many messages that is, and who has none: by number or by name."""

    text: str
    messages: int
    unknown: int
    silent: list[str]
    unwilling: list[str]


def _copied(app: AppContext, found: _Copied) -> None:
    if not found.messages:
        app.hint(Message(WANT_NONE, names=tuple(found.unwilling)) if found.unwilling else NOBODY)
        return
    QGuiApplication.clipboard().setText(found.text)
    say = translator().current
    wants_none = say(WANT_NONE, names=say.formats.listed(found.unwilling)) if found.unwilling else ""
    left_out = say(LEFT_OUT, n=found.unknown) if found.unknown else ""
    without = say(NO_PHONE, names=say.formats.listed(found.silent)) if found.silent else ""
    app.show_toast(Message(COPIED, n=found.messages), PlainText(say.in_a_row(left_out, without, wants_none)))
