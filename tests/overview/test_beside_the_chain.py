"""Every column of every table is changed directly, as somebody with a tool would: what goes unseen is listed here.

Nothing may go unseen without a reason. A new table or column is seen by the check, or gets its reason here.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from examples import NOON, SEVERAL, copy_example
from sqlalchemy import Column, Connection, Table, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.campaigns.interchange import own_table
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.keys import RevokeKey, RotateKey
from lifecycle_desk.proof.usecases.issuing import Wanted, WithdrawPaper, confirm, reserve, withdraw_paper
from lifecycle_desk.proof.usecases.keys import revoke_key, rotate_key
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.purchasing.rules.prices import SupplierPrice
from lifecycle_desk.stages.service.purchasing.usecases.credits import ListCredits, list_credits
from lifecycle_desk.stages.service.purchasing.usecases.prices import take_prices
from lifecycle_desk.stages.service.shelf.tables.wanted import wanted_lines
from lifecycle_desk.stages.service.shelf.usecases.crediting import settle_credit
from lifecycle_desk.stages.service.shelf.usecases.moving import send_back_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.requests import Receipt, ReservePart, SendBackPart, SettleCredit
from lifecycle_desk.stages.service.shelf.usecases.reserving import reserve_part
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.store.types import DERIVED, KEPT, Flag, IsoDay, UtcTime
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Finding

READS = re.compile(r'(?:FROM|JOIN|,)\s+"?([a-z_]+)"?', re.IGNORECASE)
FOUND = "only finds things again; made anew from what it finds"
PLACE = "where a row stands in a list, or its number there; nothing is said by it"
FILE = "how a file was called and when it came; nothing is counted from it"
CARS = "by which the next file finds its car; whose a session is stands in its own row, which is compared"
PRINT = "by which a row of a file is known again, or its words; the session's figures are compared"
NAME = "how a file is called; what it is, is said by its hash, which is compared"
SHEET = "of a sheet that people write on; what was handed over or submitted is sealed and compared"
WHO = "who touched a row last, and when; who told an event is sealed"
MOVES = "finds the events of a battery; the batteries themselves are compared with these events"
GUARD = "how a private part is kept on this computer: it opens or it does not"
WORDS = "words beside the codes; with a person they are sealed and go with them"
SHARE = "counts only where the maker wants a share or an authorisation, which the sheet then says"
ADVICE = "of declined work, to be remembered at the next visit; that it was declined stands in the order's event"
LIST = (
    "of the dealer's price list, which nothing is counted from: a line of an order has its own text and price, sealed"
)
UNSEEN: dict[str, str] = {
    **dict.fromkeys((f"catalogue_before.{each}" for each in ("change", "entry", "said")), LIST),
    **dict.fromkeys((f"catalogue_change.{each}" for each in ("at", "by", "file", "number", "undone", "what")), LIST),
    **dict.fromkeys(
        (f"catalogue_entry.{each}" for each in ("changed_at", "code", "hours", "key", "kind", "number")), LIST
    ),
    **dict.fromkeys(
        (f"catalogue_entry.{each}" for each in ("hours", "part_group", "replaced_by", "text", "texts")), LIST
    ),
    **dict.fromkeys((f"catalogue_entry.{each}" for each in ("torques", "withdrawn")), LIST),
    **dict.fromkeys((f"catalogue_price.{each}" for each in ("core", "entry", "price", "valid_from")), LIST),
    **dict.fromkeys((f"appointment.{each}" for each in ("changed_at", "changed_by", "revision")), WHO),
    **dict.fromkeys(("appointment.car", "appointment.note"), "words of a plan, which name people: no event holds them"),
    **dict.fromkeys((f"part_want.{each}" for each in ("changed_at", "changed_by")), WHO),
    **dict.fromkeys((f"purchase_order.{each}" for each in ("changed_at", "changed_by", "revision")), WHO),
    **dict.fromkeys(("part_delivery.at", "part_delivery.by", "supplier_list.at", "supplier_list.by"), WHO),
    **dict.fromkeys(("part_delivery_line.place", "purchase_waiting.place"), PLACE),
    **dict.fromkeys(("battery_move.code", "battery_move.event", "battery_move.fate"), MOVES),
    **dict.fromkeys(("battery_link.number", "campaign.place", "campaign_car.number"), PLACE),
    **dict.fromkeys(("charging_token.number", "diagnosis_code.place"), PLACE),
    "repair_order.identities": "the highest number given to a job or line; one too high leaves a gap, too low is seen",
    "campaign_car.since": "since when a car stands so; where it stands is compared",
    **dict.fromkeys(("campaign_file.at", "campaign_file.name"), FILE),
    **dict.fromkeys((f"charging_batch.{each}" for each in ("at", "by", "file", "kind")), FILE),
    **dict.fromkeys((f"charging_session.{each}" for each in ("content", "more", "place", "print", "whose")), PRINT),
    **dict.fromkeys((f"charging_token.{each}" for each in ("batch", "name", "since", "source", "until", "vin")), CARS),
    **dict.fromkeys((f"diagnosis_session.{each}" for each in ("note", "odometer_unit", "person", "read_by")), WORDS),
    **dict.fromkeys(("document.added_at", "document.media", "document.name"), NAME),
    **dict.fromkeys(("order_approval.at", "order_approval.revision", "service_inspection.inspector"), WHO),
    **dict.fromkeys((f"repair_order.{each}" for each in ("changed_at", "changed_by", "revision")), WHO),
    **dict.fromkeys((f"repair_order.{each}" for each in ("opened_at", "opened_on", "promised", "state_since")), SHEET),
    **dict.fromkeys((f"search_entry.{each}" for each in ("by_tails", "by_words", "kind", "label")), FOUND),
    **dict.fromkeys((f"search_entry.{each}" for each in ("number", "ref", "vin")), FOUND),
    **dict.fromkeys((f"service_advice.{each}" for each in ("amount", "currency", "event", "job", "number")), ADVICE),
    **dict.fromkeys((f"service_advice.{each}" for each in ("order_key", "since", "state", "taken_up", "vin")), ADVICE),
    "signing_key.private": GUARD,
    **dict.fromkeys(("shelf_movement.at", "shelf_movement.by"), WHO),
    **dict.fromkeys((f"warranty_claim.{each}" for each in ("authorised", "authorised_on")), SHARE),
    **dict.fromkeys((f"warranty_claim.{each}" for each in ("changed_at", "changed_by", "revision")), WHO),
}
NOT_IN_THE_EXAMPLE = {
    "charging_gone",
    "charging_token_ending",
    "charging_untold",
    "code_description",
    "data_pack",
    "data_pack_file",
    "data_pack_withdrawn",
    "diary_day",
    "diary_weekday",
    "market_rule",
    "order_estimate",
    "own_role",
    "recycling_certificate",
    "recycling_part",
    "repair_clock",
    "repair_line_part",
    "sale_inspection_sheet",
    "transfer_condition_sheet",
    "vehicle_built",
    "warranty_claim_answer",
}  # what they say follows from events, by the checks of their own rooms, or is a sheet that nobody told yet


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """The example dealer, with papers, keys, campaigns and rules of its own."""
    tuple(offered("commands"))  # every table is known
    path = copy_example(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=SEVERAL)
    with standing_at(NOON):
        user = UserSession(open_store(path), None, authorise)
        plant(user, path.parent)
    with user.store.writing() as tx:
        for name, made in tx.connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"):
            assert made
            tx.connection.exec_driver_sql(f"DROP TRIGGER {name}")
    user.store.close()
    return path


def plant_parts(user: UserSession) -> None:
    """A supplier's price list, a return for which a credit is awaited, and a reservation."""
    price = {"supplier": 1, "price": 100, "currency": "THB", "valid_from": NOON.date()}
    made = [(2, SupplierPrice(code=each, text=each, superseded_by="C-3", **price)) for each in ("A-1", "B-2")]
    take_prices(user, made, file="list.csv", digest="d" * 64, dry_run=False, skip_refused=False)
    with user.store.reading() as tx:
        line = next(each for each in wanted_lines(tx) if each.open)
    receive_part(user, Receipt(code=line.code, quantity=Decimal(2), unit_cost=100, new=True))
    reserve_part(user, ReservePart(code=line.code, order=number_of(line.order_key), line=line.line))
    send_back_part(user, SendBackPart(code=line.code, quantity=Decimal(1), supplier="Somebody", reference="R-1"))
    settle_credit(user, SettleCredit(movement=list_credits(user, ListCredits()).value.credits[0].of.movement))


