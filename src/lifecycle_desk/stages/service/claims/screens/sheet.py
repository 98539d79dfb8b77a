"""The form of a claim: cause, correction, causal part, the numbers that makers want, the split of goodwill."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Signal

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Card,
    CheckField,
    Field,
    Label,
    LineField,
    ReadField,
    SectionTitle,
    TypedField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimKind, ClaimSheet, Split
from lifecycle_desk.stages.service.claims.screens.lines import LinesCard
from lifecycle_desk.vehicle.rules.steps import lines_of
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around

FORM = "cause correction / causal_part:3 damage_code:2 campaign:2 technical_report:2 / breakdown"
SHARES = ("maker", "dealer", "customer")
COMPLAINT, NO_COMPLAINT = N_("Customer concern"), N_("Nothing on the repair order.")


class SheetCard(Card):
    """The texts of a claim, and below them its lines."""

    edited = Signal()

    def __init__(self, app: AppContext) -> None:
        self.complaint = Label("", "read", "ink2", wrap=True)
        around, kinds = Around(app), kinds_of(ClaimSheet)
        self._told = {name: WIDGETS[type(kind)](kind, around) for name, kind in kinds.items()}
        self.shares = [
            _share(words) for words in (N_("Manufacturer’s share"), N_("Dealer’s share"), N_("Customer’s share"))
        ]
        self._split = wrap(row(*((field, 1) for field in self.shares), gap=12))
        self.lines = LinesCard()
        said = column(Label(COMPLAINT, "small", "ink2"), self.complaint, gap=4, margins=(0, 0, 0, 8))
        texts, marks, breakdown = (
            row(*((self[name], share) for name, share in line), gap=12) for line in lines_of(FORM)
        )
        parts = (SectionTitle(N_("Fault")), said, texts, marks, self._split, breakdown)
        super().__init__(column(*parts, gap=t.FIELD_GAP, margins=(16, 12, 16, 8)))
        for field in self._told.values():
            (field.toggled if isinstance(field, CheckField) else cast("LineField", field).edited).connect(self.edited)
        for share in self.shares:
            share.edited.connect(self.edited)
        self.lines.edited.connect(self.edited)

    def __getitem__(self, name: str) -> Any:
        """The widget of a field."""
        return self._told[name]

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {**self._told, "split": self.shares[0]} | self.lines.fields

    def show_claim(self, claim: Claim, complaint: str, texts: LineTexts) -> None:
        """Show what is kept."""
        sheet = claim.sheet
        self.complaint.set_message(PlainText(complaint) if complaint else NO_COMPLAINT)
        for name, told in self._told.items():
            told.restore(getattr(sheet, name))
        self._split.setVisible(claim.kind is ClaimKind.GOODWILL)
        self["campaign"].setVisible(claim.kind is ClaimKind.CAMPAIGN or bool(sheet.campaign))
        split = sheet.split
        shares = tuple(getattr(split, name) for name in SHARES) if split else (None, None, None)
        for field, share in zip(self.shares, shares, strict=True):
            field.line.setText("" if share is None else translator().current.formats.number(share))
            field.validate()
        self.lines.show_claim(claim, texts)

    def typed(self) -> dict[str, Any]:
        """The texts in all fields, as a draft stores them and compares them."""
        texts = {name: field.draft_value() for name, field in self._told.items()}
        shares = {name: field.text for name, field in zip(SHARES, self.shares, strict=True)}
        return texts | {"shares": shares, "lines": self.lines.typed()}

    @property
    def text_fields(self) -> dict[str, Field]:
        """The fields by where their texts stand."""
        return {**self._told, **dict(zip(SHARES, self.shares, strict=True)), **self.lines.text_fields}

    def write(self, draft: dict[str, Any]) -> None:
        """Bring back what a draft kept; one of an older program keeps texts apart, and shares by their order."""
        texts, shares = {**draft, **draft.get("texts", {})}, draft["shares"]
        for name, told in self._told.items():
            told.restore(texts[name])
        for field, text in zip(self.shares, shares.values() if isinstance(shares, dict) else shares, strict=True):
            field.set_text(text)
        self.lines.write(draft["lines"])

    def read(self, claim: Claim) -> ClaimSheet:
        """The sheet as it is written; a field that cannot be read has its fault already."""
        for share in self.shares:
            share.validate()
        told: dict[str, Any] = {name: field.value for name, field in self._told.items()}
        return replace(claim.sheet, **told, split=self._read_split(claim), lines=self.lines.read())

    def _read_split(self, claim: Claim) -> Split | None:
        """The split of goodwill; shares that are empty beside others are none of it."""
        shares = [cast("Decimal | None", field.value) for field in self.shares]
        if claim.kind is not ClaimKind.GOODWILL or all(share is None for share in shares):
            return None
        maker, dealer, customer = (share or Decimal(0) for share in shares)
        return Split(maker=maker, dealer=dealer, customer=customer)

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        for field in (*self._told.values(), *self.shares):
            if isinstance(field, CheckField):
                field.tick.setEnabled(live)
            else:
                cast("TypedField", field).allow(live=live)
        self.lines.allow(live=live)


def _share(words: UiText) -> ReadField:
    """A share in per cent."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        value = read_number(text.replace("%", "").strip(), language).value
        return value, language.formats.percent(value / 100)

    return ReadField(words, read)
