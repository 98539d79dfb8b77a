"""The end of a car on the screen: what is said, offered, refused and undone, all by the keyboard."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from end_window import BEGUN, DEAD, FULL, LOST, NEW, end_window, fill
from hands import (
    CTRL,
    ENTER,
    HOSTILE,
    OPEN,
    all_of,
    controls,
    go,
    left_as_found,
    markup,
    middle,
    nameless,
    out_of_reach,
    press,
    rest,
    room,
    said,
    shown,
    unsaid,
    written,
)
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.milestones import Reached
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.look.parts import InfoBar, Label, SectionTitle
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import Condition, Mode
from lifecycle_desk.stages.recycling.batteries_out.screens.battery import Classed, handing_on
from lifecycle_desk.stages.recycling.depollution.rules.depollution import ItemState
from lifecycle_desk.stages.recycling.depollution.screens.depolluting import ItemRows, depolluting
from lifecycle_desk.stages.recycling.depollution.screens.parts import PartRows, parting
from lifecycle_desk.stages.recycling.end.rules.status import WAY, Step
from lifecycle_desk.stages.recycling.end.rules.worksheet import Choice
from lifecycle_desk.stages.recycling.end.screens import certifying, deciding
from lifecycle_desk.stages.recycling.end.screens.deciding import WorksheetFields
from lifecycle_desk.stages.recycling.end.screens.taking_over import taking_over
from lifecycle_desk.stages.recycling.end.usecases.showing import end_page
from lifecycle_desk.vehicle.rules.life import Stage

PLACES = (("recycling", ""), ("end_of_life", ""), *(("end_of_life", vin) for vin in (NEW, LOST, BEGUN, FULL, DEAD)))
NOON = datetime(2026, 11, 25, 9, tzinfo=UTC)
FORMS = (
    *(deciding.deciding, deciding.total_loss, deciding.theft, deciding.finding, deciding.exporting),
    *(taking_over, depolluting, parting, handing_on, certifying.certifying, certifying.recording),
)
DATA = (
    HOSTILE,
    *(NEW, LOST, BEGUN, FULL, DEAD),
    *("MG", "BEV", "LKP", "CD-2026-0001", "RP", "CAT", "RW", "PACK", "P908", "LP904", "SP", "UN3480", "P909"),
    *(
        "M1",
        "M2",
        "M3",
        "N1",
        "N2",
        "N3",
        "L5e",
        "ES",
        "TH",
        "kg",
        "kWh",
        "THB",
        "anan",
        "Anan Sathorn",
        "Malee Sathorn",
    ),
    *("Niran Sathorn", "Spain", "depollution-1", "Drive motor", "R1-01", "R3-12", "A", "B"),
    *("CAT-28/0417", "Comunidad de Madrid", "Sathorn EV Dismantling"),
    *("LFP", "NMC", "NCA", "LMO", "LCO", "LTO", "NA-ION", "NIMH", "OTHER", "min", "mins", "l", "km"),
    *LANGUAGES.values(),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all that is only looked at."""
    with standing_at(NOON):
        user = create(tmp_path_factory.mktemp("ends") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
        fill(user)
        yield from shown(end_window(user))
    user.store.close()


@pytest.fixture
def looked_at(shared: Window) -> Iterator[Window]:
    """The same in English."""
    yield from left_as_found(shared)


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    """A window of its own, for what is written."""
    yield from shown(end_window(stocked_user(fill)))


def primary(page) -> list[str]:
    return [each.text() for card in page.cards for each in card.buttons if each.kind == "primary"]


def texts(widget) -> str:
    return "\n".join(each.text() for each in all_of(widget, Label))


def part_of(page, kind):
    """What the form of the open entry has of a kind that is its own."""
    return next(widget for line in page.panel.entry.lines for widget, _ in line if isinstance(widget, kind))


@pytest.mark.parametrize(
    ("vin", "words"),
    [
        (NEW, ["Decide"]),
        (LOST, ["Take over"]),
        (BEGUN, ["Complete checklist"]),
        (FULL, ["Issue certificate"]),
        (DEAD, []),
    ],
)
def test_the_next_step_is_the_primary_one_and_has_the_keyboard(looked_at, vin, words):
    page = go(looked_at, "end_of_life", vin)
    assert primary(page) == words
    assert QApplication.focusWidget().text() == (words[0] if words else page.vehicle.text())


def test_a_destroyed_car_shows_the_sentence_instead_of_the_buttons(looked_at):
    page = go(looked_at, "end_of_life", DEAD)
    assert "was destroyed: certificate CD-2026-0001 of" in texts(all_of(page, InfoBar)[0])
    assert [each.text() for card in page.cards for each in card.buttons] == ["Withdraw"]


def test_the_cards_under_the_list_say_what_is_missing_where_and_lead_there(looked_at):
    page = go(looked_at, "recycling")
    notes = page.notes
    assert notes.isVisible()
    steps = notes.steps.list.rows.rows
    assert [each.key for each in steps] == [Place("end_of_life", vin) for vin in (LOST, BEGUN, FULL)]
    assert "mandatory items" in steps[1].detail
    assert [each.detail for each in notes.issued.list.rows.rows] == ["CD-2026-0001"]
    assert [(each.title, each.end) for each in notes.permit.list.rows.rows] == [("CAT-28/0417", "31 Dec 2027")]
    assert notes.deadlines.none.isVisible()
    assert "No deadlines are stored for this market" in notes.deadlines.none.text()

    notes.steps.list.setFocus()
    press(looked_at, Qt.Key.Key_Down)
    press(looked_at, ENTER)
    assert looked_at.place.page == "end_of_life"


def test_a_short_list_ends_with_its_rows_and_leaves_the_room_to_its_cards(looked_at):
    page = go(looked_at, "recycling")
    table = page.body.table
    assert not table.verticalScrollBar().maximum()
    assert page.body.height() == page.body.height_of(4)
    assert page.notes.geometry().top() == page.body.height() + 12
    assert page.notes.geometry().bottom() + 1 == page.columns.height()


def test_the_list_opens_a_car_and_its_chips_narrow(looked_at):
    page = go(looked_at, "recycling")
    assert len(page.listing("").keys()) == 4
    page.chips.choose(Step.CERTIFY)
    rest(looked_at)
    assert len(page.listing("").keys()) == 1
    page.chips.choose(None)
    page.body.table.setFocus()
    press(looked_at, ENTER)
    rest(looked_at)
    assert looked_at.place.page == "end_of_life"


def test_a_car_is_named_by_its_plate(window):
    page = go(window, "end_of_life", "")
    assert QApplication.focusWidget() is page.field.line
    page.field.find_vehicle("9060 LKP")
    rest(window)
    assert window.place == Place("end_of_life", NEW)


def test_a_vin_that_is_not_in_the_books_says_so(window):
    page = go(window, "end_of_life", "LVVDB11B5ND000002")
    assert page.field.is_faulty


def test_the_worksheet_reckons_while_one_types_and_asks_for_a_decision(window):
    page = go(window, "end_of_life", NEW)
    press(window, ENTER, CTRL)
    form, fields = part_of(page, WorksheetFields), page.panel.entry.fields
    form.figures["value_repaired"].set_text("510,000")
    form.figures["repair_estimate"].set_text("420,000")
    form.figures["value_as_is"].set_text("70,000")
    assert "฿90,000.00" in texts(form.left[Choice.REPAIR])
    assert "best return" in texts(form.left[Choice.REPAIR])
    press(window, ENTER, CTRL)
    assert fields["choice"].is_faulty
    fields["choice"].set_value(Choice.REPAIR)
    press(window, ENTER, CTRL)
    assert fields["why"].is_faulty
    fields["why"].set_text("worth it")
    press(window, ENTER, CTRL)
    assert end_page(window.app.user, NEW).decision.choice is Choice.REPAIR
    assert "worth it" in texts(page)


def test_taking_over_lists_what_the_statement_lacks_and_is_undone_by_a_key(window):
    page = go(window, "end_of_life", LOST)
    press(window, ENTER, CTRL)
    fields = page.panel.entry.fields
    press(window, ENTER, CTRL)
    assert fields["registration_document"].is_faulty
    fields["registration_document"].set_value("handed_in")
    press(window, ENTER, CTRL)
    assert fields["identity_number"].is_faulty
    fields["identity_number"].set_text("12345678Z")
    press(window, ENTER, CTRL)
    assert fields["owner_declared"].is_faulty
    fields["owner_declared"].tick.setChecked(True)
    press(window, ENTER, CTRL)
    user = window.app.user
    assert end_page(user, LOST).holder.name == HOSTILE
    assert end_page(user, LOST).figures.stage is Stage.END_OF_LIFE
    assert primary(page) == ["Complete checklist"]
    press(window, Qt.Key.Key_Z, CTRL)
    assert end_page(user, LOST).taking is None


def test_the_list_tells_only_what_changed(window):
    page = go(window, "end_of_life", BEGUN)
    press(window, ENTER, CTRL)
    form = part_of(page, ItemRows)
    assert page.panel.entry.fields["by"].text == HOSTILE
    row = next(each for each in form.rows if each.item.id == "brakeFluid")
    row.state.set_value(ItemState.NOT_FEASIBLE)
    press(window, ENTER, CTRL)
    assert row.remark.is_faulty
    row.remark.set_text("seized")
    press(window, ENTER, CTRL)
    answered = end_page(window.app.user, BEGUN).end.answered
    assert (len(answered), answered["brakeFluid"].done.reason) == (7, "seized")


def test_one_key_marks_the_rest_as_done(window):
    page = go(window, "end_of_life", BEGUN)
    press(window, ENTER, CTRL)
    part_of(page, ItemRows).rest.click()
    press(window, ENTER, CTRL)
    assert end_page(window.app.user, BEGUN).step is Step.BATTERY


def test_parts_are_written_line_by_line(window):
    page = go(window, "end_of_life", BEGUN)
    page.open(parting(page._app, page.shown))
    rest(window)
    form = part_of(page, PartRows)
    form.rows[0].name.set_text("Headlamp")
    form.add()
    form.add()
    form.rows[1].name.set_text("Mirror")
    form.rows[1].mass.set_text("1.2")
    press(window, ENTER, CTRL)
    assert [each.part.name for each in end_page(window.app.user, BEGUN).parts] == ["Headlamp", "Mirror"]


def test_the_hand_over_says_how_the_battery_travels_before_it_is_saved(window):
    page = go(window, "end_of_life", BEGUN)
    page.open(handing_on(page._app, page.shown))
    rest(window)
    classed, fields = part_of(page, Classed).facts, page.panel.entry.fields
    assert "–" in texts(classed[0])
    fields["condition"].set_value(Condition.DAMAGED_CRITICAL)
    assert "UN3480" in texts(classed[0])
    assert "P911, LP906" in texts(classed[1])
    fields["mode"].set_value(Mode.AIR)
    assert "forbidden" in texts(classed[1])
    fields["codes"].set_text("PACK-9")
    for name in ("assessor", "carrier", "consignee", "permit_number"):
        fields[name].set_text("x")
    press(window, ENTER, CTRL)
    assert fields["mode"].is_faulty
    fields["mode"].set_value(Mode.ROAD)
    press(window, ENTER, CTRL)
    assert end_page(window.app.user, BEGUN).batteries[0].transport.packaging == ("P911", "LP906")


def test_a_mass_is_read_with_the_unit_behind_it_and_refused_where_no_battery_has_it(window):
    page = go(window, "end_of_life", BEGUN)
    page.open(handing_on(page._app, page.shown))
    rest(window)
    mass, energy = (page.panel.entry.fields[name] for name in ("mass_kg", "nominal_wh"))
    mass.set_text("412.5 kg")
    energy.set_text("60.48 kWh")
    assert (mass.value, energy.value) == (Decimal("412.5"), 60_480)
    mass.set_text("5,000.1")
    press(window, ENTER, CTRL)
    assert page.panel.entry.fields["condition"].is_faulty
    page.panel.entry.fields["condition"].set_value(Condition.INTACT)
    for name in ("assessor", "carrier", "consignee", "permit_number"):
        page.panel.entry.fields[name].set_text("x")
    page.panel.entry.fields["codes"].set_text("PACK-8")
    press(window, ENTER, CTRL)
    assert mass.is_faulty


def test_a_form_begins_with_the_day_on_which_it_is_opened(window):
    page = go(window, "end_of_life", NEW)
    with standing_at(datetime(2026, 11, 27, 9, tzinfo=UTC)):
        page.open(deciding.theft(page._app, page.shown))
        assert page.panel.entry.fields["on"].value == date(2026, 11, 27)


def test_a_file_that_is_dropped_goes_with_what_is_being_written(window, tmp_path):
    file = tmp_path / "police.txt"
    file.write_text("stolen", "utf-8")
    page, data = go(window, "end_of_life", NEW), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(page.rect().center()), copy, data, button, none)
    page.dropEvent(event)
    assert not event.isAccepted()
    page.open(deciding.theft(page._app, page.shown))
    page.dropEvent(event)
    rest(window)
    assert len(page.panel.entry.documents.value) == 1


