"""Campaigns as they are kept: the files that told of them, what each file said, and how many cars stand where."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import batched
from typing import Any

import msgspec
from sqlalchemy import ForeignKey, Index, Row, TypedColumns, and_, bindparam, delete, func, insert, or_, select, update

from lifecycle_desk.campaigns.rules.campaign import (
    Campaign,
    CampaignState,
    CampaignType,
    KnownCampaign,
    Source,
    Telling,
    same_number,
)
from lifecycle_desk.campaigns.rules.file_rows import OF_NHTSA
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignWords
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import flag, maybe_day, maybe_whole, maybe_words, table, utc_time, whole, words

COUNTED = tuple(CampaignState)
STOPPING, WAITING, PERHAPS, SETTLED, NO_CAR = range(5)  # how a campaign ranks in the list: what presses comes first
AT_ONCE = 500  # numbers in one question
WORDS = "words"  # the name of the texts by language in what a file said
LEFT_BEHIND = timedelta(days=1)  # after which a file that is still being poured was cut off


class FileRow(TypedColumns):
    """A file that was taken in; without an event it is still being poured, and nothing of it counts."""

    number = whole(primary_key=True)
    kind = words()
    name = words()
    at = utc_time()
    event = maybe_whole()


class CampaignRow(TypedColumns):
    """A campaign as it is known now, and how many cars stand where in it.

    `answered_by` is a maker's campaign under the same authority's number: its list says which cars are meant.
    """

    number = words(primary_key=True)
    place = whole(unique=True)
    source = words()
    campaign_type = maybe_words()  # records call the kind of a row its type
    title = words()
    authority_no = words()
    same_as = words(index=True)
    maker = words()
    maker_no = words()
    defect = words()
    risk = words()
    remedy = words()
    do_not_drive = flag()
    park_outside = flag()
    valid_from = maybe_day()
    file = whole(ForeignKey("campaign_file.number"))
    answered_by = maybe_words()
    withdrawn = maybe_whole()
    rank = whole()
    open = whole()
    may_be = whole()
    done = whole()
    not_affected = whole()
    gone = whole()


class SaidRow(TypedColumns):
    """The statements of a file about a campaign, as JSON; earlier files stay readable."""

    campaign = words(primary_key=True)
    file = whole(ForeignKey("campaign_file.number"), primary_key=True)
    said = words()


FILE, CAMPAIGN = table("campaign_file", FileRow), table("campaign", CampaignRow)
SAID = table("campaign_said", SaidRow)
Index("ix_campaign_rank_place", CAMPAIGN.c.rank, CAMPAIGN.c.place)


_TELLS = tuple(name for name in Telling.__dataclass_fields__ if name != "type")
_NEXT_FILE = select(func.coalesce(func.max(FILE.c.number), 0) + 1)
_NEXT_PLACE = select(func.coalesce(func.max(CAMPAIGN.c.place), 0) + 1)
_NEW_FILE, _NEW_CAMPAIGN, _NEW_SAID = insert(FILE), insert(CAMPAIGN), insert(SAID)
_COUNT_FILE = update(FILE).where(FILE.c.number == bindparam("which")).values(event=bindparam("by_event"))
_FILES = select(FILE).where(FILE.c.event.is_not(None)).order_by(FILE.c.number)
_LAST_FILE = select(func.max(FILE.c.number)).where(FILE.c.event.is_not(None))
PENDING = select(FILE.c.number).where(FILE.c.event.is_(None))
_CUT_OFF = PENDING.where(FILE.c.at < bindparam("before"))
_NO_FILE = delete(FILE).where(FILE.c.number == bindparam("which"))
_ANY = select(CAMPAIGN.c.number).limit(1)
_ONE = select(CAMPAIGN).where(CAMPAIGN.c.number == bindparam("which"))
_SOME = select(CAMPAIGN).where(CAMPAIGN.c.number.in_(bindparam("numbers", expanding=True)))
_AT_PLACES = select(CAMPAIGN).where(CAMPAIGN.c.place.in_(bindparam("places", expanding=True)))
_KEEP = update(CAMPAIGN).where(CAMPAIGN.c.number == bindparam("which"))
_KEEP_TOLD = _KEEP.values({name: bindparam(name) for name in (*_TELLS, "campaign_type", "same_as", "file")})
_KEEP_RANK = _KEEP.values({name: bindparam(name) for name in ("rank", *(state.value for state in COUNTED))})
_WITHDRAW = _KEEP.values(withdrawn=bindparam("by_event"))
_WITHDRAWN = select(CAMPAIGN.c.number).where(CAMPAIGN.c.withdrawn.is_not(None))
_ANSWERED = _KEEP.values(answered_by=bindparam("by_number"))
_TWINS = (
    select(CAMPAIGN.c.number, CAMPAIGN.c.source, CAMPAIGN.c.same_as, CAMPAIGN.c.answered_by, CAMPAIGN.c.withdrawn)
    .where(CAMPAIGN.c.same_as.in_(bindparam("same", expanding=True)))
    .order_by(CAMPAIGN.c.place)
)
_PLACES = select(CAMPAIGN.c.place).order_by(CAMPAIGN.c.rank, CAMPAIGN.c.place.desc())
_PLACES_AT = _PLACES.where(CAMPAIGN.c.rank.in_(bindparam("ranks", expanding=True)))
_PLACES_PERHAPS = _PLACES_AT.where(CAMPAIGN.c.may_be > 0)
_LIKE = or_(
    *(
        func.lower(column).like(bindparam("part"), escape="\\")
        for column in (CAMPAIGN.c.number, CAMPAIGN.c.title, CAMPAIGN.c.authority_no, CAMPAIGN.c.maker_no)
    )
)
_LIKE_OR = or_(_LIKE, CAMPAIGN.c.number.in_(bindparam("besides", expanding=True)))
_FOR_THEMSELVES = select(CAMPAIGN.c.number).where(CAMPAIGN.c.answered_by.is_(None), CAMPAIGN.c.withdrawn.is_(None))
_RANKS = select(CAMPAIGN.c.rank, func.count()).group_by(CAMPAIGN.c.rank)
_PERHAPS = select(func.count()).where(CAMPAIGN.c.rank.in_([STOPPING, WAITING, PERHAPS]), CAMPAIGN.c.may_be > 0)
_EVERY = select(CAMPAIGN).order_by(CAMPAIGN.c.place)
_EVERY_SAID = select(SAID).order_by(SAID.c.file, SAID.c.campaign)
_SAID_IN = select(SAID).where(SAID.c.file == bindparam("which")).order_by(SAID.c.campaign)

_SAID_OF = (
    select(SAID.c.campaign, SAID.c.said, FILE.c.event)
    .join(FILE, FILE.c.number == SAID.c.file)
    .where(SAID.c.campaign.in_(bindparam("numbers", expanding=True)), FILE.c.event.is_not(None))
    .order_by(FILE.c.event)
)
# A list of NHTSA's is long and has none: looking into its texts for them would cost more than all else.
_HAS_WORDS = and_(
    SAID.c.file.in_(select(FILE.c.number).where(FILE.c.kind != OF_NHTSA)), SAID.c.said.like(f'%"{WORDS}":%')
)
_WORDED_AMONG = (
    select(SAID.c.campaign).where(SAID.c.campaign.in_(bindparam("numbers", expanding=True)), _HAS_WORDS).distinct()
)
_EVERY_WORDED = select(SAID.c.campaign, SAID.c.said).where(_HAS_WORDS)


def begin_file(tx: Transaction, kind: str, name: str) -> int:
    """A file that is about to be poured; gives its number."""
    number = tx.ask(_NEXT_FILE).scalar_one()
    tx.write(_NEW_FILE, number=number, kind=kind, name=name, at=tx.at, event=None)
    return number


def count_file(tx: Transaction, number: int, event: int) -> None:
    """Let a file count: it is told."""
    tx.write(_COUNT_FILE, which=number, by_event=event)


def cut_off(tx: Transaction) -> list[int]:
    """The files that were begun and never told: a crash cut them off."""
    return list(tx.ask(_CUT_OFF, before=tx.at - LEFT_BEHIND).scalars())


def drop_file(tx: Transaction, number: int) -> None:
    """Know a file no more."""
    tx.write(_NO_FILE, which=number)


def last_file(tx: Transaction) -> int:
    """The number of the last file that counts; 0 where there is none."""
    return tx.ask(_LAST_FILE).scalar() or 0


def files(tx: Transaction) -> list[Row[Any]]:
    """The files that count, the first first."""
    return list(tx.ask(_FILES).all())


def has_any(tx: Transaction) -> bool:
    """Whether any campaign was taken in."""
    return tx.ask(_ANY).first() is not None


def campaign_of(row: Row[Any]) -> Campaign:
    """A campaign from its row."""
    told = {name: getattr(row, name) for name in _TELLS if name not in SAYS}
    own = CampaignWords(*(getattr(row, name) for name in SAYS))
    kind = CampaignType.of(row.campaign_type) if row.campaign_type else None
    return Campaign(row.number, Source.of(row.source), kind, own, **told)


def _known(row: Row[Any]) -> KnownCampaign:
    counts = {state: getattr(row, state.value) for state in COUNTED}
    return KnownCampaign(row.place, campaign_of(row), row.answered_by, row.withdrawn, counts)


def campaign(tx: Transaction, number: str) -> KnownCampaign | None:
    """One campaign, if it was taken in."""
    row = tx.ask(_ONE, which=number).one_or_none()
    return _known(row) if row else None


def campaigns(tx: Transaction, numbers: Iterable[str]) -> dict[str, KnownCampaign]:
    """Those of some campaigns that were taken in, by number."""
    found: dict[str, KnownCampaign] = {}
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        found |= {row.number: _known(row) for row in tx.ask(_SOME, numbers=list(some))}
    return found


def save_told(
    tx: Transaction, told: Sequence[Campaign], file: int, said: Mapping[str, str], known: Iterable[str]
) -> None:
    """Keep campaigns as a file tells them, new ones and known ones; `said` is what the file said, as JSON."""
    before, place = set(known), tx.ask(_NEXT_PLACE).scalar_one()
    nothing = dict.fromkeys((state.value for state in COUNTED), 0) | {
        "rank": NO_CAR,
        "answered_by": None,
        "withdrawn": None,
    }
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for each in told:
        row = {name: value for name, value in asdict(each).items() if name not in {"number", "source", "type", "own"}}
        row |= asdict(each.own)
        row |= {"campaign_type": each.type.value if each.type else None, "file": file, "same_as": _same(each)}
        if each.number in before:
            changed.append(row | {"which": each.number})
        else:
            place_of = {"number": each.number, "source": each.source.value, "place": place + len(new)}
            new.append(row | nothing | place_of)
    if new:
        tx.write(_NEW_CAMPAIGN, *new)
    if changed:
        tx.write(_KEEP_TOLD, *changed)
    rows = [{"campaign": number, "file": file, "said": words} for number, words in said.items()]
    if rows:
        tx.write(_NEW_SAID, *rows)


def _same(told: Campaign) -> str:
    """The common mark of campaigns of the maker and of the authority: the authority's number, bare."""
    return same_number(told.number if told.source is Source.NHTSA else told.authority_no)


