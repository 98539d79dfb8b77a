"""The source of the figures of second-hand trade."""

from lifecycle_desk.figures.usecases.sources import of_life
from lifecycle_desk.stages.transfer.trade_in.rules import counted

SOURCES = (of_life("trade", counted.changes, counted.contributions),)
