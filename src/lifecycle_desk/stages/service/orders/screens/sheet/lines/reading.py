"""The line that is read out of a row, and what can be reckoned of one that is not complete yet."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.kinds import Text
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType, figure_of
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import KINDS, beside, read_figure, read_price

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow


def line_in(row: "LineRow", at: str) -> Line:
    """The line that stands in a row; refuses what cannot be read, beside its place."""
    kind = row.kind_now
    counted = figure_of(kind)
    figure = beside(f"{at}.{counted}", lambda: read_figure(row.figure.typed, kind))
    price, discount = beside(f"{at}.price", lambda: read_price(row.price.typed, row.pricing().currency))
    saved = row.base if row.base.kind is kind else Line(kind=kind, id=row.base.id)
    words: dict[str, Any] = {
        name: cell.typed if row.has(name) else ""
        for name, cell in row.all_typed.items()
        if isinstance(KINDS[name], Text)
    }
    return replace(
        saved,
        kind=kind,
        group=row.cover.part,
        pays=row.payer,
        campaign=row.base.campaign if row.payer is PayType.CAMPAIGN else "",
        taxing=row.base.taxing,
        price=price,
        discount=discount,
        **words,
        **figure,
    )


def reckoned_in(row: "LineRow") -> Line | None:
    """The line with its price, as far as it can be reckoned already."""
    with suppress(Objection):
        line = row.line()
        priced = (
            replace(line, price=row.pricing().rate)
            if line.price is None and (row.kind_now is LineKind.LABOUR)
            else line
        )
        complete = priced.hours is not None or row.kind_now is not LineKind.LABOUR
        return priced if complete and priced.price is not None and priced.times.is_finite() else None
    return None
