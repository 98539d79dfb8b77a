"""Drafts: unfinished forms, kept outside the chain until they are saved or thrown away."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.seat import NO_SEAT, seat_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, maybe_words, table, utc_time, words


class Draft(TypedColumns):
    """The text of a form, as JSON; one for each form, its subject, and the seat at which it is filled in."""

    form = words(primary_key=True)
    about = words(primary_key=True)
    seat = words(primary_key=True)
    seat_name = words()
    kept_at = utc_time()
    by = maybe_words()
    text = words()


DRAFT = table("draft", Draft, **{DERIVED: True})

_THIS = (DRAFT.c.form == bindparam("of"), DRAFT.c.about == bindparam("what"))
_HERE = (*_THIS, DRAFT.c.seat.in_(bindparam("seats", expanding=True)))
_ONE = select(DRAFT.c.text).where(*_HERE).order_by(DRAFT.c.seat.desc())
_ALL_OF_FORM = select(DRAFT.c.text).where(*_THIS).order_by(DRAFT.c.seat)
_NEW, _GONE, _ALL_GONE = insert(DRAFT), delete(DRAFT).where(*_HERE), delete(DRAFT).where(*_THIS)
_ALL = select(DRAFT.c.form, DRAFT.c.about, DRAFT.c.text)
_FORMS = select(DRAFT.c.form)
_OLDER = select(DRAFT).where(DRAFT.c.kept_at < bindparam("than"))
_LISTED = select(DRAFT).order_by(DRAFT.c.kept_at.desc(), DRAFT.c.form, DRAFT.c.about)


def save(tx: Transaction, form: str, about: str, text: str) -> None:
    """Keep what stands in a form at this seat; it replaces what stood there before, and nothing of another seat."""
    drop(tx, form, about)
    seat = seat_of(tx.store)
    told = {"form": form, "about": about, "seat": seat.mark, "seat_name": seat.name}
    tx.write(_NEW, **told, kept_at=tx.at, by=tx.by, text=text)


def drop(tx: Transaction, form: str, about: str, seat: str | None = None) -> None:
    """Throw a draft away, once it is saved or no longer wanted: this seat's, or that of a seat that is named."""
    tx.write(_GONE, of=form, what=about, seats=_here(tx) if seat is None else [seat])


def drop_everywhere(tx: Transaction, form: str, about: str) -> None:
    """Throw away what any seat has of a form."""
    tx.write(_ALL_GONE, of=form, what=about)


def _here(tx: Transaction) -> list[str]:
    """The seats whose drafts are this one's: its own, and those of before drafts belonged to a seat."""
    return [*{seat_of(tx.store).mark, NO_SEAT.mark}]


def all_drafts(tx: Transaction) -> list[tuple[str, str, str]]:
    """Every draft: its form, what it is about, its text."""
    return [(form, about, text) for form, about, text in tx.ask(_ALL)]


def listed(tx: Transaction) -> list[Row[Any]]:
    """Every draft with when it was last changed and by whom, the latest first."""
    return [*tx.ask(_LISTED).all()]


def older(tx: Transaction, than: datetime) -> list[Row[Any]]:
    """The drafts that were last changed before a moment."""
    return [*tx.ask(_OLDER, than=than).all()]


def forms(tx: Transaction) -> list[str]:
    """The form of every draft, without its text: a badge counts them with each draft that is stored."""
    return [*tx.ask(_FORMS).scalars()]


def concerning(tx: Transaction, words: Iterable[str], about: Iterable[str] = ()) -> list[tuple[str, str, str]]:
    """The drafts in which some words stand, or that are about some things: form, what about, text."""
    wanted, things = [plain for each in words if (plain := _plain(each))], set(about)
    return [
        (form, of, text)
        for form, of, text in all_drafts(tx)
        if of in things or any(each in told for each in wanted for told in _said(text))
    ]


def drop_concerning(tx: Transaction, words: Iterable[str], about: Iterable[str] = ()) -> None:
    """Throw these away: those of a person who is erased."""
    for form, of, _ in concerning(tx, words, about):
        drop_everywhere(tx, form, of)


def _said(text: str) -> tuple[str, str]:
    """A draft's text as stored, and with escaped letters unescaped."""
    return _plain(json.dumps(_read(text), ensure_ascii=False)), _plain(text)


def _plain(text: str) -> str:
    """Words as they are compared: blanks, breaks and case do not count."""
    return " ".join(text.replace("\\n", " ").casefold().split())


def _read(text: str) -> Any:
    """A draft's JSON, read, so that letters written as escapes are letters again."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def draft(tx: Transaction, form: str, about: str) -> str | None:
    """The draft of a form at this seat, if there is one."""
    return tx.ask(_ONE, of=form, what=about, seats=_here(tx)).scalars().first()


def of_all_seats(tx: Transaction, form: str, about: str) -> list[str]:
    """The drafts of a form, of whichever seat."""
    return [*tx.ask(_ALL_OF_FORM, of=form, what=about).scalars()]


def take_over(tx: Transaction, form: str, about: str, seat: str) -> bool:
    """Go on here with what was begun at another seat; gives whether it did: nothing of this seat is replaced."""
    told = tx.ask(_ONE, of=form, what=about, seats=[seat]).scalars().first()
    if told is None or draft(tx, form, about) is not None:
        return False
    drop(tx, form, about, seat)
    save(tx, form, about, told)
    return True
