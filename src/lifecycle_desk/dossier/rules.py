"""Lives that travel: the part of a car's life that one dealer told, signed by him, and how parts fit together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.said import NamesInText
from lifecycle_desk.trust.chain import START, canonical, seal_without
from lifecycle_desk.trust.signing import fingerprint, holds

FORMAT, VERSION = "lifecycle-desk/life", 1
NO_PERSONAL = sha256(b"").digest()

DossierNotWhole = objection(
    "DossierNotWhole", N_("The dossier is incomplete (%(where)s: %(why)s). Nothing was imported."), where=str, why=str
)
DossierNewer = objection(
    "DossierNewer",
    N_("The dossier is in version %(version)s; this program reads version %(known)s. Please update Lifecycle Desk."),
    version=int,
    known=int,
)
LifeForked = objection(
    "LifeForked",
    N_(
        "The history of %(vin)s continued in both places after the handover: %(here)s records here, "
        "%(there)s there. Decide whether they belong together."
    ),
    vin=str,
    here=int,
    there=int,
)
LifeKnownOtherwise = objection(
    "LifeKnownOtherwise",
    N_(
        "%(vin)s is already one of your vehicles, with %(here)s records that are not in this dossier. "
        "Decide whether they belong together."
    ),
    vin=str,
    here=int,
)
# Two different events under one number of one dealer: his books were altered or put back.
LivesContradict = objection(
    "LivesContradict",
    N_("Record %(seq)s of %(dealer)s differs from the one in the dossier. Neither can be trusted on its own."),
    seq=int,
    dealer=str,
)
VouchedFor = objection(
    "VouchedFor",
    N_("%(dealer)s vouches for %(events)s records with key %(fingerprint)s."),
    dealer=str,
    events=int,
    fingerprint=str,
)
SignerUnknown = objection(
    "SignerUnknown",
    N_(
        "Key %(fingerprint)s of %(dealer)s has not been compared yet. Ask the dealer for it by another "
        "channel, then trust it."
    ),
    "trust",
    dealer=str,
    fingerprint=str,
)
# A key under a name that goes with another key here: a forger's, or the dealer's new one.
NameHasOtherKeys = objection(
    "NameHasOtherKeys",
    N_(
        "Key %(fingerprint)s is not the one you have for %(dealer)s (%(known)s). Ask the dealer by "
        "another channel whether the key is new before you trust it."
    ),
    "trust",
    dealer=str,
    fingerprint=str,
    known=NamesInText,
)
# A dossier of which everything is known; perhaps an older one.
NothingNew = objection("NothingNew", N_("You already have everything in this dossier."))


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a life that travels.

    Whole, it has its `body` as it was sealed, with the links that its seal covers. Where something had to stay behind,
    `told` is what may travel and the dealer's signature alone vouches for it. Neither stands where another dealer's
    part of the life tells the event (`elsewhere`). The seal binds all of them in their order. `personal` is the hash of
    the part about a person, which stays behind; empty where there was none.
    """

    seq: int
    seal: bytes
    body: str | None = None
    previous: bytes = b""
    personal: bytes = b""
    told: Mapping[str, Any] | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether another part of the life tells this event."""
        return self.body is None and self.told is None


@dataclass(frozen=True, slots=True)
class Named:
    """A document as the manifest names it."""

    sha256: str
    name: str
    media: str
    size: int


@dataclass(frozen=True, slots=True)
class Life:
    """One dealer's part of a car's life, signed by his key; `key` is its public part."""

    vin: str
    dealer: str
    key: bytes
    made_at: datetime
    lines: tuple[TimelineEntry, ...]
    signature: str = ""

    @property
    def fingerprint(self) -> str:
        """The key as people compare it."""
        return fingerprint(self.key)

    @property
    def told_here(self) -> tuple[TimelineEntry, ...]:
        """The events that this dealer told himself."""
        return tuple(line for line in self.lines if not line.elsewhere)

    def signed_part(self) -> dict[str, Any]:
        """The content that the signature covers."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "vin": self.vin,
            "dealer": self.dealer,
            "key": self.key.hex(),
            "made_at": stamp(self.made_at),
            "events": [_plain(line) for line in self.lines],
        }


def _plain(line: TimelineEntry) -> dict[str, Any]:
    plain: dict[str, Any] = {"seq": line.seq, "seal": line.seal.hex()}
    if line.body is not None:
        links = {"body": line.body, "previous": line.previous.hex()}
        return plain | links | ({"personal": line.personal.hex()} if line.personal else {})
    return plain | ({"told": line.told} if line.told is not None else {})


def written(life: Life) -> bytes:
    """A life as its file holds it."""
    return canonical(life.signed_part() | {"signature": life.signature})


def check_life(life: Life, where: str) -> None:
    """Refuse a life whose signature or chain does not hold."""
    if not holds(life.key, life.signed_part(), life.signature):
        raise DossierNotWhole(where, "its signature does not hold")
    before, last = START, 0
    for line in life.lines:
        if line.seq <= last:
            raise DossierNotWhole(where, f"event {line.seq} is out of order")
        if line.body is not None and line.seal != seal_without(
            line.previous, before, line.body.encode(), line.personal or NO_PERSONAL
        ):
            raise DossierNotWhole(where, f"event {line.seq} was altered, or one before it is missing")
        before, last = line.seal, line.seq


def news(life: Life, known: Mapping[int, bytes]) -> list[TimelineEntry]:
    """The events of a life that are not known yet; refuses those that are known otherwise."""
    for line in life.lines:
        if line.seq in known and known[line.seq] != line.seal:
            raise LivesContradict(line.seq, life.dealer)
    return [line for line in life.told_here if line.seq not in known]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a dossier fits to what is here: what is new of each part, and what speaks against taking it in unasked."""

    new: tuple[tuple[Life, tuple[TimelineEntry, ...]], ...]
    known: int
    against: Objection | None = None

    @property
    def count(self) -> int:
        """How many events are new."""
        return sum(len(lines) for _, lines in self.new)


def fitted(
    lives: Sequence[Life], known: Mapping[bytes, Mapping[int, bytes]], own: Iterable[bytes], here: Iterable[int]
) -> Fit:
    """Compare a dossier's parts with what is known of each key.

    `own` are the keys of these books, `here` the numbers of what was told of the car here: that a dossier came or went
    is no life of its own. Where both sides have gone on since the car was handed over, or the car came here by another
    way, a person decides.
    """
    new = tuple((life, tuple(news(life, known.get(life.key, {})))) for life in lives)
    total = sum(len(life.told_here) for life in lives)
    count = sum(len(lines) for _, lines in new)
    return Fit(new, total - count, _against(lives, set(own), set(here), count) if count else None)


def _against(lives: Sequence[Life], own: set[bytes], here: set[int], count: int) -> Objection | None:
    carried = {line.seq for life in lives if life.key in own for line in life.lines}
    ahead = here - carried
    if not ahead:
        return None
    if not carried:
        return LifeKnownOtherwise(lives[0].vin, len(ahead))
    return LifeForked(lives[0].vin, len(ahead), count)
