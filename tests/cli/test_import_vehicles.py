import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base import clock, incoming
from lifecycle_desk.base.inert import inert, plain
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.files import spreadsheets
from lifecycle_desk.files.days import days_of, readings
from lifecycle_desk.files.spreadsheets import decoded
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.interchange import vehicles
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases import listed

VIN = "LSJWH4095PN000001"
HEADER = ",".join(vehicles.HEADER)


def vin(number: int) -> str:
    return f"LSJWH4095PN{number:06}"


def row(number: int, **cells: str) -> str:
    told = {"vin": vin(number), "make": "MG", "plate": f"กข {number}", "odometer_km": str(1_000 + number)} | cells
    return ",".join(told.get(column, "") for column in vehicles.HEADER)


@pytest.fixture
def took(desk, tmp_path):
    """Import rows and give the answer."""
    numbers = count()

    def take(*rows: str, header: str = HEADER, options: tuple[str, ...] = (), encoding: str = "utf-8"):
        file = tmp_path / f"list{next(numbers)}.csv"
        file.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return desk("import", "vehicles", file, "--json", *options).json

    return take


def counts(told: dict) -> tuple[int, int, int, int]:
    assert told["rows"] == sum(told[each] for each in ("new", "known", "changed", "unmatched")) + len(told["refused"])
    return told["new"], told["known"], told["changed"], len(told["refused"])


def events(desk) -> int:
    return desk("check", "--json").json["events"]


def test_the_same_list_whole_shuffled_or_grown_changes_nothing_twice(desk, took):
    rows = [row(n, owner_name=f"Owner {n % 3}", owner_phone=f"08{n % 3}") for n in range(1, 8)]

    assert counts(took(*rows)) == (7, 0, 0, 0)
    before = events(desk)
    assert counts(took(*rows)) == (0, 7, 0, 0)
    random.Random(7).shuffle(rows)
    assert counts(took(*rows)) == (0, 7, 0, 0)
    assert counts(took(*rows, row(8))) == (1, 7, 0, 0)

    assert events(desk) == before + 1
    assert len(desk("find", "Owner", "--json").json["hits"]) == 10  # three owners, who stand for seven vehicles


def test_what_is_told_otherwise_is_a_new_fact_and_the_old_one_stays_readable(desk, took):
    took(row(1, plate="old"))
    told = took(row(1, plate="new", make="MG Motor", odometer_km="2000"))

    assert counts(told) == (0, 0, 1, 0)
    shown = desk("show", VIN, "--json").json
    assert (shown["plate"], shown["make"], shown["odometer_km"]) == ("new", "MG Motor", 2_000)
    assert [each["facts"]["listed"]["plate"] for each in shown["events"]] == ["old", "new"]
    assert counts(took(row(1, plate="old", make="MG Motor", odometer_km="2000"))) == (0, 0, 1, 0)
    assert desk("check").code == 0


def bangkok_today() -> date:
    """The day by the clocks of the example's dealer."""
    return clock.now().astimezone(ZoneInfo("Asia/Bangkok")).date()


def test_an_old_list_does_not_undo_what_was_changed_here(desk, took):
    took(row(1, owner_name="สมชาย", owner_phone="089"))
    desk.do("record_plate", vin=VIN, plate="9กก 9", since=bangkok_today().isoformat())
    person = desk("find", "089", "--json").json["hits"][-1]
    number = int(
        next(each for each in (person, *desk("find", "สมชาย", "--json").json["hits"]) if each["kind"] == "person")["id"]
    )
    desk.do("change_person", number=number, person={"name": "สมชาย ใจดี", "phone": "081"})

    assert counts(took(row(1, owner_name="สมชาย", owner_phone="089"))) == (0, 1, 0, 0)
    assert desk("show", VIN, "--json").json["plate"] == "9กก 9"
    assert desk("show", VIN, "--json").json["owner"]["name"] == "สมชาย ใจดี"


