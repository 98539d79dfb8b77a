"""Pictures of the main screens: all in one state, whatever goes on beside the drawing."""

from PySide6.QtWidgets import QApplication

from lifecycle_desk import app
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window


def test_the_bell_tells_no_picture_of_what_went_on_beside_the_drawing(own_user, tmp_path, monkeypatch, qapp):
    drawn, draw, linger = [], Window.grab, app.linger

    def grab(window, *of):
        drawn.append((len(window.app.happened.entries), window.app.happened.unseen))
        return draw(window, *of)

    def happen(milliseconds):
        linger(min(milliseconds, 50))
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Window) and each.isVisible())
        window.app.happened.note(N_("Backup made"), icon="alert-circle")

    monkeypatch.setattr(Window, "grab", grab)
    monkeypatch.setattr(app, "linger", happen)
    monkeypatch.setattr(app, "main_places", lambda _user: [("today", Place("today")), ("stock", Place("sale"))])
    made = app.screens(own_user, tmp_path / "pictures", "en")
    assert [each.name for each in made] == ["today.png", "stock.png"]
    assert all(entries and not unseen for entries, unseen in drawn)
