"""A region's morning: what dealers gave by night is received, and a regional manager goes through it by keyboard."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pypdf
import pytest
from command_line import Desk
from eight_people import MANAGER, SEATS, employed, signed_in
from examples import NOON, copy_example
from hands import CTRL, ENTER, NO_WARNINGS, dress_once, shown
from newcomer import Newcomer
from PySide6.QtCore import Qt
from regions import a_region, address_of, given

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import Remembered
from lifecycle_desk.language.language import Language
from lifecycle_desk.overview.pages import REGION_HELP
from lifecycle_desk.region.interchange.batch_file import head_of
from lifecycle_desk.region.interchange.sending import giving
from lifecycle_desk.region.pages import FIRST, PAGES
from lifecycle_desk.region.rules.address import with_region
from lifecycle_desk.region.screens.window import region_window
from lifecycle_desk.region.usecases.linking import SetRegion, set_region
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event

pytestmark = NO_WARNINGS

EVENING, NIGHT, MORNING = NOON - timedelta(days=2), NOON + timedelta(hours=10), NOON + timedelta(hours=20)
LATE, FORKED, STRANGER = "Harbour EV", "Put Back Motors", "Nobody Knows Cars"


def at(place: Path) -> UserSession:
    return UserSession(open_store(place), None, authorise)


def founded(place: Path, name: str) -> Path:
    place.parent.mkdir()
    create(place, Dealer(name, "AE", "en")).store.close()
    return place


def gives(place: Path, inbox: Path, *notes: str, vin: str = "", new: bool = False, since: int = 0) -> str:
    """A dealer records something and gives it; the fingerprint of the key that it signs with."""
    user = at(place)
    with closing(user.store):
        if new:
            add_vehicle(user, AddVehicle(vin, EVENING.date()))
        for note in notes:
            note_event(user, Note(vin, EVENING.date(), note))
        return fingerprint(head_of(given(user, inbox, since)).public)


def late_one_gives(place: Path, inbox: Path, key: str, vin: str) -> str:
    """The late dealer's evening, by its people: an adviser records, a technician may not give, the manager does."""
    employed(place)
    adviser, technician, manager = (signed_in(str(place), each) for each in (SEATS[0], SEATS[2], MANAGER))
    region = SetRegion(str(inbox), key)
    with closing(adviser.store), closing(technician.store), closing(manager.store):
        with pytest.raises(NotAllowed):
            add_vehicle(technician, AddVehicle(vin, EVENING.date()))
        add_vehicle(adviser, AddVehicle(vin, EVENING.date()))
        for not_theirs in (lambda: set_region(technician, region), lambda: set_region(adviser, region)):
            with pytest.raises(NotAllowed) as refused:
                not_theirs()
            said = Language("th").sentence(refused.value)
            assert MANAGER.full_name in said, "and whom to ask, in the language of whoever tries"
        set_region(manager, region)
        with pytest.raises(NotAllowed):
            drained(giving(technician))
        assert not any(inbox.iterdir())
        drained(giving(manager))
    return fingerprint(head_of(next(inbox.iterdir())).public)


