"""What is written on a claim: cause, correction, causal part, the numbers that makers want, the split of goodwill."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Signal

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Card,
    CheckField,
    Field,
    Label,
    LineField,
    ReadField,
    SectionTitle,
    TextField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.stages.service.rules.claims.claim import Claim, ClaimKind, ClaimSheet, Split
from lifecycle_desk.stages.service.screens.boxes import only_read
from lifecycle_desk.stages.service.screens.claims.lines import LinesCard

COMPLAINT, NO_COMPLAINT = N_("Complaint, in the customer's words"), N_("Nothing stands on the repair order.")


class SheetCard(Card):
    """The texts of a claim, and below them its lines."""

    edited = Signal()

    def __init__(self) -> None:
        self.complaint = Label("", "read", "ink2", wrap=True)
        self.cause, self.correction = TextField(C_("order", "Cause")), TextField(C_("order", "Correction"))
        self.causal_part = LineField(C_("claim", "Causal part"), hint=N_("Its number, or its name."), longest=200)
        self.damage_code = LineField(N_("Maker's damage code"), longest=60)
        self.campaign = LineField(N_("Number of the campaign"), longest=60)
        self.technical_report = LineField(N_("Technical report"), longest=60)
        self.breakdown = CheckField(N_("The car broke down"))
        self._texts: dict[str, TextField | LineField] = {
            "cause": self.cause,
            "correction": self.correction,
            "causal_part": self.causal_part,
            "damage_code": self.damage_code,
            "campaign": self.campaign,
            "technical_report": self.technical_report,
        }
        self.shares = [_share(words) for words in (N_("Maker bears"), N_("Dealer bears"), N_("Customer bears"))]
        self._split = wrap(row(*((field, 1) for field in self.shares), gap=12))
        self.lines = LinesCard()
        said = column(Label(COMPLAINT, "small", "ink2"), self.complaint, gap=4)
        texts = row((self.cause, 1), (self.correction, 1), gap=12)
        marks = row(
            (self.causal_part, 3), (self.damage_code, 2), (self.campaign, 2), (self.technical_report, 2), gap=12
        )
        parts = (SectionTitle(N_("What was wrong")), said, texts, marks, self._split, self.breakdown)
        super().__init__(column(*parts, gap=6, margins=(16, 12, 16, 8)))
        for field in self._texts.values():
            field.edited.connect(self.edited)
        self.breakdown.tick.toggled.connect(self.edited)
        for share in self.shares:
            share.edited.connect(self.edited)
        self.lines.edited.connect(self.edited)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {**self._texts, "split": self.shares[0]} | self.lines.fields

    def show_claim(self, claim: Claim, complaint: str) -> None:
        """Show what is kept."""
        sheet = claim.sheet
        self.complaint.set_message(PlainText(complaint) if complaint else NO_COMPLAINT)
        self.cause.set_text(sheet.cause)
        self.correction.set_text(sheet.correction)
        for field, text in (
            (self.causal_part, sheet.causal_part),
            (self.damage_code, sheet.damage_code),
            (self.campaign, sheet.campaign),
            (self.technical_report, sheet.technical_report),
        ):
            field.line.setText(text)
        self.breakdown.tick.setChecked(sheet.breakdown)
        self._split.setVisible(claim.kind is ClaimKind.GOODWILL)
        self.campaign.setVisible(claim.kind is ClaimKind.CAMPAIGN or bool(sheet.campaign))
        split = sheet.split
        shares = (split.maker, split.dealer, split.customer) if split else (None, None, None)
        for field, share in zip(self.shares, shares, strict=True):
            field.line.setText("" if share is None else translator().current.formats.number(share))
            field.validate()
        self.lines.show_claim(claim)

    def typed(self) -> dict[str, Any]:
        """What stands in all fields, as a draft keeps it, and to be told apart from what was kept."""
        texts = {name: field.text for name, field in self._texts.items()}
        shares = [field.text for field in self.shares]
        return {"texts": texts, "breakdown": self.breakdown.checked, "shares": shares, "lines": self.lines.typed()}

    def write(self, draft: dict[str, Any]) -> None:
        """Bring back what a draft kept."""
        for name, field in self._texts.items():
            field.set_text(draft["texts"][name])
        self.breakdown.tick.setChecked(draft["breakdown"])
        for field, text in zip(self.shares, draft["shares"], strict=True):
            field.set_text(text)
        self.lines.write(draft["lines"])

    def read(self, claim: Claim) -> ClaimSheet:
        """The sheet as it is written; a field that cannot be read has its fault already."""
        for share in self.shares:
            share.validate()
        return replace(
            claim.sheet,
            cause=self.cause.text,
            correction=self.correction.text,
            causal_part=self.causal_part.text,
            damage_code=self.damage_code.text,
            campaign=self.campaign.text,
            technical_report=self.technical_report.text,
            breakdown=self.breakdown.checked,
            split=self._read_split(claim),
            lines=self.lines.read(),
        )

    def _read_split(self, claim: Claim) -> Split | None:
        """The split of goodwill; shares that are empty beside others are none of it."""
        shares = [cast("Decimal | None", field.value) for field in self.shares]
        if claim.kind is not ClaimKind.GOODWILL or all(share is None for share in shares):
            return None
        maker, dealer, customer = (share or Decimal(0) for share in shares)
        return Split(maker=maker, dealer=dealer, customer=customer)

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        for text in (self.cause, self.correction):
            only_read(text.lines, live=live)
        for line in (self.causal_part, self.damage_code, self.campaign, self.technical_report, *self.shares):
            only_read(line.line, live=live)
        self.breakdown.tick.setEnabled(live)
        self.lines.allow(live=live)


def _share(words: UiText) -> ReadField:
    """A share in per cent."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        value = read_number(text.replace("%", "").strip(), language).value
        return value, language.formats.percent(value / 100)

    return ReadField(words, read)
