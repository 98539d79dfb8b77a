"""The first page of the buyer's pack: the verdicts that a buyer wants to know before all figures."""

from collections.abc import Callable, Collection, Iterator

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.cover.rules import Answer
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.life_summary import (
    COVER_ENDED,
    NOTHING_OPEN,
    OPEN,
    SINCE_DAY,
    orders_of,
    side_by_side,
)
from lifecycle_desk.overview.papers.odd_readings import TONES
from lifecycle_desk.overview.papers.pack_sections import Room, health_range
from lifecycle_desk.overview.papers.phrases import BETWEEN, ODOMETER, cover_left
from lifecycle_desk.overview.rules.buyers import BuyersFacts, Unknown
from lifecycle_desk.overview.rules.sections import LifeSection, PackSection
from lifecycle_desk.paper import Finding, Findings, Section, Tone
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.chart import percent
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.transfer.condition.papers.report import TONES as GRADES

HALF = 2  # findings side by side where two languages share the page

type Finds = Callable[[BuyersFacts, Language], Iterator[Finding]]


def glance(wanted: Collection[PackSection], facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """The verdicts of the sections that the pack has; that the car is at its end or was a total loss, in any case."""
    language = room.language
    asked = [finds for section, finds in FINDINGS if section is None or section in wanted]
    found = [each for finds in asked for each in finds(facts, language)]
    if found:
        columns = side_by_side(found) if room.is_wide else HALF
        yield Section(language(LifeSection.SUMMARY.label), Findings(found, columns=columns))


def _ended(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    if facts.is_at_its_end and facts.stage:
        since = language(SINCE_DAY, on=facts.stage_since) if facts.stage_since else None
        yield Finding(language(C_("vehicle", "Stage")), language(facts.stage.label), since, Tone.DANGER)
    if facts.total_loss_on:
        yield Finding(language(C_("event", "Total loss")), facts.total_loss_on, tone=Tone.DANGER)


def _battery(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    told = facts.battery
    if told is None:
        return
    label = language(N_("State of health, estimated"))
    if told.percent is None:
        yield Finding(label, language(N_("No figure yet")))
        return
    interval = language.labelled(language(INTERVAL, share=CERTAINTY), health_range(told, language))
    yield Finding(label, percent(told.percent, language), interval)


def _odometer(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    yield Finding(language(ODOMETER), language(facts.verdict.label), tone=TONES.get(facts.verdict, Tone.PLAIN))


def _campaigns(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    label, known = language(PackSection.CAMPAIGNS.label), facts.campaigns
    if known is None:
        yield Finding(label, language(C_("fact", "Not known")), language(Unknown.CAMPAIGNS.label))
        return
    still_open = [each for each in known if each.state is CampaignState.OPEN]
    if still_open:
        orders = [language(each) for each in orders_of(still_open)]
        answer = BETWEEN.join((*orders, language(OPEN, n=len(still_open))))
        yield Finding(label, answer, tone=Tone.DANGER if orders else Tone.WARNING)
    elif any(each.state is CampaignState.MAY_BE for each in known):
        yield Finding(label, language(CampaignState.MAY_BE.label), tone=Tone.WARNING)
    else:
        yield Finding(label, language(NOTHING_OPEN), tone=Tone.GOOD)


def _cover(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    label = language(PackSection.COVER.label)
    answers = {each.answer for each in facts.covers}
    covered = [each for each in facts.covers if each.answer is Answer.COVERED]
    if covered:
        left = tuple(cover_left(each.part, each.until, each.until_km, facts.odometer, language) for each in covered)
        yield Finding(label, language(Answer.COVERED.label), left, Tone.GOOD)
    elif not answers or Answer.NOT_KNOWN in answers:
        yield Finding(label, language(C_("fact", "Not known")))
    else:
        yield Finding(label, language(COVER_ENDED))


def _condition(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    found = facts.condition
    if found and found.grade:
        grade = language(N_("%(grade)s, %(word)s"), grade=found.grade.value, word=found.grade)
        yield Finding(language(PackSection.CONDITION.label), grade, found.on, GRADES[found.grade])


FINDINGS: tuple[tuple[PackSection | None, Finds], ...] = (  # None: told whatever the pack leaves out
    (None, _ended),
    (PackSection.CAMPAIGNS, _campaigns),
    (PackSection.BATTERY, _battery),
    (PackSection.ODOMETER, _odometer),
    (PackSection.COVER, _cover),
    (PackSection.CONDITION, _condition),
)
