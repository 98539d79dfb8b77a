"""Books on a medium that cannot be written, such as a CD: looked at whole, and each refusal is one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import DAY, copied, make_store, opened, vin
from read_only import NO_WAY, in_protected

from lifecycle_desk.books.usecases import books
from lifecycle_desk.proof.usecases.heads_check import odd_at_opening
from lifecycle_desk.rooms import offered
from lifecycle_desk.store import backup
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import StoreHasJournal, StoreOlderProtected, StoreProtected
from lifecycle_desk.store.startup_reader import opened_later
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

OLD = Path(__file__).parents[1] / "store" / "files"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=3, readings=2)


@pytest.fixture
def store(made, tmp_path) -> Path:
    return copied(made, tmp_path / "cd" / "desk.ldk")


def lying_in(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def command(*arguments: str) -> tuple[int, str, str]:
    """The command line in this process: how it ended, what it printed, what it told people."""
    from click.testing import CliRunner

    from lifecycle_desk.app import run, screens
    from lifecycle_desk.cli import main
    from lifecycle_desk.cli.context import Windows

    done = CliRunner().invoke(main, arguments, obj=Windows(run, screens))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_check_show_find_and_report_work_and_leave_nothing_behind(store, tmp_path):
    before, paper = lying_in(store.parent), tmp_path / "report.pdf"

    def does() -> None:
        at = ("--store", str(store), "--language", "en")
        for asked in (
            ("check",),
            ("show", vin(1)),
            ("find", vin(1)[-6:]),
            ("export", "vehicles"),
            ("export", "records"),
        ):
            code, said, told = command(*at, *asked)
            assert (code, bool(said)) == (0, True), (asked, code, told)
            assert "write-protected: you can view everything" in told
            assert "Traceback" not in told
        report = ("report", "lifecycle-report", "--vin", vin(1), "-o", str(paper))
        code, _, told = command(*at, *report)  # one that is issued gets a number, which would be kept
        assert (code, told.count("nothing can be saved")) == (1, 2), told  # at the opening, and of what was asked
        code, _, told = command(*at, *report, "--draft")
        assert code == 0, told
        assert lying_in(store.parent) == before

    in_protected(store.parent, does)
    assert paper.read_bytes().startswith(b"%PDF")


def test_what_would_be_saved_is_refused_by_one_sentence(store):
    def does() -> None:
        with opened(store) as user:
            with pytest.raises(StoreProtected):
                add_vehicle(user, AddVehicle(vin(9), DAY))
            with pytest.raises(StoreProtected):
                books.back_up(user)
            assert books.daily_backup(user) is None
            assert [each.rule for each in odd_at_opening(user.store)] == ["store_protected"]
            assert books.check(user, tuple(offered("checks"))).sound
        assert opened_later(str(store)) is None  # its first look would lay a journal beside it

    in_protected(store.parent, does)


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_journal_beside_it_is_told_of_and_never_passed_over(store, ending):
    with opened(store) as user:
        add_vehicle(user, AddVehicle(vin(9), DAY))
        shutil.copyfile(f"{store}-wal", store.parent / "kept")
    (store.parent / "kept").replace(f"{store}{ending}")

    def does() -> None:
        with pytest.raises(StoreHasJournal) as refused:
            open_store(store)
        assert refused.value.facts["journal"] == f"desk.ldk{ending}"

    in_protected(store.parent, does)


def test_an_empty_journal_hides_nothing(store):
    Path(f"{store}-wal").touch()

    def does() -> None:
        with opened(store) as user:
            assert books.check(user).sound

    in_protected(store.parent, does)


def test_a_file_of_an_older_form_says_that_it_must_be_copied(tmp_path):
    store = copied(OLD / "revision-0005.ldk", tmp_path / "cd" / "desk.ldk")

    def does() -> None:
        with pytest.raises(StoreOlderProtected):
            open_store(store)

    in_protected(store.parent, does)


def test_a_backup_on_such_a_medium_is_put_back_elsewhere(store, tmp_path):
    from lifecycle_desk.books.usecases import putting_back

    with opened(store) as user:
        file = Path(books.back_up(user).file)

    def does() -> None:
        restored = putting_back.restore(file, tmp_path / "new" / "desk.ldk", unproved=True)
        with opened(Path(restored.file)) as user:
            assert books.check(user).sound

    in_protected(backup.folder_of(store), does)


WINDOW = """
import os
import sys
from pathlib import Path

from read_only import NO_WAY, protect
try:
    protect(Path(sys.argv[1]).parent)
except Exception:
    os._exit(NO_WAY)
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.overview.screens.settings.staff import StaffTab
from lifecycle_desk.store.startup_reader import opened_later

app.application()
where, failed = sys.argv[1], []
user = UserSession(opened_later(where) or app._brought_up(where), None, authorise)
shown = app.window(user, Machine(language="en"), remember=False)
shown.app.failed.connect(failed.append)
shown.show()
app.run_backups(shown)
for place in (Place("batteries"), Place("order_form"), Place("settings", "staff")):
    shown.go(place)
    app.settle(shown)
shown.app.aside.finish()
app.settle(shown)
told = [each.text() for each in shown.findChildren(Label)]
assert any("nothing can be saved" in each for each in told), told
assert failed == []
form = shown.findChildren(StaffTab)[0]
form.name.set_text("anan")
form.save.click()
app.settle(shown)
assert [each.rule for each in failed] == ["store_protected"]
assert form.name.text == "anan"
shown.close()
"""


def test_a_window_looks_at_everything_says_so_once_and_keeps_what_was_typed(store, tmp_path):
    beside = os.pathsep.join([*sys.path, str(Path(__file__).parents[1])])
    around = os.environ | {"PYTHONPATH": beside, "XDG_STATE_HOME": str(tmp_path / "state"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(store)], env=around, capture_output=True, text=True, check=False
    )
    if done.returncode == NO_WAY:
        pytest.skip("this system lets nobody mount a folder read-only")
    assert done.returncode == 0, done.stderr
    assert not list((tmp_path / "state").rglob("*.log"))  # no bug was logged
