"""The list of drafts: what was begun in forms and not saved yet; each is gone on with where it was begun."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import ListPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import Page, Restores
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.usecases.drafts import (
    Drafts,
    DraftSummary,
    bringing_back,
    dropping,
    taking_over,
)
from lifecycle_desk.vehicle.screens.event_text import join

TITLE = N_("Drafts")
CONTINUE = N_("Continue")
DELETED = N_("Draft deleted"), N_("%(n)s drafts deleted")
COLUMNS = (
    Column(C_("draft", "Form"), 220, role="medium", id="form"),
    Column(C_("draft", "For"), 230, id="about"),
    Column(C_("draft", "Text"), ink="ink2", id="text", gives_way=2),
    Column(N_("Last changed"), 170, id="changed", value=lambda line: line.changed_at),
    Column(C_("draft", "By"), 110, ink="ink2", id="by", value=lambda line: line.by, gives_way=1),
)


def restoring() -> dict[str, tuple[Page, Restores]]:
    """The page that goes on with each form's drafts."""
    pages: list[Page] = offered("pages")
    return {each.form: (page, each) for page in pages for each in page.restores}


def _deleted(app: AppContext, chosen: Sequence[DraftSummary]) -> None:
    """Throw drafts away; the toast brings them back."""

    def back() -> None:
        app.run(bringing_back(app.user, chosen))

    one, many = DELETED
    said = one if len(chosen) == 1 else Message(many, n=len(chosen))
    app.run(dropping(app.user, chosen), lambda _: app.show_toast(said, undo=back))


DELETE = ListAction[DraftSummary](words=N_("Delete draft"), icon="trash", run=_deleted, keys="Delete", many=True)


def nothing_begun(app: AppContext) -> EmptyPage:
    """The page that says where drafts come from."""
    order = Button(N_("New repair order"), "primary", icon="plus")
    order.clicked.connect(lambda: app.go("order_form"))
    app.permits.lead_to("order_form", order)
    sentence = N_("What you type in a form is saved as a draft every two seconds, until you save or delete it.")
    return EmptyPage(N_("No drafts"), sentence, order, stages=("service", "sale", "transfer"))


class DraftsPage(ListPage):
    """All drafts, the latest first."""

    def __init__(self, app: AppContext) -> None:
        self._forms = restoring()
        table = LongTable(
            TITLE, Drafts(app.user, tuple(self._forms)), COLUMNS, self._cells, app, actions=(DELETE,), opens=CONTINUE
        )
        body = ListBody(table, nothing_begun(app))
        super().__init__(app, body, row(PageTitle(TITLE), None, body.field, gap=12))
        body.opened.connect(self._open)
        table.acts.listen()

    @override
    def listing(self, text: str) -> Listing[DraftSummary]:
        return Drafts(self._app.user, tuple(self._forms), text)

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.body.table.long.listing.rows([key]).get(key)
        if found and found.seat:  # its form opens once it is this seat's
            self._app.run(taking_over(self._app.user, found), lambda _: self._go_on(found))
        elif found:
            self._go_on(found)

    def _go_on(self, line: DraftSummary) -> None:
        page, restores = self._forms[line.form]
        self._app.go(page.name, line.about if restores.at is None else restores.at)

    def _cells(self, line: DraftSummary) -> Sequence[str | Cell]:
        voice = translator().current
        page, _ = self._forms[line.form]
        about = join(line.car, line.plate) if line.car or line.plate else "" if line.about == "new" else line.about
        by = join(line.by or "", line.computer)
        return voice(page.title), about, line.written, voice.formats.cell_moment(line.changed_at), by
