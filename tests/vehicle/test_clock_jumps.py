"""A clock that jumps is noticed and told, takes no backup away, and keeps none from being made."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from harness import vin

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.proof.usecases.heads_check import odd_at_opening
from lifecycle_desk.store.backup import backups, folder_of
from lifecycle_desk.store.manifests import STAMP
from lifecycle_desk.store.thinning import DAYS, made_at, thin_out, worth_keeping
from lifecycle_desk.vehicle.rules import clock_jumps
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer

NOW = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)
AHEAD = datetime(2040, 3, 1, 5, 20, tzinfo=UTC)


@pytest.fixture
def user(stopped_clock, tmp_path):
    """Books that were opened at a sane moment."""
    from lifecycle_desk.dealership.rules import Dealer

    stopped_clock(NOW)
    user = books.create(tmp_path / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    add_vehicle(user, AddVehicle(vin(1), date(2026, 11, 1)))
    yield user
    user.store.close()


def dated(folder: Path, moments: list[datetime]) -> None:
    folder.mkdir(exist_ok=True)
    for each in moments:
        path = folder / f"{each.strftime(STAMP)}.ldk"
        path.write_bytes(b"")
        path.with_name(path.name + ".json").write_bytes(b"")


def test_a_clock_of_2040_takes_no_backup_away(tmp_path, stopped_clock):
    folder = folder_of(tmp_path / "desk.ldk")
    real = [NOW - timedelta(days=each) for each in range(5)]
    dated(folder, [*real, AHEAD])
    stopped_clock(AHEAD)
    thin_out(folder)
    assert {made_at(each) for each in folder.glob("*.ldk")} == {*real, AHEAD}


def test_backups_of_a_wrong_clock_push_no_real_one_out():
    real = [NOW - timedelta(days=each) for each in range(DAYS)]
    wrong = [AHEAD + timedelta(days=each) for each in range(60)]
    kept = worth_keeping([*real, *wrong], NOW)
    assert set(real) <= kept


def test_with_the_clock_back_the_daily_backup_is_made_and_the_latest_is_the_one_with_most_events(user, stopped_clock):
    stopped_clock(AHEAD)
    assert books.daily_backup(user)
    stopped_clock(NOW + timedelta(days=1))
    read_odometer(user, ReadOdometer(vin(1), date(2026, 11, 2), Distance(10)))
    made = books.daily_backup(user)
    assert made is not None
    assert books.daily_backup(user) is None
    assert str(backups(user.store.path)[0]) == made.file
    assert books.last_backup(user.store) == NOW + timedelta(days=1)


def test_an_entry_by_a_clock_that_jumped_is_told_in_the_answer_in_the_check_and_at_opening(user, stopped_clock):
    assert odd_at_opening(user.store) == ()
    stopped_clock(datetime(2035, 1, 2, tzinfo=UTC))
    assert [type(each) for each in odd_at_opening(user.store)] == [clock_jumps.ClockAhead]
    done = read_odometer(user, ReadOdometer(vin(1), date(2035, 1, 2), Distance(10)))
    assert clock_jumps.ClockAhead in {type(each) for each in done.warnings}
    stopped_clock(NOW + timedelta(days=1))
    assert [type(each) for each in odd_at_opening(user.store)] == [clock_jumps.ClockBehind]
    assert clock_jumps.ClockBehind in {type(each) for each in books.check(user).notes}


def test_what_follows_a_wrong_moment_is_stamped_by_the_clock_again_and_ordered_by_number(user, stopped_clock):
    stopped_clock(datetime(2035, 1, 2, tzinfo=UTC))
    read_odometer(user, ReadOdometer(vin(1), date(2026, 11, 2), Distance(10)))
    stopped_clock(NOW + timedelta(days=1))
    done = read_odometer(user, ReadOdometer(vin(1), date(2026, 11, 3), Distance(11)))
    assert clock_jumps.ClockBehind in {type(each) for each in done.warnings}
    found = books.check(user)
    assert found.sound
    assert [each.seq for each in found.notes if isinstance(each, clock_jumps.ClockWentBack)] == [done.value.event]
    with user.store.reading() as tx:
        stamp = tx.connection.exec_driver_sql("SELECT at FROM event WHERE seq = ?", (done.value.event,)).scalar()
    assert stamp.startswith("2026-11-26")


def test_a_clock_that_is_set_right_by_some_seconds_moves_no_entry_before_the_last(user, stopped_clock):
    stopped_clock(NOW - timedelta(seconds=90))
    done = read_odometer(user, ReadOdometer(vin(1), date(2026, 11, 2), Distance(10)))
    assert done.warnings == ()
    assert not [each for each in books.check(user).notes if isinstance(each, clock_jumps.ClockWentBack)]
