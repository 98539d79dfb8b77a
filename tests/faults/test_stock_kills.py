"""The program is killed in the middle of issuing parts: what it had acknowledged went, and nothing went by half."""

import os
import random
import time
from decimal import Decimal
from pathlib import Path

from harness import checked, copied, in_child, killed, opened, rounds, user_at

from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.requests import IssuePart, Receipt

KILLS, CODE = 20, "B-AF1017"


def test_a_kill_while_parts_are_issued_loses_no_piece_and_no_cent(base, tmp_path, reliability):
    store, dice, acknowledged = copied(base, tmp_path / "desk.ldk"), random.Random(7), set[int]()
    with opened(store) as user:
        receive_part(user, Receipt(code=CODE, quantity=Decimal(9_999), unit_cost=333, place="A-1", new=True))
    for kill in range(rounds(KILLS)):
        acknowledged |= killed_while_issuing(store, dice.uniform(0, 0.02))
        if kill % 5 == 0:
            assert checked(store) == "sound"
    assert checked(store) == "sound"
    with opened(store) as user, user.store.reading() as tx:
        there = stock.on_hand(tx, stock.part(tx, CODE).number)
        issued = {each.number for each in movements.every(tx)}
    assert acknowledged <= issued
    assert there.thousandths == (9_999 - len(issued) + 1) * 1_000
    assert there.value == there.thousandths * 333 // 1_000
    reliability(kills_while_issuing_parts=rounds(KILLS), acknowledged_issues=len(acknowledged), pieces_lost=0)


def killed_while_issuing(store: Path, after: float) -> set[int]:
    """The movements that a child acknowledged before it was killed, some time after its first one."""
    listen, speak = os.pipe()

    def child() -> None:
        user = user_at(store)
        while True:
            done = issue_part(user, IssuePart(code=CODE, quantity=Decimal(1), why="workshop"))
            os.write(speak, f"{done.value.movements[0]}\n".encode())

    working = in_child(child)
    os.close(speak)
    with os.fdopen(listen, "rb") as lines:
        told = {int(lines.readline())}
        time.sleep(after)
        killed(working)
        return told | {int(line) for line in lines if line.endswith(b"\n")}
