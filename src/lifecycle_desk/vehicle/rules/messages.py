"""A message to a customer, to be copied into any app: how it begins, and what it asks for at the end."""

from collections.abc import Callable, Iterable

from lifecycle_desk.base.objections import C_, N_

type Say = Callable[..., str]

DEAR, HELLO = C_("message to a customer", "Dear %(name)s,"), C_("message to a customer", "Hello,")
PLEASE_CALL = N_("Please call us on %(phone)s or reply to this message and we will arrange a date.")
PLEASE_ANSWER = N_("Please reply to this message and we will arrange a date.")
CALL_BACK = N_("Please call us on %(phone)s or reply to this message.")
ANSWER_BACK = N_("Please reply to this message.")


def message_to(
    name: str, lines: Iterable[str], *, signed: str, phone: str, say: Say, arranges_date: bool = False
) -> str:
    """Lines between the greeting and the dealer's name, in the words of `say`; `name` may be empty."""
    by_phone, by_answer = (PLEASE_CALL, PLEASE_ANSWER) if arranges_date else (CALL_BACK, ANSWER_BACK)
    greeting = say(DEAR, name=name) if name else say(HELLO)
    asks = say(by_phone, phone=phone) if phone else say(by_answer)
    return "\n".join((greeting, *lines, asks, signed))
