"""Punctuation between words is the language's own, never the code's."""

import pytest

from lifecycle_desk.language import Language


@pytest.mark.parametrize(("code", "written"), [("en", "VIN: 17"), ("es", "VIN: 17"), ("zh_CN", "VIN：17")])
def test_a_value_stands_behind_its_label_with_the_mark_of_the_language(code, written):
    assert Language(code).labelled("VIN", 17) == written


def test_things_in_a_row_are_parted_as_the_language_does():
    assert Language("zh_CN").formats.listed(["甲", "乙", "丙"]) == "甲、乙和丙"
