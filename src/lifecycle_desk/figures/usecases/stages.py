"""The source of figures that every life has: its stages."""

from lifecycle_desk.figures.rules import stages
from lifecycle_desk.figures.usecases.sources import of_life

SOURCES = (of_life("stage", stages.changes, stages.contributions),)
