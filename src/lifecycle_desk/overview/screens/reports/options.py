"""The options of a paper, made from what its kind takes: sections as ticks, days, a second language, a price."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import Asks, Option
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import CheckBox, ChoiceField, EqualGrid, Label, ReadField, Scroll, column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_day, read_money
from lifecycle_desk.overview.screens.reports.asked import Chosen
from lifecycle_desk.overview.usecases.lives.attachments import attachable
from lifecycle_desk.vehicle.usecases.documents import Document

FIELD, TALLEST = 130, 118  # px: the least of a column; the room for many documents
CELLS = frozenset({Asks.DAY, Asks.ONE, Asks.PRICE})
FEW = 9  # documents, up to which all are seen at once


class Ticks(QWidget):
    """Some of several things, each with its tick, in columns."""

    changed = Signal()

    def __init__(self, title: UiText, things: Sequence[tuple[str, UiText]], *, checked: bool) -> None:
        super().__init__()
        self._ticks = {value: CheckBox(words, checked=checked) for value, words in things}
        for each in self._ticks.values():
            each.toggled.connect(self.changed)
        self.setLayout(
            column(
                Label(title, "small", "ink2"),
                EqualGrid([*self._ticks.values()], least=None, gap=8, apart=0, lines=False),
                gap=2,
            )
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked entries."""
        return tuple(value for value, tick in self._ticks.items() if tick.isChecked())

    def put(self, values: Sequence[str]) -> None:
        """Tick these entries; all where none is named."""
        for value, tick in self._ticks.items():
            tick.setChecked(not values or value in values)

    @property
    def is_all(self) -> bool:
        """Whether all of them are ticked."""
        return len(self.chosen) == len(self._ticks)


class Options(QWidget):
    """The options of one kind of paper; `changed` when something else is chosen."""

    changed = Signal()

    def __init__(self, app: AppContext, report: Report) -> None:
        super().__init__()
        self._app, self._asked = app, ""
        self._values: dict[str, Callable[[], object]] = {}
        self.fields: dict[str, QWidget] = {}
        self.attachments: Ticks | None = None
        self._room: QWidget | None = None
        self._documents = QVBoxLayout()
        wanted = [each for each in report.options if each.asks]
        blocks: list[QWidget] = [self._sections(each) for each in wanted if each.asks is Asks.SECTIONS]
        cells = [self._field(each) for each in wanted if each.asks in CELLS]
        if cells:
            blocks.append(EqualGrid(cells, least=FIELD, gap=16, lines=False))
        blocks += [self._yes(each) for each in wanted if each.asks is Asks.YES]
        self._attach = next((each for each in wanted if each.asks is Asks.DOCUMENTS), None)
        layout = column(*blocks, gap=8)
        layout.addLayout(self._documents)
        self.setLayout(layout)
        self.is_empty = not wanted

    @property
    def chosen(self) -> Chosen:
        """The options that differ from their defaults, by the names of the request."""
        told = [(name, value()) for name, value in self._values.items()]
        if self._attach and self.attachments:
            told.append((self._attach.name, ",".join(self.attachments.chosen)))
        return tuple((name, value) for name, value in told if value)

    def _sections(self, option: Option) -> QWidget:
        terms: type[LabeledEnum] = option.terms or LabeledEnum
        ticks = Ticks(option.label, [(each.value, each.label) for each in terms], checked=True)
        ticks.changed.connect(self.changed)
        self.fields[option.name] = ticks
        self._values[option.name] = lambda: "" if ticks.is_all or not ticks.chosen else ",".join(ticks.chosen)
        return ticks

    def _field(self, option: Option) -> QWidget:
        if option.asks is Asks.ONE:
            field: ChoiceField | ReadField = self._one(option)
        else:
            field = self._read(option, _day if option.asks is Asks.DAY else _price)
        self.fields[option.name] = field
        self._values[option.name] = lambda: field.value
        return field

    def _read(self, option: Option, read: Callable[[str], tuple[object, str]]) -> ReadField:
        field = ReadField(option.label, read)
        field.read.connect(lambda _value: self.changed.emit())
        return field

    def _one(self, option: Option) -> ChoiceField:
        items: list[tuple[object, UiText]] = [("", option.none)]
        items += [(code, PlainText(own)) for code, own in option.items()]
        field = ChoiceField(option.label, items)
        field.chosen.connect(lambda _code: self.changed.emit())
        return field

    def _yes(self, option: Option) -> QWidget:
        tick = CheckBox(option.label)
        tick.toggled.connect(self.changed)
        self.fields[option.name] = tick
        self._values[option.name] = tick.isChecked
        return tick

    def put(self, chosen: Mapping[str, str]) -> None:
        """Stand with some options, as if they had been chosen; what is not among them is as it was made."""
        for name, field in self.fields.items():
            value = chosen.get(name, "")
            match field:
                case Ticks():
                    field.put(value.split(",") if value else ())
                case CheckBox():
                    field.setChecked(bool(value))
                case ChoiceField():
                    field.set_value(value)
                case ReadField():
                    field.set_text(value)

    def show_car(self, vin: str) -> None:
        """Offer what can be appended of another car; nothing of it is chosen by itself."""
        if self._attach and vin != self._asked:
            self._asked = vin
            user = self._app.user
            self._app.run_query(
                lambda: attachable(user, vin), partial(self._offer, vin), lambda _fact: self._offer(vin, ())
            )

    def _offer(self, vin: str, found: Sequence[Document]) -> None:
        if vin != self._asked:
            return
        if self._room:
            self._room.hide()
            self._room.deleteLater()
            self._room = self.attachments = None
        if found and self._attach:
            names = [(each.sha256, PlainText(each.name)) for each in found]
            self.attachments = Ticks(self._attach.label, names, checked=False)
            self.attachments.changed.connect(self.changed)
            self._room = self._in_a_room(self.attachments, len(found))
            self._documents.addWidget(self._room)
        self.changed.emit()

    @staticmethod
    def _in_a_room(ticks: Ticks, count: int) -> QWidget:
        """The ticks as they are, or, of many, in a place of their own to be scrolled, so that the paper stays seen."""
        if count <= FEW:
            return ticks
        room = Scroll(column(ticks, gap=0))
        room.setFixedHeight(theme.px(TALLEST, 4))
        return room


def _day(text: str) -> tuple[object, str]:
    language = translator().current
    return read_day(text, language, language.formats.local(clock.now()).date())


def _price(text: str) -> tuple[object, str]:
    language = translator().current
    return text, language.formats.money(read_money(text, language, language.customs.currency).value)
