"""What lies on the disk is damaged: it is found, told in a sentence, left as it is, and a backup brings it back."""

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from harness import SAID, checked, copied, make_store, memory_folder, opened, rounds, user_at, work
from sqlcipher3 import dbapi2

from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.store.file_format import APPLICATION, HEAD
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import StoreDamaged, StoreMissing, StoreNewer, StoreNotOurs

FLIPS, DRILLS = 500, 10
LEAF = 13  # a page of a table's rows in SQLite's file format


EVENTS = (
    'SELECT seq, vin, "on", at, by, kind, odometer_km, segment, corrects, body, personal, seal FROM event ORDER BY 1'
)
FIGURES = "SELECT vin, stage, odometer_km, plate, owner, first_registered_on FROM vehicle ORDER BY 1"


def told(store: Path) -> list[tuple[Any, ...]]:
    """What the seals stand for: the events, and the figures that the vehicles have of them."""
    with closing(dbapi2.connect(f"file:{store}?mode=ro", uri=True)) as raw:
        return [*raw.execute(EVENTS), *raw.execute(FIGURES)]


def sealed_places(content: bytes) -> list[int]:
    """Where events stand in a file: the cells of the pages that hold sealed bodies."""
    size = int.from_bytes(content[16:18], "big")
    places: list[int] = []
    for start in range(size, len(content), size):
        page = content[start : start + size]
        if page[0] == LEAF and b'"corrects":' in page:
            places += range(start + int.from_bytes(page[5:7], "big"), start + size)
    return places


def test_a_flipped_bit_is_found_or_touches_nothing_that_is_sealed(tmp_path, reliability):
    """Half of them where events stand, half anywhere, which is mostly room that nothing uses yet."""
    dice, found = random.Random(7), Counter[bool]()
    flips = rounds(FLIPS)
    with memory_folder() as folder:
        base = make_store(folder / "base.ldk", vehicles=8, readings=4)
        content, truth = base.read_bytes(), told(base)
        sealed, hurt = sealed_places(content), folder / "hurt.ldk"
        for flip in range(flips):
            aimed = flip % 2 == 0
            place, bit = dice.choice(sealed) if aimed else dice.randrange(len(content)), dice.randrange(8)
            copied(base, hurt)
            with hurt.open("r+b") as file:
                file.seek(place)
                file.write(bytes([content[place] ^ (1 << bit)]))
            if checked(hurt) == "sound":
                assert told(hurt) == truth, (flip, place, bit)
            else:
                found[aimed] += 1

    assert found[True] > flips / 2 * 0.9
    reliability(
        flipped_bits=flips,
        flipped_bits_found_where_events_stand=f"{found[True]}/{(flips + 1) // 2}",
        flipped_bits_found_anywhere=f"{found[False]}/{flips // 2}",
        sealed_facts_changed_unfound=0,
    )


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused_and_left(base, tmp_path, share):
    store = copied(base, tmp_path / "desk.ldk")
    content = store.read_bytes()[: int(base.stat().st_size * share)]
    store.write_bytes(content)

    assert checked(store) != "sound"
    assert store.read_bytes() == content


