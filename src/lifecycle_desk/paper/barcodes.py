"""Barcodes: a number as bars (Code 128), which a hand scanner reads off the paper."""

from functools import lru_cache

LEAST, MOST = 0.45, 0.95  # pt of the narrowest bar: below it no scanner reads it, above it needs no more room
HEIGHT, GAP = 16.0, 3.0  # pt of the bars, and above them


@lru_cache(2_000)
def modules(content: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """The bars of a number, each with its start and its width in modules, and how many modules all of it has.

    A number with letters that Code 128 does not know has none.
    """
    from reportlab.graphics.barcode.code128 import Code128  # papers without a code need none of it

    if not content or not content.isascii() or not content.isprintable():
        return (), 0
    code = Code128(content, quiet=0)
    code.validate()
    code.encode()
    code.decompose()
    bars, start = [], 0
    for each in code.decomposed:
        wide = ord(each.lower()) - ord("a") + 1
        if each.isupper():
            bars.append((start, wide))
        start += wide
    return tuple(bars), start


def bars(content: str, room: float) -> list[tuple[float, float]]:
    """The bars of a number in a room, each with its start and its width; none where they would be too narrow."""
    found, count = modules(content)
    module = min(room / count, MOST) if count else 0.0
    return [(start * module, wide * module) for start, wide in found] if module >= LEAST else []
