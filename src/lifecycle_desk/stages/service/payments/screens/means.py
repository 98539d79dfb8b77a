"""How a customer pays, as one choice: by the market's own means where it has some, each by its name."""

from collections.abc import Iterable, Iterator

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.market.market import MeansKind, PaymentMeans
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.usecases.recording import PAID_BY

NOT_PAID = C_("payment", "Not recorded")
OF_KIND = {PaidBy.CARD: MeansKind.CARD, PaidBy.INSTANT: MeansKind.INSTANT}


class PaidByField(ChoiceField):
    """The ways to pay; with `optional`, that nothing is recorded comes first."""

    def __init__(self, *, optional: bool = False) -> None:
        super().__init__(PAID_BY)
        self._optional = optional
        self._offered: list[tuple[object, UiText]] = []
        self.offer(())

    def offer(self, means: Iterable[PaymentMeans]) -> None:
        """Offer the means of a market beside those of everywhere; what is chosen stays."""
        items = list(_items(tuple(means), optional=self._optional))
        if items == self._offered:
            return
        self._offered, chosen = items, self.choice.currentData()
        self.choice.clear()
        offer_all(self.choice, items)
        self.choice.setCurrentIndex(max(0, self.choice.place_of(chosen)))

    @property
    def value(self) -> object:
        """How it is paid; None where nothing is recorded."""
        code = self.choice.currentData()
        return PaidBy.of(code.partition(":")[0]) if isinstance(code, str) and code else None

    @property
    def means(self) -> str:
        """The market's own means by its name; empty where it is one of everywhere."""
        return str(self.choice.currentData() or "").partition(":")[2]

    def draft_value(self) -> object:
        """The code of the choice."""
        return self.choice.currentData()


def _items(means: tuple[PaymentMeans, ...], *, optional: bool) -> Iterator[tuple[object, UiText]]:
    if optional:
        yield "", NOT_PAID
    for each in PaidBy:
        own = [one.name for one in means if one.kind is OF_KIND.get(each)]
        if each is not PaidBy.INSTANT or not own:
            yield each.value, each.label
        yield from ((f"{each.value}:{name}", PlainText(name)) for name in own)
