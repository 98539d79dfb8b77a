"""What this version of the program can read of what dealers give, as one number beside each line that it could not.

A line that was tried by another number is tried again. The number follows from the kinds that the veil knows, from the
lines of a batch and from the facts that the folding reads, with all that these hold, so nobody has to raise it.
"""

from functools import cache
from hashlib import sha256

from lifecycle_desk.base.shapes import shapes
from lifecycle_desk.region.rules.batch import CampaignLine, CarLine, RecordLine
from lifecycle_desk.region.rules.folding import READ_AS
from lifecycle_desk.region.rules.veil import kinds_let_through
from lifecycle_desk.vehicle.rules.life import RecordedEvent

_LINES = (RecordLine, CampaignLine, CarLine, RecordedEvent)
_MOST = 2**31 - 1  # a whole number of four bytes, as it is kept


def what_is_read() -> int:
    """The number of this version: the same wherever the same is read."""
    facts = tuple((kind, READ_AS.get(kind, ())) for kind in sorted(kinds_let_through()))
    return _number(facts)


@cache
def _number(facts: tuple[tuple[str, tuple[type, ...]], ...]) -> int:
    told = [f"{kind}: {', '.join(sorted(each.__qualname__ for each in read))}" for kind, read in facts]
    told.append(shapes((*_LINES, *(each for _, read in facts for each in read))))
    return int.from_bytes(sha256("\n".join(told).encode()).digest()[:4]) & _MOST
