"""A value keeps its direction to itself."""

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.isolates import contained, ltr, own, within_rtl


def test_plain_values_are_wrapped_as_they_are():
    assert ltr("LGXCE4CB5P2012345") == "\u2066LGXCE4CB5P2012345\u2069"
    assert own("محمد") == "\u2068محمد\u2069"
    assert own(f"VIN {ltr('1')}") == "\u2068VIN \u20661\u2069\u2069"


def test_signs_that_would_turn_what_follows_are_contained():
    assert own("a\u2067b") == "\u2068a\u2067b\u2069\u2069"
    assert own("a\u2069b") == "\u2068ab\u2069"
    assert own("a\u202eb\u202c") == "\u2068ab\u2069"


@given(st.text(st.sampled_from("aب\u202a\u202e\u202c\u2066\u2067\u2068\u2069")))
def test_every_isolate_is_closed_and_no_other(text):
    depth = 0
    for char in contained(text):
        depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
        assert depth >= 0
    assert depth == 0
    assert contained(contained(text)) == contained(text)


def test_a_label_with_its_value_runs_with_the_arabic_sentence_that_it_stands_in():
    labelled = f"{own('غير منفذة')}: {own('2')}"  # FSI finds no letter past the isolates and would take it for Latin
    assert within_rtl(labelled) == f"\u2067{labelled}\u2069"
    assert within_rtl("غير منفذة") == own("غير منفذة")
    assert within_rtl("Niran W.") == own("Niran W.")
    assert within_rtl(f"{own('22')} → {own('100%')}") == own(f"{own('22')} → {own('100%')}")
    assert within_rtl("LFP: لم تُشحن") == "\u2067LFP: لم تُشحن\u2069"  # a sentence that begins with a code
