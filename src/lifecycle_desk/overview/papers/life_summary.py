"""The first page of the lifecycle report: what a reader wants to know of a car before everything else."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Protocol

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.cover.rules import Answer, Cover
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.odd_readings import TONES, which
from lifecycle_desk.overview.papers.phrases import BETWEEN, cover_left, money_of, phrase
from lifecycle_desk.overview.rules.buyers import AT_ITS_END, Unknown
from lifecycle_desk.overview.rules.sections import LifeSection
from lifecycle_desk.overview.usecases.lives.whole import WholeLife
from lifecycle_desk.paper import Content, Finding, Findings, Muted, Section, Tone
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.schedules.rules import Due, limits_of, named_item
from lifecycle_desk.stages.charging.health.papers.headline import health_headline
from lifecycle_desk.vehicle.rules.dash import said_at

COLUMNS, ONE_ROW = 3, 4  # of findings side by side; four fill one row, where the last of three would stand alone
MOST_ODD = 2  # odd readings told on the first page; the section of the odometer tells all
NOTHING_OPEN = N_("None open")
OPEN, DONE = NN_("%(n)s open", "%(n)s open"), NN_("%(n)s done", "%(n)s done")
DUE_BY, DUE_AT = N_("Due by %(on)s"), N_("Due at %(km)s")
DUE_OR = N_("Due by %(on)s or at %(km)s")
OVERDUE = NN_("%(n)s day overdue", "%(n)s days overdue")
COVER_ENDED = N_("No cover in force")
SINCE_DAY = N_("since %(on)s")

type Finds = Callable[[WholeLife, Language], Iterator[Finding]]


def summary(life: WholeLife, wanted: Collection[LifeSection], language: Language) -> Iterator[Block]:
    """The findings of the sections that the report has, so that nothing left out of it stands on its first page."""
    blocks: list[Block] = []
    if life.battery and life.battery.health.percent is not None and LifeSection.BATTERY in wanted:
        blocks.append(health_headline(life.battery, life.page.odometer, life.page.figures.odometer_on, language))
    asked = [finds for section, finds in FINDINGS if section is None or section in wanted]
    found = [each for finds in asked for each in finds(life, language)]
    blocks.append(Findings(found, columns=side_by_side(found)))
    yield Section(language(LifeSection.SUMMARY.label), *blocks, aside=language(N_("As of %(on)s"), on=life.as_of))


def side_by_side(found: Collection[Finding]) -> int:
    """How many findings stand in a row of a page's width."""
    return ONE_ROW if len(found) == ONE_ROW else COLUMNS


def _ended(life: WholeLife, language: Language) -> Iterator[Finding]:
    """That the car is at its end, and since when."""
    last = life.stages[-1] if life.stages else None
    if last and last.stage in AT_ITS_END:
        since = language(SINCE_DAY, on=last.since)
        yield Finding(language(C_("vehicle", "Stage")), language(last.stage.label), since, Tone.WARNING)


def _odometer(life: WholeLife, language: Language) -> Iterator[Finding]:
    """Whether the readings go together; which do not."""
    told = life.odometer
    detail: list[Content] = [phrase(each, language) for each in told.remarks]
    detail += [which(each, language) for each in told.odd[:MOST_ODD]]
    if len(told.odd) > MOST_ODD:
        detail.append(language(NN_("and %(n)s more", "and %(n)s more"), n=len(told.odd) - MOST_ODD))
    tone = TONES.get(told.verdict, Tone.PLAIN)
    yield Finding(language(N_("Odometer")), language(told.verdict.label), tuple(detail) or None, tone)


def _campaigns(life: WholeLife, language: Language) -> Iterator[Finding]:
    """The open campaigns; one that forbids to drive before all others."""
    label, known = language(C_("report", "Campaigns")), life.present.campaigns
    if known is None:
        yield Finding(label, language(C_("fact", "Not known")), language(Unknown.CAMPAIGNS.label))
        return
    still_open = [each for each in known if each.standing.state is CampaignState.OPEN]
    perhaps = [each for each in known if each.standing.state is CampaignState.MAY_BE]
    done = sum(each.standing.state is CampaignState.DONE for each in known)
    detail: list[Content] = [_campaign(each, language) for each in (*still_open, *perhaps)]
    detail += [language(DONE, n=done)] if done else []
    orders = [language(each) for each in orders_of([each.campaign for each in still_open])]
    if still_open:
        answer = BETWEEN.join((*orders, language(OPEN, n=len(still_open))))
        yield Finding(label, answer, tuple(detail), Tone.DANGER if orders else Tone.WARNING)
    elif perhaps:
        yield Finding(label, language(CampaignState.MAY_BE.label), tuple(detail), Tone.WARNING)
    else:
        yield Finding(label, language(NOTHING_OPEN), tuple(detail) or None, Tone.GOOD)


class Ordering(Protocol):
    """A campaign as far as it forbids something."""

    @property
    def do_not_drive(self) -> bool:
        """Whether the car must not be driven."""

    @property
    def park_outside(self) -> bool:
        """Whether it must stand outside."""


