"""The outlook of a change of owner: the fate of each cover and why, and the ends for the earlier owner."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Chip, Glyph, Label, Stack, column, row, wrap
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.transfer.ownership.rules.ownership import Becomes, PartAfter
from lifecycle_desk.stages.transfer.ownership.usecases.form import Foreseen

LOOKS: dict[Becomes, states.Look] = {
    Becomes.STAYS: states.COVERED,
    Becomes.FALLS_BACK: states.RETURNED,
    Becomes.ENDS: states.FAILED,
    Becomes.NOT_KNOWN: states.TO_KNOW,
}
NO_COVER = N_("No cover is known for this vehicle on that day.")
NOTHING_ENDS = N_("No charging cards, accounts or sessions of the previous owner are recorded.")
PART_WIDTH, CHIP_WIDTH = 180, 130  # px


class Outlook:
    """Two lists that change with the day, the odometer and who the new owner is."""

    def __init__(self) -> None:
        self.cover, self.ends = Stack(8), Stack(6)
        self.seen: Foreseen | None = None

    def show_foreseen(self, seen: Foreseen | None) -> None:
        """Show what would come of a change."""
        self.seen = seen
        if seen is None:
            self.cover.fill()
            self.ends.fill()
            return
        order = list(Becomes)
        parts = sorted(seen.cover, key=lambda each: -order.index(each.becomes))
        self.cover.fill([_line(each) for each in parts] or [Label(NO_COVER, "body", "ink2", wrap=True)])
        self.ends.fill(list(_ends(seen)) or [Label(NOTHING_ENDS, "body", "ink2", wrap=True)])


def _line(each: PartAfter) -> QWidget:
    """A part, what becomes of its cover, and why."""
    part = Label(each.part.label, "medium", wrap=True)
    TextWidth(part, PART_WIDTH)
    chip = wrap(row(Chip(each.becomes.label, *LOOKS[each.becomes]), None, gap=0))
    chip.setMinimumWidth(theme.u(CHIP_WIDTH))
    why = [_said(each.why), *([_said(each.then)] if each.then else [])]
    return wrap(row(part, chip, (wrap(column(*why, gap=2)), 1), gap=12))


def _said(words: Said) -> Label:
    return Label(Message(words.message, **words.facts), "body", "ink2", wrap=True)


def _ends(seen: Foreseen) -> Iterator[QWidget]:
    for each in seen.ends:
        yield wrap(
            row(Glyph("lock", "ink3"), (Label(Message(each.message, **each.facts), "body", wrap=True), 1), gap=8)
        )