def foreign_database(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as raw:
        raw.execute("CREATE TABLE moz_places (url TEXT)")


def another_programs_mark(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as raw:
        raw.execute("PRAGMA application_id = 252006674")


def newer(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def hidden_trigger(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as raw, raw:
        raw.execute(
            "CREATE TRIGGER rolls_back AFTER INSERT ON event BEGIN "
            "UPDATE vehicle SET odometer_km = odometer_km - 40000 WHERE vin = new.vin; END"
        )


def unguarded(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as raw, raw:
        raw.execute("DROP TRIGGER event_no_update")


@pytest.mark.parametrize(
    ("makes", "refusal"),
    [
        (lambda path: path.write_bytes(b""), StoreMissing),
        (lambda path: path.unlink(), StoreMissing),
        (lambda path: path.write_bytes(bytes(8_192)), StoreNotOurs),
        (lambda path: path.write_text("a letter"), StoreNotOurs),
        (lambda path: path.write_bytes(b"%PDF-1.7" + bytes(5_000)), StoreNotOurs),
        (lambda path: (path.unlink(), foreign_database(path)), StoreNotOurs),
        (another_programs_mark, StoreNotOurs),
        (newer, StoreNewer),
    ],
    ids=["0 bytes", "gone", "zeros", "text", "another format", "another program's", "another's mark", "newer"],
)
def test_what_is_not_ours_or_newer_is_refused_untouched(base, tmp_path, makes, refusal):
    store = copied(base, tmp_path / "desk.ldk")
    makes(store)
    before = (store.read_bytes(), store.stat().st_mtime_ns) if store.exists() else None

    with pytest.raises(refusal):
        open_store(store)

    assert before == ((store.read_bytes(), store.stat().st_mtime_ns) if store.exists() else None)
    assert [path for path in tmp_path.iterdir() if path != store] == []


@pytest.mark.parametrize("makes", [hidden_trigger, unguarded])
def test_what_acts_in_the_file_by_itself_or_guards_it_no_more_is_found(base, tmp_path, makes):
    store = copied(base, tmp_path / "desk.ldk")
    makes(store)
    assert "guards" in checked(store)


def test_every_store_of_ours_carries_its_mark(base):
    with closing(dbapi2.connect(str(base))) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
        assert raw.execute("PRAGMA user_version").fetchone()[0] == int(HEAD)


HURTS = [
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    lambda path: path.write_bytes(bytes(4_096) + path.read_bytes()[4_096:]),
    lambda path: path.unlink(),
    lambda path: path.write_text("overwritten by another program"),
]


def test_a_damaged_store_comes_back_from_its_backup(tmp_path, reliability):
    drills, dice = rounds(DRILLS), random.Random(7)
    for drill in range(drills):
        store = make_store(tmp_path / str(drill) / "desk.ldk", vehicles=2)
        with opened(store) as user:
            copies = []
            for more in range(2):
                made = books.back_up(user, books.BackUp(str(store.parent / f"copy{more}.ldk")))
                copies.append((Path(made.file), books.check(user), told(Path(made.file))))
                list(work(user, 100 + more))
        HURTS[drill % len(HURTS)](store)
        file, then, content = dice.choice(copies)
        restored = putting_back.restore(file, store)

        assert checked(store) == "sound"
        with opened(store) as user:
            now = books.check(user)
            assert (now.events, now.vehicles) == (then.events + 1, then.vehicles)  # that it was put back is told
            assert restored.events == then.events
            assert list(work(user, 200))
        assert told(file) == content
    reliability(restore_drills=drills, restore_drills_failed=0)


def test_a_damaged_backup_is_never_put_in_place(tmp_path, base):
    store = copied(base, tmp_path / "desk.ldk")
    with opened(store) as user:
        made = Path(books.back_up(user).file)
    before = store.read_bytes()
    dice = random.Random(7)
    for _ in range(rounds(20)):
        hurt = tmp_path / "hurt" / made.name
        hurt.parent.mkdir(exist_ok=True)
        shutil.copy(made, hurt)
        shutil.copy(f"{made}.json", f"{hurt}.json")
        content = bytearray(hurt.read_bytes())
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        hurt.write_bytes(content)
        with pytest.raises((books.BackupNotWhole, *SAID)):
            putting_back.restore(hurt, store)
        assert store.read_bytes() == before


def test_a_damaged_store_makes_no_backup(tmp_path, base):
    store = copied(base, tmp_path / "desk.ldk")
    with closing(dbapi2.connect(str(store))) as raw, raw:
        raw.execute("DROP TRIGGER event_no_update")
        raw.execute("UPDATE event SET body = replace(body, 'MG4', 'MG5') WHERE seq = 2")
    user = user_at(store)

    with pytest.raises((books.BackupNotWhole, StoreDamaged)):
        books.back_up(user)

    user.store.close()
    assert not list(tmp_path.rglob("*.part"))
    assert not list((tmp_path / "desk.ldk.backups").glob("*.ldk"))
