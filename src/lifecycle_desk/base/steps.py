"""Long work told in steps: a generator that yields how far it is and returns what it made."""

from collections.abc import Callable, Generator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """So much is done, of so much; total is 0 while it is unknown."""

    done: int
    total: int = 0


type Steps[Result] = Generator[Step, None, Result]


def drained[Result](steps: Steps[Result], told: Callable[[Step], object] = lambda _step: None) -> Result:
    """Run the work to its end, telling each step to whoever listens."""
    while True:
        try:
            told(next(steps))
        except StopIteration as end:
            result: Result = end.value
            return result
