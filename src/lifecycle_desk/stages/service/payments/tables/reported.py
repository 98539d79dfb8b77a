"""What other programs read of payments, without people and their words."""

from lifecycle_desk.stages.service.orders.tables.orders import ORDER
from lifecycle_desk.stages.service.orders.tables.reported import number_of_key
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.tables.payments import COUNTS, PAYMENT
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import amount, code, day, report_view, whole

report_view(
    "payment",
    "One row for each payment of a repair order; voided ones are not there.",
    whole("event", PAYMENT.c.event, "The event that tells it."),
    Words("repair_order", number_of_key("RO", PAYMENT.c.order_key), "The order that it is for."),
    Words("vin", ORDER.c.vin, "The vehicle."),
    day("paid_on", PAYMENT.c.on, "The day of the payment."),
    code("paid_by", PAYMENT.c.paid_by, "How it was paid; what goes on account is no money yet", PaidBy),
    Words("means", PAYMENT.c.means, "The market's own name of the means, where it has one: PromptPay, mada."),
    Words("currency", PAYMENT.c.currency, "The currency of its amount."),
    amount("amount", PAYMENT.c.amount, "The amount; that of a refund is below nothing."),
    source=PAYMENT.join(ORDER, ORDER.c.key == PAYMENT.c.order_key),
    where=COUNTS,
    order=(PAYMENT.c.event,),
)
