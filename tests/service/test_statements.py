"""Logging a visit: the statements that it takes, so that none comes back that asks for the same row twice."""

import re
from collections import Counter

from sqlalchemy import event
from sqlalchemy.engine.interfaces import ExecutionContext
from workshop import LOGGED, with_car

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.store.store import AHEAD

STATEMENT = re.compile(r'(SELECT .*?FROM|INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.DOTALL)
ASKED = {
    "dealer": 1,  # who may, which market and rate, whose day
    "market_rule": 1,  # the dealer's own rules over the market's
    "vehicle": 1,  # as it is after the event, the write itself tells
    "person": 1,  # the owner is the customer
    "person_key": 1,  # the key that seals what he said
    "repair_order": 1,  # the number before
    "campaign_car": 1,  # what forbids the car to leave
    "event": 3,  # which events there are; the two links of the chain; what is told of servicing
    "maintenance_schedule": 1,  # the dealer's own
    "data_pack_file": 1,  # published data that came after the program
    "search_entry": 1,  # the number before
    "figure_counted": 1,  # how far another program may have counted meanwhile
    "figure_part": 1,  # what the visit contributed to figures before
    "repair_job_item": 1,  # for the figures: what was serviced
}
WRITTEN = {
    "event": 1,
    "vehicle": 1,  # the figures
    "vehicle_due": 1,  # taken away; there is no schedule for this car to put another
    "repair_order": 1,
    "repair_job": 1,
    "repair_line": 1,  # all lines at once
    "search_entry": 1,
    "search_term": 1,
    "search_piece": 1,
    "figure_part": 1,  # what the visit contributes to figures
    "figure_sum": 1,  # by how much the sums of its month moved
}


def test_logging_a_visit_asks_for_nothing_twice_and_writes_each_row_once(user):
    found = statements(with_car(user))  # which was written just now, so that the store knows how far it was counted
    # A server is asked in what form the books are by now, and for the vehicle again, along with another question.
    asked = ASKED if user.store.path else ASKED | {"alembic_version": 1, "vehicle": 2}
    assert {table: times for (does, table), times in found.items() if does == "SELECT"} == asked
    written = WRITTEN if user.store.path else WRITTEN | {"saved_request": 1}  # its token, should the answer be lost
    assert {table: times for (does, table), times in found.items() if does != "SELECT"} == written


def statements(shop: UserSession) -> Counter[tuple[str, str]]:
    """How often a save asks each table and writes into it."""
    found: Counter[tuple[str, str]] = Counter()

    def heard(_c: object, _u: object, statement: str, _p: object, context: ExecutionContext, _many: object) -> None:
        ahead = context.execution_options.get(AHEAD)  # it is asked again, and answered by this
        if not ahead and (told := STATEMENT.match(statement)):
            found[told[1].split()[0], told[2]] += 1

    event.listen(shop.store.engine, "before_cursor_execute", heard)
    log_repair_order(shop, LOGGED)
    event.remove(shop.store.engine, "before_cursor_execute", heard)
    return found
