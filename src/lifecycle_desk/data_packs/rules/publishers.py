"""The publishers whose data packs are believed without asking: those that whoever built the program named in it."""

import tomllib
from functools import cache

from lifecycle_desk.base.resources import resource


@cache
def publishers() -> frozenset[bytes]:
    """The public keys that come with the program."""
    content = tomllib.loads(resource("publishers/keys.toml").read_text("utf-8"))
    return frozenset(bytes.fromhex(each["key"]) for each in content["publishers"])
