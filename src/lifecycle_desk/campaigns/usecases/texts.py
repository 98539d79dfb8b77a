"""The texts of a campaign by language: what files and people here told, and what readers of a language lack."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from lifecycle_desk.campaigns.rules.campaign import Campaign
from lifecycle_desk.campaigns.rules.status import CampaignFacts
from lifecycle_desk.campaigns.rules.words import (
    SAYS,
    CampaignTexts,
    CampaignWords,
    SaidOf,
    ShownTexts,
    for_readers,
    texts_of,
    words_in,
)
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars
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


def shown_texts(tx: Transaction, campaigns: Iterable[Campaign]) -> dict[str, ShownTexts]:
    """The texts of some campaigns by number, as people are shown them: each reader in his language (`InLanguages`)."""
    by_number = {each.number: each for each in campaigns}
    if not by_number:
        return {}
    house, by_hand = dealership.dealer(tx).language, _by_hand(tx)
    worded = campaign_rows.worded_among(tx, by_number) | by_hand.keys()
    texts = _texts(tx, [each for number, each in by_number.items() if number in worded], by_hand)
    return {
        number: for_readers(each.own, texts[number].words if number in texts else {}, house)
        for number, each in by_number.items()
    }


def words_of(tx: Transaction, campaign: Campaign) -> CampaignTexts:
    """The texts of a campaign by language, as files and people here told them."""
    return _texts(tx, [campaign], _by_hand(tx))[campaign.number]


def _texts(
    tx: Transaction, campaigns: Collection[Campaign], by_hand: Mapping[str, list[SaidOf]]
) -> dict[str, CampaignTexts]:
    """The texts of some campaigns by language, as files and people here told them."""
    said = campaign_rows.said_of(tx, [each.number for each in campaigns]) if campaigns else {}
    return {
        each.number: texts_of(
            each.own,
            [
                *(
                    SaidOf(
                        event, {name: plain.get(name) for name in SAYS}, words_in(plain.get(campaign_rows.WORDS, {}))
                    )
                    for event, plain in said.get(each.number, ())
                ),
                *by_hand.get(each.number, ()),
            ],
        )
        for each in campaigns
    }


def _by_hand(tx: Transaction) -> dict[str, list[SaidOf]]:
    """The texts that people here added, by the numbers of campaigns."""
    found: dict[str, list[SaidOf]] = {}
    for each in life_rows.of_dealer(tx, WORDED):
        said = each.facts_as(CampaignFacts)
        words = SaidOf(each.seq, words={said.language: each.facts_as(CampaignWords)})
        found.setdefault(said.campaign, []).append(words)
    return found


def titled(tx: Transaction, text: str) -> list[str]:
    """The campaigns whose title holds a text in any language in which one is in force."""
    part = text.casefold()
    told: list[tuple[str, Mapping[str, CampaignWords]]]
    told = [(number, words_in(plain)) for number, plain in campaign_rows.every_worded(tx)]
    told += [(number, each.words) for number, some in _by_hand(tx).items() for each in some]
    maybe = {number for number, words in told if any(part in each.title.casefold() for each in words.values())}
    known = campaign_rows.campaigns(tx, maybe)
    shown = shown_texts(tx, (each.campaign for each in known.values()))
    return [number for number, each in shown.items() if any(part in said.casefold() for _, said in each.title.texts)]


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


def plain_words(words: CampaignWords) -> dict[str, str]:
    """Texts as plain values, without those that are not there."""
    return {name: text for name, text in asdict(words).items() if text}
