"""Mutants: small faults planted in the modules that decide about money and truth, to see which the tests notice.

    python packaging/mutants.py run                       # plants a sample, and tells what lives
    python packaging/mutants.py write                     # the same, and keeps it in packaging/mutants.txt
    python packaging/mutants.py compare -g totals -g veil # of two groups; ends with 1 if more lives than was kept

A mutant is one function with one change: a comparison moved to its neighbour, a guard that never holds, a raise that is
gone. It is planted in memory, by exchanging the code of a function that the tests have imported, in a process forked
for it, and the tests that run the function are run until one fails. It lives if none does: either no test shows what
that part is for, or the change makes no difference to anybody. Which tests run a function is observed beforehand.

The sample is drawn by what a mutant is called, and that names no line and no folder: the same mutants are tried after
a module has moved, and `--every 1` tries all. What runs when a module is imported is left alone: constants, fields and
default values. Tests on PostgreSQL and what tests do in other programs take no part, so a mutant that lives may still
be noticed by a whole run of the tests. It takes minutes for a group, and is no part of the tests.

Not mutmut (3.8): it plants nothing in functions with a decorator, which here are properties and transactions, takes no
raise, statement or guard away, numbers its mutants anew at each change, and draws no sample.
"""

import argparse
import functools
import gc
import hashlib
import importlib
import os
import pickle
import re
import shutil
import signal
import sys
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from time import process_time
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings
from mutations import Module, Mutant, Where, nested

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "packaging" / "mutants.txt"
PACKAGE = "lifecycle_desk"


@dataclass(frozen=True)
class Group:
    """Modules below src/lifecycle_desk, the tests that are about them, and one of how many mutants is tried."""

    modules: str
    tests: str
    every: int


GROUPS = {
    "totals": Group("**/service/**/totals.py", "service/test_totals.py service/test_orders.py", 1),
    "claims": Group(
        "**/service/claims/rules/*.py",
        "service/test_claim_[chmsw]*.py service/test_claims.py service/test_identities.py",
        20,
    ),
    "cover": Group("cover/rules/*.py", "vehicle/test_cover*.py service/test_line_cover.py", 32),
    "odometer": Group(
        "vehicle/rules/odometer*.py vehicle/rules/odd_readings.py vehicle/rules/dash.py",
        "vehicle/test_odometer*.py overview/test_shown_odometer.py sale/test_sale_walk.py",
        14,
    ),
    "veil": Group(
        "overview/usecases/lives/veil.py stages/charging/sessions/rules/view.py",
        "overview/test_redaction.py transfer/test_earlier*.py",
        2,
    ),
    "money": Group(
        "base/money.py", "base/test_money.py service/test_totals.py charging/test_pricing.py paper/test_papers.py", 1
    ),
    "trust": Group(
        "trust/*.py",
        "trust/*.py cli/test_heads.py vehicle/test_key_chain.py vehicle/test_each_proof*.py vehicle/test_witness.py",
        10,
    ),
    "store": Group(
        "store/*.py",
        "store/*.py vehicle/test_putting_back.py vehicle/test_write_protected.py vehicle/test_last_saved.py "
        "vehicle/test_erasure_restored.py cli/test_records.py overview/test_first_picture.py",
        50,
    ),
}
SECONDS = 20  # of the processor, for the tests of one mutant, the quickest first
PATIENCE = 60, 10  # seconds, and times what the tests took: then a mutant has hung itself, which counts as noticed
NOT_OURS = "postgresql"  # a server of its own for each mutant takes too long
TOOL = 4  # a number that no debugger or profiler uses

type Key = tuple[str, *Where]  # a function: its file, its name, its first line
type Functions = dict[Key, list[FunctionType]]


