"""The lines of a claim: what is asked and granted of each, trouble code and serial numbers, where the part is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import POINT, InARow
from lifecycle_desk.commands.kinds import Text, kinds_of
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Divider,
    Field,
    Label,
    LineField,
    ReadField,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimKind, ClaimLine
from lifecycle_desk.stages.service.claims.rules.states import PART_MOVES
from lifecycle_desk.stages.service.claims.screens.looks import PARTS
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

LINE = N_("%(line)s · %(kind)s · %(what)s")
ON_THE_ORDER, GRANTED = N_("%(amount)s on the order"), N_("%(amount)s approved")
KEPT_UNTIL = N_("%(state)s until %(until)s")
MARKS = {name: kind for name, kind in kinds_of(ClaimLine).items() if isinstance(kind, Text)}


class LineFields:
    """The fields of one line."""

    def __init__(self, line: ClaimLine, currency: str, *, split: bool) -> None:
        self._line = line

        def read(text: str) -> tuple[object, str]:
            return read_money(text, translator().current, currency).value.minor, ""

        self.asked = ReadField(C_("claim", "Claimed"), read, required=True)
        self.asked.line.setText(translator().current.formats.amount(Money(line.asked, currency)))
        self.asked.validate()
        self._split = split
        self._marks = {
            name: LineField(kind.label, text=getattr(line, name), longest=kind.longest) for name, kind in MARKS.items()
        }
        named = ("trouble_code", "faulty_serial", "new_serial") if line.kind is LineKind.PART else ("trouble_code",)
        self.texts: dict[str, LineField] = {"asked": self.asked, **{name: self._marks[name] for name in named}}
        self.shown = tuple((field, 3 if name.endswith("serial") else 2) for name, field in self.texts.items())

    @property
    def what(self) -> str:
        """The part or the work, as briefly as it can be named."""
        return self._line.code or self._line.text

    @property
    def named(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"asked": self.asked, **self._marks}

    def read(self) -> ClaimLine:
        """The line as it is written."""
        self.asked.validate()
        asked = cast("int | None", self.asked.value)
        marks: dict[str, Any] = {name: field.text for name, field in self._marks.items()}
        return replace(self._line, asked=self._line.asked if asked is None else asked, **marks)

    def typed(self) -> dict[str, str]:
        """The texts in them."""
        return {name: field.text for name, field in self.texts.items()}

    def write(self, texts: Mapping[str, str] | Sequence[str]) -> None:
        """Bring back what stood in them; a draft of an older program names no fields."""
        named = texts if isinstance(texts, Mapping) else dict(zip(self.texts, texts, strict=False))
        for name in self.texts.keys() & named:
            self.texts[name].set_text(named[name])

    def allow(self, *, live: bool) -> None:
        """Let them be written, or only read; what follows from the split is never written."""
        for field, _ in self.shown:
            field.allow(live=live and not (self._split and field is self.asked))


class LinesCard(Card):
    """All lines of a claim, each with its fields, what was granted, and where its part is."""

    edited = Signal()
    part_wanted = Signal(int)  # a line from 1

    def __init__(self) -> None:
        self._list = Stack(8)
        self.rows: list[LineFields] = []
        self._keys: list[str] = []  # of the rows: by which order's line each is
        self.buttons: dict[int, Button] = {}
        super().__init__(column(SectionTitle(N_("Claimed")), self._list, gap=8, margins=(16, 12, 16, 10)))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of all lines by what rules call them."""
        named: dict[str, Field] = {"lines": self.rows[0].asked} if self.rows else {}
        for at, line in enumerate(self.rows):
            named |= {f"lines[{at}].{name}": field for name, field in line.named.items()}
        return named

    @property
    def text_fields(self) -> dict[str, Field]:
        """The fields of all lines by where their texts stand."""
        rows = zip(self._keys, self.rows, strict=True)
        return {f"lines.{key}.{name}": field for key, each in rows for name, field in each.texts.items()}

    def called(self, key: str) -> str:
        """What a line claims, by its key."""
        return self.rows[self._keys.index(key)].what if key in self._keys else ""

    def show_claim(self, claim: Claim, texts: LineTexts) -> None:
        """Show the lines that are kept, what each claims in the words of whoever looks."""
        self._list.fill()
        self.buttons.clear()
        split = claim.kind is ClaimKind.GOODWILL
        self.rows = [LineFields(line, claim.currency, split=split) for line in claim.sheet.lines]
        self._keys = [str(line.order_line or f"at {at}") for at, line in enumerate(claim.sheet.lines)]
        for at, (line, fields) in enumerate(zip(claim.sheet.lines, self.rows, strict=True), 1):
            if at > 1:
                self._list.put(Divider())
            what = InARow(line.code, texts.of(line), by=POINT)
            self._list.put(self._named(claim, at, line, what))
            for part in self._of_line(claim, at, fields):
                self._list.put(part)

    def _named(self, claim: Claim, at: int, line: ClaimLine, what: InARow) -> QWidget:
        name = Label(Message(LINE, line=at, kind=line.kind, what=what), "medium")
        causal = [Chip(C_("claim", "Causal part"), "accent", "flag")] if line.causal else []
        amount = Label(Message(ON_THE_ORDER, amount=Money(line.amount, claim.currency)), "small", "ink3", fixed=True)
        return wrap(row((name, 1), *causal, amount, gap=8))

    def _of_line(self, claim: Claim, at: int, fields: LineFields) -> Iterator[QWidget]:
        for field, _ in fields.shown:
            field.edited.connect(self.edited)
        yield wrap(row(*fields.shown, gap=12))
        yield from self._answered(claim, at)

    def _answered(self, claim: Claim, at: int) -> Iterator[QWidget]:
        """The maker's answer to the line, and where its part is."""
        granted, part = claim.status.granted.get(at), claim.status.parts.get(at)
        if granted:
            words = Label(Message(GRANTED, amount=Money(granted.amount, claim.currency)), "strong", fixed=True)
            yield wrap(row(words, (Label(PlainText(granted.reason), "small", "ink2", wrap=True), 1), gap=10))
        if part:
            said = Message(KEPT_UNTIL, state=part.state, until=part.until) if part.until else Message(part.state.label)
            chip = Chip()
            chip.become(said, *PARTS[part.state])
            move = [self._move(at)] if PART_MOVES[part.state] and not claim.state.is_final else []
            reference = Label(PlainText(part.reference), "mono", "ink3")
            yield wrap(row(chip, reference, None, *move, gap=10))

    def _move(self, at: int) -> Button:
        made = Button(N_("Replaced part…"), "link", icon="package")
        made.clicked.connect(partial(self.part_wanted.emit, at))
        self.buttons[at] = made
        return made

    def read(self) -> tuple[ClaimLine, ...]:
        """The lines as they are written."""
        return tuple(each.read() for each in self.rows)

    def typed(self) -> dict[str, dict[str, str]]:
        """The texts in all their fields."""
        return {key: each.typed() for key, each in zip(self._keys, self.rows, strict=True)}

    def write(self, texts: Mapping[str, Mapping[str, str]] | Sequence[Sequence[str]]) -> None:
        """Bring back what stood in them; lines that came since keep what they have."""
        named = texts if isinstance(texts, Mapping) else dict(zip(self._keys, texts, strict=False))
        for key, each in zip(self._keys, self.rows, strict=True):
            each.write(named.get(key) or {})

    def allow(self, *, live: bool) -> None:
        """Let them be written, or only read."""
        for each in self.rows:
            each.allow(live=live)
