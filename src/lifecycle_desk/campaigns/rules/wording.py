"""How what happens in campaigns is told in a car's timeline."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.rules.file_rows import CampaignFileTold
from lifecycle_desk.campaigns.rules.status import CampaignEvent, CampaignFacts, DealerCampaignEvent
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_refs import ByFact, RecordKind, call_records, name_records
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

NUMBER, ICON = C_("campaign", "Campaign"), "speakerphone"
_TITLES = {each.value: each.label for each in (*CampaignEvent, *DealerCampaignEvent)}


def number_told(told: RecordedEvent, _: Names) -> str:
    """The number of the campaign that an event is about."""
    return str(told.facts_as(CampaignFacts).campaign)


def titled(told: RecordedEvent, names: Names) -> Said:
    """The title of an event, with the number of its campaign."""
    return Said(_TITLES[told.kind], number=number_told(told, names))


def opens(told: RecordedEvent) -> tuple[str, str]:
    """The page of the campaign."""
    return "campaign", number_told(told, {})


def _restored(told: RecordedEvent, names: Names) -> Worded:
    number = number_told(told, names)
    return Worded(titled(told, names), (), ((NUMBER, number),), ICON, opens=opens(told))


def _in_another_language(told: RecordedEvent, names: Names) -> Worded:
    number, language = number_told(told, names), told.facts_as(CampaignFacts).language
    facts = ((NUMBER, number), (N_("Language"), language))
    title = Said(N_("Texts of campaign %(number)s added in another language"), number=number)
    return Worded(title, (language,), facts, ICON, opens=opens(told))


def _taken_in(told: RecordedEvent, _: Names) -> Worded:
    count = Said(NN_("%(n)s campaign", "%(n)s campaigns"), n=told.facts_as(CampaignFileTold).count)
    return Worded(Said(N_("Campaign file imported")), (count,), icon="file-import")


call_records({"campaign": RecordKind(NUMBER, "campaign", by_key=True)})
name_records(
    {
        each: ByFact("campaign", "campaign")
        for each in (*(kind.value for kind in DealerCampaignEvent), "dealer.campaign_worded")
    }
)
teach(
    {
        DealerCampaignEvent.RESTORED.value: _restored,
        "dealer.campaign_worded": _in_another_language,
        "dealer.campaigns_taken_in": _taken_in,
    }
)