def test_two_must_sign(window):
    page = go(window, "end_of_life", FULL)
    press(window, ENTER, CTRL)
    fields = page.panel.entry.fields
    press(window, ENTER, CTRL)
    assert fields["examined_by"].is_faulty
    fields["examined_by"].set_value("malee")
    fields["released_by"].set_value("malee")
    press(window, ENTER, CTRL)
    assert fields["released_by"].is_faulty
    fields["released_by"].set_value("niran")
    press(window, ENTER, CTRL)
    assert end_page(window.app.user, FULL).certificate.number == "CD-2026-0002"
    assert [each.text() for card in page.cards for each in card.buttons] == ["Withdraw"]


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(looked_at, page, key):
    there = go(looked_at, page, key)
    looked_at.speak("marked")
    rest(looked_at)
    assert any(OPEN in each for each in said(there))
    assert not unsaid(there, DATA)


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.__name__)
def test_every_word_of_a_form_follows_the_language(looked_at, form):
    page = go(looked_at, "end_of_life", BEGUN)
    page.open(form(page._app, page.shown))
    looked_at.speak("marked")
    rest(looked_at)
    assert not unsaid(page.panel, DATA)
    assert not nameless(page.panel)
    page.panel.close_up()


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_what_people_wrote_is_shown_as_they_wrote_it(looked_at, page, key):
    there = go(looked_at, page, key)
    whole = "\n".join([*said(there), *written(there)])
    assert not markup(there)
    assert "&amp;" not in whole
    assert controls(there)
    assert not nameless(there)
    assert not out_of_reach(there)
    if key:
        assert HOSTILE in whole
    for button in all_of(there, QAbstractButton):
        assert HOSTILE not in button.text() or button.shortcut().isEmpty()


