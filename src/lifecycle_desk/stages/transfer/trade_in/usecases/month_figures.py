"""The source of the figures of second-hand trade."""

from lifecycle_desk.figures.usecases.sources import of_life
from lifecycle_desk.stages.transfer.trade_in.rules import month_figures

SOURCES = (of_life("trade", month_figures.changes, month_figures.contributions),)
