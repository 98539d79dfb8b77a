"""Fields that the forms of the end share: countries, codes, signatures, and lines that stand close together."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, override

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, Field, LineField, ReadField
from lifecycle_desk.desktop.look.parts.notes import Level
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.stages.recycling.end.rules.measures import Codes
from lifecycle_desk.vehicle.screens.fields import bare
from lifecycle_desk.vehicle.screens.step_form import SHOWN, WIDGETS, StepForm

CHOOSE = C_("form", "Choose")
UNCHOSEN: Any = None  # a term that somebody must choose: a form begins without one and does not save without one


def today() -> date:
    """The day with which a form begins."""
    return translator().current.formats.today()


class CodesField(LineField):
    """Codes that are parted by spaces."""

    def __init__(self, kind: Codes) -> None:
        super().__init__(kind.label, mono=True, hint=kind.hint)

    @property
    @override
    def value(self) -> object:
        """All of them."""
        return tuple(self.text.split())


class FieldsOf(Mapping[str, Field]):
    """The fields of a form whose rows are named anew whenever it is read."""

    def __init__(self, form: StepForm[Any]) -> None:
        self._form = form

    def __getitem__(self, name: str) -> Field:
        return self._form.fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._form.fields)

    def __len__(self) -> int:
        return len(self._form.fields)


WIDGETS[Codes] = lambda kind, _: CodesField(kind)
SHOWN[Codes] = lambda _, value, _around: " ".join(value)


class _Close(Field):
    """The look of fields in rows of a list: no label above, and a line below only where something is wrong."""

    def closed_up(self) -> None:
        """Stand close to the rows above and below."""
        self.label.hide()
        self._show("", "")

    @override
    def _show(self, level: Level, words: UiText) -> None:
        super()._show(level, words)
        self._note.setVisible(level in {"warning", "fault"})


class CloseLine(_Close, LineField):
    """A line of text in a row of a list."""

    def __init__(self, label: UiText, *, placeholder: UiText = "") -> None:
        super().__init__(label, placeholder=placeholder)
        self.closed_up()


class CloseFigure(_Close, ReadField):
    """A figure in a row of a list; it is not echoed, its unit stands behind it."""

    def __init__(self, label: UiText, unit: str) -> None:
        super().__init__(label, lambda text: (read_number(bare(text, unit), translator().current).value, ""))
        self.closed_up()


class CloseChoice(_Close, ChoiceField):
    """A choice in a row of a list."""

    def __init__(self, label: UiText, items: Iterable[tuple[object, UiText]], *, value: object = None) -> None:
        super().__init__(label, items, value=value)
        self.closed_up()
