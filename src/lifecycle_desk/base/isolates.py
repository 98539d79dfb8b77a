"""Isolates: how a value keeps its own direction inside a sentence of another (UAX #9, 2.4)."""

import re
from functools import lru_cache

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
RLM = "\u200f"
RIGHTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")  # a letter of a script written from the right

_FIGURES = r"[0-9][0-9.,:]*"
_SPAN = re.compile(
    rf"(?:[{LRI}{FSI}]({_FIGURES}){PDI}|(?<![{LRI}{FSI}0-9.,:])({_FIGURES}))–(?:[{LRI}{FSI}]({_FIGURES}){PDI}|({_FIGURES}))"
)

_UNIT = r"(?:°[CF]|[A-Za-zΩ][A-Za-z/·Ω]{0,3})(?![A-Za-z\d]|[-/._:,][A-Za-z\d])"
_QUANTITY = rf"\d[\d.,]* ?{_UNIT}"
# A telephone number; a number with its sign; the size of a tyre with its load; measures that are multiplied; quantities
# with units in Latin letters; words of letters and figures that signs join.
_CODES = re.compile(
    r"\+\d[\d ()-]{0,30}\d(?![.,]?\d)"
    r"|(?<![\d.,])[+\u2212][0-9](?:[0-9.,]*[0-9])?"
    r"|(?<![A-Za-z\d])\d{3}/\d{2} Z?R\d{2}(?![A-Za-z\d])(?: \d{2,3}[A-Z](?![A-Za-z\d]))?"
    r"|(?<![A-Za-z\d.,])[A-Z]?\d[\d.,]*(?: ?[x×] ?\d[\d.,]*)+(?: (?:[A-Z]{1,2}\d{2}|[cm]m)(?![A-Za-z\d]))?"
    rf"|(?<![A-Za-z\d.,-])(?P<quantity>{_QUANTITY}(?: {_QUANTITY})*)"
    r"|(?<![A-Za-z\d])(?=[A-Za-z\d][-/._:,A-Za-z]{0,40}\d|\d)[A-Za-z\d]+(?:[-/._:,][A-Za-z\d]+)+"
)
_BEFORE = re.compile(r"[A-Za-z][\d.,]*(?: [\d.,]+)* $")  # words in Latin letters of which a quantity is the last
_FIGURES_ONLY = re.compile(r"\d+(?:[.,:/]\d+)*")
NEAR = 40  # characters before a quantity among which these are looked for

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


def codes_isolated(text: str) -> str:
    """A text with its codes, sizes, telephone numbers and quantities isolated as if somebody had done so (UAX #9, HL4).

    By the bare rules 13-5021 after an Arabic word reads 5021-13 and 215/55 R18 reads R18 215/55, and nobody who types
    a complaint or the name of a part isolates anything.
    """
    return _CODES.sub(_isolated, text)


@lru_cache(4_000)
def shown_in_order(text: str) -> str:
    """The same of a text that is drawn as it is, where that may turn a code round; other texts stay what they are."""
    return codes_isolated(text) if RIGHTWARD.search(text) else text


def _isolated(code: re.Match[str]) -> str:
    """A code within isolates; a quantity stays with the Latin words before it, as in MG4 Electric 64 kWh.

    Times, days and amounts in figures keep their order by themselves (UAX #9, W4).
    """
    if _FIGURES_ONLY.fullmatch(code[0]):
        return code[0]
    if code["quantity"] and _BEFORE.search(code.string, max(code.start() - NEAR, 0), code.start()):
        return code[0]
    return f"{LRI}{code[0]}{PDI}"
