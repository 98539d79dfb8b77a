"""Genealogy of batteries: whatever is tried, it stays acyclic, nothing is in two places, and nothing is used twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.batteries.rules import moves, words
from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.batteries.rules.family import MOST_GROUPS, Tie, drawn
from lifecycle_desk.batteries.rules.genealogy import Genealogy
from lifecycle_desk.batteries.rules.words import (
    BatteryFacts,
    BatteryPart,
    BatteryStatus,
    Fate,
    Relation,
    Whereabouts,
    operation,
)

DAY = date(2026, 3, 2)
CAR, OTHER_CAR = "LGXCE4CB7R0000001", "LMGAC1G82R1000001"
MODULE, CELL = ProductType.MODULE, ProductType.CELL


def pack_of(modules: int = 2, cells: int = 0, code: str = "P1") -> moves.Known:
    """A pack in a car with so many modules, each of so many cells."""
    parts = [BatteryPart(BatteryFacts(f"{code}M{at}", MODULE)) for at in range(modules)]
    parts += [
        BatteryPart(BatteryFacts(f"{code}M{at}C{cell}", CELL), f"{code}M{at}")
        for at in range(modules)
        for cell in range(cells)
    ]
    return moves.Known(BatteryFacts(code), tuple(parts), vin=CAR)


@pytest.fixture
def family() -> Genealogy:
    made = Genealogy()
    made.make(pack_of(), DAY)
    return made


def refused(family: Genealogy, move: moves.Move) -> type[Objection]:
    with pytest.raises(Objection) as caught:
        family.copy().make(move, DAY)
    return type(caught.value)


def test_the_status_words_are_those_of_the_regulation():
    said = {each.value for each in BatteryStatus}

    assert said == {"original", "repurposed", "re-used", "remanufactured", "waste"}  # Annex XIII, point 4(c)


def test_what_is_prepared_for_use_again_was_waste_before():
    assert operation(BatteryStatus.REUSED, BatteryStatus.ORIGINAL) is Fate.REUSE
    assert operation(BatteryStatus.REUSED, BatteryStatus.WASTE) is Fate.PREPARED_FOR_REUSE
    assert operation(BatteryStatus.REPURPOSED, BatteryStatus.REUSED) is Fate.REPURPOSING
    assert operation(BatteryStatus.REPURPOSED, BatteryStatus.WASTE) is Fate.PREPARED_FOR_REPURPOSING
    assert operation(BatteryStatus.REMANUFACTURED, BatteryStatus.WASTE) is Fate.REMANUFACTURING


@pytest.mark.parametrize(
    ("before", "move", "rule"),
    [
        ([], moves.BrokenUp("P1"), words.BatteryInACar),
        ([], moves.BecameWaste("P1M0"), words.BatteryInAWhole),
        ([], moves.TakenOut("P9"), words.UnknownBattery),
        ([], moves.PutIn("P1M0", into="P1"), words.BatteryInAWhole),
        ([], replace(pack_of(code="P2"), vin=CAR), words.CarHasBattery),
        ([], moves.Known(BatteryFacts("M7", MODULE), vin=OTHER_CAR), words.OnlyPacksInCars),
        ([], moves.Known(BatteryFacts("P1", MODULE)), words.BatteryOfOtherKind),
        ([], moves.Known(BatteryFacts("P5"), (BatteryPart(BatteryFacts("P1M0", MODULE)),)), words.BatteryInAWhole),
        ([], moves.Known(BatteryFacts("C5", CELL), (BatteryPart(BatteryFacts("M5", MODULE)),)), words.BatteryNoPart),
        ([], moves.Known(BatteryFacts("P5"), (BatteryPart(BatteryFacts("P5", MODULE)),)), words.BatteryTwice),
        ([moves.TakenOut("P1")], moves.TakenOut("P1"), words.BatteryIsOut),
        ([moves.TakenOut("P1")], moves.SecondLife(("P1",), BatteryStatus.REPURPOSED), words.SecondLifeUncoded),
        ([moves.TakenOut("P1")], moves.SecondLife(("P1",), BatteryStatus.WASTE), words.NoSecondLife),
        (
            [moves.TakenOut("P1")],
            moves.SecondLife(("P1",), BatteryStatus.REPURPOSED, (BatteryFacts("P1M0"),)),
            words.BatteryKnown,
        ),
        (
            [moves.TakenOut("P1"), moves.SecondLife(("P1",), BatteryStatus.REPURPOSED, (BatteryFacts("R"),))],
            moves.SecondLife(("R",), BatteryStatus.REMANUFACTURED, (BatteryFacts("P1"),)),
            words.BatteryItsOwnAncestor,
        ),
        ([moves.TakenOut("P1"), moves.Recycled("P1")], moves.PutIn("P1", vin=CAR), words.BatteryGone),
        ([moves.TakenOut("P1"), moves.Recycled("P1")], moves.TakenOut("P1M0"), words.BatteryGone),
        ([moves.HandedOver(("P1",), Fate.REUSE)], moves.PutIn("P1", vin=CAR), words.BatteryAway),
        ([moves.TakenOut("P1"), moves.BrokenUp("P1")], moves.BrokenUp("P1"), words.BatteryGone),
        ([moves.TakenOut("P1M0"), moves.TakenOut("P1M1"), moves.TakenOut("P1")],
         moves.BrokenUp("P1"), words.BatteryWithoutParts),
    ],
)  # fmt: skip
def test_impossible_moves_are_refused_with_one_sentence(family, before, move, rule):
    for each in before:
        family.make(each, DAY)

    assert refused(family, move) is rule


def test_parts_go_along_into_what_their_pack_became(family):
    family.make(moves.TakenOut("P1"), DAY)
    family.make(moves.SecondLife(("P1",), BatteryStatus.REPURPOSED, (BatteryFacts("R1"),)), DAY)

    assert family.batteries["P1"].where is Whereabouts.BECAME
    assert family.parts("R1") == ["P1M0", "P1M1"]
    assert family.batteries["P1M0"].status is BatteryStatus.REPURPOSED
    assert family.originals("R1") == ["P1"]


def test_several_from_one_and_one_from_several(family):
    family.make(moves.TakenOut("P1"), DAY)
    family.make(moves.SecondLife(("P1",), BatteryStatus.REPURPOSED, (BatteryFacts("A"), BatteryFacts("B"))), DAY)
    family.make(moves.PutIn("P1M0", into="A"), DAY)
    family.make(moves.SecondLife(("A", "B"), BatteryStatus.REMANUFACTURED, (BatteryFacts("Z"),)), DAY)

    assert family.originals("Z") == ["P1"]
    assert family.parts("Z") == ["P1M0"]


def test_modules_of_a_broken_up_pack_are_joined_to_another(family):
    for move in (moves.TakenOut("P1"), moves.BrokenUp("P1")):
        family.make(move, DAY)
    family.make(moves.Joined(BatteryFacts("N"), ("P1M0", "P1M1"), BatteryStatus.REPURPOSED), DAY)

    assert family.batteries["N"].vin == CAR  # its life goes on to be told where it came from
    assert family.ancestors("P1M0") == {"P1", "N"}
    shown = drawn(family, "N")
    assert [each.codes for each in shown.groups] == [("P1",), ("N",), ("P1M0", "P1M1")]
    assert {each.tie for each in shown.joints} == {Tie.HOLDS, Tie.HELD}


def test_a_pack_that_only_its_car_told_of_can_be_handed_over():
    family = Genealogy()
    family.make(moves.HandedOver(("X",), Fate.RECYCLING, CAR), DAY)

    assert (family.batteries["X"].where, family.batteries["X"].status) == (Whereabouts.HANDED_OVER, BatteryStatus.WASTE)


def test_a_replaced_pack_lies_in_the_yard(family):
    family.make(moves.Replaced(CAR, "P2", "P1"), DAY)

    assert family.batteries["P1"].where is Whereabouts.OUT
    assert family.in_car(CAR) == ["P2"]


def test_an_exchange_told_twice_leaves_one_pack_in_the_car():
    family = Genealogy()
    family.make(moves.Replaced(CAR, "P2"), DAY)
    family.make(moves.Replaced(CAR, "P2", "P1"), DAY)

    assert family.in_car(CAR) == ["P2"]
    assert family.batteries["P1"].where is Whereabouts.OUT


def test_96_cells_are_one_group_and_one_taken_out_stands_apart():
    family = Genealogy()
    family.make(pack_of(8, 12), DAY)
    assert [len(each.codes) for each in drawn(family, "P1").groups] == [1, 8, 96]

    family.make(moves.TakenOut("P1M3"), DAY)
    shown = drawn(family, "P1M3")
    assert sorted(len(each.codes) for each in shown.groups) == [1, 1, 7, 12, 84]


CODES = ("P1", "P2", "M1", "M2", "M3", "C1", "C2", "R1", "R2")
KIND = {"P": ProductType.PACK, "R": ProductType.PACK, "M": MODULE, "C": CELL}
code = st.sampled_from(CODES)
facts = code.map(lambda each: BatteryFacts(each, KIND[each[0]]))
car = st.sampled_from((CAR, OTHER_CAR))
part = st.builds(BatteryPart, facts, st.sampled_from(("", *CODES)))
several = st.lists(code, max_size=3).map(tuple)
move = st.one_of(
    st.builds(moves.Known, facts, st.lists(part, max_size=3).map(tuple), vin=st.none() | car),
    st.builds(moves.TakenOut, code, st.none() | car),
    st.builds(moves.PutIn, code, vin=car),
    st.builds(moves.PutIn, code, into=code),
    st.builds(moves.BrokenUp, code),
    st.builds(moves.Joined, facts, several, st.sampled_from(BatteryStatus)),
    st.builds(moves.SecondLife, several, st.sampled_from(BatteryStatus), st.lists(facts, max_size=2).map(tuple)),
    st.builds(moves.BecameWaste, code),
    st.builds(moves.HandedOver, several, st.sampled_from(Fate), st.none() | car),
    st.builds(moves.Recycled, code),
    st.builds(moves.Replaced, car, code, st.none() | code),
)


@settings(max_examples=150)
@given(st.lists(move, max_size=40))
def test_whatever_is_tried_the_genealogy_stays_sound(tried):
    family, gone = Genealogy(), {}
    for step, each in enumerate(tried):
        before = family.copy()
        try:
            family.make(each, DAY + timedelta(days=step))
        except Objection:
            family = before
        for one, where in gone.items():
            assert family.batteries[one].where is where  # what is gone stays gone
        gone |= {one.code: one.where for one in family.batteries.values() if one.where.is_gone}
    sound(family)


def sound(family: Genealogy) -> None:
    """Nothing comes from itself, nothing is in two places, and each says of where it is what its links say."""
    still = [each for each in family.links if each.relation is Relation.CONTAINS and each.until is None]
    held = [each.child for each in still]
    assert len(held) == len(set(held))
    for each in family.batteries.values():
        assert each.code not in family.ancestors(each.code)
        assert (each.where is Whereabouts.PART) == (each.code in held)
        assert each.where is not Whereabouts.IN_CAR or each.vin
        assert not each.where.is_gone or each.where is Whereabouts.RECYCLED or not family.parts(each.code)
    for link in still:
        kinds = [list(ProductType).index(family.batteries[each].kind) for each in (link.parent, link.child)]
        assert kinds[0] < kinds[1]
    for vin in (CAR, OTHER_CAR):
        assert len(family.in_car(vin)) <= 1
    assert Genealogy(family.batteries.values(), family.links).batteries == family.batteries
    if family.batteries:
        shown = drawn(family, next(iter(family.batteries)))
        assert sorted(one for group in shown.groups for one in group.codes) == sorted(family.batteries)
        assert len(shown.groups) <= MOST_GROUPS
        assert all(joint.parent < joint.child for joint in shown.joints)
