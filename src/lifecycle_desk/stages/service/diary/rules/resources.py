"""What appointments need besides somebody to do the work: bays, and cars that customers drive meanwhile."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.diary.rules.appointments import LONGEST_WORDS, AppointmentTextTooLong


class ResourceKind(LabeledEnum):
    """A place in the workshop, or a car that is lent."""

    BAY = "bay", C_("appointment", "Bay")
    COURTESY_CAR = "courtesy_car", C_("appointment", "Courtesy car")


ResourceNameMissing = objection("ResourceNameMissing", N_("Enter a name."), "name")
ResourceUnknown = objection("ResourceUnknown", N_("There is no %(name)s in the diary."), "name", name=str)


@dataclass(frozen=True, slots=True)
class Resource:
    """A bay or a courtesy car; one that is not `active` is offered no more."""

    kind: ResourceKind
    name: str
    active: bool = True


def tidy_name(given: str) -> str:
    """A name as it is kept; refuses an empty one."""
    tidy = " ".join(given.split())
    if not tidy:
        raise ResourceNameMissing
    if len(tidy) > LONGEST_WORDS:
        raise AppointmentTextTooLong(len(tidy), LONGEST_WORDS).at_field("name")
    return tidy
