"""The buyer's pack: what a buyer may know of a used car, in his language and in a second one beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import VIN, Asks, Option
from lifecycle_desk.dealership.papers import letterhead, sheet_size, spoken
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.overview.papers.drawings import health_trend, odometer_curve
from lifecycle_desk.overview.papers.pack_sections import SECTIONS, Room, identity
from lifecycle_desk.overview.papers.pack_summary import summary
from lifecycle_desk.overview.papers.proving import proves
from lifecycle_desk.overview.rules.buyers import BuyersFacts
from lifecycle_desk.overview.rules.sections import PACK_SECTIONS, PackSection, chosen
from lifecycle_desk.overview.usecases.lives.attachments import PICTURES, attachments
from lifecycle_desk.overview.usecases.lives.buyers import buyers_facts
from lifecycle_desk.paper import Chart, InLanguage, Note, Paper, Picture, Pictures, Section, SideBySide
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.transfer.condition.papers.car_diagram import CarDiagram
from lifecycle_desk.stages.transfer.condition.papers.words import mark_words
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageMark
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.usecases.documents import photo

CURVE = 140.0  # points
MOST_PHOTOS = 60  # of the damage
WHAT_IT_IS = N_(
    "Vehicle history from our records. Previous owners, prices and locations are omitted; "
    "limitations are listed at the end."
)
PHOTO = N_("Photo %(number)s")

LanguageUnknown = objection(
    "LanguageUnknown",
    N_("“%(given)s” is not available. Available languages: %(known)s."),
    "second",
    given=str,
    known=NamesInText,
)

SECOND = Option(
    "second",
    "A second language beside the paper's own.",
    choices=tuple(LANGUAGES),
    label=N_("Second language"),
    asks=Asks.ONE,
    items=LANGUAGES.items,
    none=C_("language", "None"),
)
ATTACH = Option(
    "attach",
    "Documents to append, by the beginnings of their SHA-256, as a comma list.",
    label=N_("Append"),
    asks=Asks.DOCUMENTS,
)
PHOTOS = Option(
    "photos",
    "The photos of the damage too; look first that none shows a plate.",
    is_flag=True,
    label=N_("Include photos of damage; make sure no plate is visible"),
    asks=Asks.YES,
)


@dataclass(frozen=True, slots=True)
class ForBuyer:
    """A vehicle, the sections of its pack as a comma list (all without one), a second language, and what goes along.

    `second` is the code of the language that stands beside the paper's own; `attach` is a comma list of the beginnings
    of documents' SHA-256: photos and PDFs that a person chose, none by default. `photos` puts those of the damage into
    the condition; who asks for them has looked that they show no plate and nobody.
    """

    vin: Annotated[str, VIN]
    sections: Annotated[str, PACK_SECTIONS] = ""
    second: Annotated[str, SECOND] = ""
    attach: Annotated[str, ATTACH] = ""
    photos: Annotated[bool, PHOTOS] = False


def buyers_pack(user: UserSession, asked: ForBuyer, language: Language) -> Paper:
    """The pack of one car.

    Raises UnknownVehicle, UnknownSection, LanguageUnknown, and what attachments raise.
    """
    wanted = chosen(asked.sections, PackSection)
    second = _second(user, asked.second, language)
    facts, along = buyers_facts(user, asked.vin), attachments(user, asked.vin, asked.attach)
    return Paper(
        title=language(BUYERS_PACK.title),
        subtitle=_subtitle(facts, second),
        language=language,
        letterhead=letterhead(user, language),
        date=facts.as_of,
        size=sheet_size(user),
        running=ltr(facts.vin),
        blocks=[
            *_blocks(facts, wanted, language, second, _of_damage(user, facts) if asked.photos else {}),
            *_photos(along.pictures, language),
        ],
        appended=along.papers,
        proves=proves(facts, "BP"),
    )


def _second(user: UserSession, code: str, language: Language) -> Language | None:
    """The second language; none where it is the paper's own."""
    if not code or code == language.code:
        return None
    if code not in LANGUAGES:
        raise LanguageUnknown(code[:20], in_text(LANGUAGES))
    return spoken(user, code)


