"""Slices of long work: by the clock, and shorter where somebody waits to save."""

from lifecycle_desk.store.slices import within_slice


class Store:
    """A store that knows whether somebody waits."""

    writer_waiting = False


class Transaction:
    """A transaction of it."""

    def __init__(self):
        self.store = Store()


def clock(*moments):
    """A clock that tells one moment after the other."""
    coming = iter(moments)
    return lambda: next(coming)


def test_a_slice_ends_once_its_time_is_over_and_the_next_goes_on_behind_it():
    tx, coming = Transaction(), iter("abcdef")
    assert list(within_slice(tx, coming, 10, clock(0, 4, 9, 10))) == ["a", "b", "c"]
    assert list(within_slice(tx, coming, 10, clock(20, 21, 22, 23))) == ["d", "e", "f"]
    assert list(within_slice(tx, coming, 10, clock(40))) == []


def test_one_thing_that_takes_longer_than_a_slice_is_done_all_the_same():
    assert list(within_slice(Transaction(), iter("ab"), 10, clock(0, 99))) == ["a"]


def test_a_slice_ends_behind_the_thing_during_which_somebody_came_to_save():
    tx, done = Transaction(), []
    for each in within_slice(tx, iter("abcd"), 10, lambda: 0):
        done.append(each)
        tx.store.writer_waiting = each == "b"
    assert done == ["a", "b"]
