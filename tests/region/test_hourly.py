"""Behind the window records are given to the region that is set; trouble stands behind the bell once."""

import pytest
from PySide6.QtCore import QObject

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.region.screens.hourly import HOUR, NOT_GIVEN, give_hourly
from lifecycle_desk.region.usecases.linking import SetRegion, set_region

KEY = "AB12" * 8


@pytest.fixture
def app(own_user, qtbot):
    made = AppContext(own_user)
    yield made
    made.close()


def test_records_are_given_where_a_region_is_set_and_trouble_is_told_once(app, qtbot, tmp_path):
    place, window = tmp_path / "region", QObject()
    place.mkdir()

    def given() -> None:
        task_count = len(app.aside.open)
        hourly.give()
        assert len(app.aside.open) == task_count + 1
        qtbot.waitUntil(lambda: not app.aside.open)

    hourly = give_hourly(app, window)
    qtbot.waitUntil(lambda: not app.aside.open)
    assert list(app.happened.entries) == [], "no region is set, and nobody is told so"
    set_region(app.user, SetRegion(str(place), KEY))
    given()
    (batch,) = place.iterdir()
    assert list(app.happened.entries) == []
    batch.unlink()
    place.rmdir()
    given()
    given()
    assert [each.said for each in app.happened.entries] == [NOT_GIVEN]
    place.mkdir()
    given()
    assert len(list(place.iterdir())) == 1
    assert hourly._timer.interval() == HOUR
    assert hourly._timer.isActive()
