"""What a dated fact rests on: the law or paper that people are told, and for ourselves where it was read."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum


class Basis(LabeledEnum):
    """What a fact rests on where no text lays it down."""

    PRACTICE = "practice", N_("Trade practice")
    MAKERS_TERMS = "makers_terms", N_("Manufacturers’ warranty terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What rests on a source: a law with its article or a paper, by its name in the market, or else a `basis`.

    `read` says where it was read and what that leaves open, for whoever keeps the data; nobody else is shown it.
    What is second-hand, of memory or not found again is to `verify`, and people are told so.
    """

    source: str = ""
    basis: Basis | None = None
    read: str = ""
    verify: bool = False
