"""The page of reports: a kind of paper, what it is about, and the paper itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, QTimer, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.subjects import Subject
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    InfoBar,
    LineField,
    PageTitle,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.remembered import PrintSettings
from lifecycle_desk.desktop.tasks import Task
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.overview.screens.printing import NoPrinter, ask_printer
from lifecycle_desk.overview.screens.reports.asked import AskedPaper, Chosen
from lifecycle_desk.overview.screens.reports.kinds import PAPERS, KindsOver, LanguageField, PaperKinds, listed
from lifecycle_desk.overview.screens.reports.options import Options
from lifecycle_desk.overview.screens.reports.preview import Preview
from lifecycle_desk.overview.screens.reports.several import Several
from lifecycle_desk.overview.usecases.subjects import kind_of, subject_kinds, subjects
from lifecycle_desk.proof.papers.issuing import Issued, issuing
from lifecycle_desk.proof.rules.rights import ISSUE
from lifecycle_desk.store.files import write_whole

TITLE, SUBJECTS = N_("Reports"), N_("Vehicles and orders")
HINT = N_("Number, plate, VIN or owner")
NOTHING = N_("Nothing to print. A document is about a vehicle or a repair order.")
LANGUAGE, READERS = N_("Document language"), N_("Recipient’s language")
OPTIONS = N_("Options")
SEVERAL = {"vin": N_("Several vehicles…"), "order": N_("Several repair orders…")}
SAVE, PRINT = N_("Save as PDF…"), N_("Print")
CHECK = N_("Verify document")
NUMBERED, ISSUING = N_("Issued as %(number)s, issue %(issue)s."), C_("reports", "Document")
SAVED, PRINTED = N_("Document saved"), N_("Document printed")
WHILE_TYPING = 250  # ms
BOTH = 820  # px of the page, from which options and the list of cars have room together

# Nothing to print with: nothing was done, so it is no success.


class ReportsPage(PageWidget):
    """The page that prints: the subject at the start, the paper at the end.

    A place may name a VIN or an order, and before it a kind of paper.
    """

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._subjects, self._subject, self._stale = app, tuple[Subject, ...](), "", True
        self._of_kind = ""  # what the subject is
        self._task: Task | None = None
        self.kinds, self._about_kinds = PaperKinds(), subject_kinds()
        self.about = LineField(next(iter(self._about_kinds.values())).title, hint=HINT)
        self.subjects = RowList(SUBJECTS, TwoLineDelegate())
        languages: list[tuple[object, UiText]] = [("", READERS)]
        languages += [(code, PlainText(name)) for code, name in LANGUAGES.items()]
        self.language = LanguageField(LANGUAGE, languages)
        self.preview = Preview()
        self.options = {each: Options(app, each) for each in self.kinds.reports}
        self.several = Several(app, self._asked, lambda: self._subject, self._choose)
        self.show_options = Button(OPTIONS, "quiet", icon="adjustments-horizontal")
        self.show_several = Button(SEVERAL["vin"], "link", icon="list")
        self.refusal = InfoBar("", tone="warn", icon="info-circle")
        self.check = Button(CHECK, "link", icon="file-certificate")
        self.save = Button(SAVE, icon="download", keys="Ctrl+S")
        self.to_printer = Button(PRINT, "primary", icon="printer", keys="Ctrl+P")
        self._typing = QTimer(self, singleShot=True, interval=WHILE_TYPING)
        self._lay_out()
        self._connect()
        self.kinds.say()
        self.kinds.setCurrentIndex(self.kinds.rows.index(0, 0))
        self._show(b"")

    def _lay_out(self) -> None:
        kinds = Card(column(_titled(PAPERS), self.kinds, gap=2, margins=(1, 10, 1, 6)))
        fields = wrap(column(self.about, self.language, row(self.show_several, None), gap=8, margins=(16, 12, 16, 4)))
        about = Card(column(fields, (self.subjects, 1), gap=0, margins=(1, 0, 1, 6)))
        side = KindsOver(self.kinds, self.subjects, kinds, about)
        self._refused = wrap(column(self.refusal, None, gap=0, margins=(16, 12, 16, 0)))
        paper = Card(column(self._refused, (self.preview, 1), gap=0, margins=(1, 1, 1, 1)))
        head = row(PageTitle(TITLE), None, self.check, self.show_options, self.save, self.to_printer)
        self._choices = Card(column(*self.options.values(), gap=0, margins=(16, 12, 16, 8)))
        self._list = Card(column(self.several, gap=0, margins=(16, 12, 16, 10)))
        right = column(self._choices, self._list, (paper, 1), gap=t.CARD_GAP)
        body = row(side, (wrap(right), 1), gap=t.COLUMN_GAP)
        self.show_options.setCheckable(True)
        self.show_options.setChecked(True)
        self._list.hide()
        self.setLayout(column(head, (wrap(body), 1), gap=14, margins=(24, 14, 24, 16)))

    def _connect(self) -> None:
        self.kinds.selectionModel().currentChanged.connect(lambda *_: self._kind_chosen())
        self.subjects.selectionModel().currentChanged.connect(lambda *_: self._subject_chosen())
        self.about.edited.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._look_for)
        self.about.on_enter(self._into_list)
        self.language.chosen.connect(lambda _code: self._draw())
        self.check.clicked.connect(lambda: self._app.go("checking"))
        for each in self.options.values():
            each.changed.connect(self._draw)
        self.show_options.toggled.connect(self._toggle_options)
        self.show_several.clicked.connect(self._open_list)
        self.save.clicked.connect(self._save)
        self.to_printer.clicked.connect(self._print)
        translator().changed.connect(self.kinds.say)
        self._app.changed.connect(self._heard)

    @override
    def first_focus(self) -> QWidget | None:
        return self.kinds

    @override
    def filter_field(self) -> QWidget | None:
        return self.preview.finder

    @override
    def show_key(self, key: str) -> None:
        """Show the paper of a VIN or an order, of a kind where one stands before it; else the latest to choose from.

        Several, parted by commas, are put into the list of cars or orders.
        """
        name, _, named = key.rpartition(":")
        subject, *others = named.split(",")
        if subject:
            reports = self.kinds.reports
            meant = [place for place, each in enumerate(reports) if each.kind == name]
            wants = reports[meant[0]].about_which if meant else kind_of(subject)
            if wants != self._wants() and not meant:
                meant = [place for place, each in enumerate(reports) if wants == each.about_which]
            for place in meant[:1]:
                self.kinds.setCurrentIndex(self.kinds.rows.index(place, 0))
            self.about.line.setText(subject)
            self._subject, self._of_kind = subject, wants
        self._look_for()
        if subject:
            self._draw()
        if others:
            self.several.cars.set_text("\n".join((subject, *others)))
            self._list.hide()
            self._open_list()

    @property
    def report(self) -> Report:
        """The kind of paper that is chosen."""
        return self.kinds.report

    @property
    def chosen(self) -> Chosen:
        """The options that are chosen for it."""
        return self.options[self.report].chosen

    @Slot()
    def _fit_options(self) -> None:
        """Show the options of the kind that is chosen, where it has any and they are wanted."""
        own = self.options[self.report]
        for each in self.options.values():
            each.setVisible(each is own)
        self.show_options.setVisible(not own.is_empty)
        self._choices.setVisible(not own.is_empty and self.show_options.isChecked())
        wants = self._wants()
        self.show_several.setVisible(wants in SEVERAL)
        self.several.list_by(wants)
        if wants in SEVERAL:
            self.show_several.set_message(SEVERAL[wants])
        else:
            self._list.hide()

    def _choose(self, settings: PrintSettings) -> None:
        """Choose the kind, the language and the options that settings name; a kind that is no more stays as it is."""
        reports = self.kinds.reports
        for place in (place for place, each in enumerate(reports) if each.kind == settings.kind):
            self.kinds.setCurrentIndex(self.kinds.rows.index(place, 0))
            self.language.set_value(settings.code)
            self.options[reports[place]].put(dict(settings.chosen))
            self._list.show()

    @Slot()
    def _open_list(self) -> None:
        """Open the list of several cars, or close it; where the page is low, the options make room for it."""
        self._list.setVisible(not self._list.isVisible())
        if self._list.isVisible():
            if self.height() < theme.px(BOTH):
                self.show_options.setChecked(False)
            self.several.cars.setFocus()

    @Slot()
    def _toggle_options(self) -> None:
        """Show or put away the options; where the page is low, the list of cars makes room for them."""
        if self.show_options.isChecked() and self.height() < theme.px(BOTH):
            self._list.hide()
        self._fit_options()

    def _wants(self) -> str:
        return self.report.about_which

    @Slot()
    def _kind_chosen(self) -> None:
        wants = self._wants()
        self._fit_options()
        self.about.label.set_message(self._about_kinds[wants].title)
        if self._subject and self._of_kind != wants:
            self._subject = ""
            self.about.line.clear()
            self._show(b"")
            self._look_for()
        else:
            self._draw()

    @Slot(frozenset)
    def _heard(self, _tables: frozenset[str]) -> None:
        if self.isVisible():
            self._draw()

    @Slot()
    def _look_for(self) -> None:
        kind, text = self._wants(), self.about.text
        self._app.run_query(lambda: subjects(self._app.user, kind, text), partial(self._found, kind))

    def _found(self, kind: str, found: tuple[Subject, ...]) -> None:
        if kind != self._wants():
            return
        self._subjects = found
        said = translator().current.spoken
        self.subjects.show_rows([listed(self.report, said(each.name), said(each.about), each.value) for each in found])
        values = [each.value for each in found]
        if self._subject in values:
            self.subjects.setCurrentIndex(self.subjects.rows.index(values.index(self._subject), 0))
        elif found and (len(found) == 1 or not self._subject):
            self.subjects.setCurrentIndex(self.subjects.rows.index(0, 0))
        elif not found and not self._subject:
            self.refusal.set_message(NOTHING)
            self._refused.show()

    @Slot()
    def _into_list(self) -> None:
        """Enter goes on to what was found."""
        if self._subjects:
            self.subjects.setFocus()
            if not self.subjects.currentIndex().isValid():
                self.subjects.setCurrentIndex(self.subjects.rows.index(0, 0))

    def _subject_chosen(self) -> None:
        shown = self.subjects.current()
        if isinstance(shown, TwoLineRow) and shown.key != self._subject:
            self._subject, self._of_kind = str(shown.key), self._wants()
            self._draw()

    def _draw(self) -> None:
        """Draw the paper in the reading thread."""
        if not self._subject:
            return
        asked = self._asked()
        self.options[self.report].show_car(self._subject if self._wants() == "vin" else "")
        if self._task:
            self._task.cancel()  # a paper that nobody waits for any more need not be drawn
        draw = partial(_drawn, self._app.user, asked)
        task = self._app.run_query(draw, partial(self._came, asked), partial(self._not_drawn, asked))
        self._task = task
        task.ended.connect(partial(self._drawn, task))

    def _drawn(self, task: Task) -> None:
        if self._task is task:
            self._task = None

    def _asked(self) -> AskedPaper:
        own = translator().current.code if self.report.in_house else ""
        return AskedPaper(self.report, self._subject, str(self.language.value or own), self.chosen)

    def _came(self, asked: AskedPaper, drawn: tuple[bytes, bool]) -> None:
        if asked == self._asked():
            content, is_issued = drawn
            buttons = (self.save, self.to_printer, self.several.one, self.several.each)
            self._app.permits.need(ISSUE if is_issued else None, *buttons)
            self._show(content)

    def _not_drawn(self, asked: AskedPaper, fact: Exception) -> None:
        if asked == self._asked():
            self._show(b"", fact)
        if not isinstance(fact, Objection):
            self._app.failed.emit(fact)

    def _show(self, content: bytes, why_not: Exception | None = None) -> None:
        self._refused.setVisible(why_not is not None)
        if why_not:
            self.refusal.set_message(said_of(why_not))
        self.preview.show_paper(content)
        self.preview.setVisible(why_not is None)
        for button in (self.save, self.to_printer):
            button.setEnabled(bool(content))

    @Slot()
    def _save(self) -> None:
        name = f"{self.report.kind}-{self._subject}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self, translator().current(SAVE), QDir.home().filePath(name), "PDF (*.pdf)"
        )
        if chosen:
            self._issue(partial(self._keep, Path(chosen)))

    def _issue(self, then: Callable[[Issued], object]) -> None:
        """Hand the paper out: with number and seal where it can be proved, as it is where it is a form."""
        self._app.run_long(_issued(self._app.user, self._asked()), then, name=ISSUING)

    def _keep(self, file: Path, issued: Issued) -> None:
        self._app.run_query(lambda: write_whole(file, issued.pdf), lambda _: self._told(SAVED, issued))

    def _told(self, done: str, issued: Issued) -> None:
        number = Message(NUMBERED, number=ltr(issued.number), issue=issued.issue) if issued.number else ""
        self._app.show_toast(done, number)

    @Slot()
    def _print(self) -> None:
        try:
            printer = ask_printer(self, self._subject)
        except NoPrinter as fact:
            self._app.failed.emit(fact)
            return
        if printer:
            self._issue(partial(self._on_paper, printer))

    def _on_paper(self, printer: QPrinter, issued: Issued) -> None:
        self.preview.show_paper(issued.pdf)
        self.preview.print_on(printer)
        self._told(PRINTED, issued)


def _titled(title: str) -> QWidget:
    return wrap(row(SectionTitle(title), None, margins=(16, 0, 16, 0)))


def _issued(user: UserSession, asked: AskedPaper) -> Steps[Issued]:
    """The paper as it is handed out."""
    return (yield from issuing(user, asked.report, asked.request, asked.language(user)))


def _drawn(user: UserSession, asked: AskedPaper) -> tuple[bytes, bool]:
    """The paper to be looked at, and whether it proves something, so that it is issued when it is handed out."""
    paper = asked.report.draw(user, asked.request, asked.language(user))
    return paper.pdf(), paper.proves is not None
