"""Subjects of papers: the kinds of things that papers are about, and how people look for one of a kind."""

from collections.abc import Callable
from dataclasses import dataclass

from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import UserSession


@dataclass(frozen=True, slots=True)
class Subject:
    """A vehicle by its VIN, an order or a campaign by its number or a battery by its code, with what people call it.

    A `name` that is data is a text, and one in words a message.
    """

    value: str
    name: Piece
    about: Piece = ""


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing that papers are about: `name` is the first field of their requests, `title` labels the search.

    `find` searches by a few letters, and without letters gives the latest; `knows` rates how surely a word names one,
    from 0 for not at all. Papers are listed by subject, those of a lower `rank` first.
    """

    name: str
    title: str
    find: Callable[[UserSession, str], tuple[Subject, ...]]
    knows: Callable[[str], int] = lambda _word: 0
    rank: int = 1
