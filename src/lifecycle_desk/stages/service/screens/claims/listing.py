"""The list of claims: what each waits for, and what makers still owe, by how long they have owed it."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    EmptyPage,
    Fact,
    Label,
    PageTitle,
    column,
    facts_strip,
    hold,
    row,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.words import Plain, Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.stages.service.screens.boxes import empty
from lifecycle_desk.stages.service.screens.claims.looks import LISTS, STATES
from lifecycle_desk.stages.service.usecases.claims.listing import (
    Age,
    ClaimList,
    Claims,
    ClaimShort,
    ageing,
    claim_counts,
)
from lifecycle_desk.vehicle.screens.filters import FilterChips, Kind
from lifecycle_desk.vehicle.screens.list_page import KindsPage
from lifecycle_desk.vehicle.screens.listing import ListBody
from lifecycle_desk.vehicle.screens.telling import strung

TITLE = N_("Warranty claims")
COLUMNS = (
    Column(C_("claim", "Number"), 138, role="medium"),
    Column(C_("claim", "Vehicle")),
    Column(C_("claim", "Causal part"), 128, role="mono", ink="ink2"),
    Column(C_("claim", "State"), 150),
    Column(C_("claim", "Days"), 60, "end"),
    Column(C_("claim", "Asked"), 124, "end"),
    Column(C_("claim", "Granted"), 124, "end"),
    Column(C_("claim", "Outstanding"), 124, "end"),
)
SPARE = (2, 5, 4)  # the causal part goes first where it is narrow, then what was asked, then the days
UP_TO, LONGER = NN_("Up to %(n)s day", "Up to %(n)s days"), NN_("More than %(n)s day", "More than %(n)s days")
CLAIMS = NN_("%(n)s claim", "%(n)s claims")
OWED = N_("Outstanding, by days since the submission")
TONES: tuple[t.Tone | None, ...] = (None, None, "warn", "danger")


def no_claims(desk: Desk) -> EmptyPage:
    """What teaches to begin: a claim comes from an order."""
    primary = Button(N_("Open the workshop"), "primary", icon="tool", shown_keys="Ctrl+N")
    bring = Button(N_("Take a maker's answer in"), "link", icon="file-import")
    primary.clicked.connect(lambda: desk.go("service"))
    bring.clicked.connect(lambda: desk.go("import", "claim-answers"))
    return EmptyPage(
        N_("No claim is open"),
        N_("It begins on a repair order that is ready, and takes its lines under warranty, campaign or goodwill."),
        primary,
        (bring,),
        stages=("sale", "service", "transfer"),
    )


class ClaimsPage(KindsPage):
    """All claims, those that wait longest first, under the money that is outstanding."""

    def __init__(self, desk: Desk) -> None:
        workshop = Button(N_("Open the workshop"), icon="tool", keys="Ctrl+N")
        bring = Button(N_("Take a maker's answer in"), "link", icon="file-import")
        chips = FilterChips(TITLE, [Kind(which, which.says, *LISTS[which]) for which in ClaimList])
        table = LongTable(TITLE, Claims(desk.seat), COLUMNS, cells, desk)
        body = ListBody(table, no_claims(desk), chips, spare=SPARE, least=220)
        self._ages = column(gap=8)
        self._found: tuple[Age, ...] = ()
        head = column(row(PageTitle(TITLE), None, bring, workshop), Label(OWED, "small", "ink2"), self._ages, gap=6)
        super().__init__(desk, body, head, chips)
        workshop.clicked.connect(lambda: desk.go("service"))
        bring.clicked.connect(lambda: desk.go("import", "claim-answers"))
        body.opened.connect(self._open)
        speech().changed.connect(self._say)

    @override
    def listing(self, text: str) -> Listing[ClaimShort]:
        which = self.chips.value
        return Claims(self._desk.seat, which if isinstance(which, ClaimList) else None, text)

    @override
    def counts(self) -> tuple[Mapping[ClaimList, int], int]:
        return claim_counts(self._desk.seat)

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
        seat = self._desk.seat
        self._desk.look(lambda: ageing(seat), self._came)

    def _came(self, found: tuple[Age, ...]) -> None:
        if found != self._found:
            self._found = found
            self._say()

    @Slot()
    def _say(self) -> None:
        """Show what is outstanding, a line for each currency."""
        empty(self._ages)
        for currency in dict.fromkeys(each.owed.currency for each in self._found):
            own = [each for each in self._found if each.owed.currency == currency]
            self._ages.addWidget(hold(row((facts_strip(facts_of(own)), 1))))

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.body.table.long.listing.rows([key]).get(key)
        if found:
            self._desk.go("claim", found.number)


def facts_of(ages: Sequence[Age]) -> list[Fact]:
    """What is outstanding by age, each with the number of claims."""
    formats, made = speech().voice.formats, []
    before = 0
    for tone, each in zip(TONES, ages, strict=True):
        words = Words(UP_TO, n=each.most) if each.most else Words(LONGER, n=before)
        count = Words(CLAIMS, n=each.count)
        made.append(Fact(words, Plain(formats.money(each.owed)), count, tone if each.count else None))
        before = each.most or 0
    return made


def cells(line: ClaimShort) -> Sequence[str | Cell]:
    """A claim in the columns of the list."""
    voice, (tone, icon) = speech().voice, STATES[line.state]
    formats = voice.formats
    return (
        line.number,
        strung(line.plate, line.car),
        line.causal_part,
        Cell(voice(line.state.says), tone, icon, is_chip=True),
        formats.number(line.days),
        formats.money(line.asked),
        formats.money(line.granted) if line.granted else "",
        formats.money(line.outstanding) if line.outstanding.minor else "",
    )
