"""What a part says: a message in the language of now, or a text that is data and stays as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QObject
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.speech import hush, say


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that nobody translates: a name, a number already written, a code."""

    text: str


@dataclass(frozen=True, slots=True, init=False)
class Words:
    """A message with its facts: Words(N_("to %(on)s"), on=date(2028, 3, 14))."""

    message: str
    facts: Mapping[str, object]

    def __init__(self, message: str, **facts: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "facts", facts)


type Spoken = str | Words | Plain  # a bare str is a message id


def spoken(words: Spoken, text: str, facts: Mapping[str, object]) -> Spoken:
    """What a constructor was given: a message, a message with facts, or `text=`, which is data."""
    if text:
        return Plain(text)
    return Words(words, **facts) if isinstance(words, str) and facts else words


def tell(put: Callable[[str], object], words: Spoken, by: QObject | None = None) -> None:
    """Say words by a widget's setter, now and in every language to come; said anew, they replace the last."""
    hush(put)
    match words:
        case Plain(text):
            put(text)
        case Words(message=message, facts=facts):
            say(put, message, by=by, **facts)
        case "":
            put("")
        case str(message):
            say(put, message, by=by)


def show_tip(widget: QWidget, text: str) -> None:
    """Show a text beside the pointer, as it was written."""
    widget.setToolTip(tip(text))


def tip(text: str) -> str:
    """A text for a tooltip, which Qt would read as markup when it looks like it."""
    return f"<p>{escape(text)}</p>" if Text.mightBeRichText(text) else text
