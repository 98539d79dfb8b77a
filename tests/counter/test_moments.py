"""A moment without a zone is refused with a sentence and its place, by every verb that takes one."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

import pytest

from lifecycle_desk.base.moments import FIRST_YEAR, LAST_YEAR, MomentWithoutZone, YearOutOfReach, unsound_times
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.request import read_request
from lifecycle_desk.rooms import offered
from lifecycle_desk.schedules.usecases.schedules import RecordService, record_service
from lifecycle_desk.stages.service.clocks.usecases import StopClock, stop_clock

NAIVE = datetime(2026, 11, 25, 9)  # noqa: DTZ001 (the fault)


def moments_in(kind: Any, seen: tuple[Any, ...] = ()) -> list[str]:
    """The places in a request at which a moment can stand."""
    if kind is datetime:
        return [""]
    found = [each for inner in get_args(kind) for each in moments_in(inner, seen)]
    if is_dataclass(kind) and kind not in seen:
        hints = get_type_hints(kind)
        for each in fields(kind):
            found += [f".{each.name}{at}" for at in moments_in(hints[each.name], (*seen, kind))]
    return found


def with_naive(kind: Any, at: str) -> Any:
    """A request of a kind with nothing in it but a moment without a zone at a place."""
    name, _, rest = at.removeprefix(".").partition(".")
    made = object.__new__(kind)
    for each in fields(kind):
        object.__setattr__(made, each.name, None)
    hint = get_type_hints(kind)[name]
    inner = [each for each in (hint, *get_args(hint)) if is_dataclass(each)]
    object.__setattr__(made, name, with_naive(inner[0], rest) if rest else NAIVE)
    return made


def test_every_verb_that_takes_a_moment_refuses_one_without_a_zone(own_user):
    tried = 0
    for verb in offered("commands"):
        for at in moments_in(verb.takes):
            with pytest.raises(MomentWithoutZone) as fault:
                verb(own_user, with_naive(verb.takes, at))
            assert fault.value.at == at.removeprefix("."), verb.name
            tried += 1
    assert tried > 5


def test_a_clock_that_is_stopped_by_json_without_a_zone_is_refused_with_a_sentence(own_user: UserSession):
    asked = read_request('{"technician": "Somchai", "at": "2026-11-25T09:00:00"}', StopClock)
    with pytest.raises(MomentWithoutZone) as fault:
        stop_clock(own_user, asked)
    assert fault.value.at == "at"


@pytest.mark.parametrize("year", [1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999])
def test_a_day_that_no_sum_of_months_can_start_from_is_refused_with_its_place(own_user: UserSession, year: int):
    asked = read_request(f'{{"vin": "LSJW74U95NZ111111", "on": "{year:04}-12-31"}}', RecordService)
    with pytest.raises(YearOutOfReach) as fault:
        record_service(own_user, asked)
    assert (fault.value.at, fault.value.facts["on"]) == ("on", f"{year:04}-12-31")


@dataclass(frozen=True)
class Deep:
    inner: tuple[dict[str, datetime], ...]


def test_moments_are_found_however_deep_they_stand():
    zoned = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert [at for at, _ in unsound_times(Deep(({"a": zoned}, {"b": NAIVE})), "")] == ["inner[1].b"]
