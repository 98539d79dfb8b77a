"""Benches of the workshop: the board, the claims and their ages beside smaller books, and the verdict of one line."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, text

from benches.measure import Result, beside, cpu
from benches.stores import vin
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.claims.tables.claims import CLAIM
from lifecycle_desk.stages.service.claims.usecases.listing import Claims, ageing, claim_counts
from lifecycle_desk.stages.service.line_cover.usecases import line_judge
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, IN_WORK
from lifecycle_desk.stages.service.orders.tables.orders import ORDER
from lifecycle_desk.stages.service.orders.usecases.showing import board, day_of
from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.types import Flag

YEAR, OPEN_ORDERS, OPEN_CLAIMS, PAGE, LINES = 2020, 30, 200, 50, 200


def filled(user: UserSession, vehicles: int) -> None:
    """An order of each vehicle, of which a few are open, and a claim of each order, of which some wait for money."""
    with user.store.writing() as tx:
        orders, claims = ([column.name for column in each.columns] for each in (ORDER, CLAIM))
        pour(tx.connection, ORDER.name, orders, [_order(at, orders) for at in range(vehicles)])
        pour(tx.connection, CLAIM.name, claims, [_claim(at, claims) for at in range(vehicles)])


def _order(at: int, columns: list[str]) -> tuple[Any, ...]:
    is_open, on = at < OPEN_ORDERS, (date.today() - timedelta(days=1 + at % 1_500)).isoformat()  # noqa: DTZ011 (any day)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row: dict[str, Any] = {each.name: _nothing(each) for each in ORDER.columns}
    row |= {"key": YEAR * A_YEAR + at + 1, "vin": vin(at), "revision": 1, "opened_on": on, "last_event": 2}
    row |= {"state": str(IN_WORK if is_open else HANDED_OVER), "handed_over_on": None if is_open else on}
    row |= {"opened_at": moment, "state_since": moment, "changed_at": moment, "promised": moment}
    row |= {"adviser": "Nok", "technician": f"T{at % 8}", "currency": "THB"}
    return tuple(row[name] for name in columns)


def _claim(at: int, columns: list[str]) -> tuple[Any, ...]:
    waits, on = at < OPEN_CLAIMS, (date.today() - timedelta(days=at % 200)).isoformat()  # noqa: DTZ011 (any day)
    row: dict[str, Any] = {each.name: _nothing(each) for each in CLAIM.columns}
    row |= {"key": YEAR * A_YEAR + at + 1, "vin": vin(at), "order_key": YEAR * A_YEAR + at + 1}
    row |= {"kind": "warranty", "state": "submitted" if waits else "closed", "currency": "THB", "revision": 1}
    row |= {"begun_on": on, "repaired_on": on, "since": on, "submitted_on": on, "asked": 100_000, "last_event": 2}
    row |= {"outstanding": 100_000 if waits else 0, "changed_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    return tuple(row[name] for name in columns)


def _nothing(column: Column[Any]) -> object:
    """What stands in a column of which nothing is known."""
    if column.nullable:
        return None
    return 0 if isinstance(column.type, BigInteger | Flag) else ""


def lists(large: UserSession, small: UserSession, sizes: str) -> list[Result]:
    """The board with the day's capacity, and the claims with their ages, each beside a store of a hundredth."""

    def the_board(user: UserSession) -> None:
        board(user)
        day_of(user)

    def the_claims(user: UserSession) -> None:
        claim_counts(user)
        ageing(user)
        listed = Claims(user)
        listed.rows(listed.keys(PAGE))

    found = []
    for what, look in (("the board and the capacity of the day", the_board), ("claims and their ages", the_claims)):
        one, other = beside(_looked(look, large), _looked(look, small), 15)
        told = f"{sizes}: {one * 1000:.1f} ms"
        found.append(Result(what, "the same in a store of a hundredth", one / other, 1.5, told))
    return found


def _looked(look: Callable[[UserSession], None], user: UserSession) -> Callable[[], float]:
    return lambda: cpu(lambda: look(user))


def verdict(user: UserSession) -> Result:
    """Whether a line is covered, as it is judged while it is typed, beside one row read by Core."""
    judge = line_judge(user, vin(0))
    lines = [
        Line(kind=LineKind.PART, code=f"P{at}", text="High-voltage battery module", price=at, pays=PayType.WARRANTY)
        for at in range(LINES)
    ]

    def ours() -> None:
        for each in lines:
            judge.judged(each)

    def theirs() -> None:
        with user.store.reading() as tx:
            for at in range(LINES):
                tx.connection.execute(text("SELECT * FROM vehicle WHERE number = :at"), {"at": at + 1}).one_or_none()

    one, other = beside(lambda: cpu(ours), lambda: cpu(theirs), 5)
    told = f"{LINES} lines: {one / LINES * 1000:.3f} ms each"
    return Result("the verdict of a line as it is typed", "one row read", one / other, 50, told)
