"""Works on a disk that breaks: in a process that has the failer before it, each run is a forked child of its own.

Answers with a line of JSON for each run: what failed, what was kept, and how the child ended.
"""

import errno
import gc
import json
import os
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from compiled_once import share
from harness import SAID, accesses, arm, copied, ended, in_child, know_all_rooms, user_at, work

WAYS = [
    (error, persistent, reads)
    for reads in (False, True)
    for error in (errno.EIO, errno.ENOSPC)
    for persistent in (False, True)
]
MISSED = 3  # accesses behind the last one, after which a way of failing is exhausted


def main(base: Path, folder: Path, runs: int) -> None:
    """Let the first access fail, then the second, and so on, in every way in turn."""
    know_all_rooms()
    share()
    work_twice(copied(base, folder / "whole.ldk"), lambda **_: None)  # what is compiled here no child compiles again
    gc.freeze()
    left = [iter(count(1)) for _ in WAYS]
    exhausted: set[int] = set()
    run = 0
    while run < runs:
        way = run % len(WAYS)
        if len(exhausted) == len(WAYS):  # every access has failed in every way: begin anew with another order of work
            exhausted.clear()
            left = [iter(count(1)) for _ in WAYS]
        if way in exhausted:
            runs, run = runs + 1, run + 1
            continue
        told = one(copied(base, folder / f"{run}.ldk"), next(left[way]), *WAYS[way])
        if not told["hit"]:
            exhausted.add(way)
        sys.stdout.write(json.dumps({"run": run} | told) + "\n")
        sys.stdout.flush()
        run += 1


def one(store: Path, nth: int, error: int, persistent: bool, reads: bool) -> dict[str, Any]:  # noqa: FBT001 (a way)
    """Work in a store whose nth access fails."""
    listen, speak = os.pipe()
    child = in_child(lambda: suffer(store, speak, nth, error, persistent=persistent, reads=reads))
    os.close(speak)
    with os.fdopen(listen, "rb") as lines:
        told = [json.loads(line) for line in lines]
    code = ended(child)
    kept = [each["kept"] for each in told if "kept" in each]
    said = [each["said"] for each in told if "said" in each]
    hit = any(each.get("accesses", 0) >= nth for each in told)
    return {"store": str(store), "code": code, "kept": kept, "said": said, "hit": hit, "nth": nth, "error": error}


def suffer(store: Path, speak: int, nth: int, error: int, *, persistent: bool, reads: bool) -> None:
    """Work in a store; what the store says of a fault is told, what was kept as well."""

    def tell(**what: object) -> None:
        os.write(speak, json.dumps(what).encode() + b"\n")

    arm(nth, error, persistent=persistent, reads=reads)
    work_twice(store, tell)
    tell(accesses=accesses())


def work_twice(store: Path, tell: Callable[..., None]) -> None:
    """Open a store and work in it, and once more."""
    for number in (700, 701):
        try:
            user = user_at(store)
            for seq in work(user, number, readings=1):
                tell(kept=seq)
            user.store.close()
        except SAID as fault:
            tell(said=fault.rule)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
