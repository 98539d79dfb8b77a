"""A receipt: a signed head of a dealer's records under the region's key, and the name of the region that confirms them.

The name has a signature of its own beside that of the head, so an earlier program, which knows the head alone, verifies
the receipt all the same. A name whose signature does not match makes the whole receipt one that does not hold.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from lifecycle_desk.trust import heads, signing
from lifecycle_desk.trust.heads import Head
from lifecycle_desk.trust.signing import Key

LONGEST_NAME = 80  # letters of a region's name, as they stand in the head of a report


def can_name_a_region(text: str) -> bool:
    """Whether a text can be what a region is called."""
    return 0 < len(text) <= LONGEST_NAME and text.isprintable()


@dataclass(frozen=True, slots=True)
class Receipt(Head):
    """Up to which record, and with which seal, a region has the records of a dealer; `region` is what it is called."""

    region: str = ""
    region_signature: str = ""

    @property
    def said_with_name(self) -> dict[str, Any]:
        """The content that the signature of the name covers."""
        return self.said | {"region": self.region}

    @property
    def holds(self) -> bool:
        """Whether the key that it names signed it, and the name with it; whose key that is is for others to say."""
        if not signing.holds(self.public, self.said, self.signature):
            return False
        return not self.region or signing.holds(self.public, self.said_with_name, self.region_signature)

    @property
    def line(self) -> str:
        """The receipt as it is sent: one line of JSON."""
        return _in_json(self.said | {"signature": self.signature} | self._named)

    @property
    def signatures(self) -> str:
        """The signature as it is kept; of a named region its name and both signatures, in JSON."""
        return _in_json({"signature": self.signature} | self._named) if self.region else self.signature

    @property
    def _named(self) -> dict[str, str]:
        return {"region": self.region, "region_signature": self.region_signature} if self.region else {}


def _in_json(told: dict[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def signed_receipt(key: Key, head: Head, region: str = "") -> Receipt:
    """A head that a region signed, as its receipt."""
    bare = Receipt(**asdict(head), region=region)
    return Receipt(**asdict(head), region=region, region_signature=key.sign(bare.said_with_name)) if region else bare


def read_receipt(line: str) -> Receipt | None:
    """A receipt from its line; None where the line is none, or names a region as no region can be called."""
    head = heads.read(line)
    return _with_name(head, json.loads(line[line.index("{") : line.rindex("}") + 1])) if head else None


def kept_receipt(head: Head) -> Receipt:
    """A receipt from its row, whose signature is that of the head or, in JSON, all of `Receipt.signatures`."""
    if not head.signature.startswith("{"):
        return Receipt(**asdict(head))
    told = json.loads(head.signature)
    return Receipt(**(asdict(head) | {name: str(value) for name, value in told.items()}))


def _with_name(head: Head, told: dict[str, Any]) -> Receipt | None:
    name, signature = told.get("region", ""), told.get("region_signature", "")
    if name and not (isinstance(name, str) and can_name_a_region(name)):
        return None
    return Receipt(**asdict(head), region=str(name or ""), region_signature=str(signature))
