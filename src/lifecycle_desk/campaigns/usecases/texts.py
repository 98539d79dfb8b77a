"""The texts of a campaign by language: what files and people here told, and what readers of a language lack."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from lifecycle_desk.campaigns.rules.campaign import Campaign
from lifecycle_desk.campaigns.rules.status import CampaignFacts
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignTexts, CampaignWords, SaidOf, texts_of, words_in
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars
from lifecycle_desk.campaigns.usecases.lists import known_campaign
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life as life_rows

WORDED = "dealer.campaign_worded"


@dataclass(frozen=True, slots=True)
class Unworded:
    """A language that owners read and in which a campaign lacks texts: their names, and how many letters wait."""

    language: str
    lacks: tuple[str, ...]
    letters: int


def words_of(tx: Transaction, campaign: Campaign) -> CampaignTexts:
    """The texts of a campaign by language, as files and people here told them."""
    told = [
        SaidOf(event, {name: plain.get(name) for name in SAYS}, words_in(plain.get("words", {})))
        for event, plain in campaign_rows.said_of(tx, campaign.number)
    ]
    told += [
        SaidOf(each.seq, words={said.language: each.facts_as(CampaignWords)})
        for each in life_rows.of_dealer(tx, WORDED)
        if (said := each.facts_as(CampaignFacts)).campaign == campaign.number
    ]
    return texts_of(own_words(campaign), told)


def own_words(campaign: Campaign) -> CampaignWords:
    """The texts that a campaign came with."""
    return CampaignWords(campaign.title, campaign.defect, campaign.risk, campaign.remedy)


def unworded(texts: CampaignTexts, readers: Mapping[str, int]) -> tuple[Unworded, ...]:
    """The languages in which texts are lacking, of those that are read and by how many, in the order of their codes."""
    found = [Unworded(code, texts.lacking(code), count) for code, count in sorted(readers.items())]
    return tuple(each for each in found if each.lacks)


def texts_waited_for(
    tx: Transaction, campaign: Campaign, spoken: Collection[str] = ()
) -> tuple[CampaignTexts, tuple[Unworded, ...]]:
    """The texts of a campaign, and what owners with an address wait for; one of no language reads the dealer's.

    So does one whose language is not among those that are `spoken`; without these, all are.
    """
    own, readers = dealership.dealer(tx).language, Counter[str]()
    for language, count in cars.read_by_owners(tx, campaign.number).items():
        readers[language if language and (not spoken or language in spoken) else own] += count
    texts = words_of(tx, campaign)
    return texts, unworded(texts, readers)


def texts_shown(user: UserSession, number: str, spoken: Collection[str]) -> tuple[CampaignTexts, tuple[Unworded, ...]]:
    """The same of a campaign by its number."""
    with user.store.reading() as tx:
        return texts_waited_for(tx, known_campaign(tx, number).campaign, spoken)


def plain_words(words: CampaignWords) -> dict[str, str]:
    """Texts as plain values, without those that are not there."""
    return {name: text for name, text in asdict(words).items() if text}
