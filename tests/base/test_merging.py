"""What two changed in the same thing, put together field by field."""

from lifecycle_desk.base.merging import Clash, at, merge, put

BEFORE = {"name": "A", "jobs": [{"id": 1, "why": "x", "hours": "1"}, {"id": 2, "why": "y", "hours": "2"}]}


def changed(**fields):
    return BEFORE | fields


def test_what_only_one_changed_is_taken_from_there():
    job, other = BEFORE["jobs"]
    mine = changed(jobs=[job | {"hours": "3"}, other])
    theirs = changed(name="B", jobs=[job, other | {"why": "z"}])
    assert merge(BEFORE, mine, theirs) == (changed(name="B", jobs=[job | {"hours": "3"}, other | {"why": "z"}]), [])
    assert merge(BEFORE, mine, mine) == (mine, [])
    assert merge(BEFORE, BEFORE, theirs) == (theirs, [])


def test_where_both_changed_a_field_mine_stands_and_the_clash_is_told_by_its_place():
    job, other = BEFORE["jobs"]
    mine, theirs = changed(jobs=[job | {"why": "m"}, other]), changed(name="B", jobs=[job | {"why": "t"}, other])
    both, clashes = merge(BEFORE, mine, theirs)
    assert both == changed(name="B", jobs=[job | {"why": "m"}, other])
    assert clashes == [Clash(("jobs", 1, "why"), "x", "m", "t")]
    assert put(both, clashes[0].path, clashes[0].theirs) == theirs


def test_nothing_that_somebody_wrote_is_lost_where_the_other_took_it_away():
    job, other = BEFORE["jobs"]
    new, theirs_new = {"id": None, "why": "n", "hours": ""}, {"id": 3, "why": "t", "hours": ""}
    mine = changed(jobs=[job | {"why": "m"}, new])
    theirs = changed(jobs=[other | {"why": "t"}, theirs_new])
    both, clashes = merge(BEFORE, mine, theirs)
    assert both["jobs"] == [other | {"why": "t"}, theirs_new, {"id": None, "why": "m", "hours": "1"}, new]
    assert clashes == []
    taken_away = changed(jobs=[job])
    assert merge(BEFORE, taken_away, changed(name="B"))[0] == changed(name="B", jobs=[job])


def test_what_is_one_value_is_not_put_together_of_two_halves():
    before = {"customer": {"number": 1, "name": "A"}}
    mine, theirs = {"customer": {"number": 1, "name": "B"}}, {"customer": {"number": 7, "name": "A"}}
    assert merge(before, mine, theirs)[0] == {"customer": {"number": 7, "name": "B"}}
    both, (clash,) = merge(before, mine, theirs, {"customer"})
    assert (both, clash.path, clash.theirs) == (mine, ("customer",), theirs["customer"])


def test_a_value_is_found_by_its_place_and_none_where_there_is_no_such():
    assert at(BEFORE, ("jobs", 2, "why")) == "y"
    assert at(BEFORE, ("jobs", 3, "why")) is None
    assert at(BEFORE, ("name", "first")) is None
