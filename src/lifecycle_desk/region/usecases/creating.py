"""Creating a region: its tables, its first key, and what it is called."""

from lifecycle_desk.region.rules.receipt import LONGEST_NAME, can_name_a_region
from lifecycle_desk.region.rules.refusals import RegionNameUnusable
from lifecycle_desk.region.tables import about
from lifecycle_desk.region.tables.opening import RegionStore, create
from lifecycle_desk.region.usecases.receipts import make_key
from lifecycle_desk.trust.signing import fingerprint


def create_region(where: str, called: str = "") -> RegionStore:
    """A new region, with the key by which dealers will know it, and maybe a name."""
    name = _name(called) if called else ""
    region = create(where)
    new_key(region)
    if name:
        name_region(region, name)
    return region


def name_region(region: RegionStore, called: str) -> str:
    """Call a region otherwise from now on; gives the name as it is kept."""
    name = _name(called)
    with region.writing() as connection:
        about.save_name(connection, name)
    return name


def _name(called: str) -> str:
    name = " ".join(called.split())
    if not can_name_a_region(name):
        raise RegionNameUnusable(LONGEST_NAME)
    return name


def new_key(region: RegionStore) -> str:
    """Another key, which signs receipts from now on; gives its fingerprint, which dealers must be told."""
    with region.writing() as connection:
        return fingerprint(make_key(connection).public)
