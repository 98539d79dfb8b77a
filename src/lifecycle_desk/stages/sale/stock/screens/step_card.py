"""The card of one step of a sale: whether it is done, its facts, and what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Fact,
    Glyph,
    Label,
    SectionTitle,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.cards import ink_of
from lifecycle_desk.stages.sale.stock.screens.step_facts import FactLine


@dataclass(frozen=True)
class Action:
    """Something that can be done about a step; `keys` makes it the primary one of the page."""

    words: UiText
    icon: str
    call: Callable[..., object]
    keys: str = ""


@dataclass(frozen=True)
class StepShown:
    """A step as its card shows it."""

    title: UiText
    done: bool
    here: bool
    facts: Sequence[Fact] = ()
    lines: Sequence[FactLine] = ()
    actions: Sequence[Action] = field(default=())


class StepCard(Card):
    """One step; the next one has the primary button, the others quieter ones."""

    def __init__(self, step: StepShown) -> None:
        self.buttons = [self._button(each) for each in step.actions]
        icon = "circle-check" if step.done else "circle-half-2" if step.here else "circle-dashed"
        glyph = Glyph(icon, "ok" if step.done else "accent" if step.here else "ink3")
        title = SectionTitle(step.title)
        state = Label(C_("step", "done") if step.done else C_("step", "next") if step.here else "", "small", "ink3")
        state.setAccessibleName("")
        head = row(glyph, title, state, None, *self.buttons, gap=8)
        facts = [facts_strip(list(step.facts), least=132)] if step.facts else []
        body = [*facts, *map(_line, step.lines)]
        super().__init__(column(head, *body, gap=8, margins=(16, 10, 12, 12 if body else 10)))

    def _button(self, action: Action) -> Button:
        made = Button(action.words, "primary" if action.keys else "plain", icon=action.icon, keys=action.keys)
        made.clicked.connect(action.call)
        return made


def _line(line: FactLine) -> QWidget:
    ink = ink_of(line.tone)
    mark = [Glyph(line.icon, ink, 14, beside="small")] if line.icon else []
    return wrap(row(*mark, (Label(line.words, "small", ink, wrap=True), 1), gap=6))
