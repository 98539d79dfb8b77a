import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from workshop import LOGGED

from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE

CHECKS = tuple(OF_SERVICE.offered("checks"))
EACH = 3
WRITER = """
from workshop import LOGGED
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.store.opening import open_store
user = UserSession(open_store({where!r}), None, authorise)
for _ in range({each}):
    print(log_repair_order(user, LOGGED).value.number)
"""


def all_of(count: int) -> list[str]:
    return [f"RO-2026-{number:04}" for number in range(1, count + 1)]


def test_four_threads_take_numbers_without_gaps(shop):
    def write(_at: int) -> list[str]:
        return [log_repair_order(shop, LOGGED).value.number for _ in range(EACH)]

    with ThreadPoolExecutor(4) as pool:
        numbers = [number for some in pool.map(write, range(4)) for number in some]

    assert sorted(numbers) == all_of(4 * EACH)
    assert books.check(shop, CHECKS).sound


def test_four_processes_take_numbers_without_gaps(own_shop, request):
    program = WRITER.format(where=own_shop.store.where, each=EACH)
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=request.path.parent)
        for _ in range(4)
    ]
    told = [each.communicate(timeout=600)[0].split() for each in running]

    assert [each.returncode for each in running] == [0] * 4
    assert sorted(number for some in told for number in some) == all_of(4 * EACH)
    assert len(showing.Orders(own_shop).keys()) == 4 * EACH
    assert books.check(own_shop, CHECKS).sound