def test_pages_mirror_where_one_reads_from_the_right(looked_at):
    def of_primary(key: str) -> float:
        page = go(looked_at, "end_of_life", key)
        return middle(page, next(each for card in page.cards for each in card.buttons if each.kind == "primary"))

    before = of_primary(NEW)
    looked_at.speak("ar")
    rest(looked_at)
    assert before > 0.5
    assert of_primary(NEW) < 0.5


def test_no_page_asks_for_more_width_than_a_small_window_has(looked_at):
    looked_at.resize(1100, 700)
    asked = {place: go(looked_at, *place).minimumSizeHint().width() for place in PLACES}
    assert {place: width for place, width in asked.items() if width > room(1.0)} == {}
    page = go(looked_at, "end_of_life", BEGUN)
    for form in FORMS:
        page.open(form(page._app, page.shown))
        rest(looked_at)
        assert page.panel.minimumSizeHint().width() <= room(1.0), form
        page.panel.close_up()


@pytest.mark.parametrize(
    ("vin", "told"),
    [
        (NEW, "Decision, Takeover, Depollution, Parts removal, Battery handover, Certificate of destruction"),
        (LOST, "Decided, Takeover, Depollution, Parts removal, Battery handover, Certificate of destruction"),
        (BEGUN, "Decided, Taken over, Depollution, Parts removal, Battery handover, Certificate of destruction"),
        (FULL, "Decided, Taken over, Depolluted, Parts removed, Battery handed over, Certificate of destruction"),
        (DEAD, "Decided, Taken over, Depolluted, Parts removed, Battery handed over, Certificate issued"),
    ],
)
def test_a_car_reads_and_is_heard_as_depolluted_only_once_it_is(looked_at, vin, told):
    page = go(looked_at, "end_of_life", vin)
    assert ", ".join(page.steps.names) == told
    words = said(page)
    open_steps = [each for each, of in zip(WAY, page.steps.reached, strict=True) if of is not Reached.DONE]
    speak = translator().current
    assert [text for each in open_steps for text in words if speak(each.done) in text] == []
    titles = {card.findChildren(SectionTitle)[0].text() for card in page.cards}
    assert titles == set(page.steps.names)


def test_the_list_names_what_comes_next_by_its_noun(looked_at):
    page = go(looked_at, "recycling")
    words = said(page)
    assert {"Takeover", "Depollution", "Certificate of destruction"} <= {*words}
    assert [text for text in words if "Depolluted" in text or "Taken over" in text] == []
