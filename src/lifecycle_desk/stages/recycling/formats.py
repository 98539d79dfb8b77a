"""The end of a life as files: Catena-X certificate of destruction and end of life."""

from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.stages.recycling.end.interchange import certificate, end_of_life

WRITERS: tuple[Writer, ...] = (certificate.WRITER, end_of_life.WRITER)
