"""Core charges: the deposit on an exchange part, billed in a line of its own and credited when the old part comes back.

Both lines are parts like others, so that every market taxes and prints them; their code, the part's number with a
word of the trade behind it, tells them apart, and a credit is the only line whose price may lie below zero.
"""

from dataclasses import replace

from lifecycle_desk.stages.service.orders.rules.orders import CLAIMED, Line, LineKind

CORE = " CORE"  # behind the number of the part, as parts traders write it in every country


def core_of(code: str) -> str:
    """The number of the part whose core a line with a code is about; empty where it is about none."""
    return code[: -len(CORE)].strip() if code.upper().endswith(CORE) else ""


def charge_of(part: Line, amount: int, text: str) -> Line:
    """The line that bills the core of a part: as many as there are parts, paid by who pays the part."""
    return Line(
        kind=LineKind.PART,
        code=part.code + CORE,
        text=text,
        quantity=part.quantity,
        price=amount,
        pays=part.pays,
    )


def credit_of(charge: Line, text: str) -> Line:
    """The line that gives back what a core was charged for."""
    return replace(charge, text=text, price=-(charge.price or 0), id=None)


def can_be_credited(line: Line) -> bool:
    """Whether a line bills a core, to somebody to whom the order itself can give it back."""
    return bool(core_of(line.code)) and (line.price or 0) > 0 and line.pays not in CLAIMED


def is_credit(line: Line) -> bool:
    """Whether a line gives back a core charge; what is claimed from a maker gives nothing back."""
    is_core = line.kind is LineKind.PART and bool(core_of(line.code))
    return is_core and (line.price or 0) < 0 and line.pays not in CLAIMED
