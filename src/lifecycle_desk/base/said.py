"""Messages before they are in a language: a marked message with its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, init=False)
class Said:
    """A marked message with its facts: Said(N_("Plate %(plate)s"), plate="3กข 4821")."""

    message: str
    facts: Mapping[str, object]

    def __init__(self, message: str, **facts: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "facts", MappingProxyType(facts))


type Piece = Said | object  # what is no message is written by its type: a date, an amount, a term, a text that is data
