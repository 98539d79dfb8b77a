"""Data packs as files that come in."""

from lifecycle_desk.commands.offers import Reader
from lifecycle_desk.data_packs.interchange import taking

READERS: tuple[Reader, ...] = (taking.READER,)
