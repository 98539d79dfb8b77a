"""The source of the figures of the end of life."""

from lifecycle_desk.figures.usecases.sources import of_life
from lifecycle_desk.stages.recycling.end.rules import counted

SOURCES = (of_life("end", counted.changes, counted.contributions),)
