"""A form that follows what others save: nothing typed is lost, nothing saved is overwritten unasked."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.look.parts import CheckField, ChoiceField, Field, FilterChip, LineField


@dataclass
class Form:
    """Three fields, and what is saved of them."""

    fields: dict[str, Field]
    followed: FollowedForm

    def read(self):
        return {name: each.draft_value() for name, each in self.fields.items()}

    def write(self, texts):
        for name, each in self.fields.items():
            each.restore(texts[name])

    def saved(self, **texts):
        self.followed.follow(lambda: self.write(START | texts), "Noi", datetime(2026, 3, 1, tzinfo=UTC))

    @property
    def chips(self):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # of the rows of before
        return self.followed.clashes.findChildren(FilterChip)

    @property
    def offered(self):
        return [each.text() for each in self.chips]


START = {"phone": "1", "role": "sales", "active": False}


@pytest.fixture
def form(qtbot):
    choice = ChoiceField("Role", [("sales", "Sales adviser"), ("parts", "Parts clerk"), ("manager", "Manager")])
    fields = {"phone": LineField("Phone"), "role": choice, "active": CheckField("Here")}
    made = Form(fields, None)
    made.write(START)
    made.followed = FollowedForm(FormTexts(made.read, made.write, lambda: fields))
    qtbot.addWidget(made.followed)
    made.followed.begin()
    return made


def test_a_form_that_nobody_touched_shows_what_was_saved_and_says_nothing(form):
    form.saved(phone="2")
    assert (form.fields["phone"].text, form.followed.isHidden(), form.followed.draft()) == ("2", True, {})


def test_what_was_saved_beside_the_form_leaves_what_is_typed_alone(form):
    form.fields["phone"].set_text("3")
    form.saved()
    assert (form.fields["phone"].text, form.followed.isHidden()) == ("3", True)


def test_values_of_a_clash_read_as_their_fields_show_them_and_a_choice_is_written(form):
    form.fields["role"].set_value("parts")
    form.fields["active"].restore(True)
    form.saved(role="manager", phone="2")
    assert form.read() == {"phone": "2", "role": "parts", "active": True}
    assert form.offered == ["Yours: Parts clerk", "Noi: Manager"]
    assert "Role" in [each.text() for each in form.followed.clashes.findChildren(QLabel)]
    form.chips[1].click()
    assert form.read()["role"] == "manager"


def test_a_clash_that_nobody_decided_stays_when_something_else_is_saved(form):
    form.fields["phone"].set_text("3")
    form.saved(phone="2")
    form.saved(phone="2", role="manager")
    assert form.offered == ["Yours: 3", "Noi: 2"]
    form.chips[1].click()
    form.saved(phone="2", role="parts")
    assert (form.offered, form.followed.isHidden()) == ([], True)


def test_a_draft_is_put_together_with_what_was_saved_since_it_was_begun(form):
    form.fields["phone"].set_text("3")
    draft = form.followed.draft()
    form.write(START | {"phone": "2", "role": "manager"})
    form.followed.begin(who="Noi", at=datetime(2026, 3, 1, tzinfo=UTC))
    form.followed.restore(draft)
    assert form.read() == {"phone": "3", "role": "manager", "active": False}
    assert form.offered == ["Yours: 3", "Noi: 2"]


def test_a_draft_of_something_new_or_of_an_older_program_comes_back_as_it_was_left(form):
    form.fields["phone"].set_text("3")
    draft = form.followed.draft()
    form.write(START | {"role": "manager"})
    form.followed.begin(new=True)
    form.followed.restore(draft)
    assert form.read() == START | {"phone": "3"}
    form.followed.begin()
    form.followed.restore(START | {"phone": "4"})
    assert (form.read(), form.followed.isHidden()) == (START | {"phone": "4"}, True)
