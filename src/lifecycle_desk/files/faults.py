"""What is wrong with one place of a file that is read row by row: the row is refused, and the others are read on."""

from lifecycle_desk.base.objections import Objection


class Fault(Exception):  # noqa: N818 (it only carries an objection to its row)
    """A cell or field that cannot be read: its column or path, if there is one, and why."""

    def __init__(self, at: str | None, why: Objection) -> None:
        super().__init__(at, why)
        self.at, self.why = at, why
