"""The list of claims: what each waits for, and what makers still owe, by how long they have owed it."""

from collections.abc import Mapping, Sequence
from typing import Any, override

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.long_table import Listing
from lifecycle_desk.desktop.look.ageing import tone_of, waited_cell
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, Fact
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.under_facts import UnderFactsPage, lead
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.screens.looks import LISTS, STATES, days_said
from lifecycle_desk.stages.service.claims.screens.notes import ClaimNotes
from lifecycle_desk.stages.service.claims.usecases.listing import (
    Age,
    ClaimList,
    Claims,
    ClaimSummary,
    ageing,
    claim_counts,
)
from lifecycle_desk.stages.service.orders.screens.leads import TO_WORKSHOP
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions

TITLE = N_("Warranty claims")
_APPROVED = Column(
    C_("claim amount", "Approved"),
    124,
    "end",
    id=C_("claim", "Approved"),
    value=lambda line: line.granted,
    sums=True,
    gives_way=2,  # most claims have no answer yet; that a claim waits long says what to do
)
_DAYS = Column(C_("claim", "Days"), 60, "end", value=lambda line: line.days_out)
LONGEST_FIRST = (Order(_DAYS.key, down=True),)
COLUMNS = (
    Column(C_("claim", "Number"), 138, role="medium"),
    Column(C_("claim", "Vehicle"), least=A_CAR),
    Column(C_("claim", "Causal part"), 128, role="mono", ink="ink2", gives_way=1),
    Column(
        C_("claim", "Status"),
        212,
        id="claim\x04State",
        value=lambda line: translator().current(line.state.label),
        rank=lambda line: [*STATES].index(line.state),
    ),
    _DAYS,  # by which the rows stand
    Column(C_("claim", "Claimed"), 124, "end", value=lambda line: line.asked, sums=True, gives_way=3),
    _APPROVED,
    Column(C_("claim", "Outstanding"), 124, "end", value=lambda line: _owed(line.outstanding), sums=True),
)
CLAIMS = NN_("%(n)s claim", "%(n)s claims")
OWED = N_("Outstanding, by days since submission")


def no_claims(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin: a claim comes from an order."""
    primary = Button(N_("Open workshop"), "primary", icon="tool")
    primary.clicked.connect(lambda: app.go("service"))
    return EmptyPage(
        N_("No open claims"),
        N_("A claim starts on a repair order that is ready, with its lines under warranty, campaign or goodwill."),
        primary,
        (_bringing(app),),
        stages=("sale", "service", "transfer"),
    )


ACTIONS = (
    ListAction[ClaimSummary](
        words=N_("Open order"), icon="tool", run=lambda app, lines: app.go("order", lines[0].order)
    ),
    *vehicle_actions(lambda line: line.vin),
)


class ClaimsPage(UnderFactsPage):
    """The claims that are open, those that wait longest first, under the money that is outstanding."""

    head_scrolls = True

    TITLE = TITLE
    KINDS = (
        *(Kind(which, which.label, *look) for which, look in LISTS.items()),
        Kind(ClaimList.ALL, ClaimList.ALL.label),
    )
    WHOLE = C_("claims", "Open")
    COLUMNS = COLUMNS

    def __init__(self, app: AppContext) -> None:
        leads = (_bringing(app), lead(TO_WORKSHOP, app))
        super().__init__(app, no_claims(app), cells, ACTIONS, leads, ClaimNotes(app))

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: ClaimList | None, text: str) -> Listing[ClaimSummary]:
        return Claims(user, kind, text)

    @override
    @classmethod
    def stands_by(cls, listing: Listing[Any]) -> tuple[Order, ...]:
        return LONGEST_FIRST if isinstance(listing, Claims) and listing.longest_first else ()

    @override
    def counts(self) -> tuple[Mapping[Any, int], int]:
        return claim_counts(self._app.user)

    @override
    def ask(self) -> Sequence[Age]:
        return ageing(self._app.user)

    @override
    def about(self) -> UiText:
        return OWED

    @override
    def facts_of(self, found: Sequence[Age]) -> Sequence[Sequence[Fact]]:
        if not any(each.owed.minor for each in found):
            return ()
        currencies = dict.fromkeys(each.owed.currency for each in found)
        return [[_fact(each) for each in found if each.owed.currency == currency] for currency in currencies]

    @override
    def opened_by(self, found: ClaimSummary) -> Place:
        return Place("claim", found.number)


def _bringing(app: AppContext) -> Button:
    """The link to where what manufacturers answer is taken in."""
    bring = Button(N_("Import manufacturer’s reply"), "link", icon="file-import")
    bring.clicked.connect(lambda: app.go("import", "claim-answers"))
    app.permits.lead_to("import", bring)
    return bring


def _state_cell(line: ClaimSummary) -> Cell:
    """Where it stands; of a draft for how long, since its days are none of those since a submission."""
    tone, icon = STATES[line.state]
    if line.state is not ClaimState.DRAFT:
        return Cell(translator().current(line.state.label), tone, icon, is_chip=True)
    words, late = days_said(line)
    return Cell(words, late or tone, icon, is_chip=True)


def _days_cell(line: ClaimSummary) -> str | Cell:
    """For how many days it has been out; of a draft there are none, and for what is closed nobody waits."""
    if line.days_out is None:
        return ""
    days = translator().current.formats.number(line.days_out)
    return waited_cell(days, line.days_out) if line.is_open else days


def _owed(amount: Money) -> Money | None:
    """What is outstanding, where anything is."""
    return amount if amount.minor else None


def _fact(of: Age) -> Fact:
    """What is outstanding for so long, with the number of claims."""
    amount = PlainText(translator().current.formats.money(of.owed))
    return Fact(of.band.label, amount, Message(CLAIMS, n=of.count), tone_of(of.band) if of.count else None)


def cells(line: ClaimSummary) -> Sequence[str | Cell]:
    """A claim in the columns of the list."""
    formats = translator().current.formats
    return (
        line.number,
        join(line.plate, line.car),
        line.causal_part,
        _state_cell(line),
        _days_cell(line),
        formats.in_list(line.asked),
        formats.in_list(line.granted) if line.granted else "",
        formats.in_list(line.outstanding) if line.outstanding.minor else "",
    )
