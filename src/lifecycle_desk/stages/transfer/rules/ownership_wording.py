"""Wording: how a change of owner is told in the timeline, on the screen and on paper."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.stages.transfer.rules.owner_papers import PaperKind
from lifecycle_desk.stages.transfer.rules.ownership import Becomes, OwnerEvent, Way
from lifecycle_desk.vehicle.rules.cover import PartGroup
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, teach


def _known(*facts: tuple[str, Piece | None]) -> tuple[tuple[str, Piece], ...]:
    return tuple((label, value) for label, value in facts if value is not None and value not in ("", ()))


def _day(told: RecordedEvent, name: str) -> date | None:
    return date.fromisoformat(told.facts[name]) if told.facts.get(name) else None


def _papers(codes: list[str]) -> tuple[PaperKind, ...]:
    return tuple(PaperKind.of(code) for code in codes)


def _parts(told: RecordedEvent, becomes: Becomes) -> tuple[PartGroup, ...]:
    """The parts whose cover becomes something, as terms that a language lists."""
    return tuple(PartGroup.of(each["part"]) for each in told.facts["cover"] if each["becomes"] == becomes)


def _changed(told: RecordedEvent, names: Names) -> Worded:
    facts = told.facts
    owner = names.get(told.sets.owner or 0)
    lacking = len(facts["missing"])
    chip = (NN_("%(n)s paper missing", "%(n)s papers missing"), "warn") if lacking else None
    shown = _known(
        (C_("transfer", "New owner"), owner),
        (C_("transfer", "Seller"), names.get(facts["from"] or 0)),
        (C_("transfer", "How"), Way.of(facts["way"])),
        (C_("vehicle", "Keys"), str(facts["keys"])),
        (N_("Key cards"), str(facts["cards"]) if facts["cards"] else None),
        (N_("New plate"), facts["plate"]),
        (N_("Papers shown"), _papers([each["kind"] for each in facts["papers"]])),
        (N_("Papers missing"), _papers(facts["missing"])),
        (N_("Reference of the authority"), facts["reference"]),
        (N_("To be notified by"), _day(told, "notify_by")),
        (N_("Notified on"), _day(told, "notified_on")),
        (N_("Cover that goes on"), _parts(told, Becomes.STAYS)),
        (N_("Cover that falls back"), _parts(told, Becomes.FALLS_BACK)),
        (N_("Cover that ends"), _parts(told, Becomes.ENDS)),
        (N_("Contract"), facts.get("contract")),
        (C_("event", "Note"), facts["note"]),
    )
    title = Said(N_("Change of owner: %(name)s"), name=owner) if owner else Said(OwnerEvent.CHANGED.label)
    detail = (Way.of(facts["way"]), *((Said(chip[0], n=lacking),) if chip else ()))
    return Worded(title, detail, shown, "user-check")


def _taken_back(told: RecordedEvent, _: Names) -> Worded:
    why = str(told.facts.get("why") or "")
    facts = _known((C_("correction", "Reason"), why))
    return Worded(Said(OwnerEvent.TAKEN_BACK.label), (why,) if why else (), facts, "arrow-back-up")


teach({OwnerEvent.CHANGED.value: _changed, OwnerEvent.TAKEN_BACK.value: _taken_back})
