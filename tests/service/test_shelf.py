"""The parts store: a ledger never below nothing, worth what was paid to the last cent, and equal to its recount."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from shelving import FILTER, RECEIPT, at_hand, faults, ordered, received
from workshop import VIN

from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.orders.rules.identities import JobIsNeeded, LineIsNeeded
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import ChangeRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.shelf.rules.held import HeldGone, HeldKind, HeldState, HeldUntil
from lifecycle_desk.stages.service.shelf.rules.movements import (
    CountTwice,
    IssuedAs,
    LineHasOther,
    LineNotThere,
    MoreThanTheLine,
    MovementFinal,
    MovementUndone,
    NoneInStock,
    NotEnoughInStock,
    NothingToCorrect,
    NotIssued,
    ReceivedSuperseded,
    SamePlace,
    SerialMissing,
    SerialNotThere,
    SerialsDiffer,
    SerialThere,
    SerialTwice,
    StorageRulesApply,
    UnitCostOutOfRange,
    WhyMissing,
    WithoutCost,
)
from lifecycle_desk.stages.service.shelf.rules.parts import (
    Hazard,
    MinimumOutOfRange,
    PartCodeMissing,
    PartIsNew,
    PartMayBeMistyped,
    PartNotStocked,
    QuantityOutOfRange,
    StockUnit,
)
from lifecycle_desk.stages.service.shelf.rules.proposing import Need, is_below, to_order
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.counting import correct_part, count_parts, count_sheet
from lifecycle_desk.stages.service.shelf.usecases.holding import hold_part, release_held
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part, return_part
from lifecycle_desk.stages.service.shelf.usecases.listing import (
    ListStoredParts,
    Stock,
    StockList,
    below_minimum,
    list_stored_parts,
    stock_counts,
)
from lifecycle_desk.stages.service.shelf.usecases.moving import move_part, send_back_part
from lifecycle_desk.stages.service.shelf.usecases.naming import near
from lifecycle_desk.stages.service.shelf.usecases.parts import save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.requests import (
    CorrectPart,
    Counted,
    CountParts,
    HoldPart,
    IssuePart,
    MovePart,
    ReleaseHeld,
    ReturnPart,
    SaveStockPart,
    SendBackPart,
    UndoMovements,
)
from lifecycle_desk.stages.service.shelf.usecases.undoing import undo_part_movements
from lifecycle_desk.stages.service.shelf.usecases.wanting import proposals

NOW, TODAY = datetime(2026, 11, 24, 3, tzinfo=UTC), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _stopped(stopped_clock) -> None:
    stopped_clock(NOW)


def told(done) -> list[type]:
    return [type(each) for each in done.warnings]


def undone(user, command, done):
    back, asked = command.undo(done.value)
    return back(user, asked)


def lying(user):
    """Where how many pieces of the first part lie."""
    (first, *_) = list_stored_parts(user, ListStoredParts()).value.parts
    return {each.place: each.quantity for each in first.lots}


def issued(user, many, number, line, code=FILTER, **more):
    return issue_part(user, IssuePart(code=code, quantity=Decimal(str(many)), order=number, line=line, **more))


def test_what_comes_is_there_at_its_cost_and_what_goes_takes_its_share(shop):
    first = received(shop, many=3, cost=1_000).value
    assert (first.on_hand, first.value) == (3, 3_000)
    received(shop, many=1, cost=1_001, place="B-2")
    number, (line,) = ordered(shop, VIN, (FILTER, 2))
    done = issued(shop, 2, number, line).value
    assert at_hand(shop) == (2, 2_000)  # 4001 for four: two take 2000.5, halves away from zero
    assert done.on_hand == 2
    undone(shop, issue_part, issued(shop, 2, number, line))
    assert at_hand(shop) == (2, 2_000)
    assert faults(shop) == []


def test_the_last_piece_takes_all_that_is_left_of_the_value(own_shop):
    receive_part(own_shop, replace(RECEIPT, quantity=Decimal(3), value=100))
    for left in (67, 33, 0):
        issue_part(own_shop, IssuePart(code=FILTER, quantity=Decimal(1), why="workshop"))
        assert at_hand(own_shop)[1] == left


def test_never_more_goes_than_is_there_and_the_refusal_says_where_it_lies(shop):
    received(shop, many=2)
    received(shop, many="0.5", place="B-2")
    with pytest.raises(NotEnoughInStock) as why:
        issue_part(shop, IssuePart(code=FILTER, quantity=Decimal(3), why="workshop"))
    assert why.value.facts == {"there": Decimal("2.5"), "code": FILTER, "where": ("A-1: 2", "B-2: 0.5")}
    with pytest.raises(NotEnoughInStock):
        issue_part(shop, IssuePart(code=FILTER, quantity=Decimal(1), place="B-2", why="workshop"))
    issue_part(shop, IssuePart(code=FILTER, quantity=Decimal("2.5"), why="workshop"))
    with pytest.raises(NoneInStock):
        issue_part(shop, IssuePart(code=FILTER, quantity=Decimal(1), why="workshop"))
    with pytest.raises(NoneInStock):
        issue_part(shop, IssuePart(code="NEVER-WAS", quantity=Decimal(1), why="workshop"))
    assert at_hand(shop) == (0, 0)
    assert faults(shop) == []


def test_an_issue_switches_the_lines_mark_off_and_a_return_gives_the_part_back_at_its_value(own_shop):
    received(own_shop, many=5, cost=999)
    number, (line, other) = ordered(own_shop, VIN, (FILTER, 2), ("X-9", 1))
    before = order(own_shop, number).order
    done = issued(own_shop, 2, number, line)
    after = order(own_shop, number).order
    assert [each.awaited for each in after.sheet.lines] == [False, True]
    assert after.revision == before.revision + 1
    assert told(done) == []
    received(own_shop, many=5, cost=5_000)  # the average moves, the value of what was issued does not
    with pytest.raises(NotIssued):
        return_part(own_shop, ReturnPart(code=FILTER, quantity=Decimal(3), order=number, line=line))
    worth_before = at_hand(own_shop)[1]
    return_part(own_shop, ReturnPart(code=FILTER, quantity=Decimal(1), order=number, line=line))
    assert at_hand(own_shop)[1] - worth_before == 999
    return_part(own_shop, ReturnPart(code=FILTER, quantity=Decimal(1), order=number, line=line, place="B-7"))
    with pytest.raises(NotIssued):
        return_part(own_shop, ReturnPart(code=FILTER, quantity=Decimal(1), order=number, line=line))
    with pytest.raises(PartNotStocked):
        return_part(own_shop, ReturnPart(code="X-9", quantity=Decimal(1), order=number, line=other))
    assert faults(own_shop) == []


def test_a_line_stays_with_its_part_while_parts_are_issued_to_it(shop):
    received(shop)
    number, (line,) = ordered(shop, VIN, (FILTER, 2))
    done = issued(shop, 2, number, line)
    found = order(shop, number).order
    (job,) = found.sheet.jobs
    other = replace(job, lines=(replace(job.lines[0], code="X-9"),))
    for jobs in ((other,), (replace(job, lines=()),)):
        with pytest.raises(LineIsNeeded):
            change_repair_order(shop, ChangeRepairOrder(number=number, revision=found.revision, jobs=jobs))
    with pytest.raises(JobIsNeeded):
        change_repair_order(shop, ChangeRepairOrder(number=number, revision=found.revision, jobs=()))
    dearer = replace(job, lines=(replace(job.lines[0], price=9_000),))
    change_repair_order(shop, ChangeRepairOrder(number=number, revision=found.revision, jobs=(dearer,)))
    undone(shop, issue_part, done)
    revision = order(shop, number).order.revision
    change_repair_order(shop, ChangeRepairOrder(number=number, revision=revision, jobs=(other,)))


def test_what_is_odd_about_an_issue_is_told(own_shop):
    received(own_shop)
    number, (line,) = ordered(own_shop, VIN, ("X-9", 1))
    assert told(issued(own_shop, 2, number, line)) == [LineHasOther, MoreThanTheLine]
    with pytest.raises(LineNotThere):
        issued(own_shop, 1, number, 99)
    with pytest.raises(WhyMissing):
        issue_part(own_shop, IssuePart(code=FILTER, quantity=Decimal(1)))


def test_a_superseded_number_gives_what_follows_it_and_its_return_finds_it(own_shop):
    old, new = (CatalogueEntry(kind=LineKind.PART, code=each, text=each) for each in ("OLD-1", "NEW-1"))
    save_catalogue(own_shop, SaveCatalogue((replace(old, replaced_by="NEW-1"), new)))
    received(own_shop, "new 1", 3, 700)
    number, (line,) = ordered(own_shop, VIN, ("OLD-1", 1))
    done = issued(own_shop, 1, number, line, "OLD-1")
    assert told(done) == [IssuedAs]
    assert done.value.code == "NEW-1"
    assert [each.code for each in list_stored_parts(own_shop, ListStoredParts()).value.parts] == ["NEW-1"]
    return_part(own_shop, ReturnPart(code="OLD-1", quantity=Decimal(1), order=number, line=line))
    assert at_hand(own_shop, "NEW-1") == (3, 2_100)
    assert told(received(own_shop, "OLD-1", 1, 500)) == [ReceivedSuperseded]
    assert told(issued(own_shop, 1, number, line, "OLD-1")) == []  # the old one is used up first


def test_a_serial_number_is_one_piece_and_in_one_place(shop):
    received(shop, "HV-1", 2, 50_001, serials=("S1", "S2"), batch="L7")
    with pytest.raises(SerialThere):
        received(shop, "HV-1", 1, 50_000, serials=("S2",), place="B-2")
    with pytest.raises(SerialsDiffer):
        received(shop, "HV-1", 2, 50_000, serials=("S3",))
    with pytest.raises(SerialTwice):
        received(shop, "HV-1", 2, 50_000, serials=("S3", "S3"))
    number, (line,) = ordered(shop, VIN, ("HV-1", 1))
    with pytest.raises(SerialMissing):
        issued(shop, 1, number, line, "HV-1")
    with pytest.raises(SerialNotThere):
        issued(shop, 1, number, line, "HV-1", serial="S9")
    with pytest.raises(SerialsDiffer):
        issued(shop, 2, number, line, "HV-1", serial="S1")
    issued(shop, 1, number, line, "HV-1", serial="S1")
    return_part(shop, ReturnPart(code="HV-1", quantity=Decimal(1), order=number, line=line))
    with pytest.raises(SerialThere):
        received(shop, "HV-1", 1, 50_000, serials=("S1",))
    move_part(shop, MovePart(code="HV-1", quantity=Decimal(1), serial="S2", to_place="Q"))
    lots = list_stored_parts(shop, ListStoredParts()).value.parts[0].lots
    assert [(each.place, each.serial) for each in lots] == [("A-1", "S1"), ("Q", "S2")]
    assert at_hand(shop, "HV-1") == (2, 100_002)
    assert faults(shop) == []


def test_a_move_changes_the_place_and_not_the_value_and_is_undone_whole(own_shop):
    received(own_shop, many=4)
    done = move_part(own_shop, MovePart(code=FILTER, quantity=Decimal(3), to_place="C-3"))
    assert {
        each.place: each.quantity for each in list_stored_parts(own_shop, ListStoredParts()).value.parts[0].lots
    } == {
        "A-1": 1,
        "C-3": 3,
    }
    assert at_hand(own_shop) == (4, 5_000)
    with pytest.raises(SamePlace):
        move_part(own_shop, MovePart(code=FILTER, quantity=Decimal(1), place="C-3", to_place="C-3"))
    undone(own_shop, move_part, done)
    assert [each.place for each in list_stored_parts(own_shop, ListStoredParts(place="A-1")).value.parts[0].lots] == [
        "A-1"
    ]
    assert list_stored_parts(own_shop, ListStoredParts(place="C-3")).value.parts == ()


def test_parts_go_back_to_their_supplier_at_their_average(own_shop):
    received(own_shop, many=2, cost=1_000)
    received(own_shop, many=2, cost=2_000)
    send_back_part(own_shop, SendBackPart(code=FILTER, quantity=Decimal(1), supplier="Euro Parts", reference="R-7"))
    assert at_hand(own_shop) == (3, 4_500)
    with pytest.raises(PartNotStocked):
        send_back_part(own_shop, SendBackPart(code="NEVER", quantity=Decimal(1)))


def test_a_count_shows_its_differences_before_it_is_written_and_values_them(shop):
    received(shop, many=10, cost=1_250)
    received(shop, "BO-WHEEL", 40, 210)
    asked = CountParts(place="A-1", lines=(Counted(code=FILTER, quantity=Decimal(9)),))
    sheet = count_sheet(shop, asked)
    assert [(each.there, each.counted, each.difference, each.value) for each in sheet.lines] == [(10, 9, -1, -1_250)]
    assert [each.code for each in sheet.missing] == ["BO-WHEEL"]
    assert at_hand(shop) == (10, 12_500)  # nothing was written by looking
    counted = count_parts(shop, replace(asked, lines=(*asked.lines, Counted(code="BO-WHEEL", quantity=Decimal(42)))))
    assert (counted.value.more, counted.value.fewer) == (1, 1)
    assert at_hand(shop) == (9, 11_250)
    assert at_hand(shop, "BO-WHEEL") == (42, 40 * 210 + 2 * 210)
    undone(shop, count_parts, counted)
    assert at_hand(shop) == (10, 12_500)
    with pytest.raises(CountTwice):
        count_parts(shop, CountParts(place="A-1", lines=(Counted(code=FILTER, quantity=Decimal(1)),) * 2))
    assert faults(shop) == []


def test_what_a_count_finds_of_a_part_that_was_gone_is_worth_what_it_cost_last(own_shop):
    received(own_shop, many=2, cost=1_500)
    issue_part(own_shop, IssuePart(code=FILTER, quantity=Decimal(2), why="workshop"))
    count_parts(own_shop, CountParts(place="A-1", lines=(Counted(code=FILTER, quantity=Decimal(1)),)))
    assert at_hand(own_shop) == (1, 1_500)
    count_parts(own_shop, CountParts(place="Z", lines=(Counted(code="UNKNOWN-1", quantity=Decimal(3)),)))
    assert at_hand(own_shop, "UNKNOWN-1") == (3, 0)


def test_a_correction_needs_a_reason_and_may_set_the_value(own_shop):
    received(own_shop, many=10, cost=100)
    with pytest.raises(WhyMissing):
        correct_part(own_shop, CorrectPart(code=FILTER, quantity=Decimal(9)))
    with pytest.raises(NothingToCorrect):
        correct_part(own_shop, CorrectPart(code=FILTER, quantity=Decimal(10), place="A-1", why="looked"))
    with pytest.raises(UnitCostOutOfRange):
        correct_part(own_shop, CorrectPart(code=FILTER, value=-1, why="wrong"))
    done = correct_part(own_shop, CorrectPart(code=FILTER, value=1_500, place="A-1", why="price of the note was net"))
    assert at_hand(own_shop) == (10, 1_500)
    with pytest.raises(MovementFinal):
        undo_part_movements(own_shop, UndoMovements(done.value.movements))
    undone(own_shop, correct_part, done)
    assert at_hand(own_shop) == (10, 1_000)
    correct_part(own_shop, CorrectPart(code=FILTER, quantity=Decimal(0), place="A-1", why="burnt"))
    assert at_hand(own_shop) == (0, 0)


def test_a_movement_is_undone_once_and_only_while_the_parts_are_there(shop):
    done = received(shop, many=2).value
    issue_part(shop, IssuePart(code=FILTER, quantity=Decimal(1), why="workshop"))
    with pytest.raises(NotEnoughInStock):
        undo_part_movements(shop, UndoMovements(done.movements))
    received(shop, many=1)
    back = undo_part_movements(shop, UndoMovements(done.movements)).value
    with pytest.raises(MovementUndone):
        undo_part_movements(shop, UndoMovements(done.movements))
    with pytest.raises(MovementFinal):
        undo_part_movements(shop, UndoMovements(back.movements))
    assert at_hand(shop) == (0, 0)
    assert faults(shop) == []


@pytest.mark.parametrize("given", ["0", "-1", "0.0005", "NaN", "100000"])
def test_impossible_quantities_are_refused(own_shop, given):
    with pytest.raises(QuantityOutOfRange):
        received(own_shop, many=given)


def test_what_cannot_be_kept_is_refused(own_shop):
    with pytest.raises(PartCodeMissing):
        received(own_shop, " - ")
    with pytest.raises(UnitCostOutOfRange):
        received(own_shop, cost=-1)
    assert WithoutCost in told(received(own_shop, cost=0))
    with pytest.raises(MinimumOutOfRange):
        save_stock_part(own_shop, SaveStockPart(code=FILTER, minimum=Decimal(-1)))


def test_a_number_that_nobody_knows_is_asked_about_with_those_like_it(own_shop):
    save_catalogue(own_shop, SaveCatalogue((CatalogueEntry(kind=LineKind.PART, code="11046127", text="Sensor"),)))
    received(own_shop)
    with pytest.raises(PartMayBeMistyped) as refused:
        received(own_shop, "B-AF1071", new=False)
    assert (refused.value.at, str(refused.value.near)) == ("new", FILTER)
    with pytest.raises(PartIsNew):
        received(own_shop, "ZZ-1", new=False)
    received(own_shop, "1104 6127", new=False)  # the catalogue knows it
    with own_shop.store.reading() as tx:
        assert near(tx, "11046172") == ("11046127",)


def test_a_parts_settings_are_saved_and_undone(own_shop):
    received(own_shop)
    asked = SaveStockPart(
        code=FILTER, unit=StockUnit.SET, minimum=Decimal("2.5"), place="B-1", hazard=Hazard.HV_BATTERY
    )
    done = save_stock_part(own_shop, asked)
    with own_shop.store.reading() as tx:
        kept = stock.part(tx, "baf 1017")
    assert (kept.unit, kept.minimum, kept.place, kept.hazard) == (StockUnit.SET, 2_500, "B-1", Hazard.HV_BATTERY)
    assert StorageRulesApply in told(received(own_shop))
    undone(own_shop, save_stock_part, done)
    with own_shop.store.reading() as tx:
        assert stock.part(tx, FILTER).minimum == 0
    assert faults(own_shop) == []


def test_the_list_says_what_is_below_what_should_be_there_and_what_to_order(own_shop):
    received(own_shop, many=3)
    received(own_shop, "BO-WHEEL", 40, 210)
    save_stock_part(own_shop, SaveStockPart(code=FILTER, minimum=Decimal(2)))
    assert stock_counts(own_shop)[0][StockList.BELOW] == 0
    number, (line, other) = ordered(own_shop, VIN, (FILTER, 2), ("X-9", 1))
    rows = Stock(own_shop, StockList.BELOW)
    (found,) = rows.rows(rows.keys()).values()
    assert (found.part.code, found.need.wanted, found.to_order) == (FILTER, 2_000, 1_000)
    assert below_minimum(own_shop) == 1
    issued(own_shop, 2, number, line)  # what the line has it wants no more, and it was used
    with own_shop.store.reading() as tx:
        (again,) = proposals(tx)
    assert (again.need.wanted, again.need.used, again.to_order) == (0, 2_000, 1_000)
    assert [
        each.part.code for each in Stock(own_shop, None, "bo wh").rows(Stock(own_shop, None, "bo wh").keys()).values()
    ] == ["BO-WHEEL"]
    assert other


@pytest.mark.parametrize(
    ("need", "unit", "expected"),
    [
        (Need(on_hand=5_000, minimum=5_000), StockUnit.PIECE, 0),
        (Need(on_hand=4_500, minimum=5_000), StockUnit.PIECE, 1_000),
        (Need(on_hand=4_500, minimum=5_000), StockUnit.LITRE, 500),
        (Need(on_hand=0, minimum=0, wanted=2_000), StockUnit.PIECE, 2_000),
        (Need(on_hand=1_000, minimum=2_000, wanted=1_000, used=9_000), StockUnit.PIECE, 3_000),
        (Need(on_hand=0, used=-3_000), StockUnit.PIECE, 0),
    ],
)
def test_what_to_order_follows_from_minimum_use_and_open_orders(need, unit, expected):
    assert to_order(need, unit) == expected


def test_below_is_what_open_orders_leave():
    assert is_below(Need(on_hand=2_000, minimum=2_000, wanted=1_000))
    assert not is_below(Need(on_hand=3_000, minimum=2_000, wanted=1_000))


def test_a_warranty_part_is_not_scrapped_before_its_day_and_a_core_is_held_again(own_shop):
    kept = hold_part(
        own_shop, HoldPart(kind=HeldKind.WARRANTY, code="11046127", until=date(2026, 12, 24), place="W-1")
    ).value.number
    with pytest.raises(HeldUntil):
        release_held(own_shop, ReleaseHeld(number=kept, state=HeldState.SCRAPPED))
    sent = release_held(own_shop, ReleaseHeld(number=kept, reference="DHL 7"))
    with pytest.raises(HeldGone):
        release_held(own_shop, ReleaseHeld(number=kept, state=HeldState.SCRAPPED))
    undone(own_shop, release_held, sent)
    release_held(own_shop, ReleaseHeld(number=kept, state=HeldState.SENT))
    mistaken = hold_part(own_shop, HoldPart(kind=HeldKind.CORE, code="AC-9"))
    assert undone(own_shop, hold_part, mistaken).value.state is HeldState.VOIDED
    core = hold_part(own_shop, HoldPart(kind=HeldKind.CORE, code="AC-1", until=TODAY))
    assert release_held(own_shop, ReleaseHeld(number=core.value.number, state=HeldState.SCRAPPED)).value.number == 3
    assert faults(own_shop) == []
