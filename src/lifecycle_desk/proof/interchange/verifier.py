"""The page with which anybody verifies a paper's code in a browser, given out with the dealer's public keys in it."""

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.resources import resource
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.dealership.tables import dealer
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.dealership.usecases.keys import known_keys

PAGE = "verify/verify.html"
EMPTY = b'<script type="application/json" id="dealer_keys">[]</script>'
# What ends a script or begins one is written as JSON may write every character (RFC 8259, 7).
IN_MARKUP = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def write(user: UserSession, _asked: dict[str, Any]) -> Iterator[bytes]:
    """The page with every key that has signed here, the latest first; of a revoked one the day is told, not the why.

    The reason was written for the books and may name somebody; the page may lie open to everybody.
    """
    page = resource(PAGE).read_bytes()
    before, place, after = page.partition(EMPTY)
    yield before
    yield place.replace(b"[]", in_markup(_keys(user)).encode())
    yield after


def in_markup(told: object) -> str:
    """JSON that can stand within a page's script."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(IN_MARKUP)


def _keys(user: UserSession) -> list[dict[str, Any]]:
    with user.store.reading() as tx:
        name, own = " ".join(dealer(tx).name.split()), zone(tx)
    return [
        {
            "dealer": name,
            "number": each.number,
            "public": b64encode(each.public).decode(),
            "revoked": each.revoked_at.astimezone(own).date().isoformat() if each.revoked_at else None,
        }
        for each in reversed(known_keys(user))
    ]


WRITER = Writer(
    "verifier", N_("A web page for verifying documents in a browser, including the dealer’s public keys."), write
)
