"""What the parts of a schedule are called: told by the room that has a catalogue, which stands above and registers."""

from collections.abc import Iterable, Mapping, Sequence

from lifecycle_desk.base.said import InLanguages
from lifecycle_desk.schedules.rules import ItemPart
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.tellers import Tellers

_NAMES = Tellers[[Transaction, Sequence[ItemPart]], Mapping[ItemPart, InLanguages]]()
on_part_names, name_tables = _NAMES.add, _NAMES.tables


def names_of(tx: Transaction, parts: Iterable[ItemPart]) -> dict[ItemPart, InLanguages]:
    """The words of some parts, for readers of any language; none of a part that is called as it is written."""
    wanted = [*dict.fromkeys(parts)]
    return {part: words for told in _NAMES.asked(tx, wanted) for part, words in told.items()} if wanted else {}
