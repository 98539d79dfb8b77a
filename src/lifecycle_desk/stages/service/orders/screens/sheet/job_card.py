"""A job on the screen: complaint, cause and correction, and below them the lines that are typed in."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.cover.rules import Answer
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, IconButton, Label, TextField, column, row, wrap
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.parts.notes import Level, NoteLine
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.screens.boxes import take_away
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import PickCell, TextCell
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cores import CoreLines
from lifecycle_desk.stages.service.orders.screens.sheet.lines.head import LinesHead
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import GAP, LINE_END, WIDTHS, Pricing
from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow
from lifecycle_desk.stages.service.orders.screens.sheet.service_items import ServiceItems, item_words

JOB = N_("Job %(place)s")
TEXTS = {name: kind.label for name, kind in kinds_of(Job).items()}
ADDS = (
    (LineKind.LABOUR, N_("Add labour"), "Alt+L"),
    (LineKind.PART, C_("order line", "Add part"), "Alt+P"),
    (LineKind.SUBLET, N_("Add sublet"), "Alt+S"),
    (LineKind.SUNDRIES, N_("Add sundries"), "Alt+M"),
)
COVER_NOTES: dict[Answer, Level] = {
    Answer.COVERED: "echo",
    Answer.NOT_COVERED: "warning",
    Answer.NOT_KNOWN: "hint",
}
ROWS = 2  # of a text that has the room
APART = 4  # px between its parts
ADD_ITEM = N_("Add schedule item")
REMOVE_JOB, SAVE_TEMPLATE, MORE = N_("Remove job"), N_("Save jobs as template…"), N_("More about this job")


class JobCard(Card):
    """One job with its lines."""

    edited = Signal()
    fitted = Signal()  # a line has other room, or says something else of its cover
    grown = Signal()  # a line came or went
    removed = Signal()
    template_wanted = Signal()

    def __init__(self, pricing: Callable[[], Pricing]) -> None:
        super().__init__()
        self._pricing, self.rows, self._live, self._place = pricing, list[LineRow](), True, 1
        self.id: int | None = None  # of the job that is kept; none of a new one
        self.title, self.amount = Label("", "section"), Label("", "strong", fixed=True)
        self.more = IconButton("dots", MORE)
        self.texts = {name: TextField(label) for name, label in TEXTS.items()}
        self.complaint, self.cause, self.correction = (
            self.texts[name] for name in ("complaint", "cause", "correction")
        )
        self.items, self.offered = ServiceItems(), tuple[str, ...]()
        self._cores = CoreLines(self, pricing)
        self.head, self._lines = LinesHead(), column(gap=0)
        self._note, self.cover = (NoteLine(keeps_room=False, apart=0) for _ in range(2))  # until a cell is used
        self.adds = [Button(words, "quiet", icon="plus", shown_keys=keys) for _, words, keys in ADDS]
        keeping = self.more.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # the sum stands over the amounts, also where one only reads
        self.more.setSizePolicy(keeping)
        larger = (t.CONTROL - WIDTHS["more"]) // 2  # than the “…” of a line, in whose column it stands
        sum_and_more = row(self.amount, self.more, gap=GAP - larger)
        head = row((self.title, 1), sum_and_more, gap=8, margins=(16, 2, LINE_END - larger, 0))
        texts = row(*((field, 1) for field in self.texts.values()), gap=12, margins=(16, 0, 16, 0))
        self._over_lines = column(row((self.items, 1), margins=(16, 4, 16, 0)), 0, gap=0)
        self._foot = wrap(row(*self.adds, None, gap=4, margins=(6, 0, 16, 6)))
        note = row((self._note, 1), (self.cover, 1), gap=16, margins=(16, 4, 16, 0))  # in one line
        table = column(self.head, self._lines, gap=0)
        self.setLayout(column(head, texts, self._over_lines, table, note, self._foot, gap=APART, margins=(1, 4, 1, 1)))
        for (kind, *_), button in zip(ADDS, self.adds, strict=True):
            button.clicked.connect(partial(self.add_line, kind))
        self._low = False
        for field in self.texts.values():
            field.lines.document().documentLayout().documentSizeChanged.connect(self._fit_texts)
            field.setFocusProxy(None)  # type: ignore[arg-type]  # the stub knows no None; Tab stops at a proxied field by itself, wherever it stands
            field.edited.connect(self.edited)
        self.items.placed.connect(self._part_items)
        self.items.edited.connect(self._items_changed)
        self.more.clicked.connect(self._menu)

    def number(self, place: int) -> None:
        """Say which of the jobs it is."""
        self._place = place
        self.title.set_message(Message(JOB, place=place))

    def be_low(self, *, low: bool) -> None:
        """Where the page is low, let texts take no more lines than stand in them, and the lines begin right below."""
        self._low = low
        self._fit_texts()
        self._part_items()

    @Slot()
    def _fit_texts(self) -> None:
        texts = [field.lines for field in self.texts.values()]
        written = max(each.lines_written for each in texts) if self._low else ROWS
        for each in texts:
            each.show_rows(min(written, ROWS))

    # What stands in it ------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin with a blank line, so that Tab goes on from the texts into it."""
        self._append(LineKind.LABOUR)

    def show_job(self, job: Job) -> None:
        """Show a job that is kept."""
        self.id = job.id
        for name, field in self.texts.items():
            field.set_text(getattr(job, name))
        self.items.show_items(job.service)
        for line in job.lines:
            self._append(line.kind).show_line(line)
        self.reckon()

    def typed(self) -> dict[str, Any]:
        """The typed texts, as a draft stores them."""
        texts: dict[str, Any] = {name: field.text for name, field in self.texts.items()}
        lines = [each.typed() for each in self.rows if not each.is_blank]
        items = {"items": list(self.items.chips), "service": list(self.items.carried_out())}
        return texts | {"lines": lines, "id": self.id} | items

    def write(self, draft: Mapping[str, Any]) -> None:
        """Bring back what a draft kept."""
        self.id = draft.get("id")
        for name, field in self.texts.items():
            field.set_text(draft[name])
        self.items.show_items(draft.get("items", ()), draft.get("service", ()))
        for each in draft["lines"]:
            self._append(LineKind.of(each["kind"])).write(each)
        self.reckon()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not self.written() and not self.items.chips and not any(field.text for field in self.texts.values())

    def written(self) -> list[LineRow]:
        """The rows in which something stands."""
        return [each for each in self.rows if not each.is_blank]

    def job(self, at: str) -> Job:
        """The job that stands here; refuses what cannot be read, beside its place."""
        lines = tuple(each.line(f"{at}.lines[{place}]") for place, each in enumerate(self.written()))
        texts: dict[str, Any] = {name: field.text for name, field in self.texts.items()}
        return Job(**texts, lines=lines, service=self.items.carried_out(), id=self.id)

    def reckoned(self) -> tuple[Line, ...]:
        """Its lines with their prices, as far as they can be reckoned already."""
        return tuple(filter(None, (each.reckoned() for each in self.written())))

    @Slot()
    def reckon(self) -> None:
        """Sum it up anew."""
        pricing = self._pricing()
        amount = Money(sum(line.amount for line in self.reckoned()), pricing.currency)
        self.amount.set_message(PlainText(translator().current.formats.money(amount) if pricing.is_known else ""))

    def judge(self) -> None:
        """Say of each line anew whether it is covered."""
        for each in self.rows:
            each.judge()
        self._say_cover(next((each for each in self.rows if self._here() in each.cells), None))

    def stops(self) -> Iterator[QWidget]:
        """The stops of Tab, in the order of the paper."""
        yield from (field.lines for field in self.texts.values())
        yield from self.items.stops()
        yield from self._cells()
        yield from self.adds
        yield self.more

    @property
    def has_keyboard(self) -> bool:
        """Whether one writes in it."""
        return any(part.hasFocus() for part in self.findChildren(QWidget))

    @Slot()
    def _part_items(self) -> None:
        """Let chips stand as far above the head of the lines as those of a list, unless the page is low."""
        self._over_lines.change_space(0, t.CARD_GAP - APART if self.items.chips and not self._low else 0)

    @Slot()
    def _items_changed(self) -> None:
        self.grown.emit()
        self.edited.emit()

    # Its lines --------------------------------------------------------------------------------------------------

    def add_line(self, kind: LineKind) -> LineRow:
        """Begin a line of a kind; a blank one that stands there becomes it."""
        blank = self.rows[-1] if self.rows and self.rows[-1].is_blank else self._append(kind)
        if blank.kind.option.value is not kind:
            blank.kind.choose(kind)
            blank.show_line(Line(kind=kind))
        blank.code.setFocus()
        return blank

    def put_below(self, above: LineRow, line: Line) -> LineRow:
        """Show a new line below another one."""
        made = self._append(line.kind, self.rows.index(above) + 1)
        made.show_line(line)
        return made

    def _append(self, kind: LineKind, place: int | None = None) -> LineRow:
        made, at = LineRow(self._pricing, kind), len(self.rows) if place is None else place
        self.rows.insert(at, made)
        self._lines.insertWidget(at, made)
        self._cores.follow(made)
        made.edited.connect(self._changed)
        made.fitted.connect(self.fitted)
        made.entered.connect(self._say)
        made.onward.connect(partial(self._onward, made))
        made.removed.connect(partial(self._remove, made))
        made.stepped.connect(partial(self._step, made))
        made.allow(live=self._live)
        made.show()
        self.grown.emit()
        return made

    @Slot()
    def _changed(self) -> None:
        self.reckon()
        self._say(self._here())
        self.edited.emit()

    def _here(self) -> QWidget | None:
        return next((cell for each in self.rows for cell in each.cells if cell.hasFocus()), None)

    def _onward(self, made: LineRow) -> None:
        """To the next line, past the core charge of a part; behind the last one a new one of the same kind begins."""
        below = self.rows[self.rows.index(self._cores.below(made) or made) + 1 :]
        after = below[0] if below else None
        if after is None and self._live:
            after = self._append(LineKind.of(made.kind.option.value)) if not made.is_blank else made
        if after:
            after.code.setFocus()  # at its kind, a word would lose the letter with which it begins

    def _step(self, made: LineRow, by: int, column_at: int) -> None:
        at = self.rows.index(made) + by
        if 0 <= at < len(self.rows) and self.rows[at].cells[column_at].isEnabled():
            self.rows[at].cells[column_at].setFocus()

    def _remove(self, made: LineRow) -> None:
        """Take a line away, and with a part the charge for its core."""
        if charge := self._cores.below(made):
            self.drop(charge)
        at = self.rows.index(made)
        self.rows.remove(made)
        neighbour = self.rows[min(at, len(self.rows) - 1)].kind if self.rows else self.adds[0]
        neighbour.setFocus()
        self._gone(made)

    def drop(self, row: LineRow) -> None:
        """Take a line away, wherever the keyboard is."""
        self.rows.remove(row)
        self._gone(row)

    def _gone(self, row: LineRow) -> None:
        take_away(row)
        self.grown.emit()
        self._changed()

    # What is said about it --------------------------------------------------------------------------------------

    @Slot(object)
    def _say(self, cell: object) -> None:
        """Under the lines: what is wrong in the cell that has the keyboard, or what belongs there."""
        if isinstance(cell, TextCell | PickCell):
            level, words = cell.note
            self._note.show_note(level or "hint", words or cell.hint)
            self._say_cover(next((each for each in self.rows if cell in each.cells), None))

    def _say_cover(self, of: LineRow | None) -> None:
        """Below that: whether the line in which one writes is covered, and why."""
        said, verdict = (of.cover.sentence, of.cover.verdict) if of else ("", None)
        self.cover.show_note(COVER_NOTES[verdict.answer] if verdict else "", said)

    def show_fault(self, objection: Objection, line: int | None, field: str, *, warning: bool = False) -> bool:
        """Show an objection in its cell or under its text; False where there is no such place."""
        if line is None:
            text = self.texts.get(field)
            if text is None:
                self._note.show_note("warning" if warning else "fault", Message(objection.message, **objection.told))
                return True
            text.object_to(objection, warning=warning)
            text.lines.setFocus()
            return True
        written = self.written()
        if line >= len(written):
            return False
        cell = written[line].cell_of(field)
        cell.object_to(objection, warning=warning)
        cell.setFocus()
        self._say(cell)
        written[line].update()
        return True

    def clear_faults(self) -> None:
        """Take all notes away."""
        for field in self.texts.values():
            if field.is_faulty:
                field.clear()
        for cell in self._cells():
            cell.clear_note()
        self._note.show_note("", "")
        self.cover.show_note("", "")
        self.update()

    def _cells(self) -> Iterator[TextCell | PickCell]:
        return (cell for each in self.rows for cell in each.cells)

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        self._live = live
        for field in self.texts.values():
            field.allow(live=live)
        self.items.allow(live=live)
        for each in self.rows:
            each.allow(live=live)
        self._foot.setVisible(live)
        self._note.setVisible(live)
        self.cover.setVisible(live)
        self.more.setVisible(live)

    @Slot()
    def _menu(self) -> None:
        menu = Menu(self)
        menu.group(Message(JOB, place=self._place))
        menu.offer(SAVE_TEMPLATE, self.template_wanted.emit)
        menu.offer(REMOVE_JOB, self.removed.emit)
        menu.group(ADD_ITEM)
        for code in self.offered:
            if code not in self.items.carried_out():
                menu.offer(item_words(code), partial(self.items.add, code))
        menu.open_under(self.more)
