"""Settings, Published data: how old each file is, and a data pack looked at, trusted and imported by keyboard."""

from datetime import date

import pytest
from hands import CTRL, NO_WARNINGS, go, opened, press, seen, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_data_packs import MODEL, pack, rule, take

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.overview.pages import PAGES
from lifecycle_desk.schedules.screens.form import ScheduleForm
from lifecycle_desk.stages.service.catalogue.screens.entry import read_hours
from lifecycle_desk.stages.service.catalogue.usecases.offering import known_entry
from lifecycle_desk.vehicle.screens.model_fields import ModelFields
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force

pytestmark = NO_WARNINGS


@pytest.fixture
def tab(own_user, qapp):
    for window in shown(opened(own_user, PAGES)):
        yield go(window, "settings", "data").tabs["data"]


def words(of):
    return [each.words() for each in of.rows.rows]


def test_a_pack_is_looked_at_trusted_and_imported_and_its_age_is_shown(tab, qtbot, tmp_path):
    qtbot.waitUntil(lambda: any("BYD" in each and "Warranty terms" in each for each in words(tab.list)))
    tab.bring(pack(tmp_path, warranty_testa=rule("2024-02-01"), warranty_byd=rule("2020-01-01")))
    qtbot.waitUntil(tab.take.isVisible)
    told = "\n".join(seen(tab))
    assert "Data of March, by The Publisher" in told
    assert words(tab.changes)[1].endswith("New: 1, changed: 0, removed: 0")
    assert "Not newer than yours" in words(tab.changes)[0]
    assert not tab.take.isEnabled(), "nobody has compared the key"

    tab.trusts.tick.setFocus()
    press(tab, Qt.Key.Key_Space)
    assert tab.take.isEnabled()
    press(tab, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: any("Testa" in each for each in words(tab.list)))
    (row,) = [each for each in words(tab.list) if "Testa" in each]
    assert "Older than a year" in row
    assert "Data pack Data of March, The Publisher" in row
    assert not tab.take.isVisible()
    with tab.app.user.store.reading() as tx:
        assert data_in_force(tx).files["warranty/testa.toml"].dated == date(2024, 2, 1)


def test_a_pack_is_withdrawn_by_keyboard_after_its_changes_were_seen_and_a_reason_was_given(tab, qtbot, tmp_path):
    byd = rule("2030-01-01").replace(b"testa", b"byd-new").replace(b"Testa", b"BYD")
    take(tab.app.user, pack(tmp_path, warranty_byd=byd, warranty_testa=rule("2024-02-01")))
    tab.look()
    qtbot.waitUntil(lambda: any("Testa" in each and "Older" in each for each in words(tab.list)))
    keys = [each.key for each in tab.list.rows.rows]
    tab.list.setCurrentIndex(tab.list.rows.index(keys.index("models/byd.toml"), 0))
    assert not tab.back.isVisible(), "it came with the program"

    tab.list.setCurrentIndex(tab.list.rows.index(keys.index("warranty/testa.toml"), 0))
    qtbot.waitUntil(lambda: tab.back.isVisible() and len(words(tab.back.changes)) == 2)
    assert words(tab.back.changes)[1].endswith("New: 0, changed: 0, removed: 1")
    tab.back.withdraw.setFocus()
    press(tab, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Enter a reason." in "\n".join(seen(tab)))

    tab.back.why.line.setFocus()
    QTest.keyClicks(tab.back.why.line, "Wrong kilometres")
    tab.back.withdraw.setFocus()
    press(tab, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not any("Testa" in each for each in words(tab.list)))
    qtbot.waitUntil(lambda: not tab.back.isVisible())


def test_a_pack_that_cannot_be_read_is_refused_with_its_sentence(tab, qtbot, tmp_path):
    file = tmp_path / "x.ldp"
    file.write_bytes(b"nothing")
    tab.bring(file)
    qtbot.waitUntil(tab.refused.isVisible)
    assert "damaged or was altered" in "\n".join(seen(tab))
    assert not tab.take.isVisible()


def test_a_model_of_a_pack_is_found_where_a_vehicle_is_described(own_user, qtbot, tmp_path):
    take(own_user, pack(tmp_path, models_testa=MODEL.format(kwh="50").encode()))
    fields = ModelFields(AppContext(own_user))
    qtbot.addWidget(fields)
    offered = []
    fields.completion.offer = offered.append
    fields.show()
    qtbot.waitUntil(lambda: fields._data is not None)
    fields.finder.edited.emit("testa")
    assert [[name for name, _ in each] for each in offered] == [["Testa One 50 kWh"]]


def test_a_make_of_a_pack_is_known_to_schedules_and_to_the_hours_of_a_model(own_user, qtbot, tmp_path):
    take(own_user, pack(tmp_path, models_testa=MODEL.replace("Testa", "Testa Nova").format(kwh="50").encode()))
    form = ScheduleForm(AppContext(own_user))
    qtbot.addWidget(form)
    offered = []
    form._brand.offer = offered.append
    form.show()
    qtbot.waitUntil(lambda: "Testa Nova" in form._makes)
    form.brands.edited.emit("testa")
    assert [[name for name, _ in each] for each in offered] == [["Testa Nova"]]

    known = known_entry(own_user, None, "").makes
    ((hours,), _) = read_hours("Testa Nova One 1.1", known)
    assert (hours.make, hours.model) == ("Testa Nova", "One")
