"""One order line in a row of cells: typed in from left to right, read exactly, drawn as a row of a table."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush, inset
from lifecycle_desk.desktop.look.parts import IconButton, Painted, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money, read_number
from lifecycle_desk.stages.service.line_cover.rules import LineJudge
from lifecycle_desk.stages.service.line_cover.screens.cell import CoverCell
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.screens.cells import FigureCell, PickCell, TextCell
from lifecycle_desk.stages.service.orders.screens.line_parts import (
    AMOUNT_WIDTH,
    CARRIES_OUT,
    HOUR,
    AmountLabel,
    CampaignMark,
    Mark,
    UnitLabel,
)
from lifecycle_desk.stages.service.orders.screens.list_cell import ListCell
from lifecycle_desk.stages.service.orders.screens.looks import KINDS, PAYERS

KIND, CODE, TEXT = C_("order line", "Kind"), C_("order line", "Code"), C_("order line", "Description")
QUANTITY, PRICE = C_("order line", "Quantity"), C_("order line", "Price")
PAYS, AMOUNT = C_("order line", "Pays"), C_("order line", "Amount")
MORE, REMOVE = N_("More about this line"), N_("Remove line")

KIND_HINT = N_("L labour, P part, S sublet, M sundries. Ctrl Del removes the line.")
CODE_HINT = N_("Operation code or part number.")
TEXT_HINT = N_("What is done or fitted, as it stands on the paper.")
QUANTITY_HINT = N_("Labour in flat-rate hours by tenths, like 0.6; parts down to thousandths. A part alone is 1.")
PRICE_HINT = N_("Of an hour, of one part, or of the whole. “-10%” behind it is a discount. Labour knows its rate.")
PAYS_HINT = N_("Space or a first letter lists who may pay. Enter begins the next line.")

MARKS: tuple[tuple[str, str, t.Tone, str], ...] = (
    ("awaited", N_("Not here yet"), "warn", "truck-delivery"),
    ("causal", N_("Causal part"), "accent", "flag"),
    ("core", N_("Core goes back"), "neutral", "arrow-back-up"),
)
DISCOUNT = re.compile(r"(?P<price>.*?)\s*[-\u2212]\s*(?P<discount>[^-\u2212%]+)%")
WIDTHS = {
    "kind": 26,
    "code": 104,
    "figure": 62,
    "price": 84,
    "pays": 104,
    "cover": 30,
    "amount": AMOUNT_WIDTH,
    "more": 24,
}
GAP, EDGE = 8, 14


@dataclass(frozen=True, slots=True)
class Pricing:
    """What lines are reckoned and judged by: the currency, the minor units of an hour where a line names none, the car.

    `judge` says of the car whether a line is covered; None while no car is known.
    `campaigns` are those of the vehicle that a line may carry out. Until the dealer's currency `is_known`, no amount is
    shown.
    """

    currency: str
    rate: int | None = None
    judge: LineJudge | None = None
    campaigns: tuple[str, ...] = ()
    is_known: bool = True


class LineRow(Painted):
    """A line that is being written; what it was given beside its cells it keeps."""

    edited = Signal()
    entered = Signal(object)  # a cell has the keyboard
    onward = Signal()  # Enter on the last cell
    removed = Signal()
    stepped = Signal(int, int)  # so many rows on, in a column

    def __init__(self, pricing: Callable[[], Pricing], kind: LineKind = LineKind.LABOUR) -> None:
        super().__init__()
        self._pricing, self._base = pricing, Line(kind=kind)
        self.kind = PickCell(KIND, KIND_HINT, KINDS, WIDTHS["kind"], as_chip=False)
        self.code = TextCell(CODE, CODE_HINT, WIDTHS["code"], "mono")
        self.text = TextCell(TEXT, TEXT_HINT)
        self.figure = FigureCell(QUANTITY, QUANTITY_HINT, WIDTHS["figure"])
        self.price = FigureCell(PRICE, PRICE_HINT, WIDTHS["price"])
        self.pays = ListCell(PAYS, PAYS_HINT, PAYERS, WIDTHS["pays"], as_chip=True)
        self.cover = CoverCell(WIDTHS["cover"])
        self.unit, self.amount = UnitLabel(), AmountLabel()
        self.more = IconButton("dots", MORE, size=WIDTHS["more"])
        keeping = self.more.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # the columns stand under their titles, also where one only reads
        self.more.setSizePolicy(keeping)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Menu key opens it from every cell
        self.marks = {name: Mark(words, tone, icon) for name, words, tone, icon in MARKS}
        self.campaign = CampaignMark()
        self.cells: tuple[TextCell | PickCell, ...] = (
            self.kind,
            self.code,
            self.text,
            self.figure,
            self.price,
            self.pays,
            self.cover,
        )
        end = (self.figure, self.unit, self.price, self.pays, self.cover, self.amount, self.more)
        marks = (self.campaign, *self.marks.values())
        self.setLayout(
            row(*self.cells[:2], (self.text, 1), *marks, *end, gap=GAP, margins=(EDGE, 0, 6, 0)),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.kind.choose(kind)
        self._connect()
        self._follow_kind()

    def _connect(self) -> None:
        for cell in self.cells:
            cell.installEventFilter(self)
            if isinstance(cell, TextCell):
                set_text(cell.setAccessibleName, cell.name)
                cell.changed.connect(self._changed)
                cell.setMaxLength(2_000)
        self.kind.picked.connect(self._kind_picked)
        self.kind.lettered.connect(partial(self._go, self.code))
        self.kind.typed.connect(self._type_code)
        self.cover.picked.connect(self._changed)
        self.pays.picked.connect(self._payer_picked)
        self.more.clicked.connect(self._menu)
        translator().changed.connect(self._reckon)

    # What stands in it ------------------------------------------------------------------------------------------

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(cell.typed for cell in self.cells if isinstance(cell, TextCell))

    def show_line(self, line: Line) -> None:
        """Show a line that is kept."""
        formats = translator().current.formats
        self._base = line
        self.kind.choose(line.kind)
        self.pays.choose(line.pays)
        self.cover.choose_group(line.group)
        self.code.setText(line.code)
        self.text.setText(line.text)
        figure = line.hours if line.kind is LineKind.LABOUR else line.quantity
        self.figure.setText("" if figure is None else formats.number(figure))
        price = "" if line.price is None else formats.amount(Money(line.price, self._pricing().currency))
        self.price.setText(f"{price} -{formats.number(line.discount)}%" if line.discount else price)
        self._follow_kind()

    def take_number(self, number: int | None) -> None:
        """Be the line of that number."""
        self._base = replace(self._base, id=number)

    def typed(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it."""
        marked = [name for name in self.marks if getattr(self._base, name)]
        texts = (self.code.text(), self.text.text(), self.figure.text(), self.price.text())
        return {"kind": self.kind.option.value, "pays": self.pays.option.value, "texts": texts, "marks": marked} | {
            "technician": self._base.technician,
            "supplier": self._base.supplier,
            "group": self.cover.part.value if self.cover.part else "",
            "campaign": self._base.campaign,
            "id": self._base.id,
        }

    def write(self, draft: Mapping[str, Any]) -> None:
        """Bring back what a draft kept."""
        self._base = Line(
            kind=LineKind.of(draft["kind"]),
            technician=draft["technician"],
            supplier=draft["supplier"],
            campaign=draft.get("campaign", ""),
            causal="causal" in draft["marks"],
            core="core" in draft["marks"],
            awaited="awaited" in draft["marks"],
            id=draft.get("id"),
        )
        self.kind.choose(self._base.kind)
        self.pays.choose(PayType.of(draft["pays"]))
        group = draft.get("group")  # drafts of an older program have none
        self.cover.choose_group(PartGroup.of(group) if group else None)
        for cell, text in zip((self.code, self.text, self.figure, self.price), draft["texts"], strict=True):
            cell.setText(text)
        self._follow_kind()

    def line(self, at: str = "line") -> Line:
        """The line that stands here; refuses what cannot be read, beside its place."""
        kind = self._kind
        figure = self._figure(f"{at}.{'hours' if kind is LineKind.LABOUR else 'quantity'}")
        price, discount = self._price(f"{at}.price")
        kept = self._base if self._base.kind is kind else Line(kind=kind, id=self._base.id)
        return replace(
            kept,
            kind=kind,
            code=self.code.typed,
            text=self.text.typed,
            group=self.cover.part,
            pays=self._pays,
            campaign=self._base.campaign if self._pays is PayType.CAMPAIGN else "",
            hours=figure if kind is LineKind.LABOUR else None,
            quantity=(Decimal(1) if figure is None else figure) if kind is LineKind.PART else None,
            price=price,
            discount=discount,
        )

    @property
    def _pays(self) -> PayType:
        return PayType.of(self.pays.option.value)

    @property
    def _kind(self) -> LineKind:
        return LineKind.of(self.kind.option.value)

    def _figure(self, at: str) -> Decimal | None:
        if self._kind not in {LineKind.LABOUR, LineKind.PART} or not self.figure.typed:
            return None
        try:
            return read_number(self.figure.typed.removesuffix(translator().current(HOUR)), translator().current).value
        except Objection as objection:
            raise objection.at_field(at) from None

    def _price(self, at: str) -> tuple[int | None, Decimal]:
        """The price in minor units and the discount in percent."""
        typed, language, discount = self.price.typed, translator().current, Decimal(0)
        try:
            if found := DISCOUNT.fullmatch(typed):
                typed, discount = found["price"], read_number(found["discount"], language).value
            price = read_money(typed, language, self._pricing().currency).value.minor if typed else None
        except Objection as objection:
            raise objection.at_field(at) from None
        return price, discount

    def reckoned(self) -> Line | None:
        """The line with its price, as far as it can be reckoned already."""
        with suppress(Objection):
            line = self.line()
            priced = replace(line, price=self._pricing().rate) if line.price is None and self._is_labour else line
            complete = priced.hours is not None or not self._is_labour
            return priced if complete and priced.price is not None and priced.times.is_finite() else None
        return None

    @property
    def _is_labour(self) -> bool:
        return self._kind is LineKind.LABOUR

    # What happens to it -----------------------------------------------------------------------------------------

    @Slot()
    def _changed(self) -> None:
        self._reckon()
        self.edited.emit()

    @Slot(object)
    def _payer_picked(self, _: object) -> None:
        self._follow_kind()
        self.edited.emit()

    @Slot(object)
    def _kind_picked(self, _: object) -> None:
        self._follow_kind()
        self.edited.emit()

    def _follow_kind(self) -> None:
        """Fit the row to its kind: hours have their unit, sublet work and sundries are priced as a whole."""
        counted = self._kind in {LineKind.LABOUR, LineKind.PART}
        self.figure.setEnabled(counted)
        self.unit.set_message(HOUR if self._is_labour else "")
        self.figure.setPlaceholderText("1" if self._kind is LineKind.PART else "")
        for name, chip in self.marks.items():
            chip.setVisible(getattr(self._base, name) and self._kind is LineKind.PART)
        self.campaign.show_number(self._base.campaign if self._pays is PayType.CAMPAIGN else "")
        self._reckon()

    @Slot()
    def _reckon(self) -> None:
        formats, pricing = translator().current.formats, self._pricing()
        rate = (
            "" if pricing.rate is None or not self._is_labour else formats.amount(Money(pricing.rate, pricing.currency))
        )
        self.price.setPlaceholderText(rate)
        line = self.reckoned()
        self.amount.show_text(
            formats.amount(Money(line.amount, pricing.currency)) if line and not self.is_blank else ""
        )
        self.judge()

    def judge(self) -> None:
        """Say whether the line is covered, as far as it is written."""
        judge, words = self._pricing().judge, Line(kind=self._kind, code=self.code.typed, text=self.text.typed)
        about_something = words.code or words.text or self.cover.part
        verdict = judge.judged(replace(words, group=self.cover.part)) if judge and about_something else None
        self.cover.show_verdict(verdict)

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        for cell in self.cells:
            if isinstance(cell, TextCell):
                cell.setReadOnly(not live)
            else:
                cell.live = live
        self.more.setVisible(live)

    def cell_of(self, field: str) -> TextCell | PickCell:
        """The cell that a rule's field is about."""
        about: dict[str, TextCell | PickCell] = {
            **dict.fromkeys(("hours", "quantity"), self.figure),
            **dict.fromkeys(("price", "discount"), self.price),
            **dict.fromkeys(("pays", "campaign"), self.pays),
            "code": self.code,
            "kind": self.kind,
            "group": self.cover,
        }
        return about.get(field, self.text)

    @Slot()
    def _menu(self) -> None:
        menu = QMenu(self)
        if self._kind is LineKind.PART:
            for name, words, _, _ in MARKS:
                action = menu.addAction(translator().current(words))
                action.setCheckable(True)
                action.setChecked(getattr(self._base, name))
                action.toggled.connect(partial(self._mark, name))
            menu.addSeparator()
        if self._pays is PayType.CAMPAIGN and (known := self._pricing().campaigns):
            for number in known:
                action = menu.addAction(translator().current(CARRIES_OUT, number=number))
                action.setCheckable(True)
                action.setChecked(self._base.campaign == number)
                action.toggled.connect(partial(self._carry_out, number))
            menu.addSeparator()
        menu.addAction(translator().current(REMOVE)).triggered.connect(self.removed)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _mark(self, name: str, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        part = self._base if self._base.kind is LineKind.PART else Line(kind=LineKind.PART, id=self._base.id)
        match name:
            case "awaited":
                self._base = replace(part, awaited=on)
            case "causal":
                self._base = replace(part, causal=on)
            case "core":
                self._base = replace(part, core=on)
        self._follow_kind()
        self.edited.emit()

    def _carry_out(self, number: str, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        self._base = replace(self._base, campaign=number if on else "")
        self._follow_kind()
        self.edited.emit()

    def _go(self, cell: QWidget) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)

    def _type_code(self, letters: str) -> None:
        """What was typed on the kind and means none of them is the beginning of the code."""
        self.code.setFocus()
        self.code.insert(letters)
        self._changed()

    # The keyboard -----------------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusIn:
                if watched is self.kind and self.is_blank and _is_forward(event):
                    self._go(self.code)  # what is typed next is the code; Shift+Tab goes to the kind
                self.entered.emit(watched)
                self.update()
            case QEvent.Type.FocusOut:
                self.update()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        at = next(place for place, cell in enumerate(self.cells) if cell is watched)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not control:
                self._next(at)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1, at)
            case Qt.Key.Key_Delete if self.kind.live and (control or isinstance(watched, PickCell)):
                self.removed.emit()
            case Qt.Key.Key_Menu if self.kind.live:
                self._menu()
            case Qt.Key.Key_F10 if shift and self.kind.live:
                self._menu()
            case _:
                return False
        return True

    def _next(self, at: int) -> None:
        """On to the next cell that can be filled in; from the last one to the next line."""
        after = (each for each in self.cells[at + 1 :] if each is not self.cover)  # proposed by itself: Tab goes there
        cell = next((each for each in after if each.isEnabled()), None)
        if cell:
            self._go(cell)
        else:
            self.onward.emit()

    # The look ---------------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(t.ROW))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        here = next((cell for cell in self.cells if cell.hasFocus()), None)
        if here:
            b.fill(rect, b.c.selected)
        b.hline(inset(rect, 0))
        for cell in self.cells:
            box = cell.geometry().adjusted(-4, 0, 4, 0)
            if cell is here:
                b.frame(box, b.c.danger if cell.is_faulty else b.c.accent, t.R_CHIP, 2, b.c.surface)
            elif cell.note[0] in {"fault", "warning"}:
                tone: t.Tone = "danger" if cell.is_faulty else "warn"
                b.frame(box, b.c.tone(tone)[0], t.R_CHIP, 2, b.c.tone(tone)[1])


def _is_forward(event: QEvent) -> bool:
    """Whether the keyboard came by Tab."""
    return isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.TabFocusReason
