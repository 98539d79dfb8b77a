"""The window of the first steps: the steps beside the question, Back and Next below, and the work at the end."""

from typing import override

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.steps import Step
from lifecycle_desk.books.usecases.encryption import NewKeys
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.key_names import BACK as BACK_KEY
from lifecycle_desk.desktop.look.key_names import turned
from lifecycle_desk.desktop.look.messages import Message, PlainText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import (
    Backdrop,
    Button,
    InfoBar,
    Label,
    PageTitle,
    Painted,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tasks import Task, Tasks
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.settings.encryption_card import CODE_MEANS, CODE_TITLE
from lifecycle_desk.overview.screens.settings.moving_card import MOVING
from lifecycle_desk.overview.screens.sign_in.recovering import DONE, in_lines
from lifecycle_desk.overview.screens.wizard.answers import Answers, Content
from lifecycle_desk.overview.screens.wizard.cards import StepList
from lifecycle_desk.overview.screens.wizard.content import ContentPage
from lifecycle_desk.overview.screens.wizard.pages import (
    DealerPage,
    LanguagePage,
    MarketPage,
    PlacePage,
    WizardPage,
)
from lifecycle_desk.overview.screens.wizard.region_link import Looks, RegionLink
from lifecycle_desk.overview.usecases.joining import look_there
from lifecycle_desk.store.server_look import FoundAtServer

TITLE, PRODUCT = N_("First steps"), "Lifecycle Desk"
PLACE = 3  # the number of the page that asks where the data are
OPEN = C_("wizard", "Open")
NEXT, BACK, STOP = C_("wizard", "Next"), C_("wizard", "Back"), C_("task", "Cancel")
OPENING = N_("Opening the file…")
BEGIN = {
    Content.EMPTY: N_("Create dealership"),
    Content.EXAMPLE: N_("Create sample data"),
    Content.RECORDS: N_("Import records"),
    Content.BOOKS: N_("Move records"),
}
WORKING = {
    Content.EMPTY: N_("Creating your dealership…"),
    Content.EXAMPLE: N_("Creating years of sample history…"),
    Content.RECORDS: N_("Importing and checking records…"),
    Content.BOOKS: MOVING,
}
WIDTH, HEIGHT, STEPS_WIDTH = 1000, 680, 248


class Side(Backdrop):
    """The column at the start: what the program is called, and the steps."""

    def __init__(self, steps: StepList) -> None:
        super().__init__(frame=True)
        head = row(Label(text=PRODUCT, role="section"), None, margins=(20, 0, 20, 0))
        self._column = column(head, 20, steps, None, gap=0, margins=(0, 24, 1, 16))
        self.setLayout(self._column)

    def add_below(self, widget: QWidget) -> None:
        """Add something at the foot."""
        self._column.addWidget(widget)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(STEPS_WIDTH), theme.u(300))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        b.fill(Strip(rect).slot_end(1), b.c.line)


