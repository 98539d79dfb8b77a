"""An order's sheet while it is written: its fields, the revision that they were filled from, what was typed since."""

from collections.abc import Sequence
from typing import Any

from lifecycle_desk.base.merging import Clash, merge_on, put
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Field
from lifecycle_desk.stages.service.orders.rules.orders import OrderSheet
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import CarNotesCard
from lifecycle_desk.stages.service.orders.screens.sheet.customer_card import CustomerCard
from lifecycle_desk.stages.service.orders.screens.sheet.jobs import JobsEditor
from lifecycle_desk.stages.service.orders.screens.sheet.offering import LineOffers
from lifecycle_desk.stages.service.orders.screens.sheet.reception import Reception
from lifecycle_desk.stages.service.orders.usecases.form_defaults import FormDefaults
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage


class SheetEditor:
    """Reception, jobs and customer of one order, told apart from what others have kept meanwhile."""

    def __init__(self, app: AppContext) -> None:
        self.reception, self.jobs, self.customer = Reception(), JobsEditor(), CustomerCard(app)
        self.offers, self.notes = LineOffers(app, self.jobs), CarNotesCard(app, with_campaigns=False)
        self.jobs.offer_from(self.offers)
        self.jobs.come_after(self.reception.language.choice)
        self.reception.odometer_read.connect(self.jobs.read_odometer)
        self.revision, self._base, self._clean = 0, OrderSheet(), dict[str, Any]()
        self._open: list[Clash] = []  # fields that both changed, of which nobody has chosen one yet

    @property
    def fields(self) -> dict[str, Field]:
        """The fields beside the jobs, by what rules call them."""
        return self.reception.fields | self.customer.fields

    def fill(self, page: OrderPage, start: FormDefaults) -> None:
        """Fill the fields from an order as it is kept."""
        self._open = []
        order = page.order
        self.reception.offer(start)
        campaigns = tuple(each.campaign.number for each in page.campaigns)
        self.jobs.price_by(order.currency, start, campaigns, page.parts, page.texts)
        self.revision, self._base = order.revision, order.sheet
        self.offers.follow(order.vin, order.opened_on, order.sheet.language, order.sheet.customer)
        self.notes.show_car("" if order.state.is_final else order.vin, order.number)
        self.jobs.clear_faults()
        self.reception.show_sheet(order.sheet)
        self.jobs.show_jobs(order.sheet.jobs)
        self.customer.show_sheet(order.sheet, page.customer)
        self._clean = self.typed()

    def follow(self, page: OrderPage, start: FormDefaults) -> list[Clash] | None:
        """Take another revision over; gives the fields that both changed where somebody wrote meanwhile, too.

        What only one of both changed is put together. A mere move of the order leaves what is being typed alone; so
        does the revision that was saved from here, but for the numbers that new jobs and lines were given.
        """
        order, clashes = page.order, None
        if order.revision == self.revision:
            self._take_numbers(order.sheet)
        elif not same(order.sheet, self._base):
            before, mine, still_open = self._clean, self.typed(), self._open
            self.fill(page, start)
            if mine != before:
                clashes = self._put_together(before, mine, still_open)
        self.revision, self._base = order.revision, order.sheet
        return clashes

    def _put_together(
        self, before: dict[str, Any], mine: dict[str, Any], still_open: Sequence[Clash] = ()
    ) -> list[Clash]:
        """Write what was typed here into what is kept now, both from what stood there before."""
        both, self._open = merge_on(before, mine, self._clean, still_open)
        self._write(both)
        return self._open

    def choose(self, path: tuple[str | int, ...], value: Any) -> None:
        """Let a value stand in the place of what is there."""
        self._write(put(self.typed(), path, value))

    def named(self, path: tuple[str | int, ...]) -> UiText:
        """What a place of the typed texts is called."""
        part, *rest = path
        if part == "jobs":
            return PlainText(self.jobs.called(rest))
        field = self.fields.get(str(rest[0])) if rest else None
        return PlainText(field.label.text() if field else "")

    def worded(self, path: tuple[str | int, ...], value: Any) -> Any:
        """A text as its field reads it: of a choice the words, and no code; those of jobs stand as they are typed."""
        part, *rest = path
        field = self.fields.get(str(rest[0])) if rest and part != "jobs" else None
        return field.worded(value) if field else value

    def _take_numbers(self, sheet: OrderSheet) -> None:
        touched = self.is_touched
        self.jobs.take_numbers(sheet.jobs)
        if not touched:
            self._clean = self.typed()

    def saved(self, revision: int) -> None:
        """The present state has become a revision."""
        self._open = []
        self.revision, self._clean = revision, self.typed()

    def take_as_clean(self) -> None:
        """The present state equals the stored one, though it may be written otherwise: in another language."""
        self._clean = self.typed()

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed since it was filled or saved."""
        return self.typed() != self._clean

    @property
    def clean(self) -> dict[str, Any]:
        """The texts that it was filled with."""
        return self._clean

    def typed(self) -> dict[str, Any]:
        """The typed texts, as a draft stores them."""
        return {
            "reception": self.reception.typed(),
            "jobs": self.jobs.typed(),
            "customer": self.customer.typed(),
        }

    def write(self, draft: dict[str, Any]) -> list[Clash] | None:
        """Bring back what a draft kept; gives the fields that both changed where the order was changed since it began.

        A draft of an older program does not say what it began with: its revision says that it cannot be saved.
        """
        before = draft.get("before")
        if before and draft["revision"] != self.revision:
            return self._put_together(before, {name: draft[name] for name in before})
        self.revision = draft["revision"]
        self._write(draft)
        return None

    def _write(self, draft: dict[str, Any]) -> None:
        self.reception.write(draft["reception"])
        self.jobs.write(draft["jobs"])
        if "customer" in draft:  # drafts of an older program have none
            self.customer.write(draft["customer"])

    def read(self) -> dict[str, Any]:
        """The whole sheet as it is asked for, with what has no field here; refuses what cannot be read."""
        others = {"odometer_out": self._base.odometer_out, "jobs": self.jobs.jobs(), "revision": self.revision}
        read = self.reception.read() | self.customer.read() | others
        self.jobs.remember_sent()
        return read

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        for part in (self.reception, self.jobs, self.customer):
            part.allow(live=live)


def same(one: OrderSheet, other: OrderSheet) -> bool:
    """Whether two sheets say the same of the same jobs and lines."""
    return one == other and _numbers(one) == _numbers(other)


def _numbers(sheet: OrderSheet) -> list[object]:
    return [(job.id, [line.id for line in job.lines]) for job in sheet.jobs]