class Nursery:
    """Within a session of pytest: plants mutants, and sees which the tests notice."""

    def __init__(self, tree: Path, asked: argparse.Namespace) -> None:
        self.tree, self.asked = tree, asked
        self.found: dict[str, list[str]] = {}  # as they stand in the record

    def pytest_collection(self) -> None:
        """Before any test is read: Hypothesis is to draw the same each time."""
        settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running all tests once."""
        self.items = {each.nodeid: each for each in session.items if NOT_OURS not in each.nodeid}
        self._warm()
        for name in self.asked.group:
            tried, alive = self._tried(GROUPS[name])
            sums = f"{name}: tried {tried}, killed {tried - len(alive)}, alive {len(alive)}"
            self.found[name] = [sums, *(f"    {each}" for each in sorted(alive))]
            print(*self.found[name], sep="\n", flush=True)
        return True

    def _warm(self) -> None:
        """What all tests share is made before any process is forked; of the test that makes it nothing stays open."""
        plainest = min(self.items.values(), key=lambda each: len(getattr(each, "fixturenames", ())))
        near = set(plainest.listchain())
        self.far = min(self.items.values(), key=lambda each: len(near & set(each.listchain())))
        _passes(plainest, self.far)
        config: Any = plainest.config
        self.folder: Path = config._tmp_path_factory.getbasetemp()  # noqa: SLF001 (pytest gives it to fixtures alone)
        self.shared = set(self.folder.iterdir())
        gc.unfreeze()  # so that functions can be found
        caches = (each for each in gc.get_objects() if isinstance(each, type(functools.cache(len))))
        self.caches = [each for each in caches if each.__module__.startswith(PACKAGE)]

    def _tried(self, group: Group) -> tuple[int, list[str]]:
        """How many of a group's mutants were tried, and which live."""
        source = self.tree / "src" / PACKAGE
        paths = found_in(source, group.modules)
        modules = {str(path): Module(path) for path in paths if path.stem in (self.asked.module or [path.stem])}
        for path in paths:
            importlib.import_module(".".join(path.relative_to(source.parent).with_suffix("").parts))
        functions = _imported(modules)
        files = set(found_in(self.tree / "tests", group.tests))
        tests = self._observed([each for each in self.items.values() if each.path in files], functions)
        tried, alive = 0, []
        for mutant in self._sample(group, modules):
            if planted := modules[mutant.file].codes_of(mutant):
                tried += 1
                running = sorted(tests.get((mutant.file, *mutant.function), ()))
                if not (running and self._notice(running, mutant, planted, functions)):
                    alive.append(mutant.name)
                    where = f"{Path(mutant.file).relative_to(source)}:{mutant.line}"
                    print("alive:", where, mutant.name, "" if running else "(no test runs it)", flush=True)
        return tried, alive

    def _sample(self, group: Group, modules: dict[str, Module]) -> Iterator[Mutant]:
        for mutant in (each for module in modules.values() for each in module.mutants()):
            drawn = hashlib.sha256(f"{self.asked.seed}/{mutant.name}".encode()).digest()
            if int.from_bytes(drawn[:8]) % (self.asked.every or group.every) == 0:
                yield mutant

    def _observed(self, items: list[pytest.Item], functions: Functions) -> dict[Key, list[tuple[float, str]]]:
        """Which tests run which function, and how long each takes."""

        def observe() -> Any:
            seen, runs, failing = _watched(functions), defaultdict(list), []
            start = process_time()
            for item, passed in self._run(items):
                took, start = process_time() - start, process_time()
                for key in seen if passed else ():
                    runs[key].append((took, item.nodeid))
                failing += [] if passed else [item.nodeid]
                seen.clear()
                self._forget()
                sys.monitoring.restart_events()
            return failing, runs

        failing, observed = self._apart(observe, 0)
        for each in failing:
            print("fails without any mutant, and is left out:", each)
        return dict(observed)

    def _notice(
        self, running: list[tuple[float, str]], mutant: Mutant, planted: dict[Where, CodeType], functions: Functions
    ) -> bool:
        """Whether a test fails with a mutant, or hangs."""
        so_far = [*accumulate(took for took, _ in running)]
        chosen = max(1, bisect(so_far, SECONDS))
        items = [self.items[nodeid] for _, nodeid in running[:chosen]]
        first = {each.path: at for at, each in reversed([*enumerate(items)])}
        items.sort(key=lambda each: first[each.path])  # what a file makes for all its tests is made once

        def live() -> bool:
            for where, code in planted.items():
                for function in functions.get((mutant.file, *where), ()):
                    function.__code__ = code
            return all(passed for _, passed in self._run(items))

        return not self._apart(live, int(PATIENCE[0] + PATIENCE[1] * so_far[chosen - 1]))

    def _run(self, items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, bool]]:
        for item, following in zip(items, [*items[1:], self.far], strict=True):
            yield item, _passes(item, following)

    def _apart(self, work: Callable[[], Any], seconds: int) -> Any:
        """What a forked process finds, which says nothing and has its time; None if it does not live so long."""
        answer = self.folder / "found"
        if not (child := os.fork()):
            try:
                os.setpgid(0, 0)
                nowhere = os.open(os.devnull, os.O_RDWR)
                for stream in range(3):
                    os.dup2(nowhere, stream)
                signal.alarm(seconds)
                self._forget()
                answer.write_bytes(pickle.dumps(work()))
            finally:
                os._exit(0)  # whatever happened: this process is no second session
        os.waitpid(child, 0)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        found = pickle.loads(answer.read_bytes()) if answer.exists() else None  # noqa: S301 (our own)
        answer.unlink(missing_ok=True)
        for left in set(self.folder.iterdir()) - self.shared:
            shutil.rmtree(left, ignore_errors=True)
        return found

    def _forget(self) -> None:
        """What our functions keep of earlier calls is forgotten."""
        for each in self.caches:
            each.cache_clear()


