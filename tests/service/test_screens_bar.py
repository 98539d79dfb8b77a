"""The bar of an order says whole what is missing, in every language and in half a screen."""

import pytest
from hands import dress_once, rest, shown

from lifecycle_desk.base.money import Money
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK
from lifecycle_desk.stages.service.orders.screens.sheet.before_handover import TO_SETTLE
from lifecycle_desk.stages.service.orders.screens.working.moving import OrderBar

SIDEBAR, ICONS = 224, 56  # px that a window leaves to the page's start


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_bar_of_an_order_says_whole_what_is_missing(code):
    dress_once()
    translator().set_language(Language(code))
    bar = OrderBar()
    bar.allow(IN_WORK, live=True, correcting=False)
    bar.say(IN_WORK, Money(234_116, "THB"), correcting=False)
    bar.missing.set_message(Message(TO_SETTLE, n=2))
    for made in shown(bar):
        for width in (1440 - SIDEBAR, 1280 - SIDEBAR, 683 - ICONS):
            made.resize(width, 56)
            rest(made)
            assert made.missing.width() >= made.missing.sizeHint().width(), width
