"""Where the checkout lies."""

from pathlib import Path

HOUSE = Path(__file__).parents[1]
