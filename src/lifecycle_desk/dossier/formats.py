"""Dossiers as files."""

from lifecycle_desk.commands.offers import Reader, Writer
from lifecycle_desk.dossier import interchange as dossier

READERS: tuple[Reader, ...] = (dossier.READER,)
WRITERS: tuple[Writer, ...] = (dossier.WRITER,)
