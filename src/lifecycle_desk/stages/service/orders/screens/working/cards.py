"""Cards beside and below the sheet of an order: each shows its part of the page that was read."""

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.stages.service.claims.screens.of_order import OrderClaims
from lifecycle_desk.stages.service.clocks.screens.of_order import OrderClocks
from lifecycle_desk.stages.service.diagnosis.screens.card import DiagnosisCard
from lifecycle_desk.stages.service.estimates.screens.card import EstimateCard
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.screens.history import History
from lifecycle_desk.stages.service.orders.screens.sheet.before_handover import BeforeHandover, points
from lifecycle_desk.stages.service.orders.screens.sheet.who_pays import WhoPays
from lifecycle_desk.stages.service.orders.screens.working.campaigns import OrderCampaigns
from lifecycle_desk.stages.service.orders.screens.working.rail import MOST_STEPS, OrderDocuments, order_says
from lifecycle_desk.stages.service.orders.screens.working.sheet_editor import SheetEditor
from lifecycle_desk.stages.service.orders.usecases.form_defaults import FormDefaults
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage
from lifecycle_desk.stages.service.payments.screens.of_order import OrderPayments
from lifecycle_desk.vehicle.screens.closing import ClosedBar


class OrderCards:
    """All cards of one order; `live` is whether the order may be written now."""

    tables = OrderClocks.tables | {"repair_line", "event", "document", "campaign_car", "warranty_claim"}

    def __init__(self, app: AppContext, sheet: SheetEditor) -> None:
        self._sheet = sheet
        self.ended, self.campaigns = ClosedBar(), OrderCampaigns(app, sheet.jobs)
        self.who, self.claims, self.before = WhoPays(), OrderClaims(app), BeforeHandover()
        self.payments = OrderPayments(app)
        self.clocks = OrderClocks(app, sheet.jobs.place_here)
        self.documents, self.history = OrderDocuments(app), History(order_says)
        self.estimate, self.diagnosis = EstimateCard(app), DiagnosisCard(app)

    @property
    def beside(self) -> tuple[QWidget, ...]:
        """The cards that stand beside the sheet: payments below the work, which comes before them."""
        money = self.payments, self.payments.panel
        return self.who, self.claims, self.before, self.clocks, *money, self.documents, self.history

    def show_page(self, page: OrderPage, start: FormDefaults, *, live: bool, correcting: bool) -> None:
        """Show another page, or the same one anew."""
        order, closed = page.order, page.closed
        self.who.show_totals(page.totals)
        self.payments.show_order(page, start.means)
        self.claims.show_order(order.number)
        self.documents.show_documents(order.number, page.documents)
        self.history.show_steps(page.steps[::-1][:MOST_STEPS])
        self.clocks.show_order(page, start.own_clock)
        customer = page.customer.name if page.customer else ""
        self.estimate.show_order(order.number, customer, live=live and not correcting)
        self.diagnosis.show_order(order.number, live=not (closed or order.state is CANCELLED))

    def allow(self, page: OrderPage) -> None:
        """Show what belongs to an order that is open, or what ended the vehicle's life."""
        self.ended.show_closed(page.closed)
        self.before.setVisible(not page.order.state.is_final)

    def say(self, page: OrderPage, *, live: bool, correcting: bool) -> int:
        """Say what is missing before the handover and which campaigns wait; gives how many things are missing."""
        final, odometer = page.order.state.is_final, self._sheet.reception.odometer
        self.campaigns.show_campaigns(page, live=live and not correcting)
        found = points(self._sheet.jobs.written(), odometer, has_odometer=bool(odometer.text))
        self.before.show_points(found)
        return 0 if final else sum(not each.is_done for each in found)
