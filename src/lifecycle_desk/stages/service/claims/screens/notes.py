"""The cards under the list of claims: what is to be done, what manufacturers have longest and owe, parts they want."""

from collections.abc import Callable
from typing import Any, override

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_notes import ListNotes, NotesCard
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.screens.looks import STATES, days_said
from lifecycle_desk.stages.service.claims.usecases.ahead import TABLES, ClaimsAhead, FirstClaims, claims_ahead
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, ClaimSummary
from lifecycle_desk.vehicle.screens.event_text import join

ASKS: dict[ClaimState, str] = {
    ClaimState.DRAFT: N_("Complete and submit"),
    ClaimState.RETURNED: N_("Add what the manufacturer asks for and submit again"),
    ClaimState.REJECTED: N_("Appeal or close"),
}
SEND_PART = N_("Send the part to the manufacturer")


class ClaimNotes(ListNotes):
    """Four cards, each with what somebody who works off claims would look for next.

    A card of the manufacturer's shows what the chip of its name lists, so that both have one number.
    """

    tables = TABLES

    def __init__(self, app: AppContext) -> None:
        self.to_do = NotesCard(app, N_("Next steps"), N_("No claim is waiting for you."))
        self.with_maker = NotesCard(app, N_("Longest with the manufacturer"), N_("No claim is waiting for an answer."))
        self.to_be_paid = NotesCard(app, ClaimList.TO_BE_PAID.label, N_("No claim is waiting for a payment."))
        self.parts = NotesCard(app, C_("claims", "Parts requested"), N_("No manufacturer is waiting for a part."))
        super().__init__(app, (self.to_do, self.parts), (self.with_maker, self.to_be_paid))

    @override
    def ask(self, user: UserSession) -> Any:
        return claims_ahead(user)

    @override
    def tell(self, found: ClaimsAhead) -> None:
        language = translator().current
        _show(self.to_do, found.to_do, lambda claim: language(ASKS.get(claim.state, claim.state.label)))
        _show(self.with_maker, found.with_maker, lambda claim: language(claim.state.label))
        _show(self.to_be_paid, found.to_be_paid, lambda claim: language(claim.state.label))
        _show(self.parts, found.parts, lambda _: language(SEND_PART))


def _show(card: NotesCard, found: FirstClaims, told: Callable[[ClaimSummary], str]) -> None:
    card.show_rows([_row(each, told(each)) for each in found.claims], found.count)


def _row(claim: ClaimSummary, told: str) -> TwoLineRow:
    """A claim with its car, its money, and for how long it has been so."""
    language, (_, icon) = translator().current, STATES[claim.state]
    days, tone = days_said(claim)
    owed = claim.outstanding if claim.outstanding.minor else claim.asked
    return TwoLineRow(
        title=join(claim.number, claim.plate, claim.car),
        detail=told,
        icon=icon,
        stage="service",
        end=days,
        end_detail=language.formats.money(owed),
        tone=tone,
        key=Place("claim", claim.number),
    )
