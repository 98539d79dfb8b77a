"""Drafts as they are looked at: what was begun in forms and not saved yet, the latest first."""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import drafts
from lifecycle_desk.store.seat import seat_of
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import lists

LONGEST = 120  # letters of what was written
BEFORE = "before"  # in a draft: what its form was filled with, which nobody wrote there


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft as a list shows it: of which form, about what, of which car, the longest text in it, begun where.

    `seat` and `computer` are those of another seat; empty where it is this one's.
    """

    number: int
    form: str
    about: str
    car: str
    plate: str
    written: str
    changed_at: datetime
    by: str | None
    text: str
    seat: str = ""
    computer: str = ""


class Drafts:
    """The drafts of some forms, as they stood when their keys were asked for."""

    tables = frozenset({"draft"})

    def __init__(self, user: UserSession, forms: Sequence[str], text: str = "") -> None:
        self.user, self.forms, self.text = user, frozenset(forms), text.casefold()
        self._found: tuple[DraftSummary, ...] = ()

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all drafts, or of the first ones."""
        with self.user.store.reading() as tx:
            rows = [each for each in drafts.listed(tx) if each.form in self.forms]
            cars = {each.vin: each for each in lists.of_vins(tx, sorted({each.about for each in rows}))}
        here = seat_of(self.user.store).mark
        found = (_summary(each, cars.get(each.about), here) for each in rows)
        self._found = tuple(each for each in found if self._fits(each))
        return array("q", (each.number for each in self._found[:first]))

    def _fits(self, line: DraftSummary) -> bool:
        return any(self.text in each.casefold() for each in (line.about, line.car, line.plate, line.written))

    def rows(self, keys: Sequence[int]) -> dict[int, DraftSummary]:
        """Some of them."""
        wanted = set(keys)
        return {each.number: each for each in self._found if each.number in wanted}


def _summary(row: Any, car: Any, here: str) -> DraftSummary:
    seat, computer = (row.seat, row.seat_name) if row.seat != here else ("", "")
    named_by = f"{row.form}\0{row.about}\0{seat}".encode()
    number = int.from_bytes(blake2b(named_by, digest_size=4).digest()) >> 1  # Qt's signals carry 31 bits
    called = named(car.make, car.model, car.variant) if car else ""
    plate = car.plate or "" if car else ""
    told = _longest(row.text), row.kept_at, row.by, row.text
    return DraftSummary(number, row.form, row.about, called, plate, *told, seat, computer)


def _longest(text: str) -> str:
    """The longest text that somebody wrote into a form, in one line; empty where there are only choices and figures."""
    try:
        draft = json.loads(text)
    except ValueError:
        return ""
    if isinstance(draft, dict):
        draft = {name: each for name, each in draft.items() if name != BEFORE}
    told = [" ".join(each.split()) for each in _texts(draft)]
    return max((each for each in told if " " in each), key=len, default="")[:LONGEST]


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)


def count_drafts(user: UserSession, forms: Sequence[str]) -> int:
    """How many drafts of some forms there are."""
    with user.store.reading() as tx:
        return sum(each in forms for each in drafts.forms(tx))


DraftHereToo = objection(
    "DraftHereToo", N_("There is already a draft of this form on this computer. Save or delete it first.")
)


def taking_over(user: UserSession, line: DraftSummary) -> Steps[None]:
    """Go on at this seat with a draft of another one, as steps for the writing queue."""
    with user.store.writing(user.staff) as tx:
        if not drafts.take_over(tx, line.form, line.about, line.seat):
            raise DraftHereToo
        yield Step(1, 1)


def dropping(user: UserSession, chosen: Sequence[DraftSummary]) -> Steps[None]:
    """Throw some drafts away, as steps for the writing queue."""
    with user.store.writing(user.staff) as tx:
        for each in chosen:
            drafts.drop(tx, each.form, each.about, each.seat or None)
        yield Step(len(chosen), len(chosen))


def bringing_back(user: UserSession, chosen: Sequence[DraftSummary]) -> Steps[None]:
    """Store some drafts again, except where another was begun in the same form meanwhile."""
    with user.store.writing(user.staff) as tx:
        for each in chosen:
            if drafts.draft(tx, each.form, each.about) is None:
                drafts.save(tx, each.form, each.about, each.text)
        yield Step(len(chosen), len(chosen))
