"""Coming to a dealership's books: what is at a server, and opening them while somebody waits and may try again."""

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.usecases.opening import open_books
from lifecycle_desk.store.server_look import FoundAtServer, look_at_server
from lifecycle_desk.store.store import Store


def look_there(where: str) -> Steps[FoundAtServer]:
    """Look at what is at a server's address, as long work: a server may take seconds to answer."""
    yield Step(0, 1)
    return look_at_server(where)


def open_there(where: str) -> Steps[Store]:
    """Open the books at a place, as long work for the same reason."""
    yield Step(0, 1)
    return open_books(where)