def test_an_empty_cell_says_nothing(desk, took):
    took(row(1))
    assert counts(took(VIN, header="vin")) == (0, 1, 0, 0)
    assert counts(took(row(1, plate="", odometer_km=""))) == (0, 1, 0, 0)
    assert desk("show", VIN, "--json").json["plate"] == "กข 1"


def test_one_refused_row_and_nothing_is_written_unless_it_is_skipped(desk, took):
    rows = [row(1), row(2, odometer_km="many"), row(3)]

    dry, whole = took(*rows, options=("--dry-run",)), took(*rows)
    assert counts(dry) == counts(whole) == (2, 0, 0, 1)
    assert dry["written"] is whole["written"] is False
    assert desk("check", "--json").json["vehicles"] == 0

    skipped = took(*rows, options=("--skip-refused",))
    assert (counts(skipped), skipped["written"]) == ((2, 0, 0, 1), True)
    assert [(each["line"], each["field"]) for each in skipped["refused"]] == [(3, "odometer_km")]
    assert desk("check", "--json").json["vehicles"] == 2


def test_a_dry_run_answers_the_same_and_writes_nothing(desk, took):
    took(row(1))
    rows = [row(1, plate="new"), row(2, owner_name="A", owner_phone="1"), row(3, owner_name="A", owner_phone="1")]
    before = desk("check", "--json").json["head"]

    dry = took(*rows, options=("--dry-run",))
    assert desk("check", "--json").json["head"] == before
    real = took(*rows)

    assert dry | {"written": True, "file": real["file"]} == real


def test_a_vin_that_stands_twice_is_known_when_the_same_and_refused_when_not(took):
    told = took(row(1), row(1), row(2), row(2, plate="other"))

    assert counts(told) == (2, 1, 0, 1)
    assert told["refused"][0]["rule"] == "vin_twice"
    assert told["refused"][0]["facts"] == {"line": 4}


def test_owners_are_the_same_by_name_and_phone_and_nobody_else(desk, took):
    desk.do("add_person", name="Ana  Ruiz", phone="+34 600-100-200")
    took(
        row(1, owner_name="ana ruiz", owner_phone="+34 600 100 200"),
        row(2, owner_name="Ana Ruiz", owner_phone="+34 600 100 999"),
        row(3, owner_name="No Phone"),
        row(4, owner_name="No Phone"),
    )

    people = [each for name in ("Ruiz", "Phone") for each in desk("find", name, "--json").json["hits"]]
    assert sum(each["kind"] == "person" for each in people) == 4
    assert counts(took(row(3, owner_name="No Phone"), row(4, owner_name="No Phone"))) == (0, 2, 0, 0)


def test_an_old_list_does_not_bring_back_who_was_erased(desk, took):
    took(row(1, owner_name="Canary Yellow", owner_phone="0800"))
    number = next(each["id"] for each in desk("find", "Canary", "--json").json["hits"] if each["kind"] == "person")
    desk.do("erase_person", number=int(number))

    told = took(row(1, owner_name="Canary Yellow", owner_phone="0800"))

    assert counts(told) == (0, 1, 0, 0)
    assert [each["rule"] for each in told["warnings"]] == ["owner_erased"]
    assert desk("find", "Canary", "--json").json["hits"] == []


def test_a_car_in_stock_that_a_later_list_calls_sold_is_in_use(desk, took):
    took(row(1, arrived_on="2026-01-05"))
    assert desk("show", VIN, "--json").json["stage"] == "in_stock"
    took(row(1, arrived_on="2026-01-05", sold_on="2026-02-05", owner_name="A", owner_phone="1"))

    shown = desk("show", VIN, "--json").json
    assert (shown["stage"], shown["owner"]) == ("in_use", {"name": "A", "since": "2026-02-05"})


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp874", "cp874")],
)
def test_the_encoding_is_recognised_and_told(desk, took, encoding, named):
    told = took(row(1, plate="3กข", owner_name="สมชาย"), encoding=encoding)

    assert told["read_as"]["encoding"] == named
    assert desk("show", VIN, "--json").json["plate"] == "3กข"
    assert [each["rule"] for each in told["warnings"]].count("encoding_assumed") == (named == "cp874")


