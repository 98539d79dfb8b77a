"""The board: six lanes, walked with the arrows; a card is moved with Ctrl+Shift and an arrow, or dragged."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, override

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.isolates import contained
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.campaigns.screens.looks import in_a_word
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.ageing import passed_look
from lifecycle_desk.desktop.look.marks import initials
from lifecycle_desk.desktop.look.messages import show_tip
from lifecycle_desk.desktop.look.parts import Fitted, row, wrap
from lifecycle_desk.desktop.look.rows import BoardCard, ChipShown, Lane
from lifecycle_desk.desktop.look.rows.lanes import STRIP, write_alike
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, LANES, MOVES, READY, OrderState
from lifecycle_desk.stages.service.orders.screens.looks import PAYER, STATES, promises, since
from lifecycle_desk.stages.service.orders.usecases.showing import Card
from lifecycle_desk.stages.service.orders.usecases.showing import Lane as LaneShown

CARD = "application/x-lifecycle-desk-order"
NO_COMPLAINT, NO_PROMISE = N_("No work entered yet"), C_("promised", "Not promised")
PARTS_HERE, PARTS_LATE = N_("Parts in"), N_("Parts overdue")
SOME_PARTS_HERE = NN_("%(here)s of %(n)s part in", "%(here)s of %(n)s parts in")
LEFT_AT = N_("Left at %(at)s")
SINCE = C_("ready", "Since %(at)s")  # NOTE: on a card of the lane that is called Ready
HOURS_COUNTED = N_("Flat-rate hours on these repair orders, not the hours booked in appointments.")
CLOCK_RUNS = C_("board", "Clock running")
GAP = 8  # px between two lanes
SLACK = 2  # px that rounding may take of a lane that is seen whole
FOCUS = frozenset({QEvent.Type.FocusIn, QEvent.Type.FocusOut})
AIMING = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragLeave, QEvent.Type.Drop})
PLATE_TAIL = 8  # of the VIN, where there is no plate


def card_shown(card: Card) -> BoardCard:
    """An order as its card says it."""
    line = card.line
    when, *shorter = _when(card)
    return BoardCard(
        contained(line.plate or line.vin[-PLATE_TAIL:]),
        line.owner or "",
        line.complaint or translator().current(NO_COMPLAINT),
        when,
        _tone(card),
        initials(line.technician),
        _chips(card),
        line.number,
        tuple(shorter),
        line.model,
        _warning(card),
    )


def _stops(card: Card) -> bool:
    """Whether a campaign is left open on the car that should keep it here."""
    return card.left_open is not None and card.left_open.stops


def _warning(card: Card) -> ChipShown | None:
    """The order to the owner of such a car, in words: it must not be below the edge of a lane."""
    if card.left_open is None or not _stops(card):
        return None
    return ChipShown(translator().current(in_a_word(card.left_open)), "danger", PAYER[PayType.CAMPAIGN].icon)


def _tone(card: Card) -> t.Tone | None:
    """The tone of a promise that has passed."""
    look = passed_look(card.passed, clock.now()) if card.passed else None
    return look[0] if look else None


def _when(card: Card) -> tuple[str, ...]:
    """What its time is, and the same shorter and shorter; one word for one kind of time."""
    line, language = card.line, translator().current
    if line.state is HANDED_OVER:
        return (language(LEFT_AT, at=language.formats.clock(line.state_since)),)
    if line.state is READY:
        return (language(SINCE, at=since(line.state_since)),)
    return promises(line.promised, passed=card.passed is not None) if line.promised else (language(NO_PROMISE),)


def _chips(card: Card) -> tuple[ChipShown, ...]:
    load, language = card.load, translator().current
    chips = []
    if card.parts_late:
        chips.append(ChipShown(language(PARTS_LATE), *states.OVERDUE))
    elif load.awaited:
        words = language(SOME_PARTS_HERE, here=load.parts - load.awaited, n=load.parts)
        chips.append(ChipShown(words, "warn", "truck-delivery"))
    elif load.parts:
        chips.append(ChipShown(language(PARTS_HERE), "neutral", "package"))
    if card.at_work:
        chips.append(ChipShown(language(CLOCK_RUNS), "accent", "clock"))
    return (*chips, *_campaign(card))


def _campaign(card: Card) -> Iterator[ChipShown]:
    """The campaign that is carried out; else the one that is open on the car, unless the card warns of it."""
    language, look = translator().current, PAYER[PayType.CAMPAIGN]
    if PayType.CAMPAIGN in card.load.pays:
        yield ChipShown(language(PayType.CAMPAIGN.label), look.tone, look.icon)
    elif (left := card.left_open) is not None and not left.stops:
        yield ChipShown(language(in_a_word(left)), look.tone, look.icon)


class Board(Fitted, QScrollArea):
    """Six lanes beside one another; where they have no room the empty ones fold, and the others scroll across."""

    opened = Signal(str)  # the number of an order
    beyond_changed = Signal()
    move_wanted = Signal(str, object)  # a number, and the state it shall come to
    nowhere = Signal(str, object, int)  # a number, its state, and the direction in which nothing is allowed

    def __init__(self, may_move: Callable[[], bool]) -> None:
        super().__init__()
        self._may_move = may_move  # asked when a move begins; where it may not, whoever is asked says why
        self.lanes = {state: Lane(state.label, STATES[state][1]) for state in LANES}
        self._shown: Sequence[LaneShown] = ()
        self._pressed_at: QPoint | None = None
        self._follow = ""
        self.beyond = (0, 0)  # how many lanes cannot be seen whole, at the start and at the end
        self._aimed: Lane | None = None  # the lane over which a card is dragged
        self._side_by_side = row(*((lane, 1) for lane in self.lanes.values()), gap=GAP)
        held = wrap(self._side_by_side)
        held.setAutoFillBackground(False)
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().valueChanged.connect(self._tell_beyond)
        self.horizontalScrollBar().rangeChanged.connect(self._tell_beyond)
        for state, lane in self.lanes.items():
            lane.list.opened.connect(self._open)
            lane.list.selectionModel().currentChanged.connect(partial(self._stands, state))
            lane.setAcceptDrops(True)
            for part in (lane, lane.list, lane.list.viewport()):
                part.installEventFilter(self)
            lane.list.viewport().setAcceptDrops(True)

    # What it shows ----------------------------------------------------------------------------------------------

    def show_lanes(self, shown: Sequence[LaneShown]) -> None:
        """Show other cards; who stood on a card stays on it, also where it has moved to another lane."""
        self._shown = shown
        here = self._follow or (self.current() or ("", None))[0]
        focused = any(lane.list.hasFocus() for lane in self.lanes.values())
        language = translator().current
        for each in shown:
            cards = [card_shown(card) for card in sorted(each.cards, key=_stops, reverse=True)]
            hours = language.formats.measure(each.hours, HOUR) if each.hours else ""
            lane = self.lanes[each.state]
            lane.show_cards(cards, language.formats.number(len(cards)), hours)
            show_tip(lane.head, language(HOURS_COUNTED) if hours else "")
        self._fit()
        if focused or self._follow:
            self.stand_on(here)
        self._follow = ""

    def stand_on(self, number: str) -> bool:
        """Stand on the card of an order; on the first one where there is none."""
        for lane in self.lanes.values():
            for at, card in enumerate(lane.list.rows.rows):
                if getattr(card, "key", None) == number:
                    self._stand(lane, at)
                    return True
        return self.stand_on_first()

    def stand_on_first(self) -> bool:
        """Stand on the first card of the first lane that has one."""
        lane = next((each for each in self.lanes.values() if each.list.rows.rows), None)
        if lane:
            self._stand(lane, 0)
        return lane is not None

    def follow(self, number: str) -> None:
        """Stand on a card wherever it comes, when the lanes are shown next."""
        self._follow = number

    def current(self) -> tuple[str, OrderState] | None:
        """The order that one stands on, and its state."""
        for state, lane in self.lanes.items():
            card = lane.list.current()
            if card is not None and lane.list.selectionModel().hasSelection():
                return str(card.key), state
        return None

    def _stand(self, lane: Lane, at: int) -> None:
        lane.list.setCurrentIndex(lane.list.rows.index(at, 0))
        lane.list.setFocus()
        self._reveal(lane)

    def _stands(self, state: OrderState, now: QModelIndex, _before: QModelIndex) -> None:
        """One stands on one card of the whole board."""
        if now.isValid():
            for other, lane in self.lanes.items():
                if other is not state and lane.list.currentIndex().isValid():
                    lane.list.setCurrentIndex(QModelIndex())

    def _open(self, card: Any) -> None:
        self.opened.emit(card.key)

    # What there is room for -------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Fold the empty lanes where all six have no room, but not the one with the keyboard or a card above it."""
        least = sum(lane.least for lane in self.lanes.values()) + theme.u(GAP) * (len(self.lanes) - 1)
        crowded = least > self.viewport().width()
        for lane in self.lanes.values():
            in_use = lane.list.rows.rows or lane is self._aimed or lane.list.hasFocus()
            lane.fold(folded=crowded and not in_use)
        whole = self._whole_lane()
        for lane in self.lanes.values():
            lane.stretch(whole)
        self._settle()
        write_alike([lane.head for lane in self.lanes.values() if not lane.is_folded])

    def _whole_lane(self) -> int:
        """How wide each open lane is, so that the edge of what is seen first cuts none; 0 where all have room."""
        room, gap, taken, opened = self.viewport().width(), theme.u(GAP), -theme.u(GAP), 0
        for lane in self.lanes.values():
            wide = theme.u(STRIP) if lane.is_folded else lane.least
            if taken + gap + wide > room:
                return lane.least + (room - taken) // opened if opened else room
            taken, opened = taken + gap + wide, opened + (not lane.is_folded)
        return 0

    def _settle(self) -> None:
        """Give the lanes their places now: Qt does so later, and until then they are asked for those of before."""
        self._side_by_side.activate()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self._tell_beyond()

    def _reveal(self, lane: Lane) -> None:
        """Scroll until a lane is seen whole; Qt's own way reckons the bar's value from the left in Arabic too."""
        self._settle()
        at, bar = lane.mapTo(self.viewport(), QPoint()).x(), self.horizontalScrollBar()
        by = min(at, max(0, at + lane.width() - self.viewport().width()))
        bar.setValue(bar.value() + (-by if theme.rtl else by))

    def _unseen(self) -> tuple[list[Lane], list[Lane]]:
        """The lanes that cannot be seen whole, at the start and at the end, the nearest first."""
        left, right = [], []
        for lane in self.lanes.values():
            at = lane.mapTo(self.viewport(), QPoint()).x()
            if at < -SLACK:
                left.append(lane)
            elif at + lane.width() > self.viewport().width() + SLACK:
                right.append(lane)
        before, after = (right, left) if theme.rtl else (left, right)
        return before[::-1], after

    @Slot()
    def _tell_beyond(self) -> None:
        before, after = self._unseen()
        beyond = (len(before), len(after))
        if beyond != self.beyond:
            self.beyond = beyond
            self.beyond_changed.emit()

    @Slot()
    def show_before(self) -> None:
        """Scroll to the nearest lane at the start that cannot be seen whole."""
        for lane in self._unseen()[0][:1]:
            self._reveal(lane)

    @Slot()
    def show_after(self) -> None:
        """Scroll to the nearest lane at the end that cannot be seen whole."""
        for lane in self._unseen()[1][:1]:
            self._reveal(lane)

    # The keyboard -----------------------------------------------------------------------------------------------

    @override
    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        state = next((state for state, lane in self.lanes.items() if arg__1 in {lane, lane.list}), None)
        if isinstance(arg__2, QKeyEvent) and arg__2.type() == QEvent.Type.KeyPress and state:
            return self._key(state, arg__2)
        if state is None:
            state = next((each for each, lane in self.lanes.items() if arg__1 is lane.list.viewport()), None)
        if arg__2.type() in FOCUS and state and arg__1 is self.lanes[state].list:
            self._fit()
            if arg__2.type() == QEvent.Type.FocusIn:
                self._enter(self.lanes[state])
        if state and isinstance(arg__2, QMouseEvent):
            return self._mouse(self.lanes[state], arg__2)
        if state and arg__2.type() in AIMING:
            self._aim(self.lanes[state] if arg__2.type() == QEvent.Type.DragEnter else None)
        if state and isinstance(arg__2, QDropEvent):
            return self._drop(state, arg__2)
        return super().eventFilter(arg__1, arg__2)

    def _aim(self, lane: Lane | None) -> None:
        """Open a lane over which a card is dragged, for as long as it is there, and bring it whole into sight."""
        if lane is not self._aimed:
            self._aimed = lane
            self._fit()
        if lane:
            self._reveal(lane)

    def _enter(self, lane: Lane) -> None:
        self._reveal(lane)
        if not lane.list.currentIndex().isValid() and lane.list.rows.rows:
            lane.list.setCurrentIndex(lane.list.rows.index(0, 0))

    def _key(self, state: OrderState, event: QKeyEvent) -> bool:
        if event.key() not in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return False
        by = 1 if (event.key() == Qt.Key.Key_Right) != theme.rtl else -1
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier:
            self._move(state, by)
            return True
        if not mods:
            self._walk(state, by)
            return True
        return False

    def _walk(self, state: OrderState, by: int) -> None:
        """To the next lane with a card, at the same height."""
        order = list(self.lanes)
        at, height = order.index(state) + by, max(0, self.lanes[state].list.currentIndex().row())
        while 0 <= at < len(order):
            lane = self.lanes[order[at]]
            if count := len(lane.list.rows.rows):
                self._stand(lane, min(height, count - 1))
                return
            at += by

    def _move(self, state: OrderState, by: int) -> None:
        """To the nearest lane in a direction that follows the present one."""
        card = self.lanes[state].list.current()
        if card is None or not self._may_move():
            return
        order = list(LANES)
        beyond = order[order.index(state) + 1 :] if by > 0 else order[: order.index(state)][::-1]
        wanted = next((each for each in beyond if each in MOVES[state]), None)
        if wanted:
            self.move_wanted.emit(card.key, wanted)
        else:
            self.nowhere.emit(card.key, state, by)

    # The mouse --------------------------------------------------------------------------------------------------

    def _mouse(self, lane: Lane, event: QMouseEvent) -> bool:
        """Begin to drag a card once the pointer has left the place where it was pressed."""
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._pressed_at = event.position().toPoint()
            case QEvent.Type.MouseMove if self._pressed_at is not None and event.buttons() & Qt.MouseButton.LeftButton:
                far = (event.position().toPoint() - self._pressed_at).manhattanLength()
                if far >= QApplication.startDragDistance():
                    self._drag(lane, self._pressed_at)
                    self._pressed_at = None
                return True
            case QEvent.Type.MouseButtonRelease:
                self._pressed_at = None
        return False

    def _drag(self, lane: Lane, at: QPoint) -> None:
        index = lane.list.indexAt(at)
        if not index.isValid() or not self._may_move():
            return
        card, place, carried = lane.list.rows.rows[index.row()], lane.list.visualRect(index), QMimeData()
        carried.setData(CARD, QByteArray(str(getattr(card, "key", "")).encode()))
        drag = QDrag(lane.list)
        drag.setMimeData(carried)
        drag.setPixmap(lane.list.viewport().grab(place))
        drag.setHotSpot(at - place.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def _drop(self, state: OrderState, event: QDropEvent) -> bool:
        """Take what is an order of ours; whether it may come here, the verb says."""
        if not event.mimeData().hasFormat(CARD):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop and not isinstance(event, QDragEnterEvent):
            number = bytes(event.mimeData().data(CARD).data()).decode()
            if number not in {getattr(card, "key", None) for card in self.lanes[state].list.rows.rows}:
                self.move_wanted.emit(number, state)
        return True

    def first(self) -> QWidget:
        """The widget that gets the focus."""
        if self.current() is None:
            self.stand_on_first()
        return next((lane.list for lane in self.lanes.values() if lane.list.currentIndex().isValid()), self)
