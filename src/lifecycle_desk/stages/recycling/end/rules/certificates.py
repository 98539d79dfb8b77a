"""The certificate of destruction: what it must say by law and market, what is missing, and its numbers."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache

from lifecycle_desk.base.objections import N_, NN_, Objection, objection
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.stages.recycling.end.rules.dated import lines_of, read


class CertificateIncomplete(Objection):
    """Something that the law asks of the certificate is not known."""

    message = NN_(
        "%(n)s item is missing for the certificate: %(what)s.",
        "%(n)s items are missing for the certificate: %(what)s.",
    )
    field = "vin"
    n: int
    what: tuple[str, ...]


SignersTheSame = objection(
    "SignersTheSame", N_("Two different members of staff must sign: one examines, one releases."), "released_by"
)
SignerUnknown = objection("SignerUnknown", N_("%(who)s is not on the staff and cannot sign."), who=str)
SignerMayNot = objection("SignerMayNot", N_("The role of %(who)s does not allow this signature."), who=str)
ReleasedByAnother = objection(
    "ReleasedByAnother",
    N_("The certificate is released by the person signed in, not by %(who)s."),
    "released_by",
    who=str,
)
FacilityNumberMissing = objection(
    "FacilityNumberMissing", N_("Enter the certificate number and the facility that issued it."), "number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Dated):
    """An item of the certificate: `text` is a message, `needs` the facts without which it cannot be filled in."""

    id: str
    text: str
    needs: tuple[str, ...]
    markets: tuple[str, ...] = ()

    def concerns(self, market: str) -> bool:
        """Whether it is asked in a market."""
        return not self.markets or market in self.markets


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the certificate may need; `text` is a message."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the certificate with the facts that are missing for it, as messages."""

    requirement: Requirement
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all is known that it asks."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class _Form:
    requirements: tuple[Requirement, ...]
    facts: tuple[Fact, ...]


@cache
def _form() -> _Form:
    lines = lines_of("certificate-of-destruction")
    return _Form(
        tuple(read(Requirement, each) for each in lines["requirements"]),
        tuple(read(Fact, each) for each in lines["facts"]),
    )


def requirements(market: str, on: date) -> tuple[Requirement, ...]:
    """The required content of a certificate in a market on a day.

    The seven items of the Decision, then the market's own.
    """
    return tuple(one for one in _form().requirements if one.concerns(market) and one.holds_on(on))


def completeness(known: AbstractSet[str], market: str, on: date) -> tuple[Item, ...]:
    """Every item, with what is missing for it, given the facts that are known."""
    words = {fact.id: fact.text for fact in _form().facts}
    return tuple(
        Item(one, tuple(words[each] for each in one.needs if each not in known)) for one in requirements(market, on)
    )


def look_at(items: tuple[Item, ...]) -> CertificateIncomplete | None:
    """The missing items, in one sentence."""
    missing = tuple(dict.fromkeys(each for item in items for each in item.missing))
    return CertificateIncomplete(len(missing), missing) if missing else None


def number_of(year: int, ordinal: int) -> str:
    """A certificate's number of our own: CD-2026-0001."""
    return f"CD-{year}-{ordinal:04}"