def answer(tx: Transaction, numbers: Iterable[str]) -> set[str]:
    """Let lists of makers answer for the authority's campaigns of the same number; gives those whose cars move."""
    same = {each for row in campaigns(tx, numbers).values() if (each := _same(row.campaign))}
    moved: set[str] = set()
    for some in batched(sorted(same), AT_ONCE):
        rows = tx.ask(_TWINS, same=list(some)).all()
        told = [row for row in rows if row.source == Source.MAKER.value and row.withdrawn is None]
        makers = {row.same_as: row.number for row in reversed(told)}
        for row in rows:
            if row.source == Source.NHTSA.value and row.answered_by != makers.get(row.same_as):
                tx.write(_ANSWERED, which=row.number, by_number=makers.get(row.same_as))
                moved.add(row.number)
    return moved


def withdraw(tx: Transaction, number: str, event: int | None) -> None:
    """Mark a campaign as taken back by an event, or as counting again."""
    tx.write(_WITHDRAW, which=number, by_event=event)


def withdrawn(tx: Transaction) -> set[str]:
    """The campaigns that were taken back."""
    return set(tx.ask(_WITHDRAWN).scalars())


def places(
    tx: Transaction,
    ranks: Sequence[int] | None,
    text: str = "",
    first: int | None = None,
    besides: Iterable[str] = (),
    *,
    perhaps: bool = False,
) -> "array[int]":
    """The places of campaigns, those that press first; of some ranks, or all; `perhaps`: that may affect a car.

    `text` is part of number or title; those of the numbers `besides` are found whatever theirs are.
    """
    asked = _PLACES if ranks is None else _PLACES_PERHAPS if perhaps else _PLACES_AT
    facts: dict[str, Any] = {} if ranks is None else {"ranks": list(ranks)}
    if text:
        plain = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        asked, facts = asked.where(_LIKE_OR), facts | {"part": f"%{plain}%", "besides": list(besides)}
    return array("q", tx.ask(asked.limit(first) if first else asked, **facts).scalars())


