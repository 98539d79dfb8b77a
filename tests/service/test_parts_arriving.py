"""What arrives: on the shelf at its cost, received once, told on Today, printed for the supplier."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pdf_text import pages_of
from test_purchasing import NOW, TUESDAY, came, line_of, ordered, parts, rows, sound, waiting_order

from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.usecases.today import today as day_of
from lifecycle_desk.stages.service.board.screens.board import card_shown
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK, WAITING
from lifecycle_desk.stages.service.orders.usecases.showing import board, order
from lifecycle_desk.stages.service.purchasing.papers.order import OfPurchase, language_of, purchase_order
from lifecycle_desk.stages.service.purchasing.rules.arrivals import NoteKnown
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartsList, part_counts
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartOrdered, WaitsFor, WantPart
from lifecycle_desk.stages.service.purchasing.usecases.wanting import want_part
from lifecycle_desk.stages.service.shelf.tables import movements as shelf
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.requests import IssuePart

__all__ = ["parts"]  # the fixture


def test_of_two_seats_that_receive_the_same_note_one_is_refused(parts):
    ordered(parts, PartOrdered(code="11046127", quantity=Decimal(5)))

    def receive(_at: int) -> str:
        try:
            return str(came(parts, 2, note="LS-77").value.delivery)
        except NoteKnown:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(receive, range(2))) == ["1", "refused"]
    assert line_of(parts).arrived == 2
    assert sound(parts)


def test_what_arrives_stands_on_the_shelf_at_what_was_paid(parts):
    ordered(parts, PartOrdered(code="11046127", quantity=Decimal(2), price=120_000))
    came(parts, 2, note="LS-1")
    with parts.store.reading() as tx:
        (moved,) = shelf.every(tx)
    assert (moved.quantity, moved.value, moved.supplier) == (2, 240_000, "SAIC Parts")
    assert moved.reference == "PO-2026-0001/1 · LS-1"


def test_a_quantity_is_told_as_it_is_stored_however_it_was_spelt(parts):
    want_part(parts, WantPart(code="A", quantity=Decimal("2.500")))
    ordered(parts, PartOrdered(code="A", quantity=Decimal("4.00")))
    came(parts, "1.50")
    assert sound(parts)


def test_the_paper_for_the_supplier_is_in_their_language(parts):
    ordered(parts)
    assert language_of(parts, OfPurchase("PO-2026-0001")) == "zh_CN"
    paper = purchase_order(parts, OfPurchase("PO-2026-0001"), spoken(parts, "en"))
    assert paper.pdf().startswith(b"%PDF")


def test_the_paper_calls_a_part_as_the_catalogue_does_in_its_language_and_leaves_what_somebody_wrote(parts):
    sensor = CatalogueEntry(kind=LineKind.PART, code="P-1", text="Coolant sensor", texts={"zh_CN": "冷却液传感器"})
    save_catalogue(parts, SaveCatalogue((sensor,)))
    ordered(parts, PartOrdered(code="P-1", text="Coolant sensor"), PartOrdered(code="P-2", text="Bolt, long"))
    printed = {
        code: "".join(pages_of(purchase_order(parts, OfPurchase("PO-2026-0001"), spoken(parts, code)).pdf()))
        for code in ("zh_CN", "en")
    }
    assert "冷却液传感器" in printed["zh_CN"]
    assert "Coolant sensor" not in printed["zh_CN"]
    assert "Coolant sensor" in printed["en"]
    assert all("Bolt, long" in each for each in printed.values())


def test_a_part_is_to_be_fitted_until_the_shelf_issues_it_to_its_line(parts):
    number = waiting_order(parts)
    ordered(parts)
    came(parts)
    (row,) = rows(parts, PartsList.CAME)
    issue_part(parts, IssuePart(code="11046127", quantity=Decimal(1), order=number, line=row.line_id))
    assert rows(parts, PartsList.CAME) == []
    assert part_counts(parts)[0][PartsList.CAME] == 0
    assert sound(parts)


def test_today_tells_parts_that_are_late_and_those_that_came(parts, stopped_clock):
    number = waiting_order(parts)
    ordered(parts)
    stopped_clock(datetime(2026, 12, 5, 3, tzinfo=UTC))
    (late,) = [each for each in day_of(parts).dues if each.kind is DueKind.PART_LATE]
    assert (late.order, late.purchase, late.until) == (number, "PO-2026-0001", date(2026, 12, 1))
    came(parts)
    (there,) = [each for each in day_of(parts).dues if each.kind is DueKind.PART_CAME]
    assert there.order == number
    stopped_clock(datetime(2026, 12, 6, 3, tzinfo=UTC))
    assert not [each for each in day_of(parts).dues if each.kind is DueKind.PART_CAME]


def test_the_board_tells_that_a_part_is_overdue_as_long_as_the_order_awaits_it(parts, stopped_clock):
    number = waiting_order(parts)
    (line,) = order(parts, number).order.sheet.lines
    waiting = (WaitsFor(quantity=Decimal(1), order=number, line=line.id),)
    ordered(parts, PartOrdered(code=line.code, promised=TUESDAY + timedelta(days=1), waiting=waiting))
    assert chips_of(parts, WAITING) == ["0 of 1 part in"]
    stopped_clock(NOW + timedelta(days=2))
    assert chips_of(parts, WAITING) == ["Parts overdue"]
    came(parts)
    assert chips_of(parts, WAITING) == []
    assert chips_of(parts, IN_WORK) == ["Parts in"]


def chips_of(user, state) -> list[str]:
    """What the cards of a lane tell in their chips."""
    (lane,) = (each for each in board(user) if each.state is state)
    return [chip.words for card in lane.cards for chip in card_shown(card).chips]
