"""What can be written of a car in a campaign: whether it is affected, what was done elsewhere, when it was built."""

from typing import TYPE_CHECKING, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField, TextField
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.rules.campaigns.campaign import LONGEST_TITLE, LONGEST_WORDS
from lifecycle_desk.vehicle.rules.campaigns.words import SAYS, CampaignTexts, CampaignWords
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry, date_in
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked
from lifecycle_desk.vehicle.usecases.campaign_withdrawing import WithdrawCampaign, withdraw_campaign
from lifecycle_desk.vehicle.usecases.campaign_words import WordCampaign, word_campaign
from lifecycle_desk.vehicle.usecases.campaigns import (
    CampaignDoneElsewhere,
    ConfirmCampaign,
    ExcludeCampaign,
    RecordBuildDay,
    confirm_campaign,
    exclude_campaign,
    record_build_day,
    record_campaign_done,
)

if TYPE_CHECKING:
    from lifecycle_desk.base.quantities import Distance

WHY = C_("correction", "Reason")


def confirming(app: AppContext, vin: str, campaign: str) -> Entry:
    """The car is affected."""
    why, documents = LineField(WHY, hint=N_("How you know, such as the maker's answer.")), DocumentsField(app)
    return Entry(
        N_("The vehicle is affected"),
        {"why": why, "campaign": why, "vin": why, "documents": documents},
        (((why, 2), (documents, 1)),),
        lambda: confirm_campaign,
        lambda: ConfirmCampaign(vin, campaign, why.text, documents.digests),
        N_("The campaign is open on the vehicle."),
        documents=documents,
    )


def excluding(app: AppContext, vin: str, campaign: str) -> Entry:
    """The car is not affected."""
    why, documents = LineField(WHY, hint=N_("How you know, such as the maker's answer.")), DocumentsField(app)
    return Entry(
        N_("The vehicle is not affected"),
        {"why": why, "campaign": why, "vin": why, "documents": documents},
        (((why, 2), (documents, 1)),),
        lambda: exclude_campaign,
        lambda: ExcludeCampaign(vin, campaign, why.text, documents.digests),
        N_("The vehicle is written down as not affected."),
        documents=documents,
    )


def done_elsewhere(app: AppContext, vin: str, campaign: str) -> Entry:
    """The campaign was done by another workshop."""
    on, where = day_field(C_("event", "Date"), today=True, required=True), LineField(C_("campaign", "Done by"))
    evidence = LineField(C_("campaign", "Evidence"), hint=N_("An invoice, a stamp, the maker's answer."))
    odometer, documents = distance_field(N_("Odometer")), DocumentsField(app)

    def read() -> CampaignDoneElsewhere:
        looked(on, odometer)
        run = cast("Distance | None", odometer.value)
        return CampaignDoneElsewhere(vin, campaign, date_in(on), where.text, evidence.text, run, documents.digests)

    return Entry(
        N_("Done elsewhere"),
        {
            "on": on,
            "where": where,
            "odometer_km": odometer,
            "evidence": evidence,
            "campaign": evidence,
            "vin": evidence,
            "documents": documents,
        },
        (((on, 1), (where, 2), (odometer, 1)), ((evidence, 2), (documents, 1))),
        lambda: record_campaign_done,
        read,
        N_("The campaign is written down as done."),
        documents=documents,
    )


def withdrawing(_: AppContext, campaign: str) -> Entry:
    """A campaign that was taken in by mistake, or that its maker took back."""
    why = LineField(WHY, hint=N_("What was done of it stays done; no vehicle is kept here by it any more."))
    return Entry(
        N_("Withdraw the campaign"),
        {"why": why, "campaign": why},
        (((why, 1),),),
        lambda: withdraw_campaign,
        lambda: WithdrawCampaign(campaign, why.text),
        N_("The campaign is withdrawn."),
        C_("campaign", "Withdraw"),
    )


def wording(_: AppContext, campaign: str, texts: CampaignTexts, language: str | None) -> Entry:
    """The texts of a campaign in another language; what they are to say stands below each field."""
    asked = [name for name in SAYS if getattr(texts.own, name)] or list(SAYS)
    spoken = ChoiceField(C_("campaign", "Language"), [(code, PlainText(name)) for code, name in LANGUAGES.items()])
    fields = {name: _text_field(name, getattr(texts.own, name)) for name in asked}

    def fill(code: object) -> None:
        known = texts.words.get(str(code), CampaignWords())
        for name, field in fields.items():
            field.set_text(getattr(known, name))

    if language:
        spoken.set_value(language)
    fill(spoken.value)
    spoken.chosen.connect(fill)
    return Entry(
        N_("Texts in another language"),
        {"language": spoken, **fields, "campaign": spoken},
        (((spoken, 1),), *(((field, 1),) for field in fields.values())),
        lambda: word_campaign,
        lambda: WordCampaign(campaign, str(spoken.value), **{name: field.text for name, field in fields.items()}),
        N_("The texts are saved."),
    )


def _text_field(name: str, own: str) -> TextField:
    longest = LONGEST_TITLE if name == "title" else LONGEST_WORDS
    return TextField(SAYS[name], hint=PlainText(own), rows=1 if name == "title" else 2, longest=longest)


def building(_: AppContext, vin: str) -> Entry:
    """The day of build, as the plate or the maker says."""
    on = day_field(N_("Built on"), required=True)

    def read() -> RecordBuildDay:
        looked(on)
        return RecordBuildDay(vin, date_in(on))

    return Entry(
        N_("Day of build"),
        {"built_on": on, "vin": on},
        (((on, 1),),),
        lambda: record_build_day,
        read,
        N_("The day of build is written down."),
    )