def at_places(tx: Transaction, wanted: Sequence[int]) -> dict[int, KnownCampaign]:
    """Some campaigns by their places."""
    return {row.place: _known(row) for row in tx.ask(_AT_PLACES, places=list(wanted))}


def standing_for_themselves(tx: Transaction) -> list[str]:
    """The campaigns whose own lists say which cars they mean."""
    return list(tx.ask(_FOR_THEMSELVES).scalars())


def by_rank(tx: Transaction) -> dict[int, int]:
    """How many campaigns there are of each rank."""
    return dict(tx.ask(_RANKS).all())


def that_may_affect(tx: Transaction) -> int:
    """How many campaigns may affect a car, be they open on others or not."""
    return tx.ask(_PERHAPS).scalar_one()


def rank_of(campaign: Campaign, counts: Mapping[CampaignState, int]) -> int:
    """Where a campaign stands in the list."""
    if counts[CampaignState.OPEN]:
        return STOPPING if campaign.stops else WAITING
    if counts[CampaignState.MAY_BE]:
        return PERHAPS
    return SETTLED if any(counts.values()) else NO_CAR


def save_ranks(tx: Transaction, counts: Mapping[str, Mapping[CampaignState, int]]) -> None:
    """Keep how many cars stand where in some campaigns, and where these stand in the list."""
    known = campaigns(tx, counts)
    rows = [
        {"which": number, "rank": rank_of(known[number].campaign, count)}
        | {state.value: count[state] for state in COUNTED}
        for number, count in counts.items()
        if number in known
    ]
    if rows:
        tx.write(_KEEP_RANK, *rows)


