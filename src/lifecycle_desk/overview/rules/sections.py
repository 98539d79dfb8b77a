"""The sections of papers across the stages, and how a choice of them is written."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.options import Asks, Option

UnknownSection = objection(
    "UnknownSection",
    N_("The document has no section “%(given)s”. Sections: %(known)s."),
    "sections",
    given=str,
    known=NamesInText,
)
PeriodReversed = objection(
    "PeriodReversed",
    N_("The period starts on %(since)s but ends before, on %(until)s."),
    "until",
    since=date,
    until=date,
)


class LifeSection(LabeledEnum):
    """A part of the lifecycle report, in its order."""

    SUMMARY = "summary", C_("report", "At a glance")
    TIMELINE = "timeline", C_("report", "Timeline")
    SERVICE = "service", C_("report", "Workshop visits")
    ODOMETER = "odometer", C_("report", "Odometer readings")
    BATTERY = "battery", C_("report", "Battery and battery health")
    CHARGING = "charging", C_("report", "Charging")
    COVER = "cover", C_("report", "Cover")
    COSTS = "costs", C_("report", "Amounts")
    STAGES = "stages", C_("report", "Stages")
    OWNERS = "owners", C_("report", "Owners")
    EVENTS = "events", C_("report", "Events")
    DOCUMENTS = "documents", C_("report", "Documents")


class PackSection(LabeledEnum):
    """A part of the buyer's pack, in its order."""

    ODOMETER = "odometer", C_("report", "Odometer readings")
    SERVICE = "service", C_("report", "Workshop visits")
    BATTERY = "battery", C_("report", "Battery and battery health")
    COVER = "cover", C_("report", "Cover")
    CAMPAIGNS = "campaigns", C_("report", "Campaigns")
    CONDITION = "condition", C_("report", "Condition")
    NOT_KNOWN = "not_known", C_("report", "Limitations")


def _sections(terms: type[LabeledEnum]) -> Option:
    about = "The sections, as a comma list; all without it."
    return Option("sections", about, label=N_("Sections"), asks=Asks.SECTIONS, terms=terms)


LIFE_SECTIONS, PACK_SECTIONS = _sections(LifeSection), _sections(PackSection)


def chosen[Section: LabeledEnum](given: str, sections: type[Section]) -> tuple[Section, ...]:
    """The sections that a comma list names, in the paper's own order; all where nothing is named."""
    names = [name for each in given.split(",") if (name := each.strip().casefold().replace("-", "_"))]
    for name in names:
        if name not in {each.value for each in sections}:
            raise UnknownSection(name, in_text(each.value for each in sections))
    return tuple(each for each in sections if not names or each.value in names)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from which and until which something is told, both inclusive; None is no limit."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise PeriodReversed(self.since, self.until)

    def holds(self, day: date) -> bool:
        """Whether a day is within it."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)
