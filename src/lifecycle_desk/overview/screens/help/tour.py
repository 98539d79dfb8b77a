"""The first-hour tour as it is seen: a line for each step, with what it shows and a tick that stays."""

from contextlib import suppress
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckBox,
    Divider,
    Label,
    PageTitle,
    Scroll,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules.help_pages import FIRST_HOUR, help_page
from lifecycle_desk.overview.rules.help_text import Block, Look, filled
from lifecycle_desk.overview.rules.tour import TOUR, TourStep, intro_of, steps_of
from lifecycle_desk.overview.screens.help.block_label import BlockLabel

SHOW, AGAIN, END = N_("Show me"), N_("Start again"), N_("End tour")
DONE = N_("%(done)s of %(all)s steps done")
TICK = N_("Step %(place)s done")


def places(user: UserSession) -> dict[str, Place]:
    """The places of the tour, with what the records hold; a step of which they hold nothing is left out."""
    wanted = {each.name for each in TOUR}
    found: dict[str, Place] = {}
    for named in offered("pictures"):
        with suppress(Objection):
            found |= {name: place for name, place in named(user) if name in wanted}
    return found


class StepLine(QWidget):
    """A step: its tick, what it is about, and the way there."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.tick, self.show_me = CheckBox(), Button(SHOW)
        self._title, self._says = Label("", "strong", wrap=True), BlockLabel()
        self._place = place
        said = wrap(column(self._title, self._says, gap=2))
        self.setLayout(column(Divider(), row(self.tick, (said, 1), self.show_me, gap=12), gap=10))

    def say(self, block: Block) -> None:
        """Say the step in the language of now: its first strong words are its title."""
        said = filled(block, translator().current.words)
        head = said.spans[0].text if said.spans and said.spans[0].look is Look.STRONG else ""
        self._title.set_message(PlainText(head))
        self._says.show_spans(said.spans[1 if head else 0 :])
        name = translator().current(TICK, place=self._place)
        self.tick.setAccessibleName(name)
        self.show_me.setAccessibleName(translator().current.labelled(self.show_me.text(), head))


class Tour(Scroll):
    """The steps; what was shown is ticked, and stays so on this computer until one starts again."""

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self._places: dict[str, Place] = {}
        self._title, self._intro = PageTitle(), Stack(gap=6)
        self._done = Label("", "small", "ink3")
        self.again, self.end = Button(AGAIN, "quiet", icon="refresh"), Button(END)
        self.lines = {each: StepLine(place) for place, each in enumerate(TOUR, 1)}
        body = column(
            self._title,
            self._intro,
            4,
            *self.lines.values(),
            Divider(),
            row((self._done, 1), self.again, self.end),
            None,
            gap=10,
            margins=(28, 22, 28, 20),
        )
        super().__init__(body)
        for step, line in self.lines.items():
            line.tick.toggled.connect(partial(self._ticked, step))
            line.show_me.clicked.connect(partial(self._show, step))
        self.again.clicked.connect(self._start_again)
        self.end.clicked.connect(lambda: app.go("today"))
        translator().changed.connect(self._say)
        self._say()

    def look(self) -> None:
        """Look for the places, and show what is ticked."""
        self._show_ticks()
        self._app.run_query(lambda: places(self._app.user), self._came)

    def _came(self, found: dict[str, Place]) -> None:
        self._places = found

    def next_button(self) -> Button:
        """The button of the first step that is still to be done."""
        open_ones = [line for line in self.lines.values() if not line.tick.isChecked()]
        return open_ones[0].show_me if open_ones else self.again

    @Slot()
    def _say(self) -> None:
        language = translator().current
        blocks = help_page(language.chain, FIRST_HOUR)
        self._title.set_message(PlainText(filled(blocks[0], language.words).plain()))
        self._intro.fill([_paragraph(filled(each, language.words)) for each in intro_of(blocks)])
        for line, block in zip(self.lines.values(), steps_of(blocks), strict=True):
            line.say(block)
        self._show_ticks()

    def _show_ticks(self) -> None:
        kept = self._app.remembered.tour
        for step, line in self.lines.items():
            line.tick.blockSignals(True)
            line.tick.setChecked(step.name in kept)
            line.tick.blockSignals(False)
        self._count()

    def _count(self) -> None:
        done = sum(line.tick.isChecked() for line in self.lines.values())
        self._done.set_message(Message(DONE, done=done, all=len(self.lines)))

    def _ticked(self, step: TourStep, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        kept = self._app.remembered.tour
        self._app.remembered.keep_tour(kept | {step.name} if on else kept - {step.name})
        self._count()

    def _show(self, step: TourStep, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.lines[step].tick.setChecked(True)
        place = self._places.get(step.name, Place(step.page))
        self._app.go(place.page, place.key)

    @Slot()
    def _start_again(self) -> None:
        self._app.remembered.keep_tour(frozenset())
        self._show_ticks()


def _paragraph(block: Block) -> BlockLabel:
    label = BlockLabel()
    label.show_spans(block.spans)
    return label
