"""A new room costs its folder and a line in `rooms.py`: a made-up one serves the command line and the window."""

from datetime import date

import pytest
from command_line import Desk
from hands import NO_WARNINGS, go, opened, rest, shown
from washing.room import ROOM

from lifecycle_desk import rooms
from lifecycle_desk.commands import presence
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.store.types import KEPT
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

pytestmark = NO_WARNINGS
VIN = "LSJWH4095PN000001"


@pytest.fixture
def _room(monkeypatch):
    """The room stands in the list, and is gone afterwards."""
    monkeypatch.setattr(rooms, "_REGISTERED", {*rooms._REGISTERED})
    for name in ("expected", "present"):
        monkeypatch.setattr(presence._Rooms, name, getattr(presence._Rooms, name))
    monkeypatch.setattr(rooms, "ROOMS", (*rooms.ROOMS, ROOM))
    rooms.put_together()
    rooms.register()
    yield
    KEPT.remove(KEPT.tables["wash"])


@pytest.mark.usefixtures("_room", "qapp")
def test_all_that_a_room_offers_is_there_once_it_stands_in_the_list(own_user, tmp_path):
    add_vehicle(own_user, AddVehicle(VIN, date(2025, 1, 2)))
    KEPT.tables["wash"].create(own_user.store.engine)  # as its migration would
    desk, file, paper = Desk(own_user.store.where), tmp_path / "washes.csv", tmp_path / "slip.pdf"
    file.write_text("soap\n1\n")
    assert "wash" in {each.name for each in rooms.offered("rights")}
    assert desk.do("wash", vin=VIN, water="rain") == VIN
    assert desk("find", "rain", "--json").json["hits"][0]["kind"] == "washes"
    assert desk("import", "washes", file, "--json").json["rows"] == 1
    assert desk("report", "wash-slip", "--vin", VIN, "--hot", "-o", paper).code == 0
    for window in shown(opened(own_user, rooms.offered("pages"))):
        reports = go(window, "reports", f"wash-slip:{VIN}")
        assert (reports.report.kind, [*reports.options[reports.report].fields]) == ("wash-slip", ["hot"])
        page = go(window, "import")
        page.read(file)
        rest(window)
        assert page.now.seen.reader.kind == "washes"
        assert type(go(window, "washes")).__name__ == "WashesPage"
        window.palette_box._show((Hit("washes", VIN, VIN, "Washed with rain"),))
        assert window.palette_box.found.rows.rows[0].title == "Washed"
