"""The codes under which batteries come into the books: tidied, given where there is none, new for a second life."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from lifecycle_desk.batteries import tables as battery_rows
from lifecycle_desk.batteries.rules import words
from lifecycle_desk.batteries.rules.codes import CodeForm, SecondLifeBattery, fits, read_code
from lifecycle_desk.batteries.rules.genealogy import Battery
from lifecycle_desk.batteries.rules.recovery import kilograms
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart
from lifecycle_desk.batteries.usecases.genealogy import tidied
from lifecycle_desk.store.store import Transaction

OWN, IS_OWN = "OWN", re.compile("OWN[0-9]{6,}")  # how the numbers begin that the books give to batteries without a code


def own_numbers(tx: Transaction) -> Iterator[str]:
    """The next numbers of the books' own, for batteries without a code."""
    taken = [
        int(code.removeprefix(OWN)) for code in battery_rows.numbered(tx, OWN) if code.removeprefix(OWN).isdecimal()
    ]
    return (f"{OWN}{number:06}" for number in count(max(taken, default=0) + 1))


def coded(tx: Transaction, told: BatteryFacts, otherwise: str) -> BatteryFacts:
    """A battery with its code tidied, or with another one where it has none; what is odd about a code is noted."""
    if otherwise or IS_OWN.fullmatch(told.code):
        return replace(told, code=otherwise or told.code)
    code = read_code(told.code)
    tx.note(*code.notes, fits(code, told.kind))
    return replace(told, code=code.code)


def part_coded(tx: Transaction, told: BatteryPart, own: Iterator[str]) -> BatteryPart:
    """A part with its code tidied, or with the next number of the books' own."""
    facts = coded(tx, told.battery, next(own) if not told.battery.code.strip() else "")
    return BatteryPart(facts, tidied(told.inside) if told.inside else "")


def note_weight(tx: Transaction, whole: BatteryFacts, parts: Sequence[BatteryPart]) -> None:
    """Note where the parts weigh more than the whole that holds them."""
    mass = sum(each.battery.mass_g or 0 for each in parts if each.inside in {"", whole.code})
    if whole.mass_g and mass > whole.mass_g:
        tx.note(words.PartsHeavierThanWhole(whole.code, kilograms(mass), kilograms(whole.mass_g)))


def remade(tx: Transaction, told: BatteryFacts, old: Sequence[Battery]) -> BatteryFacts:
    """The facts of a battery made of old ones: coded anew, of the same chemistry unless another is told."""
    if not told.code.strip():
        raise words.SecondLifeUncoded
    code = read_code(told.code)
    odd = [each for each in code.notes if not isinstance(each, SecondLifeBattery)]  # its first code is kept
    tx.note(*odd, words.CodeOfFirstLife(code.code) if code.form is not CodeForm.SECOND_LIFE else None)
    passports = {each.facts.passport for each in old if each.facts.passport}
    if told.passport and told.passport in passports:
        raise words.PassportNotNew(code.code)
    if passports and not told.passport:
        tx.note(words.PassportOfSecondLifeMissing(code.code))
    chemistries = {each.facts.chemistry for each in old}
    same = next(iter(chemistries)) if len(chemistries) == 1 else None
    return replace(told, code=code.code, chemistry=told.chemistry or same)
