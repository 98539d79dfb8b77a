"""A dealer gives and a region receives: the same rows however it is cut and carried, or a refusal by name."""

import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from examples import NOON, copy_example, copy_store
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from regions import ALL, a_region, address_of, as_line, given, head_of, received, repacked, rows_of
from sqlalchemy import func, inspect, select

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.tables import STAFF
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.keys import RevokeKey, RotateKey, key_at_hand
from lifecycle_desk.figures import tables as figure_rows
from lifecycle_desk.proof.usecases.keys import revoke_key, rotate_key
from lifecycle_desk.region.interchange.batch_file import opened
from lifecycle_desk.region.rules import refusals, veil
from lifecycle_desk.region.tables import about, schema, unread
from lifecycle_desk.region.tables.opening import RegionStore, open_region
from lifecycle_desk.region.usecases import receiving
from lifecycle_desk.region.usecases.creating import name_region
from lifecycle_desk.region.usecases.reading_again import read_again
from lifecycle_desk.region.usecases.receiving import receive
from lifecycle_desk.region.usecases.recounting import check_region
from lifecycle_desk.region.usecases.standing import open_epoch, standing
from lifecycle_desk.stages.charging.health.usecases.health import TakeHealthBack, take_health_back
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables.people import PERSON
from lifecycle_desk.vehicle.usecases.life import Note, note_event

