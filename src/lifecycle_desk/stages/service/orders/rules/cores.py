"""Core charges: the deposit on an exchange part, billed in a line of its own and credited when the old part comes back.

Both lines are parts like others, so that every market taxes and prints them; their code, the part's number behind a
word of its own, tells them apart, and a credit is the only line whose price may lie below zero.
"""

from dataclasses import replace

from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind

CORE = "CORE "  # before the number of the part, as parts traders write it; no word of a language


def core_of(code: str) -> str:
    """The number of the part whose core a line with a code is about; empty where it is about none."""
    is_core = code.upper().startswith(CORE)
    return code[len(CORE) :].strip() if is_core else ""


def charge_of(part: Line, amount: int, text: str) -> Line:
    """The line that bills the core of a part: as many as there are parts, paid by who pays the part."""
    return Line(
        kind=LineKind.PART,
        code=CORE + part.code,
        text=text,
        quantity=part.quantity,
        price=amount,
        pays=part.pays,
    )


def credit_of(charge: Line, text: str) -> Line:
    """The line that gives back what a core was charged for."""
    return replace(charge, text=text, price=-(charge.price or 0), id=None)


def is_credit(line: Line) -> bool:
    """Whether a line gives back a core charge."""
    return line.kind is LineKind.PART and bool(core_of(line.code)) and (line.price or 0) < 0
