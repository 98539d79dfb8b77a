"""Words for what was found at a used car: parts, wheels, items and reasons, as papers and screens write them."""

from collections.abc import Sequence

from lifecycle_desk.base.isolates import rtl
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import MM, Measure
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklist_items import Checklist
from lifecycle_desk.stages.transfer.condition.rules.condition import Axle, Wheel
from lifecycle_desk.stages.transfer.condition.rules.diagram import diagram
from lifecycle_desk.stages.transfer.condition.rules.grading import Reason
from lifecycle_desk.stages.transfer.condition.rules.limits import Found
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageMark

POINTS = NN_("%(n)s point", "%(n)s points")
# NOTE: of a sheet that is not complete: what is yet to be measured may add to it
SO_FAR = NN_("%(n)s point so far", "%(n)s points so far")
# NOTE: of the last condition report, by its day
POINTS_ON = NN_("%(n)s point on %(day)s", "%(n)s points on %(day)s")
_TITLED = N_("%(about)s: %(finding)s")
_ABOUT: dict[str, str] = {each.value: each.label for each in (*Wheel, *Axle)}


def points_of(event: int | None) -> str:
    """The words for the points of a report by its event; without one it is a sheet in work, which may come to more."""
    return SO_FAR if event is None else POINTS


def keys_words(language: Language, keys: int | None, cards: int | None) -> list[str]:
    """How many keys and how many key cards there are, each only where it was counted."""
    return [
        *([language(NN_("%(n)s key", "%(n)s keys"), n=keys)] if keys is not None else []),
        *([language(NN_("%(n)s key card", "%(n)s key cards"), n=cards)] if cards is not None else []),
    ]


def part_name(language: Language, mark: DamageMark) -> str:
    """The part that a mark lies on."""
    zone = diagram().zone(mark.view, mark.part)
    return language(zone.part.says) if zone else mark.part


def mark_words(language: Language, number: int, mark: DamageMark) -> str:
    """A mark in one line: its number, its part, what is wrong, how large."""
    words = language(
        N_("%(number)s: %(part)s, %(damage)s, %(size)s"),
        number=number,
        part=part_name(language, mark),
        damage=mark.kind,
        size=Measure(mark.size_mm, MM),
    )
    return _turned(language, words)


def _turned(language: Language, words: str) -> str:
    """A line that is made of values only: nothing between them says from which side it is read."""
    return rtl(words) if language.right_to_left else words


def found_words(language: Language, found: Found, used: Checklist) -> str:
    """A finding in one line, with the wheel, axle or item that it is about."""
    finding = language(found.kind.label, **found.facts)
    about = about_words(language, found.about, used)
    return _turned(language, language(_TITLED, about=about, finding=finding)) if about else finding


def about_words(language: Language, about: str, used: Checklist) -> str:
    """The subject of a finding: a wheel, an axle, an item of the list."""
    if about in _ABOUT:
        return language(_ABOUT[about])
    item = used.item(about)
    return language(item.says) if item else about


def reason_words(language: Language, reason: Reason, marks: Sequence[DamageMark], used: Checklist) -> str:
    """A reason of a grade in one line."""
    if reason.mark is not None:
        return mark_words(language, reason.mark, marks[reason.mark - 1])
    return found_words(language, reason.found, used) if reason.found else ""
