"""The body of a car in the condition sheet: the drawing, the kinds of damage by their letters, and the mark in work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import MM
from lifecycle_desk.commands.kinds import NOTE
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import by_place
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    FilterChip,
    Label,
    LineField,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import FilledGrid
from lifecycle_desk.desktop.look.parts.chips import CHIP_GAP
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import BACK
from lifecycle_desk.stages.transfer.condition.papers.words import part_name
from lifecycle_desk.stages.transfer.condition.rules.diagram import Point, Zone
from lifecycle_desk.stages.transfer.condition.rules.marks import LARGEST_MM, DamageKind, DamageMark, place_of_next
from lifecycle_desk.stages.transfer.condition.screens.car_drawing import KEYS, CarDrawing
from lifecycle_desk.stages.transfer.trade_in.screens.fields import term_field, whole, whole_field
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import chosen
from lifecycle_desk.vehicle.usecases.documents import Document

SIDE, LIST_ROWS = 300, 4  # px beside the drawing; rows of the list of marks that are seen at once
FIRST_SIZE = 20  # mm: of a mark that nobody has measured yet
HOW = N_("Arrow keys move between parts; a letter or Enter sets a mark, F2 describes it, Del removes it.")


class MarksPanel(Card):
    """All marks of a car: set on the drawing, listed and described beside it."""

    changed = Signal()

    def __init__(self, app: AppContext) -> None:
        self.marks: list[DamageMark] = []
        self.documents: dict[str, Document] = {}
        self._at, self._kind, self._showing = -1, DamageKind.SCRATCH, False
        self.drawing = CarDrawing()
        self.list = RowList(N_("Marks"), TwoLineDelegate())
        self._make_kinds()
        self._make_editor(app)
        self._none = Label(N_("No damage marked."), "small", "ink3")
        side = wrap(column(self._none, self.list, self._editor, None, gap=8))
        side.setFixedWidth(theme.u(SIDE))
        self._side = side
        drawn = column(self._even, self.drawing, Label(HOW, "small", "ink3", wrap=True), None, gap=8)
        head = SectionTitle(C_("condition", "Body"))
        super().__init__(column(head, row((wrap(drawn), 1), side, gap=16, folds=True), gap=8, margins=(16, 12, 16, 12)))
        self._group.setParent(self)
        self._connect()
        self.show_all((), {})

    def _make_kinds(self) -> None:
        self._group = QButtonGroup()
        self._group.setExclusive(True)
        self.chips: dict[DamageKind, FilterChip] = {}
        for kind, key in KEYS.items():
            chip = FilterChip(kind.label, key, checked=kind is self._kind)
            self._group.addButton(chip)
            self.chips[kind] = chip
        self._even = FilledGrid(list(self.chips.values()), least=None, gap=CHIP_GAP, apart=CHIP_GAP, lines=False)

    def _make_editor(self, app: AppContext) -> None:
        self.title = Label("", "medium", wrap=True)
        self.kind = term_field(C_("damage", "Damage"), DamageKind)
        self.size_mm = whole_field(N_("Size, mm"), "mm", LARGEST_MM, hint=N_("Longest dimension"))
        self.note, self.photos = LineField(NOTE), DocumentsField(app)
        self.remove = Button(N_("Remove mark"), "quiet", icon="trash")
        self._editor = wrap(
            column(
                self.title,
                row((self.kind, 3), (self.size_mm, 2), gap=12),
                self.note,
                self.photos,
                row(self.remove, None),
                gap=t.FIELD_GAP,
            )
        )

    def _connect(self) -> None:
        drawing = self.drawing
        drawing.set_wanted.connect(self.set_mark)
        drawing.picked.connect(self.choose)
        drawing.went.connect(self._went)
        drawing.removed.connect(self._remove)
        drawing.edited.connect(self._describe)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._listed())
        self.list.opened.connect(lambda _: self._describe())
        for kind, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, kind=kind: self._choose_kind(kind))
        self.kind.chosen.connect(self._edited)
        self.size_mm.read.connect(self._edited)
        self.note.line.editingFinished.connect(self._edited)
        self.photos.attached.connect(self._edited)
        self.remove.clicked.connect(self._remove)
        for each in (self.size_mm, self.note):
            each.on_enter(self._back)
        listen(self._editor, "Esc", BACK, self._back, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        translator().changed.connect(self._show)
        theme.changed.connect(self._fit)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of the marks by what rules call them: those of the mark in work stand for all."""
        names: dict[str, Field] = {
            "kind": self.kind,
            "size_mm": self.size_mm,
            "note": self.note,
            "documents": self.photos,
        }
        return by_place("marks", [names] * len(self.marks))

    def show_all(self, marks: Sequence[DamageMark], documents: Mapping[str, Document]) -> None:
        """Show the marks of another sheet."""
        self.marks, self.documents = list(marks), dict(documents)
        self._at = len(self.marks) - 1
        self._show()

    @Slot(object, object, object)
    def set_mark(self, zone: Zone, at: Point | None, kind: DamageKind | None) -> None:
        """Set a mark on a part, at a point of it or where there is room, of a kind or of the last one."""
        self._choose_kind(kind or self._kind)
        x, y = at or place_of_next(self.marks, zone.view, zone.part.id)
        made = DamageMark(zone.view, zone.part.id, self._kind, FIRST_SIZE, round(x), round(y))
        self.marks.append(made)
        self._at = len(self.marks) - 1
        self._show()
        self.changed.emit()

    def _choose_kind(self, kind: DamageKind) -> None:
        self._kind = kind
        self.chips[kind].setChecked(True)

    @Slot(int)
    def choose(self, place: int) -> None:
        """Go to a mark."""
        self._at = place
        self._show()

    @Slot()
    def _went(self) -> None:
        """On another part, its last mark is the one in work; on a part without marks there is none."""
        own = self._of_here()
        if self._at not in own:
            self.choose(own[-1] if own else -1)

    def _of_here(self) -> list[int]:
        """The places of the marks on the part that one stands on."""
        here = self.drawing.here
        return [n for n, each in enumerate(self.marks) if (each.view, each.part) == (here.view, here.part.id)]

    @property
    def has_one_in_work(self) -> bool:
        """Whether a mark is chosen, of which the fields tell."""
        return 0 <= self._at < len(self.marks)

    @Slot()
    def _listed(self) -> None:
        place = self.list.currentIndex().row()
        if not self._showing and 0 <= place < len(self.marks) and place != self._at:
            self.choose(place)

    @Slot()
    def _describe(self) -> None:
        """Put the keyboard on the size of the mark in work."""
        if self.has_one_in_work:
            self.size_mm.setFocus()
            self.size_mm.line.selectAll()

    @Slot()
    def _back(self) -> None:
        self.drawing.setFocus()

    @Slot()
    def _remove(self) -> None:
        if self.has_one_in_work:
            del self.marks[self._at]
            self._at = max(self._of_here(), default=-1)
            self._show()
            self.drawing.setFocus()
            self.changed.emit()

    @Slot()
    def _edited(self) -> None:
        if self._showing or not self.has_one_in_work:
            return
        before = self.marks[self._at]
        self.documents.update({each.sha256: each for each in self.photos.documents})
        made = replace(
            before,
            kind=chosen(DamageKind, self.kind) or before.kind,
            size_mm=whole(self.size_mm) or before.size_mm,
            note=self.note.text,
            documents=self.photos.digests,
        )
        if made != before:
            self.marks[self._at] = made
            self._show()
            self.changed.emit()

    @Slot()
    def _show(self) -> None:
        """Show the marks, and the one in work in the fields."""
        self._showing = True
        formats = translator().current.formats
        rows = [self._row(number, mark) for number, mark in enumerate(self.marks, 1)]
        self.list.show_rows(rows)
        self.drawing.show_marks(self.marks, self._at)
        some = self.has_one_in_work
        self._keep_room(kept=bool(self.marks))
        self._fit()
        self._none.setVisible(not self.marks)
        self.list.setVisible(bool(self.marks))
        self._editor.setVisible(some)
        if some:
            mark = self.marks[self._at]
            self.list.setCurrentIndex(self.list.rows.index(self._at, 0))
            self.title.set_message(Message(N_("Mark %(number)s: %(part)s"), number=self._at + 1, part=_part(mark)))
            self.kind.set_value(mark.kind)
            self.size_mm.set_text(formats.number(mark.size_mm))
            self.note.line.setText(mark.note)
            self.photos.show_documents([self.documents[each] for each in mark.documents if each in self.documents])
        else:
            self.list.setCurrentIndex(QModelIndex())
        self._showing = False

    def _keep_room(self, *, kept: bool) -> None:
        """Keep the room of the fields while one walks over parts without marks, or the page would jump."""
        policy = self._editor.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self._editor.setSizePolicy(policy)

    def _row(self, number: int, mark: DamageMark) -> TwoLineRow:
        language = translator().current
        size = language.formats.measure(mark.size_mm, MM)
        title = join(language.formats.number(number), _part(mark))
        return TwoLineRow(title, join(language(mark.kind.label), size, mark.note), key=number - 1)

    @Slot()
    def _fit(self) -> None:
        self._side.setFixedWidth(theme.u(SIDE))
        self.list.setFixedHeight(theme.px(46, 2) * max(1, min(LIST_ROWS, len(self.marks))) + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._fit()


def _part(mark: DamageMark) -> str:
    return part_name(translator().current, mark)
