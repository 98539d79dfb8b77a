"""How columns share a width, for any needs: nothing is lost or made up, and who needs it gets it first."""

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.desktop.look.rows.column_widths import Needs, giving_way, shared

LEAST = 20
steps = st.lists(st.integers(LEAST, 400), min_size=6, max_size=6)
columns = st.lists(
    st.builds(
        lambda of, rest, firm, turn: Needs.of(of, takes_rest=rest, firm=firm, turn=turn),
        steps,
        st.booleans(),
        st.booleans(),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=9,
).map(lambda of: dict(enumerate(of)))


@given(columns, st.integers(0, 3000))
def test_what_fits_fills_the_room_to_the_pixel_where_a_column_takes_the_rest(needs, room):
    wide = shared(needs, room)
    bare = sum(each.bare for each in needs.values())
    assert wide.keys() == needs.keys()
    if bare > room:
        assert wide == {at: each.bare for at, each in needs.items()}  # and one scrolls across
    elif any(each.takes_rest for each in needs.values()):
        assert sum(wide.values()) == room
    else:
        assert sum(wide.values()) == min(room, sum(each.own for each in needs.values()))
    assert all(wide[at] >= each.bare for at, each in needs.items())


@given(columns, st.integers(0, 3000))
def test_no_title_is_whole_at_the_price_of_a_cell(needs, room):
    wide = shared(needs, room)
    if any(wide[at] < each.whole for at, each in needs.items()):
        assert all(wide[at] <= max(each.whole, each.told) for at, each in needs.items())


@given(columns, st.integers(0, 3000))
def test_where_one_cannot_scroll_firm_columns_are_cut_last_and_none_vanishes(needs, room):
    wide = shared(needs, room, least=LEAST)
    assert all(width >= LEAST for width in wide.values())
    if any(wide[at] < each.bare for at, each in needs.items() if each.firm):
        assert all(wide[at] == LEAST for at, each in needs.items() if not each.firm)
    if sum(each.bare for each in needs.values()) <= room or all(width == LEAST for width in wide.values()):
        return
    assert sum(wide.values()) == room


@given(columns, st.integers(0, 3000), st.integers(LEAST, 200))
def test_texts_are_cut_before_one_scrolls_and_stay_bare_where_one_must(needs, room, cut):
    wide, bare = shared(needs, room, cut=cut), {at: each.bare for at, each in needs.items()}
    if sum(bare.values()) <= room:
        return
    shortest = sum(each.bare if each.firm else min(each.bare, cut) for each in needs.values())
    assert wide == bare if shortest > room else sum(wide.values()) == room
    assert all(wide[at] >= min(each.bare, cut) for at, each in needs.items())


@given(columns, st.integers(0, 3000))
def test_what_matters_less_goes_where_it_cannot_be_told_beside_what_matters_more(needs, room):
    gone = giving_way(needs, room)
    assert all(needs[at].turn for at in gone)
    for at in (at for at, each in needs.items() if each.turn):
        more = [each.owed for other, each in needs.items() if each.weight < needs[at].weight and other not in gone]
        beside = [each for other, each in needs.items() if each.weight == needs[at].weight and other not in gone]
        if at not in gone:
            assert sum(more) + needs[at].told <= room
        elif not beside:
            assert sum(more) + needs[at].told > room


@given(columns, st.integers(0, 3000))
def test_what_stays_makes_nothing_that_matters_more_be_cut(needs, room):
    gone = giving_way(needs, room)
    wide = shared({at: each for at, each in needs.items() if at not in gone}, room)
    cut = [needs[at].weight for at, width in wide.items() if width < needs[at].owed]
    assert all(needs[at].weight <= min(cut) for at in wide if needs[at].turn and cut)


@given(columns, st.integers(0, 3000))
def test_those_that_take_the_rest_end_as_even_as_their_cells_let_them(needs, room):
    wide = shared(needs, room)
    free = sorted(wide[at] for at, each in needs.items() if each.takes_rest and each.bare)
    grown = [wide[at] for at, each in needs.items() if each.takes_rest and wide[at] > max(each.own, each.titled)]
    if grown:
        assert max(grown) - min(grown) <= len(free)
