"""What tests of the store share: two seats at the same books of a server."""

from collections.abc import Callable, Iterator

import pytest
from own_server import copy_database, drop_database, place_of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.opening import open_store


@pytest.fixture
def seats(server: str, founded_on_server: Callable[[], str]) -> Iterator[tuple[UserSession, UserSession]]:
    """Two seats at the same books of a server."""
    name = copy_database(server, founded_on_server())
    made = [UserSession(open_store(place_of(server, name)), None, authorise) for _ in range(2)]
    yield made[0], made[1]
    for each in made:
        each.store.close()
    drop_database(server, name)
