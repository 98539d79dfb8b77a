"""Plain values as frozen dataclasses: what was written comes back typed, and a fault is said with its place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.base.typed import UnreadableError, typed
from lifecycle_desk.commands.kinds import Text
from lifecycle_desk.vehicle.rules.life import RecordedEvent

type Place = Annotated[str, Text(N_("Place"), fact="from")]


class _State(LabeledEnum):
    OPEN = "open", N_("Open")
    PAID = "paid", N_("Paid")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    state: _State
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    claim: str
    on: date
    at: datetime
    hours: Decimal
    urgent: bool
    state: _State | None
    first: _Line | None
    lines: tuple[_Line, ...]
    pair: tuple[int, str]
    by_line: Mapping[int, _Line]
    by_word: dict[str, int | None]
    who: Literal["owner", "maker"]
    odometer: Distance
    either: _Line | str
    place: Place = ""
    free: Any = None
    pages: tuple[str, ...] = field(default_factory=tuple)


_LINES = st.builds(_Line, st.integers(), st.sampled_from(_State), st.text())
_SAID = st.builds(
    _Said,
    claim=st.text(),
    on=st.dates(),
    at=st.datetimes(),
    hours=st.decimals(allow_nan=False, allow_infinity=False),
    urgent=st.booleans(),
    state=st.none() | st.sampled_from(_State),
    first=st.none() | _LINES,
    lines=st.lists(_LINES, max_size=4).map(tuple),
    pair=st.tuples(st.integers(), st.text()),
    by_line=st.dictionaries(st.integers(), _LINES, max_size=3),
    by_word=st.dictionaries(st.text(), st.none() | st.integers(), max_size=3),
    who=st.sampled_from(["owner", "maker"]),
    odometer=st.builds(Distance, st.integers(0, 10**6), st.sampled_from(LengthUnit)),
    either=st.text() | _LINES,
    place=st.text(),
    free=st.none() | st.lists(st.integers(), max_size=2) | st.text(),
    pages=st.lists(st.text(), max_size=2).map(tuple),
)
_WHOLE: dict[str, Any] = {
    "claim": "C-7",
    "on": "2026-11-28",
    "at": "2026-11-28T06:30:00+07:00",
    "hours": "1.5",
    "urgent": False,
    "state": None,
    "first": None,
    "lines": [{"number": 1, "state": "paid"}],
    "pair": [1, "one"],
    "by_line": {"3": {"number": 3, "state": "open"}},
    "by_word": {},
    "who": "maker",
    "odometer": {"value": 7, "unit": "mi"},
    "either": "word",
}


@given(_SAID)
def test_what_was_written_as_json_comes_back_as_it_was(said: _Said) -> None:
    written = json.loads(msgspec.json.encode(said))
    written["from"] = written.pop("place")
    assert typed(_Said, written) == said


@given(_LINES)
def test_a_plain_dataclass_is_read_as_the_library_of_json_reads_it(line: _Line) -> None:
    written = msgspec.to_builtins(line)
    assert typed(_Line, written) == msgspec.convert(written, _Line)


def test_what_is_missing_or_says_nothing_has_its_default_and_other_names_are_left_alone() -> None:
    said = typed(_Said, _WHOLE | {"pages": None, "later": 5})
    assert (said.place, said.free, said.pages) == ("", None, ())


def test_what_is_typed_already_stays_as_it_is() -> None:
    line = _Line(1, _State.PAID)
    said = typed(_Said, _WHOLE | {"on": date(2026, 1, 2), "first": line, "odometer": Distance(3)})
    assert (said.on, said.first, said.odometer) == (date(2026, 1, 2), line, Distance(3))


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ({"claim": 7}, r"^_Said.claim: 7"),
        ({"on": "2026-02-30"}, r"^_Said.on: "),
        ({"urgent": 1}, r"^_Said.urgent: 1"),
        ({"lines": "open"}, r"^_Said.lines: 'open'"),
        ({"lines": [{"number": True, "state": "open"}]}, r"^_Said.lines: _Line.number: True"),
        ({"lines": [{"number": 1, "state": "lost"}]}, r"^_Said.lines: _Line.state: 'lost'"),
        ({"lines": [{"number": 1}]}, r"^_Said.lines: _Line.state is missing"),
        ({"first": "open"}, r"^_Said.first: 'open'"),
        ({"pair": [1]}, r"^_Said.pair: "),
        ({"by_line": {"one": {"number": 1, "state": "open"}}}, r"^_Said.by_line: "),
        ({"by_word": 5}, r"^_Said.by_word: 5"),
        ({"who": "nobody"}, r"^_Said.who: 'nobody'"),
        ({"either": 5}, r"^_Said.either: 5"),
        ({"hours": "some"}, r"^_Said.hours: "),
    ],
)
def test_a_value_of_another_type_is_told_with_its_place(fault: dict[str, Any], place: str) -> None:
    with pytest.raises(UnreadableError, match=place):
        typed(_Said, _WHOLE | fault)


def test_a_name_that_is_needed_and_not_there_is_told() -> None:
    with pytest.raises(UnreadableError, match=r"^_Said.claim is missing$"):
        typed(_Said, {name: value for name, value in _WHOLE.items() if name != "claim"})


def test_the_facts_of_an_event_are_read_by_their_dataclass() -> None:
    told = RecordedEvent(1, date(2026, 11, 28), "service.claim_paid", {"number": 2, "state": "paid", "note": None})
    assert told.facts_as(_Line) == _Line(2, _State.PAID)
