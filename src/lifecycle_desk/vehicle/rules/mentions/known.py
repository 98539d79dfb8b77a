"""The identity of a person whom a text may mention."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from lifecycle_desk.vehicle.rules.people import Person, PersonKind


@dataclass(frozen=True, slots=True)
class Identity:
    """Names of persons and of companies, phone numbers, plates, e-mail addresses, tax numbers and postal addresses."""

    names: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    tax_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @classmethod
    def together(cls, known: Iterable[Self]) -> Self:
        """Several as one."""
        each = tuple(known)
        return cls(
            *(tuple(dict.fromkeys(word for one in each for word in getattr(one, name))) for name in cls.__slots__)
        )


def identity_of(person: Person) -> Identity:
    """The identity in a customer's row."""
    company = person.kind is PersonKind.COMPANY
    return Identity(
        names=() if company else (person.name,),
        companies=(person.name,) if company else (),
        phones=(person.phone,),
        emails=(person.email,),
        tax_ids=(person.tax_id,),
        addresses=(person.address,),
    )
