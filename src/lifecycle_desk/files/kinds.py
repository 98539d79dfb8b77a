"""Files of every kind: all readers that rooms offer, and which of them a file is for."""

from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Reader
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.dealership.usecases import dealer

KindUnknown = objection(
    "KindUnknown",
    N_("The type of %(file)s was not recognised. Choose its type in the list, then choose the file again."),
    file=str,
)


def readers() -> dict[str, Reader]:
    """Everything that comes in as a file, by its kind."""
    return {each.kind: each for each in offered("readers")}


def likely(user: UserSession, path: Path) -> tuple[str, ...]:
    """The kinds that a file can be, the most likely first."""
    check_file(path, most=None)
    market = dealer(user.store).market
    sure = {kind: reader.knows(path, market) for kind, reader in readers().items()}
    for knows in offered("knows"):
        sure |= knows(user, path)
    found = sorted((kind for kind, how in sure.items() if how), key=lambda kind: -sure[kind])
    if not found:
        raise KindUnknown(path.name)
    return tuple(found)