def plant(user: UserSession, folder: Path) -> None:
    """What the example has none of."""
    with user.store.reading() as tx:
        vin = next(life.vins(tx))
    for why in ("", "mistaken"):
        issue = reserve(user, Wanted("test-paper", f"vin={vin}", "th", vin, prefix="TP"))
        confirm(user, [issue], "0" * 64)
        if why:
            withdraw_paper(user, WithdrawPaper("test-paper", issue.issue.number, issue.issue.issue, why))
    rotate_key(user, RotateKey("the year is over"))
    plant_parts(user)
    revoke_key(user, RevokeKey(1, "somebody may have it"))
    file = folder / "campaign.csv"
    file.write_text(f"campaign_no,type,title,do_not_drive,vin\nBYD-26-01,safety_recall,Battery,yes,{vin}\n", "utf-8")
    drained(own_table.take_in(user, file, Choices()))
    for name in ("cover_rule", "claim_limit", "order_template", "recycling_permit", "technician_hours"):
        with user.store.writing() as tx:
            table = KEPT.tables[name]
            tx.write(insert(table), **{each.name: _anything(each) for each in table.columns})


def _anything(column: Column[Any]) -> Any:
    """A value that a column takes."""
    match column.type:
        case IsoDay():
            return date(2026, 1, 2)
        case UtcTime():
            return datetime.fromisoformat("2026-01-02T00:00:00+00:00")
        case Flag():
            return True
    return {int: 7, bytes: b"x"}.get(column.type.python_type, "[]")


