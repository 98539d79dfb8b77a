"""Checking a paper that somebody brings: a PDF, a photo of its code, or its text; and withdrawing one of ours."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Glyph,
    InfoBar,
    Label,
    LineField,
    PageTitle,
    SectionTitle,
    TextField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.rail_section import pair
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.dossier.interchange.verifying import verify, verify_file
from lifecycle_desk.overview.screens.issued_lately import IssuedLately
from lifecycle_desk.overview.usecases.safety import all_checks
from lifecycle_desk.proof.rules.proof import InTheBooks, Verdict
from lifecycle_desk.proof.rules.rights import WITHDRAW
from lifecycle_desk.proof.usecases.issuing import Withdrawn, WithdrawPaper, withdraw_paper
from lifecycle_desk.vehicle.rules.proof_words import FACTS, KINDS
from lifecycle_desk.vehicle.screens.dropping import FileDropPage

TITLE = N_("Verify document")
CHOOSE, LOOK, WITHDRAW_IT = N_("Choose file…"), N_("Verify code"), N_("Withdraw document")
ABOUT = N_("Drop a PDF, a photo of the code on a document, a dossier or an export here. Nothing leaves this computer.")
CODE, CODE_HINT = N_("Text of the code"), N_("As read by a phone; it starts with LD1.")
GENUINE, NOT_GENUINE = N_("Authentic."), N_("Could not be verified.")
WHOLE = N_("Intact, but the signer is not known here.")
WHAT_IT_SAYS, WHY = N_("Contents"), C_("paper", "Reason for withdrawal")
WITHDRAWN = N_("%(number)s, issue %(issue)s, is withdrawn.")
ONE_OF_OURS = N_("This document was issued here. Withdraw it if it should no longer be trusted.")
FILES = "PDF, PNG, JPEG, WebP, LDZ, JSONL (*.pdf *.png *.jpg *.jpeg *.webp *.txt *.ldz *.jsonl)"
WHAT_IS_VERIFIED = N_("What is verified")
SHOWS = (
    ("signature", C_("verify", "Signature"), N_("The file is unchanged since it was signed, and with whose key.")),
    ("file-certificate", C_("verify", "Code"), N_("The code and the text of the document agree.")),
    ("database", C_("verify", "Your records"), N_("It was issued here, in this issue, and has not been withdrawn.")),
    ("car", C_("verify", "Vehicle dossier"), N_("Each dealer’s part of the history is complete and signed by them.")),
)
WIDE = 420  # px of the side where something is brought


class CheckingPage(FileDropPage):
    """At the start what is brought, at the end what can be said of it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.verdict: Verdict | None = None
        self.choose = Button(CHOOSE, "primary", icon="file-certificate", keys="Ctrl+O")
        self.code = TextField(CODE, hint=CODE_HINT)
        self.look = Button(LOOK, keys="Ctrl+Return")
        self.good = InfoBar(GENUINE, tone="ok", icon="circle-check")
        self.bad = InfoBar(NOT_GENUINE, tone="danger", icon="alert-circle")
        self.half = InfoBar(WHOLE, tone="warn", icon="alert-triangle")
        self.why = LineField(WHY)
        self.withdraw = Button(WITHDRAW_IT, icon="shield-off")
        self._sentences, self._facts = QVBoxLayout(), QVBoxLayout()
        self._held: list[QWidget] = []
        self.lately = IssuedLately(app)
        self._submission = Submission(app, Faults(lambda: {"why": self.why}), self)
        self._lay_out()
        self._connect()
        self._show(None)

    def _lay_out(self) -> None:
        about = Label(ABOUT, "body", "ink2", wrap=True)
        brought = Card(column(about, row(self.choose, None), gap=12, margins=(16, 14, 16, 16)))
        typed = Card(column(self.code, row(None, self.look), gap=8, margins=(16, 12, 16, 14)))
        side = wrap(column(brought, typed, None, gap=t.CARD_GAP))
        TextWidth(side, WIDE, at_most=True)
        said = column(self.good, self.half, self.bad, self._sentences, gap=8, margins=(16, 14, 16, 16))
        told = column(SectionTitle(WHAT_IT_SAYS), self._facts, gap=6, margins=(16, 12, 16, 14))
        ours = column(
            Label(ONE_OF_OURS, "body", "ink2", wrap=True),
            self.why,
            row(None, self.withdraw),
            gap=8,
            margins=(16, 12, 16, 14),
        )
        self._said, self._told, self._ours = Card(said), Card(told), Card(ours)
        self._before = wrap(column(_shows(), self.lately, gap=t.CARD_GAP))
        end = wrap(column(self._said, self._told, self._ours, self._before, None, gap=t.CARD_GAP))
        body = row((side, 2), (end, 3), gap=t.COLUMN_GAP)
        self.setLayout(column(row(PageTitle(TITLE), None), (wrap(body), 1), gap=14, margins=(24, 14, 24, 16)))

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.look.clicked.connect(self._look_at_code)
        self.withdraw.clicked.connect(self._withdraw)
        self.app.permits.need(withdraw_paper, self.withdraw)
        self._submission.saved.connect(self._gone)
        translator().changed.connect(self._say)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lately.look()

    @override
    def first_focus(self) -> QWidget | None:
        return self.choose

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(TITLE), QDir.homePath(), FILES)
        if chosen:
            self.bring(Path(chosen))

    @override
    def bring(self, path: Path) -> None:
        user = self.app.user
        self.app.run_query(lambda: verify_file(path, user=user, checks=all_checks()), self._show)

    @Slot()
    def _look_at_code(self) -> None:
        user, text = self.app.user, self.code.text
        if text:
            self.app.run_query(lambda: verify(text.encode(), user=user), self._show)

    def _show(self, verdict: Verdict | None) -> None:
        self.verdict = verdict
        self.why.set_text("")
        self._say()

    @Slot()
    def _say(self) -> None:
        verdict = self.verdict
        for each in self._held:
            each.deleteLater()
        self._held = []
        self._said.setVisible(verdict is not None)
        self._told.setVisible(bool(verdict and verdict.number))
        self._ours.setVisible(self._may_withdraw())
        self._before.setVisible(verdict is None)
        if verdict is None:
            return
        self.good.setVisible(verdict.genuine)
        self.half.setVisible(verdict.signer_unknown)
        self.bad.setVisible(not (verdict.genuine or verdict.signer_unknown))
        for objection in verdict.says:
            self._add(self._sentences, Label(text=translator().current.sentence(objection), wrap=True))
        for label, value in _facts(verdict):
            self._add(self._facts, pair(label, value))

    def _add(self, where: QVBoxLayout, part: QWidget) -> None:
        where.addWidget(part)
        self._held.append(part)

    def _may_withdraw(self) -> bool:
        ours = bool(self.verdict and any(isinstance(each, InTheBooks) for each in self.verdict.says))
        return ours and self.app.user.may(WITHDRAW)

    @Slot()
    def _withdraw(self) -> None:
        self._submission.submit(withdraw_paper, self._read, "")

    def _read(self) -> WithdrawPaper:
        verdict = self.verdict
        if verdict is None or verdict.kind is None or verdict.number is None or verdict.issue is None:
            raise LookupError("there is no paper to withdraw")
        return WithdrawPaper(verdict.kind, verdict.number, verdict.issue, self.why.text)

    def _gone(self, done: object) -> None:
        made = getattr(done, "made", None)
        if isinstance(made, Withdrawn):
            self.app.show_toast(Message(WITHDRAWN, number=made.number, issue=made.issue))
        self._show(None)


