"""Entries: what can be written into a life on a page, each with its fields in the order of the paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Field
from lifecycle_desk.vehicle.screens.documents import DocumentsField

SAVE = C_("form", "Save")
ON, WHY = C_("event", "Date"), C_("correction", "Reason")


@dataclass(frozen=True)
class Entry:
    """Something to be written: its fields by what rules call them, how they stand in lines, what is then done.

    `verb` is asked for when it is saved, since the fields may decide it; `read` gives what it takes.
    """

    title: UiText
    fields: Mapping[str, Field]
    lines: Sequence[Sequence[tuple[QWidget, int]]]
    verb: Callable[[], Command[Any, Any]]
    read: Callable[[], Any]
    told: UiText
    save: UiText = SAVE
    documents: DocumentsField | None = None
