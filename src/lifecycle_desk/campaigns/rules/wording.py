"""How what happens in campaigns is told in a car's timeline."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.campaigns.rules.status import CampaignEvent, DealerCampaignEvent
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, Wording, teach

NUMBER, ICON = C_("campaign", "Campaign"), "speakerphone"
RESTORED = DealerCampaignEvent.RESTORED
_TITLES = {each.value: each.label for each in (*CampaignEvent, *DealerCampaignEvent)}


def number_told(told: RecordedEvent, _: Names) -> str:
    """The number of the campaign that an event is about."""
    return str(told.facts.get("campaign", ""))


def titled(told: RecordedEvent, names: Names) -> Said:
    """The title of an event, with the number of its campaign."""
    return Said(_TITLES[told.kind], number=number_told(told, names))


def opens(told: RecordedEvent) -> tuple[str, str]:
    """The page of the campaign."""
    return "campaign", str(told.facts.get("campaign", ""))


def _of_campaign(title: str, *more: tuple[str, str]) -> Wording:
    """The wording of a kind that no form tells: its title with the number, and further facts by their labels."""

    def worded(told: RecordedEvent, names: Names) -> Worded:
        number = number_told(told, names)
        named = [(label, str(told.facts[name])) for name, label in more if told.facts.get(name)]
        facts: tuple[tuple[str, Piece], ...] = ((NUMBER, number), *named)
        detail = tuple(value for _, value in named)
        return Worded(Said(title, number=number), detail, facts, ICON, opens=opens(told))

    return worded


def _taken_in(told: RecordedEvent, _: Names) -> Worded:
    count = Said(NN_("%(n)s campaign", "%(n)s campaigns"), n=told.facts.get("count", 0))
    return Worded(Said(N_("Campaign file taken in")), (count,), icon="file-import")


teach(
    {
        RESTORED.value: _of_campaign(RESTORED.label),
        "dealer.campaign_worded": _of_campaign(
            N_("Texts of campaign %(number)s in another language"), ("language", N_("Language"))
        ),
        "dealer.campaigns_taken_in": _taken_in,
    }
)
