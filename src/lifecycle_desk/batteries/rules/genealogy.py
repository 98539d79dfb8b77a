"""The genealogy: batteries, what each is a part of and what each became; and what every move does to them.

One battery is in one place: in a car, in one whole, or by itself. Parts are of a lower kind than their whole and new
batteries are new, so that nothing comes from itself. That a whole lists its parts is GB/T 34014-2017, 4.1; that a
second life is linked to all originals is Regulation (EU) 2023/1542, Article 77(7).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from lifecycle_desk.batteries.rules import moves, words
from lifecycle_desk.batteries.rules.codes import SECOND_LIFE_LENGTH, ProductType
from lifecycle_desk.batteries.rules.moves import Move
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart, BatteryStatus, Relation, Whereabouts

ORDER = tuple(ProductType)  # from the whole to its parts
RANK = {kind: at for at, kind in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Battery:
    """A battery as it stands: as it was made, its status, and where it is.

    `vin` is the car that it is in or was last in; None: it came from elsewhere. `moved_on` is the day of its last move.
    """

    facts: BatteryFacts
    status: BatteryStatus
    where: Whereabouts
    vin: str | None
    moved_on: date

    @property
    def code(self) -> str:
        """Its code, or the number that the books gave it."""
        return self.facts.code

    @property
    def kind(self) -> ProductType:
        """Pack, module or cell."""
        return self.facts.kind


@dataclass(frozen=True, slots=True)
class Link:
    """Two batteries that belong together, from a day until another; None: still."""

    parent: str
    child: str
    relation: Relation
    since: date
    until: date | None = None


class Genealogy:
    """Batteries with their links, on which moves are made one after the other; a refused move changes nothing."""

    def __init__(self, batteries: Iterable[Battery] = (), links: Iterable[Link] = ()) -> None:
        self.batteries = {each.code: each for each in batteries}
        self.links: list[Link] = []
        self._open: dict[str, int] = {}  # of each part that is in a whole now, the place of its link
        self._held: dict[str, dict[str, None]] = {}  # of each whole, its parts
        self._came_from: dict[str, list[int]] = {}  # of each battery, the places of the links to what is before it
        for each in links:
            self._link(each)

    def copy(self) -> "Genealogy":
        """The same to go on with: after a refusal, the one that refused is not to be used."""
        return Genealogy(self.batteries.values(), self.links)

    def make(self, move: Move, on: date) -> None:
        """Make a move on a day; raises the objection of a move that is impossible."""
        match move:
            case moves.Known():
                self._known(move, on)
            case moves.TakenOut(code, vin):
                self._met(code, vin, on)
                self._taken_out(code, on)
            case moves.PutIn(code, vin, into):
                self._put_in(code, vin, into, on)
            case moves.BrokenUp(code):
                self._broken_up(code, on)
            case moves.Joined(whole, parts, status):
                self._joined(whole, parts, status, on)
            case moves.SecondLife():
                self._second_life(move, on)
            case moves.BecameWaste(code) | moves.Recycled(code):
                self._wasted(code, on, recycled=isinstance(move, moves.Recycled))
            case moves.HandedOver():
                self._handed_over(move, on)
            case moves.Replaced():
                self._replaced(move, on)

    # What is known

    def battery(self, code: str) -> Battery:
        """A battery; refuses a code that is not known."""
        if code not in self.batteries:
            raise words.UnknownBattery(code)
        return self.batteries[code]

    def whole(self, code: str) -> str | None:
        """The battery that another one is a part of now."""
        at = self._open.get(code)
        return None if at is None else self.links[at].parent

    def parts(self, code: str) -> list[str]:
        """The parts that a battery has now, in the order in which they came."""
        return list(self._held.get(code, ()))

    def within(self, code: str) -> Iterator[str]:
        """A battery and all that is in it now, each before its own parts."""
        yield code
        for part in self.parts(code):
            yield from self.within(part)

    def root(self, code: str) -> str:
        """The outermost battery that holds another one; itself where none does."""
        outer = self.whole(code)
        return self.root(outer) if outer else code

    def ancestors(self, code: str) -> set[str]:
        """All batteries that one ever came from or was ever a part of."""
        found: set[str] = set()
        ahead = [code]
        while ahead:
            before = {self.links[at].parent for at in self._came_from.get(ahead.pop(), ())} - found
            found |= before
            ahead += before
        return found

    def in_car(self, vin: str) -> list[str]:
        """The known batteries that a car has in it."""
        return [each.code for each in self.batteries.values() if (each.where, each.vin) == (Whereabouts.IN_CAR, vin)]

    def originals(self, code: str) -> list[str]:
        """The batteries of which one was made, of the first life."""
        links = (self.links[at] for at in self._came_from.get(code, ()))
        came_from = [each.parent for each in links if each.relation is Relation.BECAME]
        return list(dict.fromkeys(each for parent in came_from for each in self.originals(parent) or [parent]))

    # What is refused

    def _present(self, code: str) -> Battery:
        """A battery that is still there and here."""
        found = self.battery(code)
        outer = self.batteries[self.root(code)]
        if outer.where.is_gone:
            raise words.BatteryGone(outer.code, outer.where)
        if outer.where is Whereabouts.HANDED_OVER:
            raise words.BatteryAway(outer.code)
        return found

    def _loose(self, code: str) -> Battery:
        """A battery that lies by itself, wherever that is."""
        found = self.battery(code)
        if found.where is Whereabouts.IN_CAR:
            raise words.BatteryInACar(code, found.vin or "")
        if found.where is Whereabouts.PART:
            raise words.BatteryInAWhole(code, self.whole(code) or "")
        if found.where.is_gone:
            raise words.BatteryGone(code, found.where)
        return found

    def _here(self, code: str) -> Battery:
        """A battery that lies by itself, here."""
        found = self._loose(code)
        if found.where is Whereabouts.HANDED_OVER:
            raise words.BatteryAway(code)
        return found

    def _free_car(self, vin: str, code: str) -> None:
        for other in self.in_car(vin):
            if other != code:
                raise words.CarHasBattery(other, vin)

    def _new(self, facts: BatteryFacts, made_of: Iterable[str] = ()) -> None:
        for each in made_of:
            if facts.code == each or facts.code in self.ancestors(each):
                raise words.BatteryItsOwnAncestor(facts.code)
        if facts.code in self.batteries:
            raise words.BatteryKnown(facts.code)

    def _fits(self, part: ProductType, whole: ProductType, code: str) -> None:
        if RANK[part] <= RANK[whole]:
            raise words.BatteryNoPart(code, part, whole)

    # What is done

    def _keep(self, battery: Battery) -> None:
        self.batteries[battery.code] = battery

    def _set(
        self,
        code: str,
        on: date,
        *,
        status: BatteryStatus | None = None,
        where: Whereabouts | None = None,
        vin: str | None = None,
    ) -> None:
        """Change a battery and, but for where it is, all that is in it."""
        for each in self.within(code):
            found = self.batteries[each]
            here = where if each == code and where else found.where
            self._keep(replace(found, status=status or found.status, where=here, vin=vin or found.vin, moved_on=on))

    def _link(self, link: Link) -> None:
        at = len(self.links)
        self.links.append(link)
        self._came_from.setdefault(link.child, []).append(at)
        if link.relation is Relation.CONTAINS and link.until is None:
            self._open[link.child] = at
            self._held.setdefault(link.parent, {})[link.child] = None

    def _hold(self, whole: str, part: str, on: date) -> None:
        """Put a part that is free into a whole."""
        self._fits(self.batteries[part].kind, self.batteries[whole].kind, part)
        self._link(Link(whole, part, Relation.CONTAINS, on))
        self._set(part, on, where=Whereabouts.PART, vin=self.batteries[whole].vin)

    def _let_go(self, part: str, on: date) -> None:
        """Let a part be in its whole no longer."""
        at = self._open.pop(part, None)
        if at is not None:
            link = self.links[at]
            self.links[at] = replace(link, until=on)
            del self._held[link.parent][part]

    def _met(self, code: str, vin: str | None, on: date) -> None:
        """A pack that only its car told of so far: a code of a second life says that it is used again."""
        if code not in self.batteries and vin:
            self._keep(Battery(BatteryFacts(code), presumed(code), Whereabouts.IN_CAR, vin, on))

    def _known(self, move: moves.Known, on: date) -> None:
        told = [BatteryPart(move.battery), *move.parts]
        _once(each.battery.code for each in told)
        code = move.battery.code
        if code in self.batteries:
            self._known_again(move, on)
        else:
            where = Whereabouts.IN_CAR if move.vin else Whereabouts.OUT
            self._keep(Battery(move.battery, move.status, where, move.vin, on))
        if move.vin:
            if move.battery.kind is not ProductType.PACK:
                raise words.OnlyPacksInCars(code, move.battery.kind)
            self._free_car(move.vin, code)
        for each in move.parts:
            self._known_part(code, each, move.status, on)

    def _known_again(self, move: moves.Known, on: date) -> None:
        """More is told of a battery: what is not told stays; one that was handed over has come back."""
        code, found = move.battery.code, self.batteries[move.battery.code]
        if found.where.is_gone:
            raise words.BatteryGone(code, found.where)
        self._retell(move.battery)
        if move.vin and (found.where, found.vin) != (Whereabouts.IN_CAR, move.vin):
            if not found.where.is_loose:
                self._loose(code)
            self._set(code, on, where=Whereabouts.IN_CAR, vin=move.vin)
        elif found.where is Whereabouts.HANDED_OVER:
            self._set(code, on, where=Whereabouts.OUT)

    def _retell(self, told: BatteryFacts) -> None:
        found = self.batteries[told.code]
        if found.kind is not told.kind:
            raise words.BatteryOfOtherKind(told.code, found.kind)
        given = {each.name: value for each in fields(told) if (value := getattr(told, each.name)) not in {None, ""}}
        self._keep(replace(found, facts=replace(found.facts, **given)))

    def _known_part(self, root: str, part: BatteryPart, status: BatteryStatus, on: date) -> None:
        told, inside = part.battery, part.inside or root
        whole = self.battery(inside)
        if root not in {inside, self.whole(inside)}:
            raise words.UnknownBattery(inside)
        if told.code in self.batteries:
            self._retell(told)
            if self.whole(told.code) == inside:
                return
            self._here(told.code)
        else:
            self._keep(Battery(told, status, Whereabouts.OUT, whole.vin, on))
        self._hold(inside, told.code, on)

    def _taken_out(self, code: str, on: date) -> None:
        found = self._present(code)
        if found.where.is_loose:
            raise words.BatteryIsOut(code)
        self._let_go(code, on)
        self._set(code, on, where=Whereabouts.OUT)

    def _put_in(self, code: str, vin: str | None, into: str | None, on: date) -> None:
        found = self._here(code)
        if into:
            if into in self.within(code):
                raise words.BatteryItsOwnAncestor(code)
            self._present(into)
            self._hold(into, code, on)
        elif vin:
            if found.kind is not ProductType.PACK:
                raise words.OnlyPacksInCars(code, found.kind)
            self._free_car(vin, code)
            self._set(code, on, where=Whereabouts.IN_CAR, vin=vin)

    def _broken_up(self, code: str, on: date) -> None:
        found, parts = self._loose(code), self.parts(code)
        if not parts:
            raise words.BatteryWithoutParts(code)
        for part in parts:
            self._let_go(part, on)
            self._set(part, on, where=found.where)
        self._set(code, on, where=Whereabouts.BROKEN_UP)

    def _joined(self, whole: BatteryFacts, parts: tuple[str, ...], status: BatteryStatus, on: date) -> None:
        _once(parts)
        self._new(whole, parts)
        came_from = [self._here(each).vin for each in parts]
        self._keep(Battery(whole, status, Whereabouts.OUT, next(filter(None, came_from), None), on))
        for part in parts:
            self._hold(whole.code, part, on)

    def _second_life(self, move: moves.SecondLife, on: date) -> None:
        if move.status not in words.SECOND_LIVES:
            raise words.NoSecondLife(move.status)
        _once(move.codes)
        if move.made:
            _once(each.code for each in move.made)
        old = [self._loose(each) for each in move.codes]
        if not move.made:
            if move.status is not BatteryStatus.REUSED:
                raise words.SecondLifeUncoded
            for each in move.codes:
                self._set(each, on, status=move.status)
            return
        for facts in move.made:
            self._new(facts, move.codes)
            home = next((each.vin for each in old if each.vin), None)
            self._keep(Battery(facts, move.status, old[0].where, home, on))
        self._became(move, on)

    def _became(self, move: moves.SecondLife, on: date) -> None:
        """The old ones end in the new ones; their parts go along into the one, or lie by themselves beside several."""
        for code in move.codes:
            where, parts = self.batteries[code].where, self.parts(code)
            for part in parts:
                self._let_go(part, on)
                self._set(part, on, where=where, status=move.status)
                if len(move.made) == 1:
                    self._hold(move.made[0].code, part, on)
            self._set(code, on, where=Whereabouts.BECAME)
            for made in move.made:
                self._link(Link(code, made.code, Relation.BECAME, on))

    def _wasted(self, code: str, on: date, *, recycled: bool) -> None:
        self._loose(code)
        self._set(code, on, status=BatteryStatus.WASTE)
        if recycled:
            self._keep(replace(self.batteries[code], where=Whereabouts.RECYCLED))

    def _handed_over(self, move: moves.HandedOver, on: date) -> None:
        _once(move.codes)
        for code in move.codes:
            self._met(code, move.vin, on)
            found = self._present(code)
            if found.where is Whereabouts.PART:
                raise words.BatteryInAWhole(code, self.whole(code) or "")
            status = BatteryStatus.WASTE if move.fate.of_waste else None
            self._set(code, on, where=Whereabouts.HANDED_OVER, status=status)

    def _replaced(self, move: moves.Replaced, on: date) -> None:
        if move.before and move.before != move.code:
            self._met(move.before, move.vin, on)
        if move.code in self.batteries and move.code not in self.in_car(move.vin):
            self._loose(move.code)
        for other in self.in_car(move.vin):
            if other != move.code:
                self._set(other, on, where=Whereabouts.OUT)
        self._met(move.code, move.vin, on)
        self._set(move.code, on, where=Whereabouts.IN_CAR, vin=move.vin)


def presumed(code: str) -> BatteryStatus:
    """The status that a battery's code lets one presume where nobody has told it."""
    second = len(code) == SECOND_LIFE_LENGTH and code[-2] == "R"
    return BatteryStatus.REUSED if second else BatteryStatus.ORIGINAL


def _once(codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise words.BatteryTwice(code)
        seen.add(code)
    if not seen:
        raise words.NoBatteryNamed