STRANGER = Key(bytes(range(32)))
LATER = NOON + timedelta(hours=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of the example dealer."""
    return copy_example(tmp_path_factory.mktemp("dealer") / "desk.ldk")


@pytest.fixture(scope="module")
def user(made: Path) -> Iterator[UserSession]:
    """A seat there, for who writes nothing."""
    yield from _at(made)


def _at(store: Path) -> Iterator[UserSession]:
    with closing(open_store(store)) as opened_store:
        yield UserSession(opened_store, None, authorise)


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[UserSession]:
    """The same with a store of its own."""
    yield from _at(copy_store(made, tmp_path / "own" / "desk.ldk"))


@pytest.fixture(scope="module")
def whole(user: UserSession, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that the dealer has, in one batch."""
    with standing_at(NOON):
        return given(user, tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def at_once(server: str, whole: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a region that received all of it at once."""
    with a_region(server) as region:
        received(region, whole)
        return rows_of(region)


@pytest.fixture
def region(server: str) -> Iterator[RegionStore]:
    """A new region."""
    with a_region(server) as made_region:
        yield made_region


def last_of(user: UserSession) -> int:
    with user.store.reading() as tx:
        return chain.head(tx)[0]


def note(user: UserSession, text: str) -> None:
    """One record more."""
    with user.store.reading() as tx:
        vin = next(life_rows.vins(tx))
    note_event(user, Note(vin, NOON.date(), text))


def add(sums: dict[tuple[object, ...], list[int]], key: tuple[object, ...], row: Any) -> None:
    of = sums.setdefault(key, [0, 0])
    of[0], of[1] = of[0] + row.amount, of[1] + row.things


def findings(region: RegionStore) -> list[object]:
    return list(drained(check_region(region)).findings)


def test_the_sums_of_a_region_are_the_dealers_own_figures(user, region, whole):
    done = received(region, whole)
    assert (done.new, done.last) == (last_of(user), last_of(user))
    own_sums, sums = dict[tuple[object, ...], list[int]](), dict[tuple[object, ...], list[int]]()
    with user.store.reading() as tx:
        for row in tx.ask(select(figure_rows.SUM)):  # by technicians, who are not told
            add(own_sums, (row.measure, row.brand, row.model, row.sort, row.currency, row.month), row)
    with region.reading() as connection:
        rows = connection.execute(select(schema.DAY)).all()
    for row in rows:
        add(sums, (row.measure, row.make, row.model, row.sort, row.currency, figure_rows.month_of(row.on)), row)
    measures = {row.measure for row in rows}
    assert measures >= {"order.turnover", "order.hours", "order.labour", "stage.cars", "sale.sold", "health.read"}
    assert measures >= {"claim.asked", "claim.answered", "claim.granted", "claim.paid", "claim.money"}
    flows = measures - {"charged.energy"}  # sessions are told by batches, each on the day of its last
    ours, theirs = ({key: of for key, of in each.items() if key[0] in flows and any(of)} for each in (sums, own_sums))
    assert ours == theirs
    for side in (0, 1):
        energy = [sum(of[side] for key, of in each.items() if key[0] == "charged.energy") for each in (sums, own_sums)]
        assert energy[0] == energy[1]
    assert findings(region) == []


def test_nobody_is_named_in_what_is_given(user, whole):
    told = "".join(str(each) for each in opened(whole).lines())
    with user.store.reading() as tx:
        staff = [name for row in tx.ask(select(STAFF)) for name in (row.name, row.full_name) if name]
        people = [row.name for row in tx.ask(select(PERSON)) if row.name]
        plates = [plate for plate in tx.ask(select(life_rows.VEHICLE.c.plate)).scalars() if plate]
    assert len(staff) > 4
    assert len(people) > 2
    assert plates
    assert [each for each in (*staff, *people, *plates) if each in told] == []


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(data=st.data())
def test_any_cut_in_any_order_with_repeats_ends_in_the_same_rows(server, user, at_once, tmp_path_factory, data):
    last, folder = last_of(user), tmp_path_factory.mktemp("cut")
    cuts = sorted({0, *data.draw(st.lists(st.integers(1, last - 1), max_size=4))})
    with standing_at(NOON):
        parts = [given(user, folder, since, until - since) for since, until in zip(cuts, [*cuts[1:], ALL], strict=True)]
        parts.append(given(user, folder, data.draw(st.sampled_from(cuts)), data.draw(st.integers(1, last))))
    with a_region(server) as region:
        waiting = data.draw(st.permutations([*parts, *parts]))
        while waiting:
            left = []
            for file in waiting:
                try:
                    received(region, file)
                except refusals.RecordsMissing:
                    left.append(file)
            assert len(left) < len(waiting), "nothing could be received"
            waiting = left
        assert rows_of(region) == at_once
        assert findings(region) == []


def test_a_correction_moves_the_sums_as_a_recount_would(own, server, region, tmp_path):
    """A reading that is voided comes in a batch of its own, after the sums were folded."""
    received(region, given(own, tmp_path))
    before = rows_of(region)
    with own.store.reading() as tx:
        read = [(told, vin) for told, vin, _ in chain.told_by(tx, (ChargingEvent.HEALTH_READ.value,))]
    cars = Counter(vin for _, vin in read)
    told = next(told for told, vin in reversed(read) if cars[vin] == 1)  # another reading of a car may be its equal
    last = last_of(own)
    take_health_back(own, TakeHealthBack(told.seq, "Wrong car"))
    received(region, given(own, tmp_path, last))
    after = rows_of(region)
    assert after["day"] != before["day"]
    assert after["health"] != before["health"]
    assert findings(region) == []
    with a_region(server) as fresh:
        received(fresh, given(own, tmp_path))
        assert rows_of(fresh) == after


def resigned(file: Path, key: Key, change: Callable[[list[bytes]], list[bytes]], **changes: object) -> Path:
    """A file whose lines somebody changed and signed with a key."""

    def anew(lines: list[bytes]) -> list[bytes]:
        head, body = head_of(lines[0]), change(lines[1:])
        hashed = sha256(b"".join(body)).hexdigest()
        count = sum(each.startswith(b'{"record"') for each in body)
        cars = sum(each.startswith(b'{"car"') for each in body)
        told = {"lines": count, "cars": cars, "sha256": hashed, "key": key.public.hex()} | changes
        return [as_line(replace(head, **told).signed(key)), *body]

    return repacked(file, anew)


def own_key(user: UserSession) -> Key:
    with user.store.reading() as tx:
        found = key_at_hand(tx)
    assert found
    return found[1]


def test_each_attack_is_refused_by_its_name_and_changes_nothing(user, region, whole, tmp_path):
    key, half = own_key(user), last_of(user) // 2
    with standing_at(NOON):
        first, second = given(user, tmp_path, 0, half), given(user, tmp_path, half)
        late = given(user, tmp_path, half + 7)

    def refused(file: Path, trust: tuple[str, ...] = ()) -> type[Objection]:
        with pytest.raises(Objection) as told:
            receive(region, opened(file), trust)
        return type(told.value)

    def cents(lines: list[bytes]) -> list[bytes]:
        return [each.replace(b'"hours":"1', b'"hours":"9') for each in lines]

    def swapped(lines: list[bytes]) -> list[bytes]:
        return [lines[1], lines[0], *lines[2:]]

    assert refused(first) is refusals.DealerUnknown
    assert refused(first, (fingerprint(STRANGER.public),)) is refusals.TrustedKeyOther
    assert refused(second, (fingerprint(key.public),)) is refusals.RecordsMissing
    received(region, first)
    before = rows_of(region)
    attacks = {
        refusals.BatchAltered: [
            repacked(second, lambda all_: [all_[0], *cents(all_[1:])]),
            repacked(second, lambda all_: all_[:-1]),
        ],
        refusals.BatchSignatureWrong: [
            repacked(second, lambda all_: [all_[0].replace(b'"market":"TH"', b'"market":"AE"'), *all_[1:]])
        ],
        refusals.RecordsMissing: [late],
        refusals.DealerKeyUnknown: [resigned(second, STRANGER, cents)],
        refusals.LinesOutOfOrder: [
            resigned(second, key, swapped),
            resigned(second, key, lambda lines: lines[:3]),
            resigned(second, key, list, seal="00" * 32),
        ],
        refusals.RecordUnreadable: [
            resigned(second, key, lambda lines: [each.replace(b'"at":"2', b'"at":"x') for each in lines])
        ],
        refusals.NotABatch: [_cut(whole, tmp_path, 20), Path(__file__)],
    }
    for name, files in attacks.items():
        assert [refused(each) for each in files] == [name] * len(files)
    assert refused(_cut(second, tmp_path, second.stat().st_size - 40)) is refusals.BatchAltered
    assert rows_of(region) == before
    assert standing(region)[0].disputed_since is None
    assert received(region, second).new == last_of(user) - half


def waiting(region: RegionStore) -> int:
    (known,) = standing(region)
    return known.waiting


def test_what_a_newer_version_wrote_is_kept_and_read_once_there_is_one(user, region, whole, at_once, monkeypatch):
    def newer(lines: list[bytes]) -> list[bytes]:
        """A name more in a record, another kind and another form of facts in two others, a line of another kind."""
        changed, done = list(lines), set[str]()
        for at, line in enumerate(lines):
            told = json.loads(line).get("record", {})
            kind = told.get("kind", "")
            facts = told.get("told", {}).get("facts", {})
            if "name" not in done and kind == ChargingEvent.HEALTH_READ:
                told["lane"] = {"of": "two"}
                done.add("name")
            elif "kind" not in done and facts and kind == ChargingEvent.RECORDED:
                told["kind"] = "charging.newer"
                done.add("kind")
            elif "form" not in done and "tenths" in facts:
                facts["tenths"] = {"percent": 91}
                done.add("form")
            else:
                continue
            changed[at] = json.dumps({"record": told}, separators=(",", ":")).encode() + b"\n"
        assert len(done) == 3
        return [*changed, b'{"lane":{"vin":"later"}}\n']

    done = received(region, resigned(whole, own_key(user), newer))
    assert (done.new, done.waiting, waiting(region)) == (last_of(user), 4, 4)
    assert findings(region) == []
    before = rows_of(region)
    assert [(row[1], row[-1]) for row in before["event"]] == [(row[1], row[-1]) for row in at_once["event"]]
    assert 0 < len(set(at_once["day"]) - set(before["day"])) < 6, "all but what waits is folded"
    assert read_again(region) == 0, "this version reads no more than it did"
    monkeypatch.setitem(veil._LETS, "charging.newer", veil._LETS[ChargingEvent.RECORDED.value])
    assert read_again(region) == 1
    assert waiting(region) == 3, "one kind is known now"
    assert read_again(region) == 0
    assert findings(region) == []


def _cut(file: Path, folder: Path, size: int) -> Path:
    made = folder / f"cut-{file.name}"
    made.write_bytes(file.read_bytes()[:size])
    return made


def test_history_that_was_written_anew_stands_still_until_a_person_decides(made, server, region, tmp_path):
    """A backup put back, a tail cut off, and what the dealer's own key signed anew are one and the same: a fork."""
    stores = [copy_store(made, tmp_path / name / "desk.ldk") for name in ("before", "after")]
    (before,) = _at_each(stores[:1])
    with standing_at(NOON):
        note(before, "Told before the computer broke")
        note(before, "And once more")
        last = last_of(before)
        received(region, given(before, tmp_path))
    old = rows_of(region)["event"]
    (after,) = _at_each(stores[1:])
    with standing_at(LATER):
        cut_off = given(after, tmp_path)
        with pytest.raises(refusals.RecordsForked) as told:
            received(region, cut_off)
        assert told.value.seq == last - 2
        note(after, "Told from the backup")
        anew = given(after, tmp_path, last - 2)
    for file in (anew, cut_off):
        with pytest.raises(refusals.ForkOpen):
            received(region, file)
    assert rows_of(region)["event"] == old
    (known,) = standing(region)
    assert known.disputed_since
    with pytest.raises(refusals.RegionDealerUnknown):
        open_epoch(region, "nobody", "ana")
    assert open_epoch(region, known.dealer[:12], "ana") == 2
    with pytest.raises(refusals.NoForkOpen):
        open_epoch(region, known.dealer, "ana")
    with pytest.raises(refusals.BranchBeginsEarlier):
        received(region, resigned(anew, own_key(after), list, before="11" * 32))
    assert received(region, anew).last == last - 1
    with region.reading() as connection:
        gone = connection.execute(select(schema.OLD_EVENT.c.epoch, func.count()).group_by(schema.OLD_EVENT.c.epoch))
        assert gone.all() == [(1, 2)]
        (fork,) = connection.execute(select(schema.FORK)).all()
    assert (fork.seq, fork.opened_by) == (last, "ana")
    assert findings(region) == []
    with a_region(server) as fresh:
        received(fresh, given(after, tmp_path))
        assert rows_of(fresh) == rows_of(region)


def _at_each(stores: list[Path]) -> list[UserSession]:
    return [UserSession(open_store(each), None, authorise) for each in stores]


def test_a_key_is_believed_once_an_earlier_one_endorses_it_and_no_longer_once_revoked(own, region, tmp_path):
    received(region, given(own, tmp_path))
    last, old = last_of(own), own_key(own)
    rotate_key(own, RotateKey("A new computer"))
    note(own, "Signed with the new key")
    new = given(own, tmp_path, last, 1)
    assert opened(new).head.key != old.public.hex()
    assert received(region, new).new == 1
    with pytest.raises(refusals.DealerKeyUnknown):
        received(region, resigned(given(own, tmp_path, last + 1), STRANGER, list, endorsed=()))
    revoke_key(own, RevokeKey(1, "It was copied"))
    received(region, given(own, tmp_path, last + 1))
    at = last_of(own)
    note(own, "After the old key was revoked")
    with pytest.raises(refusals.DealerKeyRevoked):
        received(region, resigned(given(own, tmp_path, at), old, list))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")
@pytest.mark.parametrize("committed", [False, True])
def test_a_region_that_is_killed_has_all_of_a_batch_or_nothing(server, region, whole, committed):
    child = os.fork()
    if not child:
        _received_and_killed(address_of(server, region), whole, committed=committed)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with region.reading() as connection:
        there = connection.execute(select(func.count()).select_from(schema.EVENT)).scalar_one()
    assert bool(there) is committed
    done = received(region, whole)
    assert bool(done.new) is not committed
    assert findings(region) == []


def _received_and_killed(where: str, file: Path, *, committed: bool) -> None:
    def die(*_args: object, **_more: object) -> bool:
        os.kill(os.getpid(), signal.SIGKILL)
        return False

    try:
        if not committed:
            receiving.dealers.save_reached = die
        received(open_region(where), file)
        die()
    finally:
        os._exit(1)


def test_a_region_of_the_earlier_form_is_brought_up_and_has_a_name_afterwards(server, region):
    made_anew = laid_down(region)
    with region.writing() as connection:
        for each in (
            "DROP TABLE dealer_sum",
            "DROP TABLE unread",
            "ALTER TABLE form DROP COLUMN name",
            "UPDATE form SET number = 1",
        ):
            connection.exec_driver_sql(each)
    with open_region(address_of(server, region)) as brought_up:
        assert waiting_of(brought_up) == {}
        assert name_region(brought_up, "  Asia\n South ") == "Asia South"
        with pytest.raises(refusals.RegionNameUnusable):
            name_region(brought_up, "x" * 81)
        with brought_up.reading() as connection:
            assert about.name(connection) == "Asia South"
        assert laid_down(brought_up) == made_anew


def laid_down(region: RegionStore) -> list[tuple[object, ...]]:
    """The columns and keys that moved with the form, as the server has them."""
    with region.reading() as connection:
        seen = inspect(connection)
        return [
            (table, each["name"], str(each["type"]), each["nullable"], each["default"])
            for table in ("form", "unread")
            for each in seen.get_columns(table)
        ] + [(table, str(seen.get_pk_constraint(table))) for table in ("form", "unread")]


def waiting_of(region: RegionStore) -> dict[str, int]:
    with region.reading() as connection:
        return unread.counts(connection)
