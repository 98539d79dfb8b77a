"""What a paper can be about: all that rooms print papers of, and what a word names."""

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.commands.subjects import Subject, SubjectKind


def subject_kinds() -> dict[str, SubjectKind]:
    """What papers can be about, by name, in the order in which papers are listed."""
    return {each.name: each for each in sorted(offered("subjects"), key=lambda each: each.rank)}


def subjects(user: UserSession, kind: str, text: str = "") -> tuple[Subject, ...]:
    """What a few letters find of a kind; without letters, the latest."""
    return subject_kinds()[kind].find(user, text)


def kind_of(word: str) -> str:
    """What a word names: an order, a make, a vehicle, a battery's code.

    A campaign's number may look like any of them: a place that means one names the kind of paper.
    """
    return max(subject_kinds().values(), key=lambda each: each.knows(word)).name
