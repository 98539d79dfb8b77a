"""A customer on papers."""

from lifecycle_desk.base.objections import C_
from lifecycle_desk.language import Language
from lifecycle_desk.market.tax_numbers import tax_number
from lifecycle_desk.vehicle.rules.people import Person, PersonKind


def tax_number_called(customer: Person | None, country: str, language: Language) -> str:
    """What the customer's tax number is called, in the market's own language where that is spoken."""
    of, is_person = tax_number(country), customer is not None and customer.kind is PersonKind.PERSON
    return language.spoken(of.names_of(person=is_person)) if of else language(C_("customer", "Tax number"))