class Progress(Painted):
    """How far the work is: a bar as wide as its place."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(EXPANDING, FIXED)

    def show_share(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        self.share = share
        self.setAccessibleName(translator().current.spoken(percent(round(share * 100))))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(12))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        marks.bar(b, rect, self.share, b.c.accent, 6)


class Wizard(Backdrop):
    """The first steps; `ended` tells that it is over, `made` where the books lie, or None."""

    ended = Signal()

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.answers, self._tasks = answers, Tasks(self)
        self.made: str | None = None
        self.has_joined = False
        self._task: Task | None = None
        self.place, self.content = PlacePage(answers), ContentPage(answers, self._tasks)
        self._waits = False  # for an encrypted file, to go on with it
        self.pages: tuple[WizardPage, ...] = (
            LanguagePage(answers),
            MarketPage(answers),
            DealerPage(answers),
            self.place,
            self.content,
        )
        self.steps = StepList([page.name for page in self.pages])
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
        self.working, self.progress = PageTitle(WORKING[Content.EMPTY]), Progress()
        self.stack.addWidget(
            wrap(column(None, self.working, self.progress, None, None, gap=16, margins=(32, 0, 32, 0)))
        )
        self.key = Label("", "figure", "ink", ltr=True, wrap=True)
        means = Label(CODE_MEANS, "body", "ink2", wrap=True)
        shown = column(None, PageTitle(CODE_TITLE), self.key, means, None, None, gap=16, margins=(32, 0, 32, 0))
        self.stack.addWidget(wrap(shown))
        self.back, self.next = Button(BACK), Button(NEXT, "primary", shown_keys="Return")
        self.stop = Button(STOP)
        self.refusal = InfoBar("", tone="danger", icon="alert-circle")
        bar = StickyBar(self.next, self.back, self.stop)
        self._refused = wrap(row((self.refusal, 1), margins=(32, 0, 32, 8)))
        work = column((self.stack, 1), self._refused, bar, gap=0)
        self.side, self._back_key = Side(self.steps), QShortcut(self)
        self.setLayout(row(self.side, (wrap(work), 1), gap=0))
        self._connect()
        theme.dress(self)
        self.resize(theme.u(WIDTH), theme.u(HEIGHT))
        set_text(self.setWindowTitle, TITLE)
        self._speak()
        self.go(0)

    def _connect(self) -> None:
        language, market, dealer, *_ = self.pages
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.stop.clicked.connect(self._cancel)
        if isinstance(language, LanguagePage) and isinstance(market, MarketPage):
            language.wanted.connect(self._speak)
            market.wanted.connect(self._speak)
        if isinstance(dealer, DealerPage):
            dealer.only_looking.connect(self._look_around)
            dealer.joining.connect(self._join)
        self.place.server.tests.connect(self._test)
        self.place.server.changed.connect(self._name_next)
        self.content.cards.chosen.connect(self._stop_waiting)
        self.content.changed.connect(self._stop_waiting)
        self.content.opened.connect(self._go_on_with_file)
        self._back_key.activated.connect(self.go_back)
        theme.changed.connect(self._turn)
        self._turn()

    @Slot()
    def _turn(self) -> None:
        """Listen to the key that points back in the direction in which one reads."""
        keys = turned(BACK_KEY)
        self._back_key.setKey(QKeySequence(keys))
        self.back.show_keys(keys)

    def offer_region(self, looks: Looks) -> None:
        """Offer to look into a region instead: it ends the first steps where one is found."""
        link = RegionLink(looks, self._tasks)
        self.side.add_below(link)
        link.opened.connect(self._end_at)

    @Slot(str)
    def _end_at(self, where: str) -> None:
        self.made = where
        self.ended.emit()

    @property
    def here(self) -> int:
        """The number of the page, from 0; one more than the pages while the work is done, and then the recovery key."""
        return self.stack.currentIndex()

    @Slot()
    def _speak(self) -> None:
        """Speak the language of the answers with the customs of its market, at once."""
        translator().set_language(self.answers.spoken())

    def go(self, here: int) -> None:
        """Go to a page."""
        self._waits = False
        self.stack.setCurrentIndex(here)
        self._refused.hide()
        is_page = here < len(self.pages)
        self.back.setVisible(is_page)
        self.back.setEnabled(here > 0)
        self.next.setVisible(is_page)
        self.stop.setVisible(not is_page)
        if not is_page:
            return
        self.steps.go(here)
        self._name_next()
        page = self.pages[here]
        page.show_answers()
        focus = page.first_focus()
        if focus:
            focus.setFocus()

    @Slot()
    def _name_next(self) -> None:
        last = self.here == len(self.pages) - 1
        joins = self.here == PLACE and self.place.joins
        usual = OPEN if joins else BEGIN[self.answers.content] if last else NEXT
        self.next.set_message(OPENING if self._waits else usual)

    @Slot()
    def _stop_waiting(self) -> None:
        """Go nowhere by itself: another file or passphrase is being typed."""
        self._waits = False
        self._name_next()

    @Slot()
    def _go_on_with_file(self) -> None:
        """Go on where somebody waits for the file that is open now."""
        waited = self._waits
        self._stop_waiting()
        if waited:
            self.go_on()

    @Slot()
    def go_back(self) -> None:
        """Go to the page before; what was typed stays."""
        if 0 < self.here < len(self.pages):
            self.go(self.here - 1)

    @Slot()
    def go_on(self) -> None:
        """Read the page and go to the next one, or begin the work."""
        if self.here > len(self.pages):
            self.ended.emit()  # the recovery key was taken down
        if self.here >= len(self.pages) or self._waits:
            return
        page = self.pages[self.here]
        try:
            page.read()
            self._check_name()
        except Objection as objection:
            self._refuse(objection)
            return
        if page is self.place and self.place.is_on_server and not self.place.server.found:
            self._look(goes_on=True)
        elif page is self.place and self.place.joins:
            self.has_joined = True
            self._done(None)
        elif self.here + 1 < len(self.pages):
            self.go(self.here + 1)
        elif self.content.sealed.is_opening:
            self._waits = True
            self._name_next()
        else:
            self._work()

    @Slot()
    def _test(self) -> None:
        try:
            self.place.read()
        except Objection as objection:
            self._refuse(objection)
            return
        self._look(goes_on=False)

    def _look(self, *, goes_on: bool) -> None:
        """Look at what is at the server; what nobody has yet goes on at once, where that was asked for."""
        server = self.place.server

        def shown(found: FoundAtServer) -> None:
            server.show_found(found)
            self._name_next()
            if goes_on and self.here == PLACE and found.dealer is None:
                self.go(self.here + 1)

        def refused(fact: Exception) -> None:
            if isinstance(fact, Objection) and fact.at in self.place.fields:
                server.forget()
                self._refuse(fact)
            else:
                server.show_refused(said_of(fact))

        server.begin_look()
        self._tasks.start(look_there(self.answers.where), shown, refused)

    @Slot()
    def _join(self) -> None:
        self.place.cards.choose("server")
        self.go(PLACE)

    def _check_name(self) -> None:
        """At the end, a dealer of one's own has a name: whoever only looked around may have changed his mind."""
        if self.here == len(self.pages) - 1 and self.answers.content is Content.EMPTY:
            self.pages[2].read()

    def _refuse(self, objection: Objection) -> None:
        """Say what was refused, at its field, on the page that has it."""
        for place, page in enumerate(self.pages):
            if objection.at in page.fields:
                if place != self.here:
                    self.go(place)
                Faults(lambda page=page: page.fields).show(objection)  # type: ignore[misc]  # mypy reads no default
                return
        self._say_refused(said_of(objection))

    def _say_refused(self, words: Message) -> None:
        self.refusal.set_message(words)
        self._refused.show()

    @Slot()
    def _look_around(self) -> None:
        self.answers.content = Content.EXAMPLE
        self.go(PLACE)

    def _work(self) -> None:
        """Do what was answered, in a thread of its own."""
        self.working.set_message(WORKING[self.answers.content])
        self.progress.show_share(0)
        self.go(len(self.pages))
        self._task = self._tasks.start(self.answers.steps(), self._done, self._failed)
        self._task.stepped.connect(self._step)
        self._task.ended.connect(self._rest)
        self.progress.setFocus()  # one Tab before Cancel: a second Enter must not stop what the first began

    @Slot(Step)
    def _step(self, step: Step) -> None:
        self.progress.show_share(step.done / step.total if step.total else 0.0)

    def _done(self, keys: NewKeys | None) -> None:
        self.made = self.answers.where
        self._task = None
        if keys:
            self._show_key(keys.recovery_key)
        else:
            self.ended.emit()

    def _show_key(self, recovery_key: str) -> None:
        """Show the recovery key until whoever sits here has taken it down."""
        self.key.set_message(PlainText(in_lines(recovery_key)))
        self.go(len(self.pages) + 1)
        self.stop.hide()
        self.next.set_message(DONE)
        self.next.show()
        self.next.setFocus()

    def _failed(self, fact: Exception) -> None:
        self._task = None
        self.go(len(self.pages) - 1)
        if isinstance(fact, Objection) and "where" in fact.facts:
            self.go(PLACE)
            Faults(lambda: self.place.fields).show(fact.at_field("where"))
        else:
            self._say_refused(said_of(fact))

    @Slot()
    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()

    @Slot()
    def _rest(self) -> None:
        """Leave the last page to decide anew after a break."""
        if self._task and self.made is None:
            self._task = None
            self.go(len(self.pages) - 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.here != len(self.pages):
            QTimer.singleShot(0, self.go_on)  # after the field has been left
            return
        super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._tasks.cancel()
        self._tasks.finish()
        super().closeEvent(event)
        self.ended.emit()
