"""What a dated fact rests on: the law or paper that people are told, and for ourselves where it was read."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum


class Basis(LabeledEnum):
    """What a fact rests on where no text lays it down."""

    PRACTICE = "practice", N_("Trade practice")
    MAKERS_TERMS = "makers_terms", N_("Manufacturers’ warranty terms")
    DEALER = "dealer", N_("Entered by the dealer")


class Doubt(LabeledEnum):
    """What of published terms is still to be verified, in words that every language has."""

    FIRST_DAY = "first_day", C_("to be verified", "start date")
    SECOND_HAND = "second_hand", C_("to be verified", "second-hand source")
    DIFFER = "differ", C_("to be verified", "sources differ")
    DISTANCE = "distance", C_("to be verified", "distance limit")
    PERIOD = "period", C_("to be verified", "period")
    SCOPE = "scope", C_("to be verified", "models, parts and conditions covered")
    TAKEN = "taken", C_("to be verified", "carried over from another market or model")
    WORK = "work", C_("to be verified", "work at each visit")
    LAW = "law", C_("to be verified", "wording of the law")
    NO_SOURCE = "no_source", C_("to be verified", "no source given")


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
