"""Rights and roles: who may do what; each right stands in its own room, says whose it is and what it lets one do."""

from dataclasses import dataclass
from typing import Self

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum


class Role(LabeledEnum):
    """A person's role at the dealer's."""

    TECHNICIAN = "technician", C_("role", "Technician")
    ADVISER = "adviser", C_("role", "Service adviser")
    WARRANTY = "warranty", C_("role", "Warranty clerk")
    PARTS = "parts", C_("role", "Parts clerk")
    SALES = "sales", C_("role", "Sales adviser")
    MANAGER = "manager", C_("role", "Manager")
    PRIVACY = "privacy", C_("role", "Privacy officer")
    ADMINISTRATOR = "administrator", C_("role", "Administrator")
    AUDITOR = "auditor", C_("role", "Auditor")


@dataclass(frozen=True, slots=True)
class Right:
    """A right that commands need: its name for other programs, its words for people, and the roles that have it.

    `words` name it, `lets` says in one sentence what it lets one do. Who has one of the `paired` roles needs a second
    person for it; that is anybody else who has the right, or one of the roles that `confirm`.
    """

    name: str
    words: str
    lets: str
    roles: frozenset[Role]
    paired: frozenset[Role] = frozenset()
    confirm: frozenset[Role] = frozenset()

    @classmethod
    def of(cls, name: str, words: str, lets: str, *roles: Role) -> Self:
        """A right of some roles; one of none is everybody's only while nobody signs in."""
        return cls(name, words, lets, frozenset(roles))

    def in_pairs(self, *paired: Role, confirm: tuple[Role, ...] = ()) -> "Right":
        """The same right, for which some roles need a second person; without roles, whoever has it does."""
        return Right(self.name, self.words, self.lets, self.roles, frozenset(paired) or self.roles, frozenset(confirm))
