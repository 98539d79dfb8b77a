"""How the benches measure: CPU seconds of this process or of a child, the median of interleaved runs, ratios."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TOP = Path(__file__).parents[2]
AS_THE_PROGRAM = """
from lifecycle_desk.base.collector import collect_seldom
collect_seldom()
"""  # what a process of its own begins with, where it is ours


@dataclass(frozen=True)
class Result:
    """One row of the table: what, beside what, the ratio, what we hold ourselves to, and the sizes."""

    what: str
    baseline: str
    ratio: float
    hold: float
    sizes: str
    more_is_better: bool = False

    @property
    def held(self) -> bool:
        """Whether the ratio is on the right side."""
        return self.ratio >= self.hold if self.more_is_better else self.ratio <= self.hold


def cpu(call: Callable[[], object]) -> float:
    """CPU seconds that a call takes in this process."""
    before = time.process_time()
    call()
    return time.process_time() - before


def wall(call: Callable[[], object]) -> float:
    """Seconds on the wall that a call takes: where the disk is what costs."""
    before = time.perf_counter()
    call()
    return time.perf_counter() - before


def told_by_child(code: str, *arguments: str) -> float:
    """A number that a process of its own prints."""
    return float(printed_by_child(code, *arguments))


def printed_by_child(code: str, *arguments: str) -> str:
    """What a process of its own prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    asked = [sys.executable, "-c", code, *arguments]
    return subprocess.run(asked, check=True, cwd=TOP, env=environment, stdout=subprocess.PIPE, text=True).stdout


def beside(ours: Callable[[], float], theirs: Callable[[], float], runs: int = 5) -> tuple[float, float]:
    """The medians of two measures, taken in turn so that both see the same machine."""
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def ratio(ours: Callable[[], float], theirs: Callable[[], float], runs: int = 5) -> float:
    """Ours over theirs."""
    one, other = beside(ours, theirs, runs)
    return one / other


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of all stays below."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
