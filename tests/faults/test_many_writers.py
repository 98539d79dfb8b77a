"""Several programs write into one store at once: numbers without gaps, nobody refused, nothing lost."""

import os
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from itertools import count

from harness import checked, copied, ended, in_child, opened, rounds, state, user_at

from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.people import add_person

WRITERS, EACH = 4, 50
PROGRAMS, SAVES = 8, 20


def test_four_programs_number_without_gaps(base, tmp_path, reliability):
    store, each = copied(base, tmp_path / "desk.ldk"), rounds(EACH)
    listen, speak = os.pipe()
    before = max(state(store).seals)

    def writes() -> None:
        user = user_at(store)
        longest = 0.0
        for number in range(each):
            began = time.monotonic()
            person = add_person(user, Person(f"{os.getpid()} {number}")).value.number
            seq = erase_person(user, ErasePerson(person)).value.event
            longest = max(longest, time.monotonic() - began)
            os.write(speak, f"{person} {seq}\n".encode())
        user.store.close()
        os.write(speak, f"longest {longest:.3f}\n".encode())

    writers = [in_child(writes) for _ in range(WRITERS)]
    os.close(speak)
    with os.fdopen(listen) as lines:
        told = [line.split() for line in lines]
    assert [ended(writer) for writer in writers] == [0] * WRITERS

    numbers = [(int(person), int(seq)) for person, seq in told if person != "longest"]
    seqs = {seq for _, seq in numbers}  # that a customer was taken in is an event of its own
    assert len(seqs) == WRITERS * each
    assert sorted(state(store).seals) == list(range(1, before + 1 + 2 * WRITERS * each))
    assert len({person for person, _ in numbers}) == WRITERS * each
    assert max(person for person, _ in numbers) - min(person for person, _ in numbers) == WRITERS * each - 1
    assert checked(store) == "sound"
    longest = max(float(wait) for name, wait in told if name == "longest")
    reliability(writers=WRITERS, numbers_given=len(numbers), gaps=0, doubles=0, longest_wait_seconds=longest)


def test_of_eight_programs_that_save_without_a_pause_none_is_refused_and_each_has_its_share(base, tmp_path):
    """Without a queue SQLite lets two or three of eight save, and tells the others that the database is locked.

    Counted by saves, from when all are there: how long one takes is the computer's affair.
    """
    store = copied(base, tmp_path / "desk.ldk")
    listen, speak = os.pipe()
    ready, all_there = os.pipe()

    def saves(number: int) -> None:
        os.close(listen)
        user = user_at(store)
        os.close(all_there)
        os.read(ready, 1)  # until each has closed its end
        with suppress(BrokenPipeError):
            for each in count():
                add_person(user, Person(f"{number} {each}"))
                os.write(speak, bytes([number]))

    programs = [in_child(partial(saves, number)) for number in range(PROGRAMS)]
    os.close(speak)
    os.close(all_there)
    had: set[int] = set()
    for _ in range(100 * PROGRAMS):  # more, and somebody was refused, or never comes to it
        if len(had) < PROGRAMS:
            had.update(os.read(listen, 1))
    saved = Counter(b"".join(os.read(listen, 1) for _ in range(PROGRAMS * SAVES)))
    os.close(listen)
    assert [ended(program) for program in programs] == [0] * PROGRAMS
    os.close(ready)
    assert min(saved[number] for number in range(PROGRAMS)) >= 0.4 * SAVES, saved
    assert checked(store) == "sound"


def test_a_backup_is_made_while_others_write(base, tmp_path, reliability):
    store = copied(base, tmp_path / "desk.ldk")

    def writes() -> None:
        user = user_at(store)
        for number in count():
            add_person(user, Person(f"busy {number}"))

    writer = in_child(writes)
    backups = rounds(5)
    try:
        with opened(store) as user:
            for _ in range(backups):
                made = books.back_up(user, books.BackUp(str(tmp_path / "copies" / "copy.ldk")))
                assert books.described(tmp_path / "copies" / "copy.ldk").events == made.events
    finally:
        os.kill(writer, 9)
        os.waitpid(writer, 0)
    assert checked(store) == "sound"
    reliability(backups_beside_a_writer=backups)


def test_a_kill_while_a_backup_is_made_leaves_only_whole_ones(base, tmp_path, reliability):
    store = copied(base, tmp_path / "desk.ldk")
    with opened(store) as user:
        books.back_up(user)
    kills = rounds(20)
    for kill in range(kills):
        child = in_child(lambda: books.back_up(user_at(store)))
        time.sleep(0.002 * kill)
        os.kill(child, 9)
        os.waitpid(child, 0)
        with opened(store) as user:
            kept = books.stored_backups(user.store)
        assert kept
        for each in kept:
            putting_back.restore(tmp_path / each["file"], tmp_path / "again.ldk")
    assert checked(store) == "sound"
    reliability(kills_while_backing_up=kills, backups_that_do_not_come_back=0)
