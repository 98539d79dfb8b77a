"""The maker's grant of each line of a claim, and why not more; an empty amount follows from the answer."""

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Field, LineField, ReadField, column, row
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.usecases.requests import LineAnswer
from lifecycle_desk.vehicle.screens.fields import looked, minor_field

ASKED = N_("%(amount)s claimed")


class GrantedLines(QWidget):
    """An amount and a reason for each line of a claim."""

    def __init__(self, claim: Claim) -> None:
        super().__init__()
        self._lines = [_line(claim, at) for at in range(1, len(claim.sheet.lines) + 1)]
        self.setLayout(column(*(row((amount, 1), (reason, 3), gap=16) for amount, reason in self._lines), gap=4))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        found: dict[str, Field] = {}
        for place, (amount, reason) in enumerate(self._lines):
            found |= {f"lines[{place}].granted": amount, f"lines[{place}].reason": reason}
        return found

    @property
    def value(self) -> tuple[LineAnswer, ...]:
        """The answers to the lines that have an amount."""
        numbered = enumerate(self._lines, 1)
        granted = [(at, cast("int | None", amount.value), reason.text) for at, (amount, reason) in numbered]
        return tuple(LineAnswer(at, amount, reason) for at, amount, reason in granted if amount is not None)

    def validate(self) -> bool:
        """Read all amounts."""
        return looked(*(amount for amount, _ in self._lines))

    def draft_value(self) -> object:
        """The typed texts."""
        return [(amount.text, reason.text) for amount, reason in self._lines]

    def restore(self, saved: Any) -> None:
        """Put the typed texts back; None empties it."""
        for (amount, reason), texts in zip(self._lines, saved or [("", "")] * len(self._lines), strict=False):
            amount.restore(texts[0])
            reason.restore(texts[1])


def _line(claim: Claim, at: int) -> tuple[ReadField, LineField]:
    amount = minor_field(Message(N_("Line %(line)s approved"), line=at), claim.currency)
    amount.hint(Message(ASKED, amount=claim.money(claim.sheet.lines[at - 1].asked)))
    return amount, LineField(N_("Reason for reduction"), longest=400)
