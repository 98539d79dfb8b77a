"""The page that charging files come in by, and a file with every fate that a row can have; for tests of screens."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from charging_books import ONE, OTHER
from hands import HOSTILE, elsewhere, go, opened, rest, shown
from PySide6.QtCore import Qt

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.pages import PAGES
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)
PLATE = "3กข 4821"
HEAD = "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,cost,car_id"
CHARGES = f"""{HEAD},address
1,2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10,{ONE},Home
2,2026-01-31 24:99:00,2026-02-01 09:00:00,20,22,30,70,4.10,{ONE},Home
3,2026-01-03 08:00:00,2026-01-03 09:00:00,20,22,30,70,4.10,my car,{HOSTILE}
4,2026-01-04 08:00:00,,0,,30,,,{ONE},Home
5,2026-01-05 08:00:00,2026-01-05 09:00:00,20,22,30,170,4.10,{ONE},{HOSTILE}
6,2026-01-06 08:00:00,2026-01-06 09:00:00,20,22,70,30,4.10,{OTHER},Home
1,2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10,{ONE},Home
7,2026-01-07 08:00:00,2026-01-07 09:00:00,20,2000,30,70,4.10,{ONE},Home
"""
MEND = {"24:99": "10:30", ",170,": ",70,", ",2000,": ",22,"}
GOOD, ROWS, FAULTY = 3, 8, [3, 6, 9]
ENERGY_AT, CHARGE_AT, VERDICT_AT = 3, 4, 7


def import_window(user: UserSession) -> Iterator[Window]:
    """A window on books with two cars, at the page of the import."""
    with standing_at(NOON):
        add_vehicle(user, AddVehicle(ONE, date(2025, 1, 2), plate=PLATE))
        add_vehicle(user, AddVehicle(OTHER, date(2025, 1, 2)))
        pages = [page for page in PAGES if page.name == "charging_import"]
        made = opened(user, (*pages, *elsewhere("charging")))
        made.go(Place("charging_import"))
        yield from shown(made)


def written(folder, content, name="charges.csv"):
    made = folder / name
    made.write_text(content, "utf-8")
    return made


def read(window, file):
    page = go(window, "charging_import")
    page.read(file)
    rest(window)
    rest(window)
    return page


def cell(page, line, column):
    long = page.table.long
    return long.data(long.index(long.row_of(line), column), Qt.ItemDataRole.UserRole)


def verdict(page, line):
    return cell(page, line, VERDICT_AT).text


def listed(page):
    return [page.table.long.key_at(row) for row in range(page.table.long.rowCount())]


def nothing_is_written(window):
    with window.app.user.store.reading() as tx:
        return not batch_rows.batches(tx) and not batch_rows.waiting(tx) and not batch_rows.size(tx, 1)
