"""Core charges in the lines of a job: billed below the part that has one, credited when the old part comes back."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import N_
from lifecycle_desk.stages.service.orders.rules.cores import charge_of, core_of, credit_of
from lifecycle_desk.stages.service.orders.rules.orders import Line
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import Pricing
from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow

CHARGED, RETURNED = N_("Core charge: %(part)s"), N_("Core returned: %(part)s")


class Lines(Protocol):
    """The job that the lines are of."""

    rows: list[LineRow]

    def put_below(self, above: LineRow, line: Line) -> LineRow:
        """Show a new line below another one."""

    def drop(self, row: LineRow) -> None:
        """Take a line away, wherever the keyboard is."""


class CoreLines:
    """Puts the lines of cores where they belong; `pricing` knows the language of the papers."""

    def __init__(self, job: Lines, pricing: Callable[[], Pricing]) -> None:
        self._job, self._pricing = job, pricing

    def follow(self, part: LineRow) -> None:
        """Listen to what is taken in a line, and to what comes back."""
        part.core_offered.connect(partial(self._charge, part))
        part.core_back.connect(partial(self._credit, part))

    def below(self, part: LineRow) -> LineRow | None:
        """The line right below a part that bills its core."""
        rows = self._job.rows
        after = rows[at + 1] if (at := rows.index(part)) + 1 < len(rows) else None
        return after if after and part.code.typed and _is_about(after, part.code.typed) else None

    def _charge(self, part: LineRow, amount: int) -> None:
        """Bill the core of the part that was just taken, in place of what the line above billed before."""
        after = self._after(part)
        if after and core_of(after.code.typed):
            self._job.drop(after)
        if amount:
            charge = self._job.put_below(part, charge_of(part.line(), amount, self._say(CHARGED, part.text.typed)))
            part.figure.changed.connect(partial(self._count, part, charge))

    def _after(self, part: LineRow) -> LineRow | None:
        rows, at = self._job.rows, self._job.rows.index(part) + 1
        return rows[at] if at < len(rows) else None

    def _count(self, part: LineRow, charge: LineRow) -> None:
        """As many cores as parts, however many are typed at last."""
        if charge in self._job.rows and part in self._job.rows and self.below(part) is charge:
            charge.figure.setText(part.figure.text())
            charge.figure.changed.emit()

    def _credit(self, charge: LineRow) -> None:
        """Give back what a core was charged for; once."""
        after = self._after(charge)
        if after is None or after.code.typed != charge.code.typed:
            number = core_of(charge.code.typed)
            named = next((each.text.typed for each in self._job.rows if tight(each.code.typed) == tight(number)), "")
            line = credit_of(charge.line(), self._say(RETURNED, named or number))
            after = self._job.put_below(charge, line)
        after.figure.setFocus()
        after.edited.emit()

    def _say(self, message: str, part: str) -> str:
        """In the language in which the lines are written."""
        return self._pricing().say(message, part=part)


def _is_about(row: LineRow, number: str) -> bool:
    return tight(core_of(row.code.typed)) == tight(number)
