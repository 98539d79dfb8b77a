"""A battery's family as a tree of boxes, as screen and paper show it."""

from lifecycle_desk.base import scene
from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.batteries.rules.family import Group, Tie
from lifecycle_desk.batteries.rules.words import Whereabouts
from lifecycle_desk.batteries.usecases.tree import BatteryTree
from lifecycle_desk.language import Language

FRONT, BACK = 5, 8  # of a code's signs that tell it from others: what it is, and its number
DRAWN = {Whereabouts.PART, Whereabouts.BECAME}  # where a battery is that the branches show
TIES = {Tie.HOLDS: scene.Tie.HOLDS, Tie.HELD: scene.Tie.HELD, Tie.BECAME: scene.Tie.BECAME}
KEYS = (
    (scene.Tie.HOLDS, C_("battery tree", "contains")),
    (scene.Tie.HELD, C_("battery tree", "previously contained")),
    (scene.Tie.BECAME, C_("battery tree", "repurposed as")),
)
SEVERAL = N_("%(count)s × %(kind)s")


def family_tree(page: BatteryTree, language: Language) -> scene.Tree:
    """The tree of a battery's family; batteries that are alike are one box with their number."""
    groups = page.drawn.groups
    return scene.Tree(
        tuple(_node(each, page.code, language) for each in groups),
        tuple(scene.Branch(each.parent, each.child, TIES[each.tie]) for each in page.drawn.joints),
        tuple((tie, language(words)) for tie, words in KEYS),
    )


def _node(group: Group, here: str, language: Language) -> scene.Node:
    kind = language(group.kind.label)
    if group.many:
        kind = language(SEVERAL, count=len(group.codes), kind=kind)
    stands = [language(group.status.label)]
    if group.where not in DRAWN:
        stands.append(language(group.where.label))
    codes = ltr(short(group.codes[0]) + (" …" if group.many else ""))
    whole = ltr(group.codes[0] + (f" … {group.codes[-1]}" if group.many else ""))
    return scene.Node(
        (kind, codes, *stands),
        language.labelled(kind, language.with_aside(whole, language.in_a_row(*stands))),
        here=here in group.codes,
        ended=group.where.is_gone,
        many=group.many,
    )


def short(code: str) -> str:
    """A code as it stands in a box: how it begins and how it ends."""
    return code if len(code) <= FRONT + BACK + 1 else f"{code[:FRONT]}…{code[-BACK:]}"
