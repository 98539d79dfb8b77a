"""Drafts: unfinished forms, kept outside the chain until they are saved or thrown away."""

from collections.abc import Iterable

from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.store import Work
from lifecycle_desk.store.types import DERIVED, maybe_words, table, utc_time, words


class Draft(TypedColumns):
    """What stood in a form, as JSON; one for each form and what it is about."""

    form = words(primary_key=True)
    about = words(primary_key=True)
    kept_at = utc_time()
    by = maybe_words()
    text = words()


DRAFT = table("draft", Draft, **{DERIVED: True})

_THIS = (DRAFT.c.form == bindparam("of"), DRAFT.c.about == bindparam("what"))
_ONE, _NEW, _GONE = select(DRAFT.c.text, DRAFT.c.kept_at).where(*_THIS), insert(DRAFT), delete(DRAFT).where(*_THIS)
_ALL = select(DRAFT.c.form, DRAFT.c.about, DRAFT.c.text)


def keep(work: Work, form: str, about: str, text: str) -> None:
    """Keep what stands in a form; it replaces what stood there before."""
    drop(work, form, about)
    work.write(_NEW, form=form, about=about, kept_at=work.at, by=work.by, text=text)


def drop(work: Work, form: str, about: str) -> None:
    """Throw a draft away, once it is saved or no longer wanted."""
    work.write(_GONE, of=form, what=about)


def drop_mentioning(work: Work, words: Iterable[str]) -> None:
    """Throw away the drafts in which some words stand: those of a person who is erased."""
    wanted = [each for each in words if each.strip()]
    for form, about, text in work.ask(_ALL).all():
        if any(each in text for each in wanted):
            drop(work, form, about)


def draft(work: Work, form: str, about: str) -> str | None:
    """What stood in a form when it was left."""
    found = work.ask(_ONE, of=form, what=about).one_or_none()
    return found.text if found else None
