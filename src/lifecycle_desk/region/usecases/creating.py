"""Creating a region: its tables and its first key."""

from lifecycle_desk.region.tables.opening import RegionStore, create
from lifecycle_desk.region.usecases.receipts import make_key
from lifecycle_desk.trust.signing import fingerprint


def create_region(where: str) -> RegionStore:
    """A new region, with the key by which dealers will know it."""
    region = create(where)
    new_key(region)
    return region


def new_key(region: RegionStore) -> str:
    """Another key, which signs receipts from now on; gives its fingerprint, which dealers must be told."""
    with region.writing() as connection:
        return fingerprint(make_key(connection).public)