def _subtitle(facts: BuyersFacts, second: Language | None) -> tuple[str, ...]:
    name = named(facts.make, facts.model, facts.variant)
    return (name, second(BUYERS_PACK.title)) if second else (name,)


def _blocks(
    facts: BuyersFacts,
    wanted: Sequence[PackSection],
    language: Language,
    second: Language | None,
    photos: Mapping[str, bytes],
) -> Iterator[Block]:
    yield from _said(_preface, language, second)
    yield from _said(partial(identity, facts), language, second)
    yield from _said(partial(summary, facts, wanted), language, second)
    for section in wanted:
        if section is PackSection.ODOMETER and facts.readings:
            yield _curve(facts, language)
        yield from _said(partial(SECTIONS[section], facts), language, second)
        if section is PackSection.BATTERY and facts.battery and facts.battery.trend:
            yield Chart(health_trend(facts.battery, language), height=CURVE)
        if section is PackSection.CONDITION and facts.condition and facts.condition.damages:
            yield from _damage(facts.condition.damages, photos, language)


def _preface(room: Room) -> Iterator[Block]:
    yield Note(room.language(WHAT_IT_IS))


def _said(blocks: Callable[[Room], Iterator[Block]], language: Language, second: Language | None) -> Iterator[Block]:
    """Some blocks in one language, or in two beside one another."""
    if second is None:
        yield from blocks(Room(language))
        return
    yield SideBySide(
        InLanguage(language, tuple(blocks(Room(language, columns=2)))),
        InLanguage(second, tuple(blocks(Room(second, columns=2)))),
    )


def _curve(facts: BuyersFacts, language: Language) -> Block:
    """The curve stands once: figures and years read alike in both languages."""
    return Section(
        language(C_("report", "Distance run")),
        Chart(odometer_curve(facts.readings, facts.clusters, language, facts.as_of), height=CURVE),
    )


def _of_damage(user: UserSession, facts: BuyersFacts) -> dict[str, bytes]:
    """The photographs of the marks by their hashes, drawn anew; one that cannot be shown is left out."""
    from lifecycle_desk.paper.appended import AppendedUnreadable, clean_picture  # most packs go without photos

    marks = facts.condition.damages if facts.condition else ()
    named = list(dict.fromkeys(digest for mark in marks for digest in mark.documents))[:MOST_PHOTOS]
    found: dict[str, bytes] = {}
    for digest in named:
        content = photo(user, digest, PICTURES)
        if content is not None:
            with suppress(AppendedUnreadable):
                found[digest] = clean_picture(content)
    return found


def _damage(marks: Sequence[DamageMark], photos: Mapping[str, bytes], language: Language) -> Iterator[Block]:
    """The car from five sides with its marks by number, and their photographs."""
    yield CarDiagram(marks)
    shown = [
        Picture(photos[digest], mark_words(language, number, mark))
        for number, mark in enumerate(marks, 1)
        for digest in mark.documents
        if digest in photos
    ]
    if shown:
        yield Pictures(shown)


def _photos(pictures: Sequence[bytes], language: Language) -> Iterator[Block]:
    """The photos that a person chose, drawn anew, so that they tell nothing but what is to be seen."""
    if pictures:
        from lifecycle_desk.paper.appended import clean_picture  # most packs go without photos

        clean = [(number, clean_picture(content, number)) for number, content in enumerate(pictures, 1)]
        shown = [Picture(content, language(PHOTO, number=number)) for number, content in clean]
        yield Section(language(C_("report", "Photos")), Pictures(shown, columns=2))


BUYERS_PACK = Report(
    "buyers-pack",
    N_("Buyer’s pack"),
    N_(
        "Facts about a used vehicle for its buyer: number of owners, odometer, visits, battery, cover; "
        "no names or prices."
    ),
    ForBuyer,
    buyers_pack,
)
