"""What a dated fact rests on: the law or paper that people are told, and for ourselves where it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import POINT, InARow, Piece, Said
from lifecycle_desk.base.terms import LabeledEnum

SOURCE = N_("Source: %(source)s")
NO_SOURCE, TO_VERIFY = N_("No source found"), N_("To be verified")


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

    @property
    def cited(self) -> InARow:
        """What people are told that it rests on, and that this is to be verified where it is."""
        return marked(Said(self.basis.label) if self.basis else self.source or Said(NO_SOURCE), verify=self.verify)


def marked(source: Piece, *, verify: bool) -> InARow:
    """A source as people are told it, with what is to be said of one that was not confirmed."""
    return InARow(source, Said(TO_VERIFY) if verify else "", by=POINT)


OF_THE_SOURCE = frozenset({"source", "basis", "read", "verify", "note"})  # of an entry: what it rests on


def cited_in(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `Cited` that an entry of a file has; how its source was come by stays with the file.

    An entry that rests on nothing is a mistake in the file and raises.
    """
    basis = entry.get("basis")
    return {
        "source": " ".join(("" if basis else entry["source"]).split()),
        "basis": Basis.of(basis) if basis else None,
        "verify": bool(entry.get("verify")),
    }
