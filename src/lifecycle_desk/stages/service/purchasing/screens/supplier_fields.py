"""The form of a supplier: who they are, how they are reached, in which currency and language, at which terms."""

from typing import Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import CheckField, Field, LineField, ReadField, TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_whole
from lifecycle_desk.stages.service.purchasing.rules.purchases import CODE, LONGEST_WORDS, MOST_DAYS, Supplier
from lifecycle_desk.stages.service.purchasing.usecases.requests import SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import language_field

NEW, EDIT, SAVED = N_("New supplier"), N_("Edit supplier"), N_("Supplier saved")
CURRENCY_HINT = N_("Three letters; empty for your own.")
DAYS_HINT = N_("Used until deliveries show what is usual.")
LINES = (
    (("name", 3), ("ours", 2), ("active", 1)),
    (("email", 3), ("phone", 2), ("language", 2), ("currency", 1)),
    (("terms", 3), ("delivery_days", 1)),
    (("address", 1),),
)


class SupplierFields:
    """The fields of a supplier, begun with what is known of them."""

    def __init__(self, of: Supplier) -> None:
        self.of = of  # as they were filled from
        self.fields: dict[str, Field] = {
            "name": LineField(C_("supplier", "Name"), longest=LONGEST_WORDS),
            "ours": LineField(N_("Our customer number"), mono=True, longest=LONGEST_WORDS),
            "active": CheckField(C_("supplier", "Active")),
            "email": LineField(C_("customer", "E-mail"), longest=LONGEST_WORDS),
            "phone": LineField(C_("customer", "Phone"), longest=LONGEST_WORDS),
            "language": language_field(),
            "currency": LineField(N_("Currency"), mono=True, hint=CURRENCY_HINT, longest=CODE),
            "terms": LineField(N_("Payment terms"), longest=LONGEST_WORDS),
            "delivery_days": ReadField(N_("Delivery time in days"), _days, hint=DAYS_HINT),
            "address": TextField(C_("customer", "Address"), rows=2, longest=LONGEST_WORDS * 5),
        }
        self.fill(of)

    def fill(self, of: Supplier) -> None:
        """Fill the fields with what is known."""
        self.of = of
        days = "" if of.delivery_days is None else translator().current.formats.number(of.delivery_days)
        self.write({name: getattr(of, name) for name in self.fields} | {"delivery_days": days})

    def typed(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {name: field.draft_value() for name, field in self.fields.items()}

    def write(self, typed: dict[str, Any]) -> None:
        """Let something else stand in the fields."""
        for name, field in self.fields.items():
            field.restore(typed[name])

    def entry(self) -> Entry:
        """The entry that opens them in a page's panel."""
        lines = [[(self.fields[name], share) for name, share in line] for line in LINES]
        title = EDIT if self.of.number else NEW
        return Entry(title, self.fields, lines, lambda: save_supplier, self._read, SAVED)

    def _read(self) -> SaveSupplier:
        for each in self.fields.values():
            each.validate()
        said = {name: str(self.fields[name].value or "") for name in ("name", "ours", "email", "phone", "address")}
        language = self.fields["language"].value
        return SaveSupplier(
            number=self.of.number or None,
            **said,
            language=str(language) if language else None,
            currency=str(self.fields["currency"].value or ""),
            active=bool(self.fields["active"].value),
            terms=str(self.fields["terms"].value or ""),
            delivery_days=cast("int | None", self.fields["delivery_days"].value),
            before=self.of if self.of.number else None,
        )


def _days(text: str) -> tuple[object, str]:
    return read_whole(text, translator().current, 0, MOST_DAYS).value, ""
