"""Lists of what papers are about: all vehicles, or what a filter that was saved finds now."""

from typing import Any

from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.remembered import PrintSettings, Remembered, SavedFilter, lists_file
from lifecycle_desk.overview.usecases.lives.lists import all_vins, vins_of

ALL = "*"  # the source of all vehicles; no filter that anybody keeps is called so
NAMED_BY = {"vin": "vin", "order": "number"}  # what of a list's row names the subject of a paper
AT_ONCE = 500  # rows that are fetched at once

UnknownFilter = objection(
    "UnknownFilter", N_("No filter is saved as “%(name)s”. Saved: %(known)s."), "filter", name=str, known=NamesInText
)

UnknownPrintSettings = objection(
    "UnknownPrintSettings",
    N_("No settings are saved as “%(name)s”. Saved: %(known)s."),
    "settings",
    name=str,
    known=NamesInText,
)


def found_by(user: UserSession, saved: SavedFilter, which: str) -> tuple[str, ...]:
    """The VINs, or the numbers of orders, of the rows that a saved filter finds, each once and in its order.

    Nothing where its page is no more, or lists other things.
    """
    view: Any = next((page.view for page in offered("pages") if page.name == saved.page), None)
    made: Any = load(view) if isinstance(view, str) else view
    listing = made.filtered(user, saved.kind, saved.text) if hasattr(made, "filtered") else None
    if listing is None:
        return ()
    keys, name = list(listing.keys()), NAMED_BY[which]
    names: list[str] = []
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        rows = listing.rows(some)
        names += [named for key in some if key in rows and (named := _named(rows[key], name))]
    return tuple(dict.fromkeys(names))


def _named(row: Any, name: str) -> str:
    """What a row of a list names; some rows hold the line of their vehicle among other things."""
    holders = (row, getattr(row, "line", None), getattr(row, "health", None))
    return str(next((found for each in holders if (found := getattr(each, name, None))), ""))


def _remembered(user: UserSession) -> Remembered:
    """What this computer remembers for whoever acts."""
    store = user.store.path
    return Remembered(lists_file(store), user.staff, store)


def found_by_name(user: UserSession, name: str, which: str) -> tuple[str, ...]:
    """The same by the name of a filter that somebody saved at this computer."""
    saved = _remembered(user).filters
    found = next((each for each in saved if each.name == name), None)
    if found is None:
        raise UnknownFilter(name, in_text(each.name for each in saved) or "–")
    return found_by(user, found, which)


def settings_by_name(user: UserSession, name: str, which: str) -> tuple[PrintSettings, tuple[str, ...]]:
    """Settings of printing that somebody saved at this computer, and what they print of, found anew."""
    saved = _remembered(user).prints
    found = next((each for each in saved if each.name == name), None)
    if found is None:
        raise UnknownPrintSettings(name, in_text(each.name for each in saved) or "–")
    if found.source == ALL:
        return found, tuple(all_vins(user))
    if found.source:
        return found, found_by_name(user, found.source, which)
    return found, tuple(vins_of(user, found.lines) if which == "vin" else found.lines)
