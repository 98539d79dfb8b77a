"""Wording: what of a change of owner no field of its form tells by itself."""

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.stages.transfer.ownership.rules.facts import FoundOut, Shown
from lifecycle_desk.stages.transfer.ownership.rules.ownership import Becomes
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.steps import Tells
from lifecycle_desk.vehicle.rules.wording import Names


def owner(told: RecordedEvent, names: Names) -> Piece | None:
    """The new owner's name."""
    return names.get(told.sets.owner or 0)


def seller(told: RecordedEvent, names: Names) -> Piece | None:
    """The earlier owner's name."""
    return names.get(told.facts_as(FoundOut).seller or 0)


def title(told: RecordedEvent, names: Names) -> Said | None:
    """The vehicle's present owner, while that may be told."""
    name = names.get(told.sets.owner or 0)
    return Said(N_("Change of owner: %(name)s"), name=name) if name else None


def cards(told: RecordedEvent, _: Names) -> Piece | None:
    """How many key cards there were, if any."""
    count = told.facts_as(Shown).cards
    return str(count) if count else None


def papers(told: RecordedEvent, _: Names) -> Piece | None:
    """The papers that were shown."""
    return tuple(each.kind for each in told.facts_as(Shown).papers) or None


def lacking(told: RecordedEvent, _: Names) -> Piece | None:
    """How many papers are missing."""
    count = len(told.facts_as(FoundOut).missing)
    return Said(NN_("%(n)s document missing", "%(n)s documents missing"), n=count) if count else None


def contract(told: RecordedEvent, _: Names) -> Piece | None:
    """The number of the contract, where the vehicle was sold from our stock."""
    return told.facts_as(FoundOut).contract


def cover(becomes: Becomes) -> Tells:
    """The parts whose cover becomes something, as terms that a language lists."""

    def parts(told: RecordedEvent, _: Names) -> Piece | None:
        return tuple(each.part for each in told.facts_as(FoundOut).cover if each.becomes is becomes) or None

    return parts
