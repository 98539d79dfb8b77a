"""The source of the figures of sales."""

from lifecycle_desk.figures.usecases.sources import of_life
from lifecycle_desk.stages.sale.stock.rules import month_figures

SOURCES = (of_life("sale", month_figures.changes, month_figures.contributions),)
