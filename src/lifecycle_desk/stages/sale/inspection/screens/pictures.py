"""Documents of a form that goes from one thing to the next: what belongs to the last one must not stay."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Signal

from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.usecases.documents import Document


class Pictures(DocumentsField):
    """Documents that can be shown anew, and tell when some have come."""

    attached = Signal()

    @override
    def _came(self, made: tuple[Document, ...]) -> None:
        super()._came(made)
        self.attached.emit()

    def show_documents(self, documents: Sequence[Document]) -> None:
        """Show the documents of another thing."""
        self.documents = tuple(documents)
        self._names.set_message(
            PlainText(translator().current.formats.listed([each.name for each in documents])) if documents else ""
        )
        self.clear()