@pytest.fixture
def inbox(tmp_path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def vin(tmp_path) -> str:
    """A car that the example dealer has."""
    user = at(copy_example(tmp_path / "example" / "desk.ldk"))
    with closing(user.store), user.store.reading() as tx:
        return next(life_rows.vins(tx))


@pytest.fixture
def region(server, tmp_path, inbox, vin) -> Iterator[str]:
    """A region after a night: one dealer up to date, one late, one put back from a backup, one whom nobody knows."""
    with a_region(server) as made:
        where = address_of(server, made)
        desk = Desk(where)
        with standing_at(EVENING):
            late, forked = (founded(tmp_path / name / "desk.ldk", name) for name in (LATE, FORKED))
            trusted = [late_one_gives(late, inbox, desk("region", "key", "--at", where).out.strip(), vin)]
            trusted.append(gives(forked, inbox, "Before", vin="LGXCE6CD0RA000002", new=True))
            before = Path(copyfile(forked, tmp_path / "backup.ldk"))
            gives(forked, inbox, "Lost with the computer", vin="LGXCE6CD0RA000002")
            received = desk("region", "receive", "--at", where, inbox, *(f"--trust={each}" for each in trusted))
            assert received.code == 0, received
        with standing_at(NIGHT):
            known = gives(tmp_path / "example" / "desk.ldk", inbox)
            gives(before, inbox, "From the backup", vin="LGXCE6CD0RA000002")
            gives(founded(tmp_path / STRANGER / "desk.ldk", STRANGER), inbox)
            night = desk("region", "receive", "--at", where, inbox, f"--trust={known}")
            assert night.code != 0
            assert sum(FORKED in line and "backup was restored" in line for line in night.err.splitlines()) == 1
            assert sum(STRANGER in line for line in night.err.splitlines()) == 1, "named, and what to compare"
            assert desk("region", "name", "--at", where, "Gulf and Siam").code == 0
        yield where


def test_a_regional_manager_reads_the_night_by_keyboard_and_prints_the_month(
    region, vin, qapp, qtbot, tmp_path, stopped_clock
):
    stopped_clock(MORNING)
    dress_once()
    made = region_window(
        with_region(region),
        (*PAGES, REGION_HELP),
        FIRST,
        Machine(language="en"),
        remembered=Remembered(),
        remember=lambda _: None,
    )
    with contextmanager(shown)(made) as window:
        goes_through(Newcomer(window, qtbot), vin)
    paper = tmp_path / "month.pdf"
    printed = Desk(region)("--language", "th", "region", "report", "--at", region, "--month", "2026-11", "-o", paper)
    assert printed.code == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages)
    assert "Gulf and Siam" in text
    assert LATE in text
    assert "ล่าช้า" in text, "late, in the language of whoever reads it"


def goes_through(who: Newcomer, vin: str) -> None:
    window = who.window

    def row_of(name: str) -> list[str]:
        table = who.page.body.table.long
        found = [[table.index(row, at).data() for at in range(table.columnCount())] for row in range(table.rowCount())]
        return next((each for each in found if each[0] == name), [])

    assert window.bar.mark.accessibleName() == "Gulf and Siam"
    who.until(lambda: row_of(LATE) and row_of(FORKED))
    assert "Late" in row_of(LATE)
    assert "In dispute" in row_of(FORKED)
    assert not row_of(STRANGER)

    who.find("Figures", Place("region_figures"))
    who.until(who.page.tiles["visits"].isVisible)
    who.press(ENTER)
    who.until(lambda: window.place.page == "region_figure" and who.page.table.long.rowCount())

    who.find("Campaigns", Place("region_campaigns"))
    who.until(who.page.body.table.long.rowCount)
    who.press(ENTER)
    who.until(lambda: window.place.page == "region_campaign" and who.page.table.long.rowCount())
    who.press(ENTER)
    who.until(lambda: window.place.page == "region_cars" and who.page.table.long.rowCount())

    who.press(Qt.Key.Key_K, CTRL)
    who.type(vin)
    who.until(lambda: window.palette_box.found.current() is not None)
    who.press(ENTER)
    who.until(lambda: window.place == Place("region_find", vin) and who.page.at.long.rowCount() == 2)
    whose = [each.dealer_name for each in who.page.at.long.listing.rows([0, 1]).values()]
    assert LATE in whose
    assert len(set(whose)) == 2

    who.press(Qt.Key.Key_F1)
    who.until(lambda: window.place == Place("help", "region"))
    assert [key for each in who.page.contents.rows.rows if (key := getattr(each, "key", None))] == ["region"]
    who.press(Qt.Key.Key_Escape)
    who.until(lambda: window.place == Place("region_find", vin))
