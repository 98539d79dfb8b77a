"""The claims of an order, beside it: those that were begun, and what can still be claimed."""

from functools import partial

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, Chip, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.creating import Claimable
from lifecycle_desk.stages.service.claims.screens.looks import STATES
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimSummary, claims_of_order
from lifecycle_desk.stages.service.claims.usecases.requests import BeginClaim, ClaimDone
from lifecycle_desk.stages.service.claims.usecases.showing import to_claim

CLAIMS = N_("Claims")
BEGIN = N_("Claim job %(job)s: %(pays)s")
BEGUN = N_("Claim %(number)s started")


class OrderClaims(Card):
    """A link to each claim, and a button for each job and payer that has none."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number = app, ""
        self.shown: tuple[tuple[ClaimSummary, ...], tuple[Claimable, ...]] = ((), ())
        self.buttons: list[Button] = []
        self._list = Stack(6)
        self.setLayout(column(SectionTitle(CLAIMS), self._list, gap=8, margins=(16, 12, 16, 12)))
        translator().changed.connect(self._show)
        self.hide()

    def show_order(self, number: str) -> None:
        """Show the claims of an order."""
        self._number, user = number, self._app.user
        self._app.run_query(
            lambda: (tuple(claims_of_order(user, number)), to_claim(user, number)), partial(self._came, number)
        )

    def _came(self, number: str, found: tuple[tuple[ClaimSummary, ...], tuple[Claimable, ...]]) -> None:
        if number == self._number:
            self.shown = found
            self._show()

    @Slot()
    def _show(self) -> None:
        self._list.fill()
        self.buttons.clear()
        claims, more = self.shown
        for each in claims:
            link = Button(PlainText(each.number), "link", icon="shield-check")
            link.clicked.connect(partial(self._app.go, "claim", each.number))
            chip = Chip()
            chip.become(each.state.label, *STATES[each.state])
            self._list.put(wrap(row(link, None, chip, gap=6)))
            self.buttons.append(link)
        for one in more:
            begin = Button(Message(BEGIN, job=one.job + 1, pays=one.pays), icon="plus")
            begin.clicked.connect(partial(self._begin, one))
            self._app.permits.need(begin_claim, begin)
            self._list.put(begin)
            self.buttons.append(begin)
        self.setVisible(bool(claims or more))

    def _begin(self, one: Claimable, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        asked = BeginClaim(self._number, pays=one.pays, job_id=one.job_id)
        self._app.do(begin_claim, asked, self._begun)

    def _begun(self, done: Result[ClaimDone]) -> None:
        self._app.show_toast(Message(BEGUN, number=done.value.number), undo=self._app.way_back(done))
        self._app.go("claim", done.value.number)
