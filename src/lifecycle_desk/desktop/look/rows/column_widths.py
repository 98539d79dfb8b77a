"""How columns share a width: what stands in them decides who gets the room, and who goes where there is not enough."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Needs:
    """What one column needs, in px, each step no less than the one before.

    `bare`: a figure, a date or a chip whole, since a part of it says nothing or something false, and of a text as much
    as still says whom or what it is about. `told`: its title as well, in one line as far as the column was made for one
    as long, else in two. `owed`: what no column that matters less stays before, a name whole and of prose as much.
    `whole`: nothing in it is cut. `titled`: its title neither, in as many lines as the head has. `own`: what it was
    made for. A column whose `takes_rest` gets what is left by all; one that is `firm` is never narrower than bare as
    long as another can be; one that has a `turn` goes where there is no room, the lowest first.
    """

    bare: int
    told: int
    owed: int
    whole: int
    titled: int
    own: int
    takes_rest: bool = False
    firm: bool = True
    turn: int = 0

    @classmethod
    def of(cls, steps: Sequence[int], *, takes_rest: bool, firm: bool, turn: int = 0) -> "Needs":
        """The needs of six steps, of which a later one may be less than one before."""
        bare, told, owed, whole, titled, own = accumulate(steps, max)
        return cls(bare, told, owed, whole, titled, own, takes_rest, firm, turn)

    @property
    def weight(self) -> tuple[bool, int]:
        """Sorts columns by how much they matter: those that stay, then those that go last."""
        return self.turn > 0, -self.turn


STEPS: tuple[Callable[[Needs], int], ...] = (
    lambda each: each.told,
    lambda each: each.owed,
    lambda each: each.whole,
    lambda each: each.titled,
    lambda each: each.own,
)


def giving_way(needs: Mapping[int, Needs], room: int, empty: Sequence[int] = ()) -> frozenset[int]:
    """Which columns go: each that cannot be told beside what is owed to all that matter more.

    One in which nothing stands goes before any text is cut; `empty` names them in the order in which they go.
    """
    wholes = {at: each.whole for at, each in needs.items()}
    gone = _let_go(empty, wholes, wholes, room)
    left = {at: each for at, each in needs.items() if at not in gone}
    turns = sorted((at for at in left if left[at].turn), key=lambda at: left[at].weight, reverse=True)
    return gone | _let_go(
        turns, {at: each.told for at, each in left.items()}, {at: each.owed for at, each in left.items()}, room
    )


def _let_go(turns: Sequence[int], told: Mapping[int, int], owed: Mapping[int, int], room: int) -> frozenset[int]:
    """Which of some columns go, named from the one that matters least; a narrow one stays where a wide one cannot."""
    left, gone = room - sum(owed.values()) + sum(owed[at] for at in turns), set[int]()
    for at in reversed(turns):
        if told[at] <= left:
            left -= owed[at]
        else:
            gone.add(at)
    return frozenset(gone)


def shared(needs: Mapping[int, Needs], room: int, *, cut: int = 0, least: int = 0) -> dict[int, int]:
    """How wide each column is in some room.

    Where even the bare columns do not fit, those that are not firm are cut down to `cut`, if that is enough; with a
    `least` all are, in the end, since one cannot scroll; without it they stay bare, and one scrolls across.
    """
    wide = {at: each.bare for at, each in needs.items()}
    left = room - sum(wide.values())
    if left < 0:
        return _narrowed(wide, needs, -left, cut, least)
    for step in STEPS:
        left = _raise(wide, needs, step, left)
    rest = [at for at, each in needs.items() if each.takes_rest and each.bare] or [
        at for at, each in needs.items() if each.takes_rest
    ]
    _level(wide, rest, left)
    return wide


def _raise(wide: dict[int, int], needs: Mapping[int, Needs], step: Callable[[Needs], int], left: int) -> int:
    """Bring columns to a step, the last as far as there is room; gives what is left.

    First those that matter most; of them those that this makes whole, and that lack least, so that as many as can be
    are whole, and more of a name says more.
    """
    goals = {at: step(each) for at, each in needs.items()}
    lacking = {at: goal - wide[at] for at, goal in goals.items() if goal > wide[at]}
    for at in sorted(lacking, key=lambda at: (*needs[at].weight, goals[at] < needs[at].whole, lacking[at])):
        given = min(lacking[at], left)
        wide[at] += given
        left -= given
    return left


def _level(wide: dict[int, int], columns: Sequence[int], left: int) -> None:
    """Give what is left to the narrowest of some columns, so that they end as even as they can."""
    rising = sorted(columns, key=wide.__getitem__)
    for count in range(1, len(rising) + 1):
        low = wide[rising[count - 1]]
        above = wide[rising[count]] - low if count < len(rising) else left
        each, over = divmod(min(above * count, left), count)
        for place, at in enumerate(rising[:count]):
            wide[at] += each + (place < over)
        left -= each * count + over


def _narrowed(bare: Mapping[int, int], needs: Mapping[int, Needs], lack: int, cut: int, least: int) -> dict[int, int]:
    """Take from texts what is lacking, and where one cannot scroll from all columns."""
    texts = [at for at, each in needs.items() if not each.firm]
    wide, lack = _taken(bare, texts if cut else (), lack, cut)
    if not lack:
        return wide
    if not least:
        return dict(bare)
    for columns in (texts, [*needs]):
        wide, lack = _taken(wide, columns, lack, least)
    return wide


def _taken(wide: Mapping[int, int], columns: Sequence[int], lack: int, least: int) -> tuple[dict[int, int], int]:
    """Take from some columns what is lacking, from the widest first; gives what is still lacking."""
    left = dict(wide)
    for at in sorted(columns, key=left.__getitem__, reverse=True):
        taken = max(0, min(left[at] - least, lack))
        left[at] -= taken
        lack -= taken
    return left, lack
