"""Putting the texts of a campaign into another language, so that its letters can be read by whom they are sent to."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.campaigns.rules.campaign import LONGEST_TITLE, LONGEST_WORDS
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignTexts, WordsMissing
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.usecases.lists import known_campaign
from lifecycle_desk.campaigns.usecases.texts import WORDED, Unworded, plain_words, texts_waited_for
from lifecycle_desk.campaigns.usecases.withdrawing import CampaignTold
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.dealership.rules.rights import IMPORT, VIEW
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

CODE = re.compile(r"([a-z]{2,3})(?:[_-]([a-z]{2}))?", re.IGNORECASE)

NoLanguageCode = objection(
    "NoLanguageCode", N_("“%(given)s” is not a language code, such as ar, th or zh_CN."), "language", given=str
)


@dataclass(frozen=True, slots=True)
class WordCampaign:
    """The texts of a campaign in a language, by its code; what is left empty stays as it is known."""

    campaign: str
    language: str
    title: str = ""
    defect: str = ""
    risk: str = ""
    remedy: str = ""


@command(IMPORT)
def word_campaign(tx: Transaction, asked: WordCampaign) -> CampaignTold:
    """Put the texts of a campaign into a language, for the letters to owners who read it."""
    number = known_campaign(tx, asked.campaign).campaign.number
    said = {name: text for name in SAYS if (text := getattr(asked, name).strip())}
    if not said:
        raise WordsMissing
    for name, text in said.items():
        most = LONGEST_TITLE if name == "title" else LONGEST_WORDS
        if len(text) > most:
            raise TextTooLong(len(text), most).at_field(name)
    facts = {"campaign": number, "language": _code(asked.language), **said}
    campaign_rows.reworded(tx)
    return CampaignTold(number, record_event(tx, Event(None, today(tx), WORDED, facts)))


@dataclass(frozen=True, slots=True)
class CampaignTextsAsked:
    """A campaign by its number."""

    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignTextsAnswered:
    """The texts of a campaign by language and name, and which of them owners who get a letter could not read."""

    campaign: str
    texts: dict[str, dict[str, str]]
    missing: tuple[Unworded, ...]


@command(VIEW)
def campaign_texts(tx: Transaction, asked: CampaignTextsAsked) -> CampaignTextsAnswered:
    """The texts of a campaign in each language, and what is missing in those that its open cars' owners read."""
    known = known_campaign(tx, asked.campaign)
    texts, missing = texts_waited_for(tx, known.campaign)
    said = {language: plain_words(words) for language, words in texts.words.items()}
    return CampaignTextsAnswered(known.campaign.number, said, missing)


def texts_shown(user: UserSession, number: str, spoken: Collection[str]) -> tuple[CampaignTexts, tuple[Unworded, ...]]:
    """The texts of a campaign by language, and what is missing in those that are `spoken`, to be edited."""
    with user.store.reading() as tx:
        return texts_waited_for(tx, known_campaign(tx, number).campaign, spoken)


def _code(given: str) -> str:
    """A language's code as it is written here: zh_CN."""
    found = CODE.fullmatch(given.strip())
    if not found:
        raise NoLanguageCode(given[:20])
    return "_".join(filter(None, (found[1].lower(), (found[2] or "").upper())))


COMMANDS: tuple[Command[Any, Any], ...] = (word_campaign, campaign_texts)
