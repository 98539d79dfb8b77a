"""The cells of an order line by the layout that its fields name: their widths, their labels, what is read from them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.commands.kinds import Kind, Minor, kinds_of
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_measure, read_money, read_number
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.catalogue.rules.line_texts import NO_TEXTS, LineTexts
from lifecycle_desk.stages.service.line_cover.rules import LineJudge
from lifecycle_desk.stages.service.line_cover.screens.cell import COVER, WITH_SHIELD, widest_word
from lifecycle_desk.stages.service.orders.rules.kinds import Figure
from lifecycle_desk.stages.service.orders.rules.orders import (
    LINE_CELLS,
    LINE_FOLD,
    LINE_MARKS,
    Line,
    LineKind,
    figure_of,
)
from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import AIR, FigureCell, TextCell, WordCell
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import AMOUNT_WIDTH
from lifecycle_desk.stages.service.orders.screens.sheet.offering import LineOffers
from lifecycle_desk.vehicle.rules.steps import lines_of

KINDS: dict[str, Kind] = {**kinds_of(Line), "figure": kinds_of(Line)[figure_of(LineKind.LABOUR)]}
COLUMNS: dict[str, int] = dict(lines_of(LINE_CELLS)[0])
WIDTHS = COLUMNS | {"cover": WITH_SHIELD, "amount": AMOUNT_WIDTH, "more": 24}
UNDER_TITLE = 72  # px that a short word of cover is given at most, so that the title over it is whole
ONE_ROW, ROW_WITH_SHIELDS = 750, 860  # px: a row that has room for all its cells, and for the shield of its cover too
FOLDED, MARKED = LINE_FOLD.split(), LINE_MARKS.split()
MARK_LOOKS: dict[str, tuple[t.Tone, str]] = {
    "awaited": ("warn", "truck-delivery"),
    "causal": ("accent", "flag"),
    "core": ("neutral", "arrow-back-up"),
}
GAP, EDGE, LINE_END = 8, 14, 6  # px between cells, before the first, and behind the last
DISCOUNT = re.compile(r"(?P<price>.*?)\s*[-\u2212]\s*(?P<discount>[^-\u2212%]+)%")


@dataclass(frozen=True, slots=True)
class Pricing:
    """The basis of lines' prices and covers: the currency, the minor units of an hour where a line names none, the car.

    `judge` says of the car whether a line is covered; None while no car is known.
    `campaigns` are those of the vehicle that a line may carry out, `technicians` the names that are completed,
    `taxings` the ways in which a line may be taxed otherwise. Until the dealer's currency `is_known`, no amount is
    shown. `offers` completes what is typed from the catalogue; `texts` has its words for lines that are kept.
    """

    currency: str
    rate: int | None = None
    judge: LineJudge | None = None
    campaigns: tuple[str, ...] = ()
    technicians: tuple[str, ...] = ()
    taxings: tuple[Taxing, ...] = ()
    is_known: bool = True
    offers: LineOffers | None = None
    parts: Mapping[int, PartStatus] = field(default_factory=dict)
    texts: LineTexts = NO_TEXTS

    def say(self, message: str, **facts: object) -> str:
        """In the language in which lines are kept."""
        return (self.offers.language if self.offers else translator().current)(message, **facts)


def is_narrow(row: int) -> bool:
    """Whether a row of so many px stands in two: what is done above, how much of it and who pays below."""
    return row < theme.u(ONE_ROW)


def cover_width(row: int) -> int:
    """How wide the cell of cover is in a row of so many px: room for its word, and where it can be for its shield."""
    if row >= theme.u(ROW_WITH_SHIELDS):
        return WITH_SHIELD
    title = ceil(theme.width(translator().current(COVER), "small") / theme.scale) + AIR
    return min(WITH_SHIELD - 1, max(widest_word(), min(title, UNDER_TITLE)))


def is_figure(name: str) -> bool:
    """Whether a column holds figures, which stand at its end."""
    return isinstance(KINDS[name], Figure | Minor)


def typed_cell(name: str, width: int = 0) -> TextCell:
    """The cell of a field that is typed."""
    kind = KINDS[name]
    if is_figure(name):
        return FigureCell(kind.label, kind.hint, width)
    return WordCell(kind.label, kind.hint, width, "mono" if getattr(kind, "mono", False) else "body")


def shown_price(line: Line, currency: str) -> str:
    """A price as it is typed, with its discount behind it."""
    formats = translator().current.formats
    price = "" if line.price is None else formats.amount(Money(line.price, currency))
    return f"{price} -{formats.number(line.discount)}%" if line.discount else price


def read_price(typed: str, currency: str) -> tuple[int | None, Decimal]:
    """The price in minor units and the discount in percent."""
    language, discount = translator().current, Decimal(0)
    if found := DISCOUNT.fullmatch(typed):
        typed, discount = found["price"], read_number(found["discount"], language).value
    return read_money(typed, language, currency).value.minor if typed else None, discount


def read_figure(typed: str, kind: LineKind) -> dict[str, Any]:
    """The figure of a line of a kind, by its field; a part without a figure is one."""
    name, language = figure_of(kind), translator().current
    none: dict[str, Any] = {"hours": None, "quantity": None}
    if name and typed:
        is_work = kind is LineKind.LABOUR
        read = read_measure(typed, language, HOUR).value if is_work else read_number(typed, language)
        return none | {name: read.value}
    return none | ({name: Decimal(1)} if kind is LineKind.PART else {})


def beside[Read](at: str, read: Callable[[], Read]) -> Read:
    """The value read; an objection to it stands at its place."""
    try:
        return read()
    except Objection as objection:
        raise objection.at_field(at) from None
