"""The card of one step of a car's way: how far it has come, its facts, and what can be done about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.milestones import Milestone, Reached
from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.look import tokens as t
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
from lifecycle_desk.desktop.look.parts.bars import look_of
from lifecycle_desk.desktop.look.parts.cards import ink_of
from lifecycle_desk.desktop.permits import Permits

NEXT = "Ctrl+Return"
STATES = {Reached.DONE: C_("step", "done"), Reached.NOT_NEEDED: C_("step", "not needed")}


@dataclass(frozen=True, slots=True)
class FactLine:
    """A line below the facts: a sentence or data, with an icon in its tone."""

    words: UiText
    tone: t.Tone | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done about a step; `keys` makes it the primary one of the page, `needs` is its right."""

    words: UiText
    icon: str
    call: Callable[[], object]
    needs: Right | None = None
    keys: str = ""


type Offer = tuple[UiText, str, Callable[[], object], Right | None]
type Parts = tuple[Sequence[Fact], Sequence[FactLine], Sequence[Offer]]


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as its card shows it."""

    milestone: Milestone
    reached: Reached
    here: bool
    facts: Sequence[Fact] = ()
    lines: Sequence[FactLine] = ()
    actions: Sequence[Action] = ()


def steps_shown(
    way: Sequence[Milestone], reached: Sequence[Reached], here: int, parts: Iterable[Parts], keys: str = NEXT
) -> list[StepShown]:
    """The steps of a way as their cards show them; the first thing to do about the next one is the primary one."""
    made = []
    for place, (step, (facts, lines, offers)) in enumerate(zip(way, parts, strict=True)):
        actions = [Action(*offer, keys if place == here and not order else "") for order, offer in enumerate(offers)]
        made.append(StepShown(step, reached[place], place == here, facts, lines, actions))
    return made


class StepCard(Card):
    """One step; the next one has the primary button, the others quieter ones."""

    def __init__(self, step: StepShown, permits: Permits) -> None:
        self.buttons = [_button(each, permits) for each in step.actions]
        self.is_next = step.here and step.reached is Reached.OPEN
        icon, ink = look_of(step.reached, here=step.here)
        state = Label(STATES.get(step.reached, C_("step", "next") if step.here else ""), "small", "ink3")
        state.setAccessibleName("")
        title = SectionTitle(step.milestone.named(step.reached))
        head = row(Glyph(icon, ink), title, state, None, *self.buttons, gap=8)
        facts = [facts_strip(list(step.facts))] if step.facts else []
        body = [*facts, *map(fact_line, step.lines)]
        super().__init__(column(head, *body, gap=8, margins=(16, 10, 12, 12 if body else 10)))


def _button(action: Action, permits: Permits) -> Button:
    made = Button(action.words, "primary" if action.keys else "plain", icon=action.icon, keys=action.keys)
    made.clicked.connect(lambda _=False: action.call())
    permits.need(action.needs, made)
    return made


def fact_line(line: FactLine) -> QWidget:
    """A line with its icon."""
    ink = ink_of(line.tone)
    mark = [Glyph(line.icon, ink, 14, beside="small")] if line.icon else []
    return wrap(row(*mark, (Label(line.words, "small", ink, wrap=True), 1), gap=6))
