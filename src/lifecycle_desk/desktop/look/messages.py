"""Messages of parts: in the language of now, or a text that is data and stays as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.isolates import shown_in_order
from lifecycle_desk.desktop.translator import clear_message, set_message, translator


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text that nobody translates: a name, a number already written, a code."""

    text: str


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A message with its facts: Words(N_("to %(on)s"), on=date(2028, 3, 14))."""

    message: str
    facts: Mapping[str, object]

    def __init__(self, message: str, **facts: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "facts", facts)


def value_alone(value: object) -> Message:
    """A value that says itself, by its type, in the language of now: a measure, a day, an amount."""
    return Message("%(value)s", value=value)


type UiText = str | Message | PlainText  # a bare str is a message id


def ui_text(words: UiText, text: str, facts: Mapping[str, object]) -> UiText:
    """The text given to a constructor: a message, a message with facts, or `text=`, which is data."""
    if text:
        return PlainText(text)
    return Message(words, **facts) if isinstance(words, str) and facts else words


def set_text(put: Callable[[str], object], words: UiText, by: QObject | None = None) -> None:
    """Say words by a widget's setter, now and in every language to come; said anew, they replace the last."""
    match words:
        case PlainText(text):
            clear_message(put)
            put(text)
        case Message(message=message, facts=facts):
            set_message(put, message, by=by, **facts)
        case "":
            clear_message(put)
            put("")
        case str(message):
            set_message(put, message, by=by)


def in_words(said: UiText) -> str:
    """A message in the language of now, for texts that Qt asks for at each drawing, and for what opens and closes."""
    match said:
        case PlainText(text):
            return text
        case Message(message=message, facts=facts):
            return translator().current(message, **facts)
        case str(message):
            return translator().current(message)


def show_tip(widget: QWidget, text: str) -> None:
    """Show a text beside the pointer, as it was written."""
    widget.setToolTip(tip(text))


def tip(text: str) -> str:
    """A text for a tooltip, in the order in which it is read; Qt would take it for markup when it looks like it."""
    text = shown_in_order(text)
    if not Text.mightBeRichText(text):
        return text
    from html import escape  # brings all that HTML has names for

    return f"<p>{escape(text)}</p>"
