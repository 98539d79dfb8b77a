"""Undoing the last change of the catalogue, a whole file at once, from the palette."""

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.stages.service.catalogue.usecases.changing import (
    CatalogueChanged,
    UndoCatalogue,
    undo_catalogue,
)

UNDONE = NN_("Catalogue change undone: %(n)s entry", "Catalogue change undone: %(n)s entries")


def undo_last(app: AppContext) -> None:
    """Undo it, and say how many entries it was of."""

    def done(result: Result[CatalogueChanged]) -> None:
        made = result.value
        app.show_toast(Message(UNDONE, n=made.new + made.changed))

    app.do(undo_catalogue, UndoCatalogue(), done)
