"""What a dealer gives a region and gets back, as files."""

from lifecycle_desk.commands.offers import Reader, Writer
from lifecycle_desk.region.interchange import giving, receipt_file

READERS: tuple[Reader, ...] = (receipt_file.READER,)
WRITERS: tuple[Writer, ...] = (giving.WRITER,)
