"""The sale as files: what new cars cost."""

from lifecycle_desk.commands.offers import Reader
from lifecycle_desk.stages.sale.stock.interchange import purchase_prices

READERS: tuple[Reader, ...] = (purchase_prices.READER,)
