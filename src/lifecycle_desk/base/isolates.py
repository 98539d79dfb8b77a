"""Isolates: how a value keeps its own direction inside a sentence of another (UAX #9, 2.4)."""

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def ltr(code: str) -> str:
    """A code that always runs left to right: a VIN, a phone number, a part number."""
    return f"{LRI}{code}{PDI}"


def own(text: str) -> str:
    """A text that takes its direction from its own letters: a name, a plate, an amount."""
    return f"{FSI}{text}{PDI}"
