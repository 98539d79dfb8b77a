"""Choosing a customer: found by typing a name or phone, or new, with what is needed to call them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Field, LineField, column, row
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.vehicle.rules.people import Person, Who
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import language_field
from lifecycle_desk.vehicle.usecases.listing import people_like

SETTLED = 150  # ms without a key before the store is asked


class PersonPicker(QWidget):
    """A name that finds customers as it is typed; one who is not found is new, and gets a phone and a language."""

    def __init__(self, app: AppContext, label: UiText, *, needed: bool = False) -> None:
        super().__init__()
        self._app, self._needed = app, needed
        self.number: int | None = None
        self.name = LineField(label, placeholder=N_("Name or phone"))
        self.phone = LineField(C_("customer", "Phone"))
        self.language = language_field()
        self.name.setMinimumWidth(200)
        self.completion = Completion(self.name.line)
        self.completion.taken.connect(lambda found: self.choose(*found))
        self._wait = QTimer(self, singleShot=True, interval=SETTLED)
        self._wait.timeout.connect(self._ask)
        self.name.edited.connect(self._typed)
        self.setLayout(column(row((self.name, 2), (self.phone, 1), (self.language, 1), gap=16), gap=0))
        self.setFocusProxy(self.name)
        self._show_new()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"person": self.name, "name": self.name, "phone": self.phone}

    @property
    def text(self) -> str:
        """The name as it stands there."""
        return self.name.text

    @property
    def value(self) -> Who | None:
        """The number of a customer who is known, or who is new; None where nobody is named."""
        if self.number is not None or not self.text:
            return self.number
        language = self.language.value
        return Person(self.text, phone=self.phone.text, language=language if isinstance(language, str) else None)

    def validate(self) -> bool:
        """Whether nothing is wrong beside it: somebody may have to be named."""
        if self._needed and not self.text:
            self.name.fault(N_("Please fill this in."))
        return not self.name.is_faulty

    def choose(self, number: int, person: Person) -> None:
        """Take a customer who is known."""
        self.number = number
        self.name.line.setText(person.name)
        self.name.understood(join(person.name, person.phone))
        self._show_new()

    def draft_value(self) -> dict[str, object]:
        """The value that a draft stores."""
        return {"number": self.number, "name": self.text, "phone": self.phone.text, "language": self.language.value}

    def restore(self, saved: Mapping[str, object] | None) -> None:
        """Put a draft's value back; None names nobody."""
        kept = saved or {}
        self.name.line.setText(str(kept.get("name") or ""))
        self.phone.line.setText(str(kept.get("phone") or ""))
        self.language.set_value(kept.get("language"))
        number = kept.get("number")
        self.number = number if isinstance(number, int) else None
        self.name.clear()  # who was found before is told no more
        self._show_new()

    @Slot(str)
    def _typed(self, _: str) -> None:
        self.number = None
        self._show_new()
        self._wait.start()

    def _show_new(self) -> None:
        new = self.number is None and bool(self.text)
        self.phone.setEnabled(new)
        self.language.setEnabled(new)
        if self.number is None:
            self.name.hint(N_("Will be added as a new customer.") if new else N_("Type to search or add"))

    @Slot()
    def _ask(self) -> None:
        text, user = self.text, self._app.user
        if text and self.number is None:
            self._app.run_query(lambda: people_like(user, text), lambda found: self._came(text, found))

    def _came(self, text: str, found: Sequence[tuple[int, Person]]) -> None:
        if text == self.text and self.number is None:
            self.completion.offer([(_row(number, person), (number, person)) for number, person in found])


def _row(number: int, person: Person) -> TwoLineRow:
    """A customer; whoever has no phone is told apart by the number that the books give."""
    return TwoLineRow(person.name, join(person.phone or f"№ {number}", person.email), key=number)