def said_in(tx: Transaction, file: int) -> list[tuple[str, str]]:
    """The statements of a file about each campaign that it changed, as JSON."""
    return [(row.campaign, row.said) for row in tx.ask(_SAID_IN, which=file)]


def every_said(tx: Transaction) -> Iterable[tuple[str, int, Telling]]:
    """Everything that files said of campaigns, the first file first: number, file, what it said."""
    for row in tx.ask(_EVERY_SAID):
        yield row.campaign, row.file, msgspec.json.decode(row.said, type=Telling)


@dataclass(frozen=True, slots=True)
class StoredCampaign:
    """A campaign as it is kept, with its last file, what it is compared by, and its rank."""

    known: KnownCampaign
    file: int
    same_as: str
    rank: int


def every(tx: Transaction) -> Iterable[StoredCampaign]:
    """Every campaign as it is kept."""
    return (StoredCampaign(_known(row), row.file, row.same_as, row.rank) for row in tx.ask(_EVERY).all())


def compared_by(told: Campaign) -> str:
    """The common mark of campaigns of the maker and of the authority."""
    return _same(told)


def said_of(tx: Transaction, numbers: Iterable[str]) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    """The statements of each effective file about some campaigns, with the file's event, the first first."""
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for some in batched(dict.fromkeys(numbers), AT_ONCE):
        for row in tx.ask(_SAID_OF, numbers=list(some)).all():
            found.setdefault(row.campaign, []).append((row.event, msgspec.json.decode(row.said)))
    return found


def reworded(tx: Transaction) -> None:
    """Let whoever shows campaigns look again: what people word lies among the events, and no row changes."""
    tx.touched.add(CAMPAIGN.name)


def worded_among(tx: Transaction, numbers: Iterable[str]) -> set[str]:
    """Those of some campaigns of which a file gave texts by language; most have none, and need no look at more."""
    wanted = batched(dict.fromkeys(numbers), AT_ONCE)
    return {number for some in wanted for number in tx.ask(_WORDED_AMONG, numbers=list(some)).scalars()}


def every_worded(tx: Transaction) -> Iterable[tuple[str, dict[str, Any]]]:
    """The texts by language and name that files gave of campaigns, in force or not."""
    for row in tx.ask(_EVERY_WORDED):
        yield row.campaign, msgspec.json.decode(row.said)[WORDS]


def said_json(told: Telling, words: Mapping[str, CampaignWords]) -> str:
    """A file's statements about a campaign, without empty ones; its texts in other languages under `words`."""
    said = {name: value for name, value in msgspec.to_builtins(told).items() if value is not None}
    if words:
        said[WORDS] = {language: _plain(texts) for language, texts in words.items()}
    return msgspec.json.encode(said, order="sorted").decode()


def _plain(texts: CampaignWords) -> dict[str, str]:
    return {name: text for name, text in asdict(texts).items() if text}
