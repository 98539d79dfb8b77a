"""A batch as a dealer gives it: a signed head, its records in order without people, and the rows of the cars they move.

A seal of the dealer's chain covers the whole body of a record, with the names of staff and the words of customers, so
none of it could be left out and the seal still be computed here. Bodies therefore stay with the dealer: what travels
is what `veil` lets through, and the seal, to which the dealer is bound by the signature under the head. Who holds the
key could seal whatever he likes into a new record, with or without its body; what he once gave he cannot give
otherwise, since every seal holds those before it. A body that is in dispute can be shown and compared with its seal.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.typed import UnreadableError, typed
from lifecycle_desk.region.rules.veil import lets_through
from lifecycle_desk.trust.signing import Key, holds

FORMAT, VERSION = "lifecycle-desk/region", 1
DEALER_LETTERS = 32  # of the first seal in hexadecimal: how a dealer is known


@dataclass(frozen=True, slots=True)
class EndorsedKey:
    """A key of the dealer, by its number there, and the signature of an earlier key (`by`) under it."""

    number: int
    public: str
    by: str
    endorsement: str


@dataclass(frozen=True, slots=True)
class BatchHead:
    """The head of a batch: whose it is, from after which record to which, what its lines hash to, and the signature.

    `books` is the first seal of the chain, `before` the seal of record no. `after`, `seal` that of the last one,
    `stands` the number of the dealer's last record when it was made; `endorsed` are the keys of the dealer that a
    receiver may not know yet.
    """

    books: str
    name: str
    market: str
    language: str
    time_zone: str
    after: int
    before: str
    seq: int
    seal: str
    stands: int
    made_at: str
    lines: int
    cars: int
    sha256: str
    key: str
    endorsed: tuple[EndorsedKey, ...] = ()
    format: str = FORMAT
    version: int = VERSION
    signature: str = ""

    @property
    def dealer(self) -> str:
        """The dealer as the region knows it."""
        return dealer_of(bytes.fromhex(self.books))

    @property
    def public(self) -> bytes:
        """The key that signed."""
        return bytes.fromhex(self.key)

    @property
    def said(self) -> dict[str, Any]:
        """The content that the signature covers."""
        return {name: value for name, value in asdict(self).items() if name != "signature"}

    @property
    def holds(self) -> bool:
        """Whether the key that it names signed it; whose key that is is for others to say."""
        return holds(self.public, self.said, self.signature)

    def signed(self, key: Key) -> "BatchHead":
        """The head, signed."""
        return replace(self, signature=key.sign(self.said))


def dealer_of(books: bytes) -> str:
    """A dealer as the region knows it: by the first seal of its chain, not by its name."""
    return books.hex()[:DEALER_LETTERS]


def read_head(told: Mapping[str, Any]) -> BatchHead:
    """A head from its JSON; ValueError where it is none."""
    head = typed(BatchHead, told)
    for each in (head.books, head.before, head.seal, head.key):
        bytes.fromhex(each)
    if head.format != FORMAT or not 0 <= head.after <= head.seq or len(head.books) < DEALER_LETTERS:
        raise ValueError("another format")
    return head


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record as it travels: `told` is what the veil lets through, by the names of a recorded event.

    `unread` is the whole line of one that a newer version wrote and this one reads in part; it does not travel.
    """

    seq: int
    seal: str
    on: date
    at: str
    kind: str
    vin: str | None = None
    corrects: int | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    unread: str = ""


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """A line of a kind that this version does not know, as it came."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign that a file or the dealer changed: where cars stood in it is told anew by the cars of the batch."""

    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignStanding:
    """Where a car stands in a campaign: no record tells it, since it follows from the files of makers."""

    campaign: str
    state: str
    since: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class CarLine:
    """A car as the dealer's row has it, with what no record tells: its campaigns, and the climate that it lives in."""

    vin: str
    make: str = ""
    model: str = ""
    variant: str = ""
    model_year: int | None = None
    energy: str = ""
    stage: str = ""
    odometer_km: int | None = None
    arrived_on: date | None = None
    sold_on: date | None = None
    handed_over_on: date | None = None
    first_registered_on: date | None = None
    last_event_on: date | None = None
    climate: str = ""
    campaigns: tuple[CampaignStanding, ...] = ()


type BatchLine = RecordLine | CampaignLine | CarLine | UnknownLine

_ESSENTIAL = ("seq", "seal", "on", "at", "kind", "vin")  # without these it is no record
_NAMES = frozenset(each.name for each in fields(RecordLine)) - {"unread"}


def read_record(told: Mapping[str, Any]) -> RecordLine:
    """A record from its line, with the line beside it where some of it cannot be read; UnreadableError if all."""
    plain = {name: value for name, value in told.items() if name in _NAMES}
    try:
        line, is_whole = typed(RecordLine, plain), len(plain) == len(told)
    except UnreadableError:
        line, is_whole = typed(RecordLine, {name: told[name] for name in _ESSENTIAL if name in told}), False
    return line if is_whole else replace(line, unread=json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def is_known(line: RecordLine) -> bool:
    """Whether this version lets anything of its kind through; facts of another kind are a newer version's."""
    return not line.told.get("facts") or lets_through(line.kind)


@dataclass(frozen=True, slots=True)
class Brought:
    """A batch whose lines are those that its head signs, to be gone over more than once; whose key that is, is open."""

    head: BatchHead
    lines: Callable[[], Iterator[BatchLine]]
