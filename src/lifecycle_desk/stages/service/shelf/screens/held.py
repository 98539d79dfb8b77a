"""The list of old parts that are held: cores that must go back in time, and parts that makers may ask for."""

from collections.abc import Sequence

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.shelf.rules.held import HeldState
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.screens.looks import STATES, quantity_said
from lifecycle_desk.stages.service.shelf.usecases.held_list import HeldList, HeldParts, HeldRow, held_counts
from lifecycle_desk.stages.service.shelf.usecases.holding import release_held
from lifecycle_desk.stages.service.shelf.usecases.requests import ReleaseHeld

MAY_GO = C_("held part", "May be scrapped")
TITLE, SENT, SCRAPPED = N_("Held parts"), N_("Held part sent"), N_("Held part scrapped")
TO_PARTS = PaletteCommand(C_("stock", "Parts"), "package", lambda app: app.go("parts"))
COLUMNS = (
    Column(N_("Part number"), 140, role="mono", id="code"),
    Column(C_("order line", "Description"), id="text"),
    Column(C_("held part", "Held as"), 130, id="kind"),
    Column(C_("order line", "Quantity"), 80, "end", id="quantity", gives_way=2),
    Column(C_("stock", "Storage place"), 110, ink="ink2", id="place", gives_way=1),
    Column(N_("Repair order"), 138, role="medium", id="order", gives_way=3),
    Column(N_("Keep until"), 112, "end", "small", id="until", value=lambda row: row.held.until),
    Column(C_("held part", "Status"), 124, id="state"),
    Column(N_("Warranty claim"), 120, id="claim", value=lambda row: row.claim, extra=True),
    Column(C_("stock", "Reference"), 120, ink="ink2", id="reference", extra=True),
)  # fmt: skip
LOOKS: dict[HeldList, tuple[t.Tone, str]] = {
    HeldList.CORES: ("accent", "recycle"),
    HeldList.WARRANTY: ("warn", "shield-check"),
    HeldList.GONE: states.FINISHED,
}


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    return EmptyPage(
        N_("No old parts are held"),
        N_(
            "Cores and parts under warranty wait here until their day. A claim holds its parts by itself; hold others "
            "from their part."
        ),
        begins(TO_PARTS, app),
        (),
        stages=("service", "sale", "transfer"),
    )


def cells(row: HeldRow) -> Sequence[str | Cell]:
    """A held part in the columns of the list."""
    say, held = translator().current, row.held
    until = say.formats.cell_day(held.until) if held.until else ""
    return (
        held.code,
        row.text_in(say.code),
        say(held.kind.label),
        quantity_said(held.thousandths),
        held.place,
        row.order,
        Cell(until, *states.OVERDUE) if row.is_late else until,
        Cell(say(MAY_GO), *states.FINISHED) if row.may_go else Cell(say(held.state.label), *STATES[held.state]),
        row.claim,
        held.reference,
    )


def _sent(app: AppContext, rows: Sequence[HeldRow]) -> None:
    _release(app, rows, HeldState.SENT, SENT)


def _scrapped(app: AppContext, rows: Sequence[HeldRow]) -> None:
    _release(app, rows, HeldState.SCRAPPED, SCRAPPED)


def _release(app: AppContext, rows: Sequence[HeldRow], state: HeldState, said: str) -> None:
    for each in rows:
        asked = ReleaseHeld(number=each.held.number, state=state)
        app.do(release_held, asked, lambda done: app.show_toast(said, undo=app.way_back(done)))


ACTIONS = (
    ListAction[HeldRow](words=C_("held part", "Mark as sent"), icon="send", run=_sent, many=True, right=STOCK_MOVE),
    ListAction[HeldRow](
        words=C_("held part", "Mark as scrapped"), icon="trash", run=_scrapped, many=True, right=STOCK_MOVE
    ),
    ListAction[HeldRow](
        words=N_("Open order"),
        icon="tool",
        run=lambda app, rows: app.go("order", rows[0].order) if rows[0].order else None,
    ),
    ListAction[HeldRow](
        words=N_("Open claim"),
        icon="shield-check",
        run=lambda app, rows: app.go("claim", rows[0].claim) if rows[0].claim else None,
    ),
)


class HeldPartsPage(ListedPage):
    """All held parts; a row opens the part of the same number."""

    listed = Listed(
        title=TITLE,
        leads=(TO_PARTS,),
        empty=nothing_yet,
        every=C_("held part", "All"),
        kinds=[Kind(which, which.label, *LOOKS[which]) for which in HeldList],
        counts=held_counts,
        rows=HeldParts,
        columns=COLUMNS,
        cells=cells,
        opens="part",
        key=lambda row: row.held.code,
        actions=ACTIONS,
    )
