"""What papers are about: the kinds that rooms print papers of, and how people look for one of a kind."""

from collections.abc import Callable
from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession


@dataclass(frozen=True, slots=True)
class Subject:
    """A vehicle by its VIN, an order or a campaign by its number or a battery by its code, with what people call it."""

    value: str
    name: str
    about: str = ""


@dataclass(frozen=True)
class SubjectKind:
    """What papers can be about: `name` is the first field of their requests, `title` what people look for it by.

    `find` gives what a few letters find, and without letters the latest; `knows` says how surely a word names one, from
    0 for not at all. Papers are listed by what they are about: those of a lower `rank` first.
    """

    name: str
    title: str
    find: Callable[[UserSession, str], tuple[Subject, ...]]
    knows: Callable[[str], int] = lambda _word: 0
    rank: int = 1