def _shows() -> Card:
    """What a verdict rests on, for somebody who has nothing in hand yet."""
    lines = [
        row(
            Glyph(icon, "ink2"),
            (wrap(column(Label(title, "medium"), Label(words, "small", "ink3", wrap=True), gap=1)), 1),
            gap=10,
        )
        for icon, title, words in SHOWS
    ]
    return Card(column(SectionTitle(WHAT_IS_VERIFIED), *lines, gap=10, margins=(16, 12, 16, 14)))


def _facts(verdict: Verdict) -> list[tuple[str, str]]:
    """The facts of a paper, each with its label; a fact without one keeps its own name."""
    language = translator().current
    number = language(N_("%(number)s, issue %(issue)s"), number=verdict.number or "", issue=verdict.issue or 0)
    told = [
        (N_("Number"), number),
        (N_("Kind"), language(KINDS[verdict.kind]) if verdict.kind in KINDS else verdict.kind or ""),
        (N_("Issued on"), language.formats.day(verdict.on) if verdict.on else ""),
        (N_("VIN"), verdict.vin or ""),
        (C_("settings", "Dealer"), verdict.dealer or ""),
        (N_("Key fingerprint"), verdict.fingerprint or ""),
    ]
    told += [_fact(name, verdict.facts[name]) for name in sorted(verdict.facts, key=_place)]
    return [(label, value) for label, value in told if value]


def _fact(name: str, value: object) -> tuple[str, str]:
    """A fact of a paper's code with its label; the code counts in kilometres, people in the market's unit."""
    if name == "km" and isinstance(value, int):
        return N_("Odometer"), translator().current.formats.kilometres(value)
    return FACTS.get(name, name), str(value)


def _place(name: str) -> int:
    """Where a fact stands among those that have labels; others come last."""
    return [*FACTS, name].index(name)
