"""Batteries with their parts, as files."""

from lifecycle_desk.batteries import interchange as batteries
from lifecycle_desk.commands.offers import Reader

READERS: tuple[Reader, ...] = (batteries.READER,)
