"""The faults that the run of mutants plants: which there are, what each does, and that nothing else changes."""

import importlib.util

import pytest
from mutations import Module

TEXT = '''
"""A module."""

class Till:
    """What is in it."""

    def __init__(self):
        self.sum = 0

    @property
    def is_empty(self):
        return not self.sum

    def take(self, amount):
        """More."""
        if amount < 1:
            raise ValueError(f"{amount} is nothing")
        self.sum += amount
        return [each for each in range(amount) if each % 2]
'''
NAMES = [
    *("till.Till.__init__: assignment gone", "till.Till.__init__: 0 to 1"),
    *("till.Till.is_empty: returns None", "till.Till.is_empty: Not gone"),
    *("till.Till.take: if never", "till.Till.take: if always", "till.Till.take: Lt to LtE", "till.Till.take: 1 to 2"),
    *("till.Till.take: raise gone", "till.Till.take: assignment gone", "till.Till.take: returns None"),
    *("till.Till.take: filter gone", "till.Till.take: Mod to FloorDiv", "till.Till.take: 2 to 3"),
]


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "till.py"
    path.write_text(TEXT)
    return path


def planted(place, name):
    """The class with a mutant in it, decorators and all."""
    module = Module(place)
    mutant = next(each for each in module.mutants() if each.name == name)
    spec = importlib.util.spec_from_file_location("till", place)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for (function, _), code in module.codes_of(mutant).items():
        if function.startswith("Till."):
            held = vars(made.Till)[function.removeprefix("Till.")]
            getattr(held, "fget", held).__code__ = code
    return made.Till


def test_every_fault_has_a_name_without_a_line_or_a_folder(place):
    assert [each.name for each in Module(place).mutants()] == NAMES
    place.write_text("\n\n" + TEXT)
    assert [each.name for each in Module(place).mutants()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_changes_one_function_and_no_other(place, name):
    module = Module(place)
    mutant = next(each for each in module.mutants() if each.name == name)
    changed = {function for function, _ in module.codes_of(mutant)}
    assert changed == {"Till", name.split(": ")[0].removeprefix("till.")}


def test_what_is_planted_is_what_is_run(place):
    guard = planted(place, "till.Till.take: raise gone")()
    assert guard.take(0) == []
    assert planted(place, "till.Till.is_empty: Not gone")().is_empty == 0
    assert planted(place, "till.Till.take: filter gone")().take(3) == [0, 1, 2]
    with pytest.raises(ValueError, match="nothing"):
        planted(place, "till.Till.take: Lt to LtE")().take(1)
