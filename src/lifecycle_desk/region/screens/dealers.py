"""The dealers of a region: who gives what it should, what each has in use, and how its workshop and campaigns go."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.region.rules.lateness import DealerState
from lifecycle_desk.region.screens.fetched import Fetched
from lifecycle_desk.region.screens.words import (
    DEALER,
    FEW,
    IN_USE,
    MARKET,
    STATES,
    count_words,
    market_words,
    moment_words,
    per_cars_words,
    share_words,
    state_cell,
    tenths,
)
from lifecycle_desk.region.usecases.looking import DealerShort, count_states, dealers

TITLE = N_("Dealers")
VISITS = N_("Visits in 12 months")
PER_CARS = N_("Visits per 100 vehicles")


def _per_cars(dealer: DealerShort) -> Any:
    number = dealer.visits_per_cars
    return None if number is None else tenths(number)


COLUMNS = (
    Column(DEALER, role="medium", id="name"),
    Column(MARKET, 150, id="market", gives_way=4),
    Column(C_("region", "Status"), 150, id="state", rank=lambda dealer: [*DealerState].index(dealer.state)),
    Column(
        N_("Last batch"),
        160,
        role="small",
        ink="ink2",
        id="received",
        value=lambda dealer: dealer.received_at,
        gives_way=1,
    ),
    Column(IN_USE, 120, "end", id="cars", value=lambda dealer: dealer.cars, sums=True),
    Column(VISITS, 140, "end", id="visits", value=lambda dealer: dealer.visits, sums=True, gives_way=2),
    Column(PER_CARS, 150, "end", id="per_cars", value=_per_cars, gives_way=5),
    Column(N_("Campaigns done"), 130, "end", id="campaigns", rank=lambda dealer: float(dealer.campaigns_done or -1)),
    Column(
        N_("Vehicles waiting"),
        130,
        "end",
        id="waiting",
        value=lambda dealer: dealer.open_campaigns,
        sums=True,
        gives_way=3,
    ),
)


def listed(user: UserSession, kind: Any, text: str) -> Fetched[DealerShort]:
    """The dealers of a state whose name or market some letters are part of."""
    return Fetched(partial(_found, user, kind, text.casefold()))


def _found(user: UserSession, kind: DealerState | None, text: str) -> Sequence[DealerShort]:
    return [
        each
        for each in dealers(user)
        if (kind is None or each.state is kind)
        and (text in each.name.casefold() or text in each.market.casefold() or each.dealer.startswith(text))
    ]


def counts(user: UserSession) -> tuple[Mapping[DealerState, int], int]:
    """How many dealers stand how, and how many there are."""
    found = count_states(user)
    return found, sum(found.values())


def cells(dealer: DealerShort) -> Sequence[str | Cell]:
    """A dealer in the columns of the list."""
    language = translator().current
    per = per_cars_words(dealer.visits_per_cars)
    return (
        dealer.name,
        market_words(dealer.market),
        state_cell(dealer.state),
        moment_words(dealer.received_at),
        count_words(dealer.cars),
        count_words(dealer.visits),
        Cell(per, "neutral", "info-circle", hint=language(FEW)) if dealer.is_few else per,
        share_words(dealer.campaigns_done),
        count_words(dealer.open_campaigns),
    )


def none_yet(app: AppContext) -> EmptyPage:
    """The page of a region that has received nothing."""
    find = Button(N_("Find a vehicle"), "primary", icon="search")
    find.clicked.connect(lambda: app.go("region_find"))
    return EmptyPage(
        N_("No dealers yet"),
        N_("Dealers appear here once the region has received their first batch."),
        find,
    )


class DealersPage(ListedPage):
    """All dealers, by name."""

    listed = Listed(
        title=TITLE,
        empty=none_yet,
        every=C_("dealers", "All"),
        kinds=[Kind(state, state.label, *STATES[state]) for state in DealerState],
        counts=counts,
        rows=listed,
        columns=COLUMNS,
        cells=cells,
        opens="region_dealer",
        key=lambda dealer: dealer.dealer,
    )
