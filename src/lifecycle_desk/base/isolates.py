"""Isolates: how a value keeps its own direction inside a sentence of another (UAX #9, 2.4)."""

import re

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
RLM = "\u200f"
RIGHTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")  # a letter of a script written from the right

_FIGURES = r"[0-9][0-9.,:]*"
_SPAN = re.compile(
    rf"(?:[{LRI}{FSI}]({_FIGURES}){PDI}|(?<![{LRI}{FSI}0-9.,:])({_FIGURES}))–(?:[{LRI}{FSI}]({_FIGURES}){PDI}|({_FIGURES}))"
)

_OVERRIDES = dict.fromkeys(range(0x202A, 0x202F))
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def ltr(code: str) -> str:
    """A code that always runs left to right: a VIN, a phone number, a part number."""
    return f"{LRI}{contained(code)}{PDI}"


def rtl(text: str) -> str:
    """A text that runs right to left though it is made of values only, each of which keeps its own direction."""
    return f"{RLI}{contained(text)}{PDI}"


def own(text: str) -> str:
    """A text that takes its direction from its own letters: a name, a plate, an amount."""
    return f"{FSI}{contained(text)}{PDI}"


def within_rtl(text: str) -> str:
    """A text inside one that runs right to left; what holds words of such a script runs that way too.

    FSI goes by the first letter outside of other isolates: a label with its value, each in one, has none, and a
    sentence may begin with a code. Both would stand the wrong way round: “Open: 2”, “LFP: not charged to 100%: 6”.
    """
    return rtl(text) if RIGHTWARD.search(text) and not _begins_rightward(text) else own(text)


def _begins_rightward(text: str) -> bool:
    """Whether the first letter outside the isolates of a text is of a script written from the right."""
    depth = 0
    for char in text:
        if char in (LRI, RLI, FSI):
            depth += 1
        elif char == PDI:
            depth = max(0, depth - 1)
        elif not depth and (char.isalpha() or char == RLM):
            return char == RLM or bool(RIGHTWARD.match(char))
    return False


def spans_from_left(text: str) -> str:
    """A text that runs right to left, in which ranges of figures run left to right: 0–30, as figures themselves do.

    A dash between two numbers takes the direction of the text (UAX #9, N1), and would turn the range round.
    """
    return _SPAN.sub(lambda span: ltr("–".join(filter(None, span.groups()))), text) if "–" in text else text


def contained(text: str) -> str:
    """A text whose direction ends with it: without overrides, with each isolate in it closed, and no other one.

    A name that was pasted with such a sign could otherwise turn around what stands behind it.
    """
    if not _CONTROLS.search(text):
        return text
    kept, depth = [], 0
    for char in text.translate(_OVERRIDES):
        if char in (LRI, RLI, FSI):
            depth += 1
        elif char == PDI:
            if not depth:
                continue
            depth -= 1
        kept.append(char)
    return "".join(kept) + PDI * depth
