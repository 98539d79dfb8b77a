"""The prices of a tariff in its form: one or two in a line, or as many as it has, with all their conditions."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts import Button, Field, Label, Stack, column, row
from lifecycle_desk.stages.charging.tariffs.screens.fields import MISSING, Terms, clock_field, price_field, put
from lifecycle_desk.stages.charging.tariffs.screens.price import KWH, PriceBlock, Texts
from lifecycle_desk.vehicle.screens.fields import looked

PRICED = frozenset({"kwh", "minute", "after_minutes", "name"})  # what says nothing of when a price applies


def is_quick(prices: Sequence[Texts]) -> bool:
    """Whether prices are what most tariffs have: one of a kWh, or one behind another for a time of day."""
    told = [set(price) for price in prices]
    return told in ([{"kwh"}], [{"kwh", "from", "until"}, {"kwh"}])


class QuickPrices:
    """One price of a kWh, and perhaps a cheaper one from a time of day to another."""

    def __init__(self, terms: Terms) -> None:
        self.price, self.cheaper = price_field(KWH, terms), price_field(N_("Off-peak price per kWh"), terms)
        self.begins, self.ends = clock_field(N_("Off-peak from")), clock_field(N_("Off-peak until"), ends=True)
        self.all = (self.price, self.cheaper, self.begins, self.ends)

    @property
    def _has_two(self) -> bool:
        return any(field.text for field in self.all[1:])

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        prices = [self.cheaper, self.price] if self._has_two else [self.price]
        return {
            "elements": self.price,
            **{f"elements[{at}]{end}": field for at, field in enumerate(prices) for end in ("", ".kwh")},
            "elements[0].from": self.begins,
            "elements[0].until": self.ends,
        }

    @property
    def texts(self) -> list[dict[str, Any]]:
        """The texts of the fields, price by price."""
        cheaper = {"kwh": self.cheaper.text, "from": self.begins.text, "until": self.ends.text}
        told = [cheaper, {"kwh": self.price.text}] if self._has_two else [{"kwh": self.price.text}]
        return [{name: text for name, text in price.items() if text} for price in told]

    def write(self, prices: Sequence[Texts]) -> None:
        """Let other texts stand in the fields."""
        last: Texts = prices[-1] if prices else {}
        first: Texts = prices[0] if len(prices) > 1 else {}
        for field, text in zip(
            self.all, (last.get("kwh"), first.get("kwh"), first.get("from"), first.get("until")), strict=True
        ):
            put(field, text or "")

    def read(self) -> list[dict[str, Any]]:
        """The prices as plain values; faults stand at their fields."""
        looked(*self.all)
        for field in (self.price, *(self.all[1:] if self._has_two else ())):
            if not field.text:
                field.fault(MISSING)
        if not self._has_two:
            return [{"kwh": self.price.value}]
        cheaper = {"kwh": self.cheaper.value, "from": self.begins.value, "until": self.ends.value}
        return [cheaper, {"kwh": self.price.value}]


class PriceList(QWidget):
    """Prices in the order in which they are tried, each of which can be moved and removed."""

    changed = Signal()  # others stand there, or in another order
    removing = Signal()  # one is about to go

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms, self._stack = terms, Stack(8)
        self.blocks: list[PriceBlock] = self._stack.parts
        self.add = Button(N_("Add price"), icon="plus")
        about = Label(
            N_("The first price that applies is used; the one for all other times is last."),
            "small",
            "ink3",
            wrap=True,
        )
        self.setLayout(column(about, self._stack, row(self.add, None), gap=8))
        self.add.clicked.connect(self._add)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        found: dict[str, Field] = {}
        for at, block in enumerate(self.blocks):
            found |= {f"elements[{at}].{name}": field for name, field in block.fields.items()}
            found[f"elements[{at}]"] = block.kwh
        return found | ({"elements": self.blocks[0].kwh} if self.blocks else {})

    @property
    def texts(self) -> list[dict[str, Any]]:
        """The texts of the fields, price by price."""
        return [block.texts for block in self.blocks]

    def write(self, prices: Sequence[Texts]) -> None:
        """Show other prices."""
        self._stack.fill()
        for price in prices:
            self._put_in(len(self.blocks), price)
        self._stand()

    def read(self) -> list[dict[str, Any]]:
        """The prices as plain values; faults stand at their fields."""
        return [block.read() for block in self.blocks]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [*(stop for block in self.blocks for stop in block.stops()), self.add]

    @Slot()
    def _add(self) -> None:
        """Add one; what always applies stays the last, since nothing behind it would ever apply."""
        at = len(self.blocks)
        if self.blocks and (last := set(self.blocks[-1].texts)) and last <= PRICED:
            at -= 1
        block = self._put_in(at, {})
        self._stand()
        block.kwh.setFocus()

    def _put_in(self, at: int, price: Mapping[str, Any]) -> PriceBlock:
        block = PriceBlock(self._terms)
        block.write(price)
        block.moved.connect(lambda by: self._move(block, by))
        block.removed.connect(lambda: self._remove(block))
        return self._stack.put(block, at)

    def _move(self, block: PriceBlock, by: int) -> None:
        at = self.blocks.index(block) + by
        self._stack.move(block, at)
        pressed = block.up if by < 0 else block.down
        self._stand()
        if not pressed.isEnabled():
            (block.down if by < 0 else block.up).setFocus()

    def _remove(self, block: PriceBlock) -> None:
        self.removing.emit()
        at = self.blocks.index(block)
        self._stack.take_out(block)
        self._stand()
        (self.blocks[min(at, len(self.blocks) - 1)].remove if self.blocks else self.add).setFocus()

    def _stand(self) -> None:
        for at, block in enumerate(self.blocks):
            block.stand(at, len(self.blocks))
        self.changed.emit()
