"""The first page of the buyer's pack: what a buyer asks first, answered from the allow-list before everything else."""

from collections.abc import Callable, Collection, Iterator

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.cover.rules import Answer
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.life_summary import COVER_ENDED, NOTHING_OPEN, OPEN
from lifecycle_desk.overview.papers.odd_readings import TONES
from lifecycle_desk.overview.papers.pack_sections import Room, health_range
from lifecycle_desk.overview.papers.phrases import BETWEEN, cover_left, energy_of, phrase
from lifecycle_desk.overview.rules.buyers import BuyersFacts, Unknown
from lifecycle_desk.overview.rules.sections import LifeSection, PackSection
from lifecycle_desk.paper import Content, Finding, Findings, Section, Tone
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.chart import percent
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.transfer.condition.papers.report import TONES as GRADES

FULL = 3  # findings side by side where a language has the page to itself

type Finds = Callable[[BuyersFacts, Language], Iterator[Finding]]


def summary(facts: BuyersFacts, wanted: Collection[PackSection], room: Room) -> Iterator[Block]:
    """The findings of the sections that the pack has; a single one would only repeat what stands below it."""
    language = room.language
    found = [each for section, finds in FINDINGS if section in wanted for each in finds(facts, language)]
    if len(found) > 1:
        yield Section(
            language(LifeSection.SUMMARY.label),
            Findings(found, columns=1 if room.columns < FULL else _columns(len(found))),
            aside=language(N_("As of %(on)s"), on=facts.as_of),
        )


def _columns(findings: int) -> int:
    """Four fill one row, where the last of three would stand alone."""
    return 4 if findings == 4 else FULL  # noqa: PLR2004 (four are four)


def _battery(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    """The health of the battery, never without its interval."""
    told = facts.battery
    if told is None:
        return
    label = language(N_("State of health, estimated"))
    if told.percent is None:
        yield Finding(label, language(N_("No figure yet")), language(Unknown.HEALTH.label))
        return
    detail = (
        language.labelled(language(INTERVAL, share=CERTAINTY), health_range(told, language)),
        language.labelled(language(N_("Usable energy today")), energy_of(told.usable_now, language)),
    )
    yield Finding(label, percent(told.percent, language), detail)


def _odometer(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    detail = tuple(phrase(each, language) for each in facts.remarks)
    tone = TONES.get(facts.verdict, Tone.PLAIN)
    yield Finding(language(N_("Odometer")), language(facts.verdict.label), detail or None, tone)


def _cover(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    """The cover that is left for the next owner."""
    label = language(PackSection.COVER.label)
    if not facts.covers:
        yield Finding(label, language(C_("fact", "Not known")), language(Unknown.COVER.label))
        return
    covered = [each for each in facts.covers if each.answer is Answer.COVERED]
    detail = tuple(cover_left(each.part, each.until, each.until_km, facts.odometer, language) for each in covered)
    unknown = any(each.answer is Answer.NOT_KNOWN for each in facts.covers)
    words = Answer.COVERED.label if covered else Answer.NOT_KNOWN.label if unknown else COVER_ENDED
    yield Finding(label, language(words), detail or None, Tone.GOOD if covered else Tone.PLAIN)


def _campaigns(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    """The open campaigns; one that forbids to drive before all others."""
    label, known = language(PackSection.CAMPAIGNS.label), facts.campaigns
    if known is None:
        yield Finding(label, language(C_("fact", "Not known")), language(Unknown.CAMPAIGNS.label))
        return
    still_open = [each for each in known if each.state is CampaignState.OPEN]
    perhaps = [each for each in known if each.state is CampaignState.MAY_BE]
    numbers: Content = tuple(each.number for each in (*still_open, *perhaps)) or None
    orders = [N_("Do not drive")] if any(each.do_not_drive for each in still_open) else []
    orders += [N_("Park outside")] if any(each.park_outside for each in still_open) else []
    if still_open:
        answer = BETWEEN.join((*map(language, orders), language(OPEN, n=len(still_open))))
        yield Finding(label, answer, numbers, Tone.DANGER if orders else Tone.WARNING)
    elif perhaps:
        yield Finding(label, language(CampaignState.MAY_BE.label), numbers, Tone.WARNING)
    else:
        yield Finding(label, language(NOTHING_OPEN), None, Tone.GOOD)


def _condition(facts: BuyersFacts, language: Language) -> Iterator[Finding]:
    """The grade, where somebody has looked."""
    found = facts.condition
    if found and found.grade:
        answer = language(N_("Grade %(grade)s, %(word)s"), grade=found.grade.value, word=found.grade)
        marks = tuple(language.labelled(language(kind.label), count) for kind, count in found.marks)
        yield Finding(language(PackSection.CONDITION.label), answer, marks or None, GRADES[found.grade])


FINDINGS: tuple[tuple[PackSection, Finds], ...] = (
    (PackSection.BATTERY, _battery),
    (PackSection.ODOMETER, _odometer),
    (PackSection.COVER, _cover),
    (PackSection.CAMPAIGNS, _campaigns),
    (PackSection.CONDITION, _condition),
)
