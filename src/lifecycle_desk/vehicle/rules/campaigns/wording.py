"""How what happens in campaigns is told in a car's timeline."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.vehicle.rules.campaigns.status import BUILT, CONFIRMED, DONE, EXCLUDED
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, Wording, teach

NUMBER, WHY = C_("campaign", "Campaign"), C_("correction", "Reason")
WHERE, EVIDENCE = C_("campaign", "Done by"), C_("campaign", "Evidence")


def _of_campaign(title: str, icon: str, state: tuple[str, str] | None, *more: tuple[str, str]) -> Wording:
    """The wording of a kind: its title with the number, a chip, and further facts by their labels."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        number = str(told.facts.get("campaign", ""))
        named = [(label, str(told.facts[name])) for name, label in more if told.facts.get(name)]
        facts: tuple[tuple[str, Piece], ...] = ((NUMBER, number), *named)
        said = Said(title, number=number)
        return Worded(said, tuple(value for _, value in named), facts, icon, state, opens=("campaign", number))

    return worded


def _built(told: RecordedEvent, _: Names) -> Worded:
    on = date.fromisoformat(told.facts["built_on"])
    return Worded(Said(N_("Day of build written down")), (on,), ((N_("Built on"), on),), "car")


def _taken_in(told: RecordedEvent, _: Names) -> Worded:
    count = Said(NN_("%(n)s campaign", "%(n)s campaigns"), n=told.facts.get("count", 0))
    return Worded(Said(N_("Campaign file taken in")), (count,), icon="file-import")


teach(
    {
        CONFIRMED: _of_campaign(
            N_("Affected by campaign %(number)s"),
            "speakerphone",
            (C_("campaign", "Open"), "warn"),
            ("why", WHY),
        ),
        EXCLUDED: _of_campaign(
            N_("Not affected by campaign %(number)s"),
            "speakerphone",
            (C_("campaign", "Not affected"), "neutral"),
            ("why", WHY),
        ),
        DONE: _of_campaign(
            N_("Campaign %(number)s done elsewhere"),
            "speakerphone",
            (C_("campaign", "Done"), "ok"),
            ("where", WHERE),
            ("note", EVIDENCE),
        ),
        BUILT: _built,
        "dealer.campaign_withdrawn": _of_campaign(
            N_("Campaign %(number)s withdrawn"), "speakerphone", None, ("why", WHY)
        ),
        "dealer.campaign_restored": _of_campaign(N_("Campaign %(number)s counts again"), "speakerphone", None),
        "dealer.campaign_worded": _of_campaign(
            N_("Texts of campaign %(number)s in another language"), "speakerphone", None, ("language", N_("Language"))
        ),
        "dealer.campaigns_taken_in": _taken_in,
    }
)
