"""Writing to suppliers whose parts are late, in their language: copied, or begun as an e-mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import POINT
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.stages.service.diary.rules.links import mail_link
from lifecycle_desk.stages.service.purchasing.usecases.late import LateAtSupplier, LatePart, late_among, late_at
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow
from lifecycle_desk.stages.service.purchasing.usecases.supplier_list import SupplierRow

WRITE = N_("Write to supplier")
SUBJECT = N_("Overdue parts: %(orders)s")  # NOTE: of an e-mail to a supplier; the numbers of purchase orders
NOT_COME = N_("these parts that we ordered from you are overdue:")  # NOTE: behind the greeting of a message
LATE_PART = N_("%(order)s: %(quantity)s × %(part)s, promised for %(day)s")
WHEN = N_("Please tell us when you will deliver them.")
COPY, MAIL = N_("Copy message"), N_("E-mail")
COPY_ALL, MAIL_ONE = N_("Copy message to supplier"), N_("E-mail supplier")
COPIED = NN_("%(n)s message copied", "%(n)s messages copied")
NOTHING_LATE, ONE_SUPPLIER = N_("Choose parts that are overdue."), N_("Choose parts of one supplier.")


@dataclass(frozen=True, slots=True)
class SupplierMessage:
    """A message in the language of the supplier it goes to."""

    email: str
    subject: str
    text: str

    def begin_mail(self) -> None:
        """Begin it in the computer's mail program; without an address one chooses there to whom."""
        link = mail_link(self.email, self.subject, self.text)
        QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


def messages_about(user: UserSession, late: Sequence[LateAtSupplier]) -> list[SupplierMessage]:
    """The messages about what is late, one to each supplier."""
    from lifecycle_desk.dealership.papers import spoken  # what asks the database waits for the first message
    from lifecycle_desk.dealership.usecases import dealer
    from lifecycle_desk.vehicle.rules.messages import message_to

    sender, made = dealer(user.store), list[SupplierMessage]()
    for each in late:
        of, say = each.supplier, spoken(user, each.supplier.language)
        lines = [
            say(
                LATE_PART,
                order=_two(one.order, one.reference),
                quantity=one.outstanding,
                part=_part(one),
                day=one.promised,
            )
            for one in each.parts
        ]
        text = message_to(of.name, [say(NOT_COME), *lines, say(WHEN)], signed=sender.name, phone=sender.phone, say=say)
        orders = tuple(dict.fromkeys(one.order for one in each.parts))
        made.append(SupplierMessage(of.email, say(SUBJECT, orders=orders), text))
    return made


def _part(of: LatePart) -> str:
    return _two(of.code, of.text)


def _two(one: str, other: str) -> str:
    return POINT % {"one": one, "other": other} if other else one


def fill_ways(menu: Menu, app: AppContext, supplier: int) -> None:
    """Offer to copy the message about all that is late at a supplier, and to begin it as an e-mail."""
    ask = partial(_of_supplier, app.user, supplier)
    menu.offer(COPY, lambda: app.run_query(ask, partial(_copied, app)), icon_name="copy")
    menu.offer(MAIL, lambda: app.run_query(ask, partial(_begun, app)), icon_name="mail")


def _of_supplier(user: UserSession, supplier: int) -> list[SupplierMessage]:
    return messages_about(user, late_at(user, [supplier]))


def _of_rows(user: UserSession, rows: Sequence[PartRow]) -> list[SupplierMessage]:
    lines = {(each.purchase, each.line) for each in rows if each.days_late}
    return messages_about(user, late_among(user, lines))


def _of_suppliers(user: UserSession, rows: Sequence[SupplierRow]) -> list[SupplierMessage]:
    return messages_about(user, late_at(user, [each.of.number for each in rows]))


def chasing[Row](
    messages: Callable[[UserSession, Sequence[Row]], list[SupplierMessage]],
) -> tuple[ListAction[Row], ...]:
    """What a list offers to write to the suppliers of its rows."""

    def then(
        come: Callable[[AppContext, list[SupplierMessage]], None],
    ) -> Callable[[AppContext, Sequence[Row]], object]:
        def run(app: AppContext, rows: Sequence[Row]) -> None:
            user = app.user
            app.run_query(lambda: messages(user, rows), partial(come, app))

        return run

    return (
        ListAction(words=COPY_ALL, icon="message", run=then(_copied), many=True),
        ListAction(words=MAIL_ONE, icon="mail", run=then(_begun), many=True),
    )


def _copied(app: AppContext, made: list[SupplierMessage]) -> None:
    if not made:
        app.hint(NOTHING_LATE)
        return
    QGuiApplication.clipboard().setText("\n\n".join(each.text for each in made))
    app.show_toast(Message(COPIED, n=len(made)))


def _begun(app: AppContext, made: list[SupplierMessage]) -> None:
    """Begin the e-mail; several at once would open a window for each."""
    if len(made) == 1:
        made[0].begin_mail()
    else:
        app.hint(ONE_SUPPLIER if made else NOTHING_LATE)


OF_PARTS, OF_SUPPLIERS = chasing(_of_rows), chasing(_of_suppliers)
