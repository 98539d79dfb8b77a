"""Whether a line is covered, in a cell: a word that follows the line's own, and the part that a letter chooses."""

from math import ceil
from typing import override

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules import Answer, Lack, PartGroup
from lifecycle_desk.desktop.look import marks, states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText, show_tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.line_cover.rules import LineVerdict
from lifecycle_desk.stages.service.orders.screens.looks import Option
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import PickCell
from lifecycle_desk.stages.service.orders.screens.sheet.lines.list_cell import ListCell

WITH_SHIELD = 100  # px of a cell in which the word has its shield before it; in a narrower one the word stands alone
COVER = C_("order line", "Cover")
COVER_HINT = N_("The vehicle part this line is about: type its first letter, or Space for the list.")
TOLD, TOLD_OPEN = N_("%(part)s, %(answer)s: %(why)s"), N_("%(answer)s: %(why)s")
LOOKS: dict[Answer, tuple[t.Tone, str]] = {
    Answer.COVERED: states.COVERED,
    Answer.NOT_COVERED: states.NOT_COVERED,
    Answer.NOT_KNOWN: states.COVER_NOT_KNOWN,
}
# NOTE: as short as can be: these stand in a narrow column with the heading "Cover"
WORDS: dict[Answer, str] = {
    Answer.COVERED: C_("under cover", "Covered"),
    Answer.NOT_COVERED: C_("under cover", "Not covered"),
    Answer.NOT_KNOWN: C_("under cover", "Not known"),
}
MISSING: dict[Lack, str] = {  # NOTE: as short as can be, as the words above
    Lack.TERMS: C_("under cover", "No terms"),
    Lack.SALE_DAY: C_("under cover", "No sale date"),
}
WHICH_PART = C_("under cover", "Choose part")


def in_a_word(verdict: LineVerdict) -> str:
    """The word for whether a line is covered; where that is not known, the one for what would have to be added."""
    if verdict.part is None:
        return WHICH_PART
    return MISSING[verdict.lacks] if verdict.lacks else WORDS[verdict.answer]


def widest_word() -> int:
    """How wide, in px at 100 %, the widest word for whether a line is covered gets without its shield."""
    words = (translator().current(each) for each in (*WORDS.values(), *MISSING.values(), WHICH_PART))
    return ceil(max(map(marks.chip_width, words)) / theme.scale)


class ByWords(LabeledEnum):
    """No part is chosen: the words of the line propose one."""

    BY_WORDS = "by_words", C_("cover", "By its text")


PARTS = tuple(Option(each, "neutral", "shield-half") for each in (ByWords.BY_WORDS, *PartGroup))


class CoverCell(ListCell):
    """The verdict about a line; a letter chooses the part by its first letter, Space and a click list all parts."""

    def __init__(self, width: int) -> None:
        self.verdict: LineVerdict | None = None
        super().__init__(COVER, COVER_HINT, PARTS, width, as_chip=True)

    @property
    def part(self) -> PartGroup | None:
        """The part that was chosen; None where the words say."""
        chosen = self.option.value
        return chosen if isinstance(chosen, PartGroup) else None

    @property
    def is_used(self) -> bool:
        """Whether something is said of the cover, or somebody stands here to choose a part."""
        return self.verdict is not None or self.part is not None or self.is_faulty or self.hasFocus()

    def choose_group(self, group: PartGroup | None) -> None:
        """Choose a part, or leave it to the words."""
        self.choose(group or ByWords.BY_WORDS)

    def be_wide(self, width: int) -> None:
        """Be so many px wide, which says whether the shield stands before the word."""
        if width != self._width:
            self._width = width
            self.updateGeometry()

    def show_verdict(self, verdict: LineVerdict | None) -> None:
        """Show what became of the line; None where there is nothing to judge."""
        if verdict != self.verdict:
            self.verdict = verdict
            self._tell()

    @property
    def sentence(self) -> UiText:
        """The verdict in a sentence; empty where there is none."""
        verdict = self.verdict
        if verdict is None:
            return ""
        why = translator().current(verdict.why.message, **verdict.why.facts)
        if verdict.part is None:
            return Message(TOLD_OPEN, answer=verdict.answer, why=why)
        return Message(TOLD, part=verdict.part, answer=verdict.answer, why=why)

    @override
    def say_more(self) -> None:
        """Say it to whoever does not see the shield."""
        told = self.sentence
        said = translator().current(told.message, **told.facts) if isinstance(told, Message) else ""
        self.setAccessibleDescription(said)
        show_tip(self, said)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        PickCell.keyPressEvent(self, e)  # a part that a letter chose stands beside its verdict, which is seen

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if self.verdict:
            tone, icon = LOOKS[self.verdict.answer]
            words = translator().current(in_a_word(self.verdict))
            has_room = self._width >= WITH_SHIELD and marks.chip_width(words, icon) <= rect.width()
            marks.chip(b, rect, words, tone, icon if has_room else "", align="start")
