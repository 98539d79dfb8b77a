"""The list of claims: what each waits for, and what makers still owe, by how long they have owed it."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    EmptyPage,
    Fact,
    Label,
    PageTitle,
    Stack,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.screens.looks import LISTS, STATES
from lifecycle_desk.stages.service.claims.screens.notes import ClaimNotes
from lifecycle_desk.stages.service.claims.usecases.listing import (
    Age,
    ClaimList,
    Claims,
    ClaimSummary,
    ageing,
    claim_counts,
)
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions

TITLE = N_("Warranty claims")
COLUMNS = (
    Column(C_("claim", "Number"), 138, role="medium"),
    Column(C_("claim", "Vehicle")),
    Column(C_("claim", "Causal part"), 128, role="mono", ink="ink2", gives_way=1),
    Column(C_("claim", "State"), 212, rank=lambda line: [*STATES].index(line.state)),
    Column(C_("claim", "Days"), 60, "end", value=lambda line: line.days, gives_way=2),
    Column(C_("claim", "Claimed"), 124, "end", value=lambda line: line.asked, sums=True),
    Column(C_("claim", "Approved"), 124, "end", value=lambda line: line.granted, sums=True, gives_way=3),
    Column(C_("claim", "Outstanding"), 124, "end", value=lambda line: _owed(line.outstanding), sums=True),
)
UP_TO, LONGER = NN_("Up to %(n)s day", "Up to %(n)s days"), NN_("More than %(n)s day", "More than %(n)s days")
CLAIMS = NN_("%(n)s claim", "%(n)s claims")
OWED = N_("Outstanding, by days since submission")
TONES: tuple[t.Tone | None, ...] = (None, None, "warn", "danger")


def no_claims(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin: a claim comes from an order."""
    primary = Button(N_("Open workshop"), "primary", icon="tool", shown_keys="Ctrl+N")
    bring = Button(N_("Import manufacturer’s reply"), "link", icon="file-import")
    primary.clicked.connect(lambda: app.go("service"))
    bring.clicked.connect(lambda: app.go("import", "claim-answers"))
    app.permits.lead_to("import", bring)
    return EmptyPage(
        N_("No open claims"),
        N_("A claim starts on a repair order that is ready, with its lines under warranty, campaign or goodwill."),
        primary,
        (bring,),
        stages=("sale", "service", "transfer"),
    )


ACTIONS = (
    ListAction[ClaimSummary](
        words=N_("Open order"), icon="tool", run=lambda app, lines: app.go("order", lines[0].order)
    ),
    *vehicle_actions(lambda line: line.vin),
)


class ClaimsPage(KindsPage):
    """All claims, those that wait longest first, under the money that is outstanding."""

    def __init__(self, app: AppContext) -> None:
        workshop = Button(N_("Open workshop"), icon="tool", keys="Ctrl+N")
        bring = Button(N_("Import manufacturer’s reply"), "link", icon="file-import")
        chips = FilterChips(
            TITLE, [Kind(which, which.label, *LISTS[which]) for which in ClaimList], C_("claims", "All")
        )
        table = LongTable(TITLE, Claims(app.user), COLUMNS, cells, app, actions=ACTIONS)
        table.acts.listen()
        body = ListBody(table, no_claims(app), chips)
        self._ages = Stack(8)
        self._found: tuple[Age, ...] = ()
        self._owed = wrap(column(Label(OWED, "small", "ink2"), self._ages, gap=6))
        self._owed.hide()
        head = column(row(PageTitle(TITLE), None, bring, workshop), self._owed, gap=6)
        super().__init__(app, body, head, chips, notes=ClaimNotes(app))
        workshop.clicked.connect(lambda: app.go("service"))
        bring.clicked.connect(lambda: app.go("import", "claim-answers"))
        app.permits.lead_to("import", bring)
        body.opened.connect(self._open)
        translator().changed.connect(self._say)

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: ClaimList | None, text: str) -> Listing[ClaimSummary]:
        return Claims(user, kind, text)

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[ClaimList]:
        return list(ClaimList)

    @override
    def counts(self) -> tuple[Mapping[ClaimList, int], int]:
        return claim_counts(self._app.user)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reckon()

    @Slot(frozenset)
    @override
    def _heard(self, tables: frozenset[str]) -> None:
        super()._heard(tables)
        if self.isVisible() and tables & Claims.tables:
            self._reckon()

    def _reckon(self) -> None:
        user = self._app.user
        self._app.run_query(lambda: ageing(user), self._came)

    def _came(self, found: tuple[Age, ...]) -> None:
        if found != self._found:
            self._found = found
            self._say()

    @Slot()
    def _say(self) -> None:
        """Show what is outstanding, a line for each currency."""
        self._ages.fill()
        for currency in dict.fromkeys(each.owed.currency for each in self._found):
            own = [each for each in self._found if each.owed.currency == currency]
            self._ages.put(wrap(row((facts_strip(facts_of(own)), 1))))
        self._owed.setVisible(any(each.owed.minor for each in self._found))

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.body.table.long.listing.rows([key]).get(key)
        if found:
            self._app.go("claim", found.number)


def _owed(amount: Money) -> Money | None:
    """What is outstanding, where anything is."""
    return amount if amount.minor else None


def facts_of(ages: Sequence[Age]) -> list[Fact]:
    """The outstanding sums by age, each with the number of claims."""
    formats, made = translator().current.formats, []
    before = 0
    for tone, each in zip(TONES, ages, strict=True):
        words = Message(UP_TO, n=each.most) if each.most else Message(LONGER, n=before)
        count = Message(CLAIMS, n=each.count)
        made.append(Fact(words, PlainText(formats.money(each.owed)), count, tone if each.count else None))
        before = each.most or 0
    return made


def cells(line: ClaimSummary) -> Sequence[str | Cell]:
    """A claim in the columns of the list."""
    language, (tone, icon) = translator().current, STATES[line.state]
    formats = language.formats
    return (
        line.number,
        join(line.plate, line.car),
        line.causal_part,
        Cell(language(line.state.label), tone, icon, is_chip=True),
        formats.number(line.days),
        formats.money(line.asked),
        formats.money(line.granted) if line.granted else "",
        formats.money(line.outstanding) if line.outstanding.minor else "",
    )
