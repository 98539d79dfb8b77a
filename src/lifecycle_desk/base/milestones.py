"""Milestones: the steps of a way, each with a name while it is open and another for when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Reached(Enum):
    """How far a step has come; one that is not needed was not done, and is never told as if it were."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @classmethod
    def of(cls, *, done: bool) -> "Reached":
        """A step that is either done or open."""
        return cls.DONE if done else cls.OPEN


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a way, as messages.

    `ahead` is a noun, “Depollution”; `done` is what may be said once it was done, “Depolluted”, and at no other time:
    who reads that of a car with live high voltage believes it and cuts.
    """

    ahead: str
    done: str

    def named(self, reached: Reached) -> str:
        """The name of a step that has come so far."""
        return self.done if reached is Reached.DONE else self.ahead


def reached_before(here: int, count: int) -> list[Reached]:
    """Of a way that is gone in order: all steps before one are done, the others open."""
    return [Reached.of(done=place < here) for place in range(count)]


def named(way: Sequence[Milestone], reached: Sequence[Reached]) -> list[str]:
    """The names of all steps of a way that has come so far."""
    return [each.named(of) for each, of in zip(way, reached, strict=True)]
