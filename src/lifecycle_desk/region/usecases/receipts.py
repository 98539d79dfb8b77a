"""Receipts: up to which record, and with which seal, a dealer's records are in the region, signed by the region's key.

A receipt is a head as the dealer's own, with another key under it: so whoever reads heads reads it, and the region is
a witness that none of the dealer's records was cut off or altered since. It bears the region's name, if there is one.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from lifecycle_desk.base import clock
from lifecycle_desk.region.rules.receipt import Receipt, signed_receipt
from lifecycle_desk.region.rules.refusals import RegionKeyElsewhere
from lifecycle_desk.region.tables import about, dealers, keys
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.store.own_secret import own_secret
from lifecycle_desk.trust import key_encryption
from lifecycle_desk.trust.heads import signed
from lifecycle_desk.trust.signing import Key, fingerprint, new_signing_key


def make_key(connection: Connection) -> Key:
    """A key of the region's own, sealed by this computer."""
    key = new_signing_key()
    keys.save_key(connection, key.public, key_encryption.sealed(key, own_secret()), clock.now())
    return key


def region_key(connection: Connection) -> Key:
    """The key that signs receipts; refuses on a computer that has none of the region's keys."""
    for row in reversed(keys.keys(connection)):
        if key := key_encryption.opened(bytes(row.public), bytes(row.sealed), own_secret()):
            return key
    raise RegionKeyElsewhere


def public_keys(region: RegionStore) -> list[str]:
    """The fingerprints of the region's keys, by which dealers know it; the one that was made last at the end."""
    with region.reading() as connection:
        return [fingerprint(bytes(row.public)) for row in keys.keys(connection)]


def receipts(region: RegionStore, of: Iterable[str]) -> list[Receipt]:
    """A receipt for each of some dealers of whom records are here, as they stand now."""
    with region.reading() as connection:
        key, at, name = region_key(connection), clock.now(), about.name(connection)
        known = [found for each in dict.fromkeys(of) if (found := dealers.dealer(connection, each))]
        heads = [signed(key, each.books, each.last_seq, each.last_seal, at) for each in known if each.last_seq]
        return [signed_receipt(key, each, name) for each in heads]
