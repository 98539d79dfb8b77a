"""A battery's whole family as it is drawn: batteries that are alike and lie alike are one group with a count."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum

from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.batteries.rules.genealogy import Battery, Genealogy
from lifecycle_desk.batteries.rules.words import BatteryStatus, Relation, Whereabouts

MOST_GROUPS = 24  # more boxes nobody reads; then groups go by kind, status and place alone


class Tie(Enum):
    """How two groups belong together."""

    HOLDS = "holds"
    HELD = "held"  # once, and no longer
    BECAME = "became"


@dataclass(frozen=True, slots=True)
class Group:
    """Batteries that are alike: their codes in order, what they are, and how they stand."""

    codes: tuple[str, ...]
    kind: ProductType
    status: BatteryStatus
    where: Whereabouts
    vin: str | None

    @property
    def many(self) -> bool:
        """Whether it stands for several."""
        return len(self.codes) > 1


@dataclass(frozen=True, slots=True)
class Joint:
    """Two groups, by their places among all, that belong together."""

    parent: int
    child: int
    tie: Tie


@dataclass(frozen=True, slots=True)
class Drawn:
    """A family as groups, parents before children, and their joints."""

    groups: tuple[Group, ...]
    joints: tuple[Joint, ...]


def drawn(family: Genealogy, focus: str) -> Drawn:
    """The family of a battery in groups; the battery itself, and what became something, stand alone."""
    made = _drawn(family, focus, _alike(family, focus))
    if len(made.groups) <= MOST_GROUPS:
        return made
    return _drawn(family, focus, {code: hash((code == focus, _own(each))) for code, each in family.batteries.items()})


def _drawn(family: Genealogy, focus: str, alike: dict[str, int]) -> Drawn:
    ties = _ties(family)
    groups: dict[object, list[str]] = {}
    group_of: dict[str, object] = {}
    for code in _in_order(family):
        above = frozenset((group_of[parent], tie) for parent, tie in ties.get(code, ()))
        alone = code if code == focus or _turned(family, code) else None
        key = (above, alike[code], alone)
        groups.setdefault(key, []).append(code)
        group_of[code] = key
    places = {key: at for at, key in enumerate(groups)}
    joints = {
        Joint(places[group_of[parent]], places[group_of[code]], tie): None
        for code in group_of
        for parent, tie in ties.get(code, ())
    }
    return Drawn(tuple(_group(family, codes) for codes in groups.values()), tuple(joints))


def _group(family: Genealogy, codes: list[str]) -> Group:
    first = family.batteries[codes[0]]
    return Group(tuple(codes), first.kind, first.status, first.where, first.vin)


def _ties(family: Genealogy) -> dict[str, list[tuple[str, Tie]]]:
    """The wholes and origins of each battery. That it was in its present whole before goes without saying."""
    became = {(each.parent, each.child) for each in family.links if each.relation is Relation.BECAME}
    found: dict[str, list[tuple[str, Tie]]] = {}
    for each in family.links:
        now = family.whole(each.child)
        if each.relation is Relation.BECAME:
            tie = Tie.BECAME
        elif each.until is None:
            tie = Tie.HOLDS
        elif each.parent == now or (now and (each.parent, now) in became):
            continue
        else:
            tie = Tie.HELD
        known = found.setdefault(each.child, [])
        if (each.parent, tie) not in known and each.parent in family.batteries:
            known.append((each.parent, tie))
    return found


def _in_order(family: Genealogy) -> list[str]:
    """All batteries, each behind all that it hangs on."""
    ties, order, seen = _ties(family), dict[str, None](), set[str]()

    def put(code: str) -> None:
        if code in seen:
            return
        seen.add(code)
        for parent, _ in ties.get(code, ()):
            put(parent)
        order[code] = None

    for code in family.batteries:
        put(code)
    return list(order)


def _turned(family: Genealogy, code: str) -> bool:
    """Whether a battery became another one, or was made of others."""
    return any(each.relation is Relation.BECAME and code in {each.parent, each.child} for each in family.links)


def _own(battery: Battery) -> tuple[str, str, str]:
    return battery.kind.value, battery.status.value, battery.where.value


def _alike(family: Genealogy, focus: str) -> dict[str, int]:
    """A sign for each battery that is the same for those that stand alike, with parts that stand alike."""
    signs: dict[str, int] = {}

    def sign(code: str) -> int:
        if code not in signs:
            parts = Counter(sign(part) for part in family.parts(code))
            signs[code] = hash((code == focus, _own(family.batteries[code]), frozenset(parts.items())))
        return signs[code]

    for code in family.batteries:
        sign(code)
    return signs
