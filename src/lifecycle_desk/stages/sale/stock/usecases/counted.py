"""The source of the figures of sales."""

from lifecycle_desk.figures.usecases.sources import of_life
from lifecycle_desk.stages.sale.stock.rules import counted

SOURCES = (
    of_life("sale", counted.changes, counted.contributions),
    of_life("market", counted.registers, counted.market),
)
