"""Open places: which seat of a server shows which order, car or customer now, told from seat to seat and kept nowhere.

Each seat says on a channel of the store what it shows: when that changes, when another seat asks, and every so often
as a sign of life. Nothing is locked by it, and no row is written.
"""

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

LIFE, LOST = 20.0, 60.0  # seconds between two signs of life, and without one until a seat counts as gone
LONGEST = 60  # letters of a seat's name


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody at another seat who has a place open."""

    who: str
    seat: str


@dataclass(slots=True)
class _Seat:
    """What another seat said last, and when it was heard."""

    who: str
    name: str
    place: str
    heard: float


class OpenPlaces:
    """What other seats have open, as they said it; `tell` sends a word to all, `heard` are called by a thread."""

    def __init__(self, mark: str, tell: Callable[[str], object]) -> None:
        self._mark, self._tell, self._one = mark, tell, Lock()
        self._others: dict[str, _Seat] = {}
        self._who, self._place = "", ""
        self.heard: list[Callable[[], object]] = []

    def show(self, place: str, who: str) -> None:
        """Say that somebody shows a place here, and ask the others for theirs."""
        self._who, self._place = who, place
        self._say(asks=True)

    def give_sign(self) -> None:
        """Say the same again, as a sign of life."""
        self._say(asks=False)

    def at(self, place: str) -> list[Elsewhere]:
        """Who has a place open at other seats."""
        since = monotonic() - LOST
        with self._one:
            here = [each for each in self._others.values() if each.place == place and each.heard > since]
        return sorted((Elsewhere(each.who, each.name) for each in here), key=lambda each: (each.who, each.seat))

    def hear(self, word: str) -> None:
        """Take in what a seat said."""
        try:
            said: dict[str, Any] = json.loads(word)
            mark, seat = str(said["mark"]), _Seat(str(said["who"]), str(said["seat"]), str(said["place"]), monotonic())
        except (ValueError, KeyError, TypeError):  # no word of ours
            return
        if mark == self._mark:
            return
        with self._one:
            self._others[mark] = seat
        for each in self.heard:
            each()
        if said.get("asks") and self._place:
            self._say(asks=False)

    def _say(self, *, asks: bool) -> None:
        name = platform.node()[:LONGEST]
        self._tell(json.dumps({"mark": self._mark, "who": self._who, "seat": name, "place": self._place, "asks": asks}))
