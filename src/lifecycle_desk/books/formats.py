"""Everything that the books hold, as a file."""

from lifecycle_desk.books.interchange import records, report_tables
from lifecycle_desk.commands.offers import Reader, Writer

READERS: tuple[Reader, ...] = (records.READER,)
WRITERS: tuple[Writer, ...] = (records.WRITER, report_tables.WRITER)