def test_a_western_file_is_read_in_the_western_code_page():
    text, encoding, notes = decoded("vin,owner_name\nX,Muñoz\n".encode("cp1252"), "MX")
    assert (text.splitlines()[1], encoding, len(notes)) == ("X,Muñoz", "cp1252", 1)


@pytest.mark.parametrize(("sign", "named"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_delimiter_is_recognised_and_told(took, sign, named):
    told = took(f"{VIN}{sign}MG{sign}64{',' if sign != ',' else '.'}5", header=f"VIN{sign}Make{sign}battery_usable_kwh")
    assert (counts(told), told["read_as"]["delimiter"]) == ((1, 0, 0, 0), named)


def test_lines_of_old_macs_are_lines(took):
    told = took(header=f"vin,make\r{vin(1)},MG\r{vin(2)}")
    assert [each["line"] for each in told["refused"]] == [3]


def test_dates_are_read_in_the_order_that_the_file_shows(desk, took):
    told = took(row(1, arrived_on="13/02/2026"), row(2, arrived_on="01/02/2026"))

    assert told["read_as"]["dates"] == "dmy"
    assert counts(told) == (2, 0, 0, 0)


def test_a_date_that_is_two_days_is_refused_with_both_unless_the_order_is_said(took):
    told = took(row(1, arrived_on="01/02/2026"), options=("--dry-run",))
    assert told["refused"][0]["rule"] == "day_two_ways"
    assert told["refused"][0]["facts"] == {"given": "01/02/2026", "one": "2026-01-02", "other": "2026-02-01"}
    assert "--dates" in told["refused"][0]["why"]

    for order in ("dmy", "mdy"):
        assert counts(took(row(1, arrived_on="01/02/2026"), options=("--dates", order, "--dry-run"))) == (1, 0, 0, 0)
    assert counts(took(row(1, arrived_on="13/02/2026"), options=("--dates", "mdy"))) == (0, 0, 0, 1)


@settings(max_examples=60)
@given(st.dates(date(1886, 1, 1), date(2026, 11, 20)), st.sampled_from(["dmy", "mdy", "ymd"]), st.sampled_from("/.-"))
def test_a_date_in_a_known_order_is_that_day_or_refused(day, order, sign):
    parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year:04}"}
    text = sign.join(parts[each] for each in order)

    assert day in readings(text).values()
    assert days_of([text], order).read(text, date(2026, 11, 25)) == day
    assert days_of([], None).read(day.isoformat(), date(2026, 11, 25)) == day


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_no_cell_acts_in_a_spreadsheet_and_each_is_read_back(text):
    cell = inert(text)

    assert not cell or cell[0] not in "=+-@\t\r\n\0"
    if text == text.strip() and text.isprintable():
        assert plain(cell) == text


def test_vehicles_given_out_are_known_when_they_come_back(desk, took, tmp_path):
    desk.do("add_person", name='=1+1"; Müller', phone="+49 1")
    desk.do("add_vehicle", vin=VIN, on="2026-01-02", owner=1, description={"make": "-MG", "usable_wh": 64_512})
    took(row(2, arrived_on="2026-01-01", battery_usable_kwh="64.5"))
    file = tmp_path / "out.csv"
    assert desk("export", "vehicles", "-o", file).code == 0

    assert counts(desk("import", "vehicles", file, "--json").json) == (0, 2, 0, 0)
    text = file.read_text("utf-8-sig")
    assert "'=1+1" in text
    assert "'+49 1" in text
    nameless = desk("export", "vehicles", "--without-people").out
    assert "Müller" not in nameless
    assert "+49" not in nameless
    assert desk("export", "vehicles", "--vin", VIN).out.count("\n") == 2


def test_who_saves_beside_an_import_waits_for_the_row_that_is_being_taken_in_and_for_no_other(
    own_user, tmp_path, monkeypatch
):
    file = tmp_path / "list.csv"
    file.write_text("\n".join([HEADER, *(row(n) for n in range(30)), ""]))
    within, found, come = listed.within_slice, [], []

    def save() -> None:
        with own_user.store.writing() as tx:
            found.append([life.is_known(tx, vin(n)) for n in range(30)])

    def within_slice(tx, rows):
        for each in within(tx, rows):
            if not come:
                come.append(pool.submit(save))
                while not tx.store.writer_waiting:
                    time.sleep(0.001)
            yield each

    monkeypatch.setattr(listed, "within_slice", within_slice)
    with ThreadPoolExecutor(1) as pool:
        taken_in(own_user.store.where, file)
        come[0].result()
    assert found == [[True] + 29 * [False]]
    with own_user.store.reading() as tx:
        assert life.is_known(tx, vin(29))


def taken_in(where: str, path) -> None:
    """An import at a seat of its own, as another process would do it."""
    store = open_store(where)
    drained(vehicles.take_in(UserSession(store, None, authorise), path, Choices()))
    store.close()


def test_an_import_that_is_cut_off_goes_on_where_it_stopped(own_user, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("\n".join([HEADER, *(row(n) for n in range(300)), ""]))
    steps = vehicles.take_in(own_user, file, Choices())
    next(steps)
    steps.close()

    first = drained(vehicles.take_in(own_user, file, Choices())).value
    again = drained(vehicles.take_in(own_user, file, Choices())).value

    assert first.new > 0
    assert first.known > 0
    assert (first.new + first.known, again.known) == (300, 300)


def test_vins_alone_bring_make_and_year_as_suggestions_so_that_covers_and_campaigns_of_the_make_match(desk, took):
    tesla, renault = "LRW3E7FA0RC000001", "VF1AAAAA5A1234567"
    assert counts(took(vin(1), tesla, renault, "XX9AAAAA5A1234567", header="vin")) == (4, 0, 0, 0)

    known = {each: desk("show", each, "--json").json for each in (vin(1), tesla, renault, "XX9AAAAA5A1234567")}
    assert [(each["make"], each["model_year"]) for each in known.values()] == [
        ("MG", 2023), ("Tesla", 2024), ("Renault", None), (None, None),
    ]  # fmt: skip
    suggested = known[tesla]["events"][0]["facts"]["suggested"]
    assert suggested["make"] == {"value": "Tesla", "confidence": "likely"}
    assert suggested["model_year"] == {"value": 2024, "confidence": "sure"}
    assert suggested["plant"] == {"value": "CN C", "confidence": "possible"}

    assert counts(took(vin(1), tesla, renault, "XX9AAAAA5A1234567", header="vin")) == (0, 4, 0, 0)
    assert counts(took(f"{vin(1)},Roewe,2024", header="vin,make,model_year")) == (0, 0, 1, 0)
    assert (desk("show", vin(1), "--json").json["make"], desk("check").code) == ("Roewe", 0)


def test_a_list_of_too_many_rows_or_of_too_many_refused_ones_is_refused_as_a_whole(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    monkeypatch.setattr(incoming, "MOST_REFUSED", 1)
    file = tmp_path / "list.csv"
    for rows, rule in ((map(vin, range(1, 5)), "too_many_rows"), (("X", "Y"), "too_many_refused")):
        file.write_text("\n".join(["vin", *rows, ""]))
        said = desk("import", "vehicles", file, "--skip-refused")
        assert (said.code, said.rule) == (1, rule)
    assert desk("check", "--json").json["vehicles"] == 0
