"""Handlers of the parts store."""

from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.store import search


def register() -> None:
    """Register the parts store's handlers."""
    search.on_index_all(stock.recount)