def others(value: Any, column: Column[Any], known: list[Any]) -> list[Any]:
    """Other values than the one that stands there: those of other rows where it refers to one, else a little more."""
    strange = [each for each in known if each != value][:1]
    if value is None:
        return [*strange, _anything(column)]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, bytes):
        return [bytes([value[0] ^ 1, *value[1:]]) if value else b"x"]
    more: Any = {int: 100_000, str: "x"}.get(type(value), timedelta(days=1))  # beyond every number that is given
    return [
        *strange,
        value + more,
        *([value + 1_000 * more] if isinstance(value, date) else []),
    ]  # of days in a row the next is taken


class Walk:
    """Looks through the books again after each change, by the parts of the check that read the table alone."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self.store, self.connection = store, connection
        chain_first = [each for each in books.PARTS if each.__name__ != "_store"]
        self.parts = [*chain_first, *offered("checks")]
        self.reads: dict[str, set[str]] = {}
        self.saw_last: dict[str, str] = {}
        self.took: dict[str, float] = {}
        for part in self.parts:
            read = self.reads.setdefault(part.__name__, set())

            def heard(_c: object, _u: object, statement: str, *_rest: object, read: set[str] = read) -> None:
                read.update(READS.findall(statement))

            event.listen(store.engine, "before_cursor_execute", heard)
            begun = process_time()
            found = list(self.findings(part))
            self.took[part.__name__] = process_time() - begun
            event.remove(store.engine, "before_cursor_execute", heard)
            assert found == [], part.__name__

    def findings(self, part: Any) -> Iterator[Finding]:
        return books.found_by(part, Transaction(self.connection, self.store))

    def sees(self, table: Table[Any], row: Any, column: Column[Any], values: list[Any]) -> bool:
        """Whether any part finds something once one value is another, the first of some that the table takes."""
        with self.connection.begin():
            this = [each == row[each.name] for each in table.primary_key.columns]
            for value in values:
                with suppress(IntegrityError):
                    self.connection.execute(update(table).where(*this).values({column.name: value}))
                    break
            else:
                raise AssertionError(f"{table.name}.{column.name} takes none of {values}")
            reading = [each for each in self.parts if table.name in self.reads[each.__name__]]
            reading.sort(key=lambda each: self.took[each.__name__])  # any that sees it will do: the cheap ones first
            reading.sort(key=lambda each: each.__name__ != self.saw_last.get(table.name))  # most likely sees this too
            seen = next((each for each in reading if next(self.findings(each), None)), None)
            self.connection.rollback()
        if seen:
            self.saw_last[table.name] = seen.__name__
        return seen is not None

    def unseen(self) -> Iterator[str]:
        for table in KEPT.sorted_tables:
            rows = self.connection.execute(select(table)).mappings().all()
            self.connection.rollback()
            for column in table.columns if rows and not table.info.get(DERIVED) else ():
                known = [each for each in rows if each[column.name] is not None] or rows
                if all(
                    each[column.name] in {None, ""} for each in known
                ):  # nowhere filled: where most of the others are
                    known = [max(rows, key=lambda row: sum(each not in {None, ""} for each in row.values()))]
                some = (known[len(known) // 2], known[0], known[-1])  # of a sheet that is open still one sees nothing
                referred = self.referred(column)
                if not any(self.sees(table, row, column, others(row[column.name], column, referred)) for row in some):
                    yield f"{table.name}.{column.name}"

    def referred(self, column: Column[Any]) -> list[Any]:
        found: list[Any] = []
        for key in column.foreign_keys:
            found += self.connection.execute(select(key.column).order_by(key.column.desc())).scalars().all()
        self.connection.rollback()
        return found


def empty(connection: Connection) -> set[str]:
    tables = [each for each in KEPT.sorted_tables if not each.info.get(DERIVED)]
    return {each.name for each in tables if connection.execute(select(each).limit(1)).first() is None}


def test_every_column_that_is_changed_directly_is_seen_or_goes_unseen_for_a_reason(kept, stopped_clock):
    stopped_clock(NOON)
    store = open_store(kept)
    with store.engine.execution_options(touched=set()).connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        found, none = set(Walk(store, connection).unseen()), empty(connection)
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    store.close()
    assert found - UNSEEN.keys() == set(), "a change goes unseen: let the check see it, or say here why not"
    assert UNSEEN.keys() - found == set(), "is seen now: take it off the list"
    assert none == NOT_IN_THE_EXAMPLE
