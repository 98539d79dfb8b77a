"""Campaigns, and what became of their cars, as files."""

from lifecycle_desk.campaigns.interchange import completion, nhtsa, own_table
from lifecycle_desk.commands.offers import Reader, Writer

READERS: tuple[Reader, ...] = (own_table.READER, nhtsa.READER)
WRITERS: tuple[Writer, ...] = (completion.WRITER,)
