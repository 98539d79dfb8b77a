"""Draws the import of charging records with its faults: the file of an owner, some of whose rows cannot go in."""

import sys
import tempfile
from pathlib import Path

from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.stages.charging.imports.screens.importing import ChargingImportPage
from lifecycle_desk.stages.charging.sessions.usecases.showing import most_charged
from lifecycle_desk.store.opening import open_store

HEADER = (
    "id,start_date,end_date,address,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,cost,"
    "charger_phases,car_id"
)
ROWS = """\
1,2026-11-01 11:42:00,2026-11-01 12:20:00,Rama IV,30.1,31.2,28,78,232,0,{vin}
2,2026-11-03 14:05:00,2026-11-03 20:10:00,Home,12.4,13.9,55,76,56,3,{vin}
3,2026-11-04 01:11:00,2026-11-04 02:00:00,Bang Na,41.2,42.6,18,84,309,0,{vin}
4,2026-11-04 02:30:00,2026-11-04 06:30:00,Home,22.0,24.6,40,76,99,3,7
5,2026-11-31 00:50:00,2026-11-30 01:40:00,Rama IV,27.3,28.1,33,79,205,0,{vin}
6,2026-11-05 12:20:00,2026-11-05 13:00:00,Rama IV,3090,3120,30,81,232,0,{vin}
7,2026-11-06 03:02:00,2026-11-06 03:40:00,Siam,35.5,36.7,21,80,266,0,{vin}
8,2026-11-07 15:40:00,2026-11-07 17:10:00,Home,14.8,16.5,61,130,67,3,{vin}
9,2026-11-08 09:33:00,,Siam,0,,35,,,0,{vin}
10,2026-11-09 04:14:00,2026-11-09 07:50:00,Home,24.4,27.2,44,80,110,3,{vin}
11,2026-11-10 13:31:00,2026-11-10 14:10:00,Bang Na,38.0,39.4,22,79,€7.10,0,{vin}
12,2026-11-11 00:02:00,2026-11-11 02:00:00,Home,9.6,10.8,70,85,43,3,{vin}
"""


def main(store: str, picture: str) -> None:
    """Draw it, in English, from a store."""
    running = app.application()
    apply_style(running)
    user = UserSession(open_store(store), None, authorise)
    window = app.window(user, Machine(language="en"), remember=False)
    theme.set_theme(dark=False, calm=True)
    window.resize(app.SCREEN_WIDTH, app.SCREEN_HEIGHT)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "charging-november.csv"
        file.write_text(f"{HEADER}\n{ROWS.format(vin=most_charged(user)[0])}", encoding="utf-8")
        window.go(Place("charging_import"))
        app.settle(window)
        page = window.page()
        if not isinstance(page, ChargingImportPage):
            raise TypeError("the import page is not there")
        page.read(file)
        for _ in range(3):
            app.settle(window)
            app.linger(app.DRAWN)
        window.grab().save(picture)
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
