"""Entries about a car in a campaign: whether it is affected, work done elsewhere, its day of build."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import LanguageNamed
from lifecycle_desk.campaigns.rules.campaign import LONGEST_TITLE, LONGEST_WORDS, CampaignState
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignTexts, CampaignWords
from lifecycle_desk.campaigns.usecases import several
from lifecycle_desk.campaigns.usecases import standing as asks
from lifecycle_desk.campaigns.usecases.withdrawing import CAMPAIGN_WITHDRAWN, WithdrawCampaign, withdraw_campaign
from lifecycle_desk.campaigns.usecases.words import WordCampaign, word_campaign
from lifecycle_desk.commands.command import Command
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.words import LABELLED
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

AT_WHY = {"campaign": "why"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that is written of cars in some states: the form for `one`, and how several are answered by it.

    `command` takes `asks` for several, whose form may be another than that of one; `told` is by number.
    """

    states: frozenset[CampaignState]
    one: Callable[[AppContext, str, str], Entry]
    form: Callable[[AppContext, str, str], Entry]
    command: Command[Any, Any]
    asks: Any
    told: str

    def entry(self, app: AppContext, vins: Sequence[str], campaign: str) -> Entry:
        """The entry that answers some cars at once, all of them or none."""
        if len(vins) == 1:
            return self.one(app, vins[0], campaign)
        asked = self.form(app, vins[0], campaign)

        def read() -> Any:
            said = asked.read()
            given = {each.name: getattr(said, each.name) for each in fields(self.asks) if each.name != "vins"}
            return self.asks(tuple(vins), **given)

        return replace(asked, verb=lambda: self.command, read=read, told=Message(self.told, n=len(vins)))


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
    return _done_form(app, vin, campaign).entry(asks.record_campaign_done, {"campaign": "evidence"})


def several_done_elsewhere(app: AppContext, vin: str, campaign: str) -> Entry:
    """The same of several cars: each has a distance of its own, so none is asked."""
    form = _done_form(app, vin, campaign)
    form.concern(None, without=("odometer",))
    return form.entry(asks.record_campaign_done, {"campaign": "evidence"})


def _done_form(app: AppContext, vin: str, campaign: str) -> StepForm[asks.CampaignDoneElsewhere]:
    begins = asks.CampaignDoneElsewhere(vin, campaign, translator().current.formats.today())
    return StepForm(asks.DONE, Around(app), begins)


OPEN, MAY_BE, NOT_AFFECTED = CampaignState.OPEN, CampaignState.MAY_BE, CampaignState.NOT_AFFECTED
AFFECTED = Answer(
    frozenset({MAY_BE, NOT_AFFECTED}),
    confirming,
    confirming,
    several.confirm_campaign_cars,
    several.ConfirmCampaignCars,
    NN_("%(n)s vehicle marked as affected", "%(n)s vehicles marked as affected"),
)
EXCLUDED = Answer(
    frozenset({OPEN, MAY_BE}),
    excluding,
    excluding,
    several.exclude_campaign_cars,
    several.ExcludeCampaignCars,
    NN_("%(n)s vehicle marked as not affected", "%(n)s vehicles marked as not affected"),
)
DONE_ELSEWHERE = Answer(
    frozenset({OPEN, MAY_BE, NOT_AFFECTED}),
    done_elsewhere,
    several_done_elsewhere,
    several.record_campaign_cars_done,
    several.CampaignCarsDone,
    NN_("Campaign marked as done on %(n)s vehicle", "Campaign marked as done on %(n)s vehicles"),
)


def withdrawing(app: AppContext, campaign: str) -> Entry:
    """A campaign that was taken in by mistake, or that its maker took back."""
    form = StepForm(CAMPAIGN_WITHDRAWN, Around(app), WithdrawCampaign(campaign, ""))
    return form.entry(withdraw_campaign, AT_WHY)


def wording(_: AppContext, campaign: str, texts: CampaignTexts, language: str) -> Entry:
    """The texts of a campaign in a language; what they are to say, and in which language, stands below each field."""
    asked = [name for name in SAYS if getattr(texts.own, name)] or list(SAYS)
    spoken = ChoiceField(C_("campaign", "Language"), [(code, PlainText(name)) for code, name in LANGUAGES.items()])
    came_in = LanguageNamed(texts.own_language, alone=True)
    hints = {name: Message(LABELLED, label=came_in, value=own) for name in asked if (own := getattr(texts.own, name))}
    fields = {name: _text_field(name, hints.get(name, "")) for name in asked}

    def fill(code: object) -> None:
        known = texts.words.get(str(code), CampaignWords())
        for name, field in fields.items():
            field.set_text(getattr(known, name))

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


def _text_field(name: str, hint: UiText) -> TextField:
    longest = LONGEST_TITLE if name == "title" else LONGEST_WORDS
    return TextField(SAYS[name], hint=hint, rows=1 if name == "title" else 2, longest=longest)


def building(app: AppContext, vin: str, told: asks.RecordBuildDay | None = None) -> Entry:
    """The day of build, as the plate or the maker says."""
    form = StepForm(asks.BUILT, Around(app), told or asks.RecordBuildDay(vin, translator().current.formats.today()))
    if not told:
        form["built_on"].restore(None)  # nobody knows it by heart
        form["built_on"].clear()
    return form.entry(asks.record_build_day)
