"""The list of credits that suppliers owe for returns: recorded as they come, and chased in the supplier's language."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.usecases.credits import CreditList, CreditRow, Credits, credit_counts
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.usecases.crediting import settle_credit
from lifecycle_desk.stages.service.shelf.usecases.requests import SettleCredit
from lifecycle_desk.vehicle.screens.columns import A_TEXT

TITLE, SAVED = N_("Supplier credits"), N_("Credit saved")
TO_PARTS = PaletteCommand(C_("stock", "Parts"), "package", lambda app: app.go("parts"))
WAITED = NN_("%(n)s day", "%(n)s days")
ASKS = N_("we are still waiting for your credit for these returns:")  # NOTE: behind the greeting of a message
RETURNED = N_("%(code)s, returned on %(day)s: %(amount)s")
COPIED = NN_("%(n)s reminder copied", "%(n)s reminders copied")
NOTHING_OPEN = N_("Choose credits that are still expected.")
LOOKS = {
    CreditList.AWAITED: states.WAITING,
    CreditList.LATE: states.OVERDUE,
    CreditList.SETTLED: states.FINISHED,
}
COLUMNS = (
    Column(C_("parts", "Supplier"), 150, role="medium", id="supplier", value=lambda one: one.listed.supplier),
    Column(N_("Part number"), 140, role="mono", id="code", value=lambda one: one.listed.code, gives_way=3),
    Column(
        C_("order line", "Description"),
        id="text",
        value=lambda one: one.text_in(translator().current.code),
        least=A_TEXT,
    ),
    Column(N_("Returned on"), 118, "end", "small", id="since", value=lambda one: one.listed.since, gives_way=2),
    Column(C_("supplier credit", "Status"), 150, id="state", rank=lambda one: (one.received is not None, -one.days)),
    Column(N_("Credit expected"), 130, "end", id="amount", value=lambda one: one.still_due, sums=True),
    Column(N_("Credit received"), 130, "end", id="received", value=lambda one: one.received, sums=True),
    Column(C_("stock", "Reference"), 130, ink="ink2", id="mark", value=lambda one: one.listed.mark, gives_way=1),
    Column(C_("supplier credit", "Settled on"), 118, "end", "small", id="on", value=lambda one: one.on, extra=True),
    Column(N_("Value returned"), 130, "end", id="worth", value=lambda one: one.amount, extra=True),
)  # fmt: skip


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    return EmptyPage(
        N_("No supplier credits"),
        N_("Return parts to their supplier, and what they owe you is listed here until it comes."),
        begins(TO_PARTS, app),
        (),
        stages=("service", "sale", "transfer"),
    )


def cells(one: CreditRow) -> Sequence[str | Cell]:
    """A credit in the columns of the list."""
    say, of = translator().current, one.listed
    formats = say.formats
    if one.received is not None:
        state = Cell(say(CreditList.SETTLED.label), *states.FINISHED)
    else:
        state = Cell(say(WAITED, n=one.days), *(states.OVERDUE if one.is_late else states.WAITING))
    return (
        of.supplier,
        of.code,
        one.text_in(say.code),
        formats.cell_day(of.since),
        state,
        formats.in_list(one.still_due) if one.still_due else "",
        formats.in_list(one.received) if one.received is not None else "",
        of.of.reference or of.mark,
        formats.cell_day(of.of.settled_on) if of.of.settled_on else "",
        formats.in_list(one.amount),
    )


def _settle(app: AppContext, rows: Sequence[CreditRow]) -> None:
    """Record that the credits of the chosen rows came as expected."""
    for each in rows:
        if each.received is None:
            app.do(settle_credit, SettleCredit(movement=each.key), partial(_settled, app))


def _settled(app: AppContext, done: object) -> None:
    app.show_toast(SAVED, undo=app.way_back(done))  # type: ignore[arg-type]  # the command's own result


def reminders(user: UserSession, rows: Sequence[CreditRow]) -> list[str]:
    """The reminders to the suppliers of rows, one to each in their language, about all that they owe among them."""
    from lifecycle_desk.dealership.papers import spoken  # what asks the database waits for the first reminder
    from lifecycle_desk.dealership.usecases import dealer
    from lifecycle_desk.vehicle.rules.messages import message_to

    sender, by_supplier = dealer(user.store), dict[str, list[CreditRow]]()
    for each in rows:
        if each.received is None:
            by_supplier.setdefault(each.listed.supplier, []).append(each)
    made = []
    for name, owed in by_supplier.items():
        by = owed[0].owed_by
        say = spoken(user, by.language if by else None)
        lines = [say(RETURNED, code=one.listed.code, day=one.listed.since, amount=one.amount) for one in owed]
        made.append(message_to(name, [say(ASKS), *lines], signed=sender.name, phone=sender.phone, say=say))
    return made


def _copy(app: AppContext, rows: Sequence[CreditRow]) -> None:
    user = app.user
    app.run_query(lambda: reminders(user, rows), partial(_copied, app))


def _copied(app: AppContext, texts: list[str]) -> None:
    if not texts:
        app.hint(NOTHING_OPEN)
        return
    QGuiApplication.clipboard().setText("\n\n".join(texts))
    app.show_toast(Message(COPIED, n=len(texts)))


ACTIONS = (
    ListAction[CreditRow](
        words=N_("Record credit as expected"), icon="check", run=_settle, many=True, right=STOCK_MOVE
    ),
    ListAction[CreditRow](words=N_("Copy reminder to supplier"), icon="message", run=_copy, many=True),
    ListAction[CreditRow](
        words=N_("Open part"), icon="package", run=lambda app, rows: app.go("part", rows[0].listed.code)
    ),
)


class CreditsPage(ListedPage):
    """All credits of suppliers; a row opens it to be recorded."""

    listed = Listed(
        title=TITLE,
        leads=(TO_PARTS,),
        empty=nothing_yet,
        kinds=[Kind(which, which.label, *LOOKS[which]) for which in CreditList],
        counts=credit_counts,
        rows=Credits,
        columns=COLUMNS,
        cells=cells,
        opens="credit",
        key=lambda one: str(one.key),
        actions=ACTIONS,
    )
