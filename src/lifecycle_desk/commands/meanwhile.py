"""Meanwhile: what a form was filled from may have been changed by somebody else since; neither change is lost.

Fields that only one of both changed are put together. What both changed is refused by name, and its form shows both.
"""

from dataclasses import asdict, fields, replace
from typing import Any, cast

from lifecycle_desk.base.merging import merge
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text

# The fields are for programs, by the names of requests; a form says which by showing both.
ChangedMeanwhile = objection(
    "ChangedMeanwhile",
    N_("Somebody else changed this in the meantime. Please open it again and repeat your change."),
    fields=NamesInText,
)


def refuse_changed[Kept](before: Kept | None, now: Kept) -> None:
    """Refuse where what was changed is not what is kept now; whoever names nothing changes what is there."""
    if before is not None and before != now:
        raise ChangedMeanwhile(in_text(_differing(before, now)))


def both_changes[Kept](before: Kept | None, mine: Kept, now: Kept) -> Kept:
    """What I made of a record that I read as `before`, with what somebody else has changed in it since.

    Refuses where both changed a field; whoever names nothing changes what is there.
    """
    if before is None or before == now:
        return mine
    merged, clashes = merge(*(_named(each) for each in (before, mine, now)))
    if clashes:
        raise ChangedMeanwhile(in_text([str(each.path[0]) for each in clashes]))
    return cast("Kept", replace(cast("Any", mine), **merged))


def _named(record: Any) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _differing(one: Any, other: Any) -> list[str]:
    """The fields by which two records differ."""
    this, that = asdict(one), asdict(other)
    return [name for name in this if this[name] != that.get(name)]