def orders_of(still_open: Collection[Ordering]) -> Iterator[str]:
    """What open campaigns forbid, in marked words."""
    if any(each.do_not_drive for each in still_open):
        yield N_("Do not drive")
    if any(each.park_outside for each in still_open):
        yield N_("Park outside")


def _campaign(each: CampaignOfCar, language: Language) -> str:
    of = each.campaign
    title = phrase(language.spoken(each.texts.title), language)
    told = (of.number, language(of.type.label) if of.type else "", title if each.texts.title else "")
    return BETWEEN.join(filter(None, told))


def _service(life: WholeLife, language: Language) -> Iterator[Finding]:
    """What comes due first, by day and by distance."""
    due = life.present.due
    if due is None or due.forecast is None:
        return
    over = (life.as_of - due.forecast).days
    detail: Content = _limits(due, life, language)
    if over > 0:
        detail = (language(OVERDUE, n=over), detail)
    answer = phrase(named_item(due.code), language)
    yield Finding(language(C_("report", "Next service")), answer, detail, Tone.WARNING if over > 0 else Tone.PLAIN)


def _limits(due: Due, life: WholeLife, language: Language) -> str:
    told = limits_of(due, life.as_of)
    day = next((each for each in told if isinstance(each, date)), None)
    run = next((each for each in told if isinstance(each, Distance)), None)
    if run is None:
        return language(DUE_BY, on=day or due.forecast)
    km = phrase(said_at(life.page.odometer, run.km), language)
    return language(DUE_OR, on=day, km=km) if day else language(DUE_AT, km=km)


def _cover(life: WholeLife, language: Language) -> Iterator[Finding]:
    """The cover that is left of each part, and the parts without."""
    label = language(LifeSection.COVER.label)
    if not life.cover.covers:
        known = language(C_("fact", "Not known"))
        yield Finding(label, known, language(N_("No warranty terms are known for this vehicle.")))
        return
    by: dict[Answer, list[Cover]] = {answer: [] for answer in Answer}
    for each in life.cover.covers:
        by[each.answer].append(each)
    covered = by[Answer.COVERED]
    detail: list[Content] = [
        cover_left(each.part, each.until, each.until_km, life.page.odometer, language) for each in covered
    ]
    for answer in (Answer.NOT_COVERED, Answer.NOT_KNOWN):
        if by[answer]:
            parts = language.formats.listed([language(each.part.label) for each in by[answer]])
            alone = len(by[answer]) == len(life.cover.covers)
            detail.append(Muted(parts if alone else language.labelled(language(answer.label), parts)))
    words = Answer.COVERED.label if covered else COVER_ENDED if not by[Answer.NOT_KNOWN] else Answer.NOT_KNOWN.label
    yield Finding(label, language(words), tuple(detail), Tone.GOOD if covered else Tone.PLAIN)


def _costs(life: WholeLife, language: Language) -> Iterator[Finding]:
    """What the life cost its owners, in all and by part."""
    parts = amounts_by_part(life)
    if not parts:
        return
    whole = totals(parts)
    detail = tuple(
        language.labelled(name, money_of(amounts, language)) for name, amounts in named_parts(parts, language)
    )
    yield Finding(language(C_("report", "Cost of ownership to date")), money_of(whole, language), detail)


def amounts_by_part(life: WholeLife) -> Mapping[str, tuple[Money, ...]]:
    """The amounts that the customer paid, by part of life and currency; that of charging from its sessions."""
    sums: dict[str, Counter[str]] = {}
    for each in life.amounts:
        sums.setdefault(each.part.label, Counter())[each.amount.currency] += each.amount.minor
    found = {
        part: tuple(Money(minor, currency) for currency, minor in own.items() if minor) for part, own in sums.items()
    }
    charged = tuple(life.charged.total.amounts)
    return {**found, LifeSection.CHARGING.label: charged} if charged else found


def named_parts(parts: Mapping[str, tuple[Money, ...]], language: Language) -> Iterator[tuple[str, tuple[Money, ...]]]:
    """The parts in words, with their amounts."""
    return ((language(part), amounts) for part, amounts in parts.items())


def totals(parts: Mapping[str, tuple[Money, ...]]) -> tuple[Money, ...]:
    """The amounts of all parts, by currency."""
    sums: Counter[str] = Counter()
    for amounts in parts.values():
        for each in amounts:
            sums[each.currency] += each.minor
    return tuple(Money(minor, currency) for currency, minor in sums.items())


def _battery(life: WholeLife, language: Language) -> Iterator[Finding]:
    """What a figure of the battery's health lacks; where there is one, it stands above all findings."""
    if life.battery and life.battery.health.percent is None:
        missing = tuple(phrase(each, language) for each in life.battery.health.missing)
        yield Finding(language(N_("State of health, estimated")), language(N_("No figure yet")), missing or None)


FINDINGS: tuple[tuple[LifeSection | None, Finds], ...] = (  # None: told whatever the report leaves out
    (None, _ended),
    (None, _campaigns),
    (LifeSection.BATTERY, _battery),
    (LifeSection.ODOMETER, _odometer),
    (LifeSection.COVER, _cover),
    (LifeSection.COSTS, _costs),
    (None, _service),
)
