"""The backups at a glance: the last and the next one, the room, the contents; and what a check reads."""

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import GB, MB
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Card,
    EqualGrid,
    Fact,
    Glyph,
    Label,
    SectionTitle,
    Stack,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.rail_section import pair
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.usecases.safety import ChainHead, Safety, StoredBackup
from lifecycle_desk.vehicle.screens.event_text import NOTHING

MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000
LAST, NEXT, STORED, FREE = N_("Last backup"), N_("Next backup"), N_("Backups stored"), N_("Free space")
NEVER, SOON, BY_ITSELF = C_("backup", "never"), N_("within the hour"), N_("made automatically")
HOURS_AGO, DAYS_AGO = NN_("%(n)s hour ago", "%(n)s hours ago"), NN_("%(n)s day ago", "%(n)s days ago")
LESS_THAN_AN_HOUR = N_("less than an hour ago")
WITHIN, SIGNED, UNSIGNED = N_("In the latest backup"), N_("Checked and signed"), N_("Checked, not signed")
CONTENTS = (  # tables that people have words for; the rest of a backup is told by its size
    ("vehicle", N_("Vehicles")),
    ("person", N_("Customers")),
    ("repair_order", N_("Repair orders")),
    ("charging_session", N_("Charging sessions")),
    ("document", N_("Documents")),
    ("event", C_("history", "Records")),
)
IS_CHECKED = (
    N_("Database file, its tables and their protection"),
    N_("Record chain, seal by seal"),
    N_("Figures of every vehicle, counted again"),
    N_("Documents, by their fingerprint"),
    N_("Signatures: keys, issued papers, backups, witnesses"),
    N_("Erased personal data, in no table"),
)
HEAD, SEAL, AT = N_("Last record"), N_("Seal"), N_("Recorded")
LAST_CHECK, NOT_YET = N_("Last full check"), N_("not in this session")
WITH_BACKUP = N_("With a backup")
SHOWN_OF_SEAL = 16  # digits; nobody compares all 64 by eye
FEW_HOURS = 48  # that are told as hours


def size_of(count: int) -> str:
    """A number of bytes as people say it, with one decimal."""
    of, sign = (GIGABYTE, GB) if count >= GIGABYTE else (MEGABYTE, MB)
    return translator().current.formats.measure(Decimal(round(count * 10 / of)) / 10, sign)


def ago(stored: StoredBackup, of: Safety) -> str:
    """How old a backup is."""
    language, hours = translator().current, int((of.now - stored.made_at).total_seconds() // 3600)
    if hours < 1:
        return language(LESS_THAN_AN_HOUR)
    return language(HOURS_AGO, n=hours) if hours < FEW_HOURS else language(DAYS_AGO, n=hours // 24)


class BackupFacts(QWidget):
    """The last backup and the next one, how many there are, and the room for more."""

    def __init__(self) -> None:
        super().__init__()
        self.last, self.next = Fact(LAST, NEVER), Fact(NEXT, PlainText(NOTHING))
        self.stored, self.free = Fact(STORED, PlainText("0")), Fact(FREE, PlainText(NOTHING))
        self.setLayout(column(facts_strip((self.last, self.next, self.stored, self.free), least=150), gap=0))

    def show_safety(self, of: Safety) -> None:
        """Tell the state of the backups."""
        language = translator().current
        last = of.backups[0] if of.backups else None
        if last:
            self.last.show_fact(PlainText(language.formats.moment(last.made_at)), PlainText(ago(last, of)))
        else:
            self.last.show_fact(NEVER)
        self.next.show_fact(_next(of), BY_ITSELF if of.next_at else "")
        self.stored.show_fact(
            PlainText(language.formats.number(len(of.backups))), PlainText(size_of(of.bytes)) if of.backups else ""
        )
        self.free.show_fact(PlainText(NOTHING if of.free is None else size_of(of.free)))


def _next(of: Safety) -> UiText:
    if of.next_at is None:
        return PlainText(NOTHING)
    return SOON if of.next_at <= of.now else PlainText(translator().current.formats.moment(of.next_at))


class ContentsCard(Card):
    """What the latest backup holds, counted by its manifest."""

    def __init__(self) -> None:
        self.facts = {table: Fact(words, PlainText(NOTHING)) for table, words in CONTENTS}
        self.proof = Label("", "small", "ink3")
        head = row(SectionTitle(WITHIN), None, self.proof)
        grid = EqualGrid(tuple(self.facts.values()), least=120)
        super().__init__(column(head, grid, gap=8, margins=(16, 10, 16, 10)))

    def show_backup(self, stored: StoredBackup | None) -> None:
        """Tell what a backup holds; nothing is shown without one."""
        self.setVisible(stored is not None)
        if stored is None:
            return
        for table, fact in self.facts.items():
            fact.show_fact(PlainText(translator().current.formats.number(stored.rows.get(table, 0))))
        self.proof.set_message(SIGNED if stored.signed else UNSIGNED)


class CheckFacts(QWidget):
    """What a check reads, when one ran last, and where the chain ends; ticks stand there once all was found sound."""

    def __init__(self) -> None:
        super().__init__()
        self._facts, self._ticks = Stack(0), [_mark() for _ in IS_CHECKED]
        lines = [
            row(tick, (Label(each, "small", "ink2", wrap=True), 1), gap=6)
            for tick, each in zip(self._ticks, IS_CHECKED, strict=True)
        ]
        for line, tick in zip(lines, self._ticks, strict=True):
            line.setAlignment(tick, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(wrap(column(*lines, gap=3)), self._facts, gap=8))

    def show_checks(self, of: Safety, checked: datetime | None, *, sound: bool) -> None:
        """Tell the head of the chain and the last checks; `checked` is when a whole one ran here."""
        language = translator().current
        for tick in self._ticks:
            tick.show_icon("check" if sound else "minus", "ok" if sound else "ink3")
        told = [(LAST_CHECK, language.formats.moment(checked) if checked else language(NOT_YET))]
        if of.backups:
            told.append((WITH_BACKUP, language.formats.moment(of.backups[0].made_at)))
        self._facts.fill([pair(name, value) for name, value in (*told, *_head(of.head))])


def _mark() -> Glyph:
    return Glyph("minus", "ink3", t.ICON_SMALL, beside="small")


def _head(head: ChainHead) -> list[tuple[str, str]]:
    language = translator().current
    told = [(HEAD, language.formats.number(head.seq))]
    if head.at:
        told += [(AT, language.formats.moment(head.at)), (SEAL, f"{head.seal[:SHOWN_OF_SEAL]}…")]
    return told