def _passes(item: pytest.Item, following: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def found_in(folder: Path, globs: str) -> list[Path]:
    """The files that are meant; says which are not there, as after a move."""
    found = {glob: sorted(folder.glob(glob)) for glob in globs.split()}
    for glob in (each for each, paths in found.items() if not paths):
        print(f"nothing in {folder.name} is called {glob}")
    return [path for paths in found.values() for path in paths]


def _imported(modules: dict[str, Module]) -> Functions:
    """The functions of modules as they were imported, wherever they are held."""
    found: Functions = {}
    for each in gc.get_objects():
        if type(each) is FunctionType and (code := each.__code__).co_filename in modules:
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(each)
    return found


def _watched(functions: Functions) -> set[Key]:
    """A set in which each function is told that is run from now on."""
    seen: set[Key] = set()
    owners: dict[CodeType, Key] = {}

    def started(code: CodeType, _: int) -> object:
        seen.add(owners[code])
        return sys.monitoring.DISABLE

    sys.monitoring.use_tool_id(TOOL, "mutants")
    sys.monitoring.register_callback(TOOL, sys.monitoring.events.PY_START, started)
    for key, made in functions.items():
        for code in nested(made[0].__code__):
            owners.setdefault(code, key)
            sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.PY_START)
    return seen


def _kept() -> dict[str, list[str]]:
    text = RECORD.read_text(encoding="utf-8") if RECORD.exists() else ""
    return {lines[0].split(":")[0]: lines for lines in map(str.splitlines, re.split(r"\n(?! )", text)) if lines}


def main() -> int:
    """Run, write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("run", "write", "compare"))
    parser.add_argument("-g", "--group", choices=(*GROUPS,), action="append")
    parser.add_argument("-m", "--module", action="append", help="only modules of this name")
    parser.add_argument("--every", type=int, help="one of how many mutants is tried, instead of the group's own")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--tree", type=Path, default=ROOT, help="another checkout, with its own tests")
    asked = parser.parse_args()
    asked.group = asked.group or [*GROUPS]
    tree = asked.tree.resolve()
    os.chdir(tree)
    sys.path.insert(0, str(tree / "src"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    files = dict.fromkeys(str(path) for name in asked.group for path in found_in(tree / "tests", GROUPS[name].tests))
    nursery = Nursery(tree, asked)
    options = ("-s", "-qq", "--no-summary", "-p", "no:cacheprovider", "-p", "no:faulthandler", f"--rootdir={tree}")
    if code := pytest.main([*options, *files], plugins=[nursery]):
        return int(code)
    kept = _kept()
    if asked.what == "write":
        whole = kept | nursery.found
        told = [line for name in GROUPS for line in whole.get(name, ())]
        RECORD.write_text("\n".join(told) + "\n", encoding="utf-8")
    if asked.what != "compare":
        return 0
    more = [
        (name, each) for name, found in nursery.found.items() for each in found[1:] if each not in kept.get(name, ())
    ]
    for name, each in more:
        print(f"lives, and did not: {name} {each.strip()}")
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
