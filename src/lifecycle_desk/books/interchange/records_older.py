"""Records of an earlier form: brought up to date by the migrations themselves, in a store of that form kept aside.

So whatever a migration does for a store, such as giving jobs numbers of their own, it does for records too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table

from lifecycle_desk.books.interchange.records_form import LONGEST_LINE, RecordLineWrong, RecordsNewer, beginning
from lifecycle_desk.books.interchange.records_in import StoredLines, save_content
from lifecycle_desk.store import files, migrations, records
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.file_format import HEAD, is_later
from lifecycle_desk.store.records import RecordNotUnderstood
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.vehicle.tables import people

UNTOLD = "0005"  # the form of records that do not say theirs: the last one before they did


@contextmanager
def brought_up(path: Path) -> Iterator[tuple[Store, StoredLines] | None]:
    """A store of today's form with the records of an older file, and how that file ended; None where it is of today.

    The store lies in a folder of its own, which is gone after the block. Raises what reading records raises.
    """
    with path.open("rb") as file:
        form = beginning(file.readline(LONGEST_LINE), path.name).get("form", UNTOLD)
    if form == HEAD:
        yield None
        return
    if not (isinstance(form, str) and form.isdecimal() and is_later(HEAD, form)):
        raise RecordsNewer(int(form) if str(form).isdecimal() else 0, int(HEAD))
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder:
        place = Path(folder) / "desk.ldk"
        engine = connect(place)
        store = Store(str(place), files.beside(str(place)), engine)
        try:
            migrations.create(engine)
            migrations.upgrade(engine, to=form)
            read = _pour(store, path)
            migrations.upgrade(engine)
            yield store, read
        finally:
            store.close()


def _pour(store: Store, path: Path) -> StoredLines:
    """Write the rows of a file as they are into a store of their form."""
    with path.open("rb") as file, store.writing() as tx:
        tx.retold = True
        lines = StoredLines(file)
        lines.first(path.name)
        for _ in records.pour_rows(tx, _rows(lines, tx)):
            pass
    return lines


def _rows(lines: StoredLines, tx: Transaction) -> Iterator[tuple[Table[Any], dict[str, Any]]]:
    """The rows by their tables; they are held to every limit once they are of today's form."""
    tables = {each.name: each for each in records.stored_tables()}
    while (given := lines.next()) is not None:
        try:
            table = tables[given.pop("type")]
            if table is people.DOCUMENT:
                save_content(tx, given)
            yield table, records.put_older_row(table, given)
        except (KeyError, TypeError, RecordNotUnderstood):
            raise RecordLineWrong(lines.number, "a field is missing, unknown or of another kind") from None
