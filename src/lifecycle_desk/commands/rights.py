"""Rights and roles: who may do what; each right stands in its own room and says whose it is."""

from dataclasses import dataclass
from typing import Self

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum


class Role(LabeledEnum):
    """A person's role at the dealer's."""

    TECHNICIAN = "technician", C_("role", "Technician")
    ADVISER = "adviser", C_("role", "Service adviser")
    SALES = "sales", C_("role", "Sales adviser")
    MANAGER = "manager", C_("role", "Manager")
    PRIVACY = "privacy", C_("role", "Privacy officer")
    ADMINISTRATOR = "administrator", C_("role", "Administrator")
    AUDITOR = "auditor", C_("role", "Auditor")


@dataclass(frozen=True, slots=True)
class Right:
    """A right that commands need: its name, as a refusal tells it, and the roles that have it."""

    name: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, name: str, *roles: Role) -> Self:
        """A right of some roles; one of none is everybody's only while nobody signs in."""
        return cls(name, frozenset(roles))
