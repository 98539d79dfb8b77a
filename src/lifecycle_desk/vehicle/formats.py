"""Vehicles and all that is held on a person, as files."""

from lifecycle_desk.commands.offers import Reader, Writer
from lifecycle_desk.vehicle.interchange import person, vehicles

READERS: tuple[Reader, ...] = (vehicles.READER,)
WRITERS: tuple[Writer, ...] = (vehicles.WRITER, person.WRITER)
