"""Entries about a car in a campaign: whether it is affected, work done elsewhere, its day of build."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.rules.campaign import LONGEST_TITLE, LONGEST_WORDS
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignTexts, CampaignWords
from lifecycle_desk.campaigns.usecases import standing as asks
from lifecycle_desk.campaigns.usecases.withdrawing import CAMPAIGN_WITHDRAWN, WithdrawCampaign, withdraw_campaign
from lifecycle_desk.campaigns.usecases.words import WordCampaign, word_campaign
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import ChoiceField, TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

AT_WHY = {"campaign": "why"}


def confirming(app: AppContext, vin: str, campaign: str) -> Entry:
    """The car is affected."""
    form = StepForm(asks.CONFIRMED, Around(app), asks.ConfirmCampaign(vin, campaign))
    return form.entry(asks.confirm_campaign, AT_WHY)


def excluding(app: AppContext, vin: str, campaign: str) -> Entry:
    """The car is not affected."""
    form = StepForm(asks.EXCLUDED, Around(app), asks.ExcludeCampaign(vin, campaign, ""))
    return form.entry(asks.exclude_campaign, AT_WHY)


def done_elsewhere(app: AppContext, vin: str, campaign: str) -> Entry:
    """The campaign was done by another workshop."""
    begins = asks.CampaignDoneElsewhere(vin, campaign, translator().current.formats.today())
    return StepForm(asks.DONE, Around(app), begins).entry(asks.record_campaign_done, {"campaign": "evidence"})


def withdrawing(app: AppContext, campaign: str) -> Entry:
    """A campaign that was taken in by mistake, or that its maker took back."""
    form = StepForm(CAMPAIGN_WITHDRAWN, Around(app), WithdrawCampaign(campaign, ""))
    return form.entry(withdraw_campaign, AT_WHY)


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
        N_("Texts saved"),
    )


def _text_field(name: str, own: str) -> TextField:
    longest = LONGEST_TITLE if name == "title" else LONGEST_WORDS
    return TextField(SAYS[name], hint=PlainText(own), rows=1 if name == "title" else 2, longest=longest)


def building(app: AppContext, vin: str, told: asks.RecordBuildDay | None = None) -> Entry:
    """The day of build, as the plate or the maker says."""
    form = StepForm(asks.BUILT, Around(app), told or asks.RecordBuildDay(vin, translator().current.formats.today()))
    if not told:
        form["built_on"].restore(None)  # nobody knows it by heart
        form["built_on"].clear()
    return form.entry(asks.record_build_day)
