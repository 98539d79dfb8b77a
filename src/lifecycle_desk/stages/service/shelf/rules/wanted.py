"""A part line of an open repair order: what it asks for, and what it was given already."""

from dataclasses import dataclass

from lifecycle_desk.base.folding import tight


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A part line of an open order: what it asks for and what it was given already, in thousandths."""

    order_key: int
    line: int
    code: str
    text: str
    thousandths: int
    issued: int
    awaited: bool

    @property
    def key(self) -> str:
        """Its part's number as numbers are compared."""
        return tight(self.code)

    @property
    def open(self) -> int:
        """What it still wants."""
        return max(self.thousandths - self.issued, 0)
