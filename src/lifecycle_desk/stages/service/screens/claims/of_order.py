"""The claims of an order, beside it: those that were begun, and what can still be claimed."""

from functools import partial

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.verbs import Done
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Button, Card, Chip, SectionTitle, column, hold, row
from lifecycle_desk.desktop.look.words import Plain, Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.stages.service.rules.claims.beginning import Claimable
from lifecycle_desk.stages.service.screens.boxes import empty
from lifecycle_desk.stages.service.screens.claims.looks import STATES
from lifecycle_desk.stages.service.usecases.claims.beginning import begin_claim
from lifecycle_desk.stages.service.usecases.claims.listing import ClaimShort, claims_of_order
from lifecycle_desk.stages.service.usecases.claims.requests import BeginClaim, ClaimDone
from lifecycle_desk.stages.service.usecases.claims.showing import to_claim

CLAIMS = N_("Claims")
BEGIN = N_("Claim job %(job)s: %(pays)s")
BEGUN = N_("Claim %(number)s is begun.")


class OrderClaims(Card):
    """A link to each claim, and a button for each job and payer that has none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._number = desk, ""
        self.shown: tuple[tuple[ClaimShort, ...], tuple[Claimable, ...]] = ((), ())
        self.buttons: list[Button] = []
        self._list = column(gap=6)
        self.setLayout(column(SectionTitle(CLAIMS), self._list, gap=8, margins=(16, 12, 16, 12)))
        speech().changed.connect(self._show)
        self.hide()

    def show_order(self, number: str) -> None:
        """Show the claims of an order."""
        self._number, seat = number, self._desk.seat
        self._desk.look(
            lambda: (tuple(claims_of_order(seat, number)), to_claim(seat, number)), partial(self._came, number)
        )

    def _came(self, number: str, found: tuple[tuple[ClaimShort, ...], tuple[Claimable, ...]]) -> None:
        if number == self._number:
            self.shown = found
            self._show()

    @Slot()
    def _show(self) -> None:
        empty(self._list)
        self.buttons.clear()
        claims, more = self.shown
        for each in claims:
            link = Button(Plain(each.number), "link", icon="shield-check")
            link.clicked.connect(partial(self._desk.go, "claim", each.number))
            chip = Chip()
            chip.become(each.state.says, *STATES[each.state])
            self._list.addWidget(hold(row(link, None, chip, gap=6)))
            self.buttons.append(link)
        for one in more:
            begin = Button(Words(BEGIN, job=one.job + 1, pays=one.pays), icon="plus")
            begin.clicked.connect(partial(self._begin, one))
            self._list.addWidget(begin)
            self.buttons.append(begin)
        self.setVisible(bool(claims or more))

    def _begin(self, one: Claimable, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        asked = BeginClaim(self._number, pays=one.pays, job_id=one.job_id)
        self._desk.do(begin_claim, asked, self._begun)

    def _begun(self, done: Done[ClaimDone]) -> None:
        self._desk.tell(Words(BEGUN, number=done.made.number), undo=self._desk.way_back(done))
        self._desk.go("claim", done.made.number)
