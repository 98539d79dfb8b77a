"""Letters to the owners of a campaign's cars, each in its owner's language, after a list of their addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignType
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignWords
from lifecycle_desk.campaigns.usecases.letters import Letter, LetterCar, Letters, letters_of
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.options import Option
from lifecycle_desk.dealership.papers import addressed, letterhead, sheet_size, spoken
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.language.collation import order_key
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Muted,
    Note,
    Paper,
    Paragraphs,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from lifecycle_desk.paper.flow import Block

TITLE = N_("Owner letters")
NONE = "–"
SUBJECTS = {
    CampaignType.SAFETY_RECALL: N_("Safety recall for your vehicle"),
    CampaignType.COMPLIANCE: N_("Recall for your vehicle"),
    CampaignType.OTA: N_("Software update for your vehicle"),
}
SUBJECT = N_("Service campaign for your vehicle")
MUST_NOT = N_(
    "Please do not drive the vehicle until the work is done. Call us and we will arrange collection or make it safe."
)
OUTSIDE = N_("Please park the vehicle outdoors, away from buildings and other vehicles, until the work is done.")
COME = N_("Please call us to arrange a date. The work is free of charge.")
WRONG = N_("If you no longer own the vehicle, please tell us who does, or that it is no longer in use.")
NO_ADDRESS = N_("No owner of an affected vehicle has an address.")
NO_LETTER = N_("No letters can be created yet: texts are missing.")
HELD_BACK = N_(
    "These letters are on hold because the campaign has no text in the owner’s language. Add the "
    "missing texts on the campaign page, or import a campaign file with a “language” column."
)

NoOpenVehicle = objection(
    "NoOpenVehicle",
    N_("Campaign %(number)s is not open on any vehicle, so there are no letters to send."),
    "campaign",
    number=str,
)

CAMPAIGN = Option("campaign", "The campaign's number.", metavar="NUMBER", is_required=True)


@dataclass(frozen=True, slots=True)
class OfCampaign:
    """The campaign that a paper is about, by its number."""

    campaign: Annotated[str, CAMPAIGN]


def letters(user: UserSession, asked: OfCampaign, language: Language) -> Paper:
    """The list of addresses, and after it a letter to each owner in the same order."""
    found = _in_order(letters_of(user, asked.campaign, LANGUAGES), language)
    if not (found.letters or found.held_back or found.without_address or found.without_owner):
        raise NoOpenVehicle(found.campaign.campaign.number)
    campaign = found.campaign.campaign
    return Paper(
        title=language(TITLE),
        subtitle=own(language.spoken(title)) if (title := found.campaign.texts.title) else None,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(campaign.number),
        date=language.formats.today(),
        size=sheet_size(user),
        blocks=list(_addresses(found, language)),
        followed=[_letter(user, found, each, place) for place, each in enumerate(found.letters, 1)],
    )


def _in_order(found: Letters, language: Language) -> Letters:
    """The letters by the names of their owners, as the language of the list orders them."""

    def of_name(letter: Letter) -> tuple[object, ...]:
        return order_key(letter.owner.name, language.code), letter.cars[0].vin

    parts = (found.letters, found.held_back, found.without_address)
    letters, held_back, without_address = (tuple(sorted(each, key=of_name)) for each in parts)
    return replace(found, letters=letters, held_back=held_back, without_address=without_address)


def _addresses(found: Letters, language: Language) -> Iterator[Block]:
    """The owners in the order of their letters; those whom no letter reaches, and cars of nobody known."""
    columns = [
        Column(language(C_("letter", "Number")), end=True),
        Column(language(C_("customer", "Name")), share=45),
        Column(language(C_("customer", "Address")), share=55),
        Column(language(N_("Letter language"))),
        Column(language(N_("VIN")), code=True),
    ]
    rows = [
        (
            language.formats.number(place),
            own(each.owner.name),
            tuple(own(line) for line in _lines(each.owner.address)),
            language.formats.language(each.language, alone=True),
            tuple(Code(car.vin) for car in each.cars),
        )
        for place, each in enumerate(found.letters, 1)
    ]
    nobody = language(NO_LETTER if found.held_back else NO_ADDRESS)
    count = language(NN_("%(n)s letter", "%(n)s letters"), n=len(rows))
    yield Section(language(N_("Addresses")), Table(columns, rows, empty=nobody, dense=True), aside=count)
    if found.held_back:
        held = language(NN_("%(n)s letter held back", "%(n)s letters held back"), n=len(found.held_back))
        yield Section(language(N_("On hold: missing texts")), *_held_back(found, language), aside=held)
    if found.without_address:
        yield Section(language(N_("Owners without an address")), _unreached(found, language))
    if found.without_owner:
        cars = [(Code(each.vin), own(_named(each)) or NONE) for each in found.without_owner]
        heads = [Column(language(N_("VIN")), share=30), Column(language(C_("vehicle", "Vehicle")), share=70)]
        yield Section(language(N_("Vehicles with no known owner")), Table(heads, cars, dense=True))


def _held_back(found: Letters, language: Language) -> Iterator[Block]:
    """Languages that the campaign's text lacks, and the owners who wait for them."""
    yield Note(language(HELD_BACK), tone=Tone.WARNING)
    columns = [
        Column(language(N_("Letter language")), share=20),
        Column(language(N_("Missing texts")), share=40),
        Column(language(N_("Waiting owners")), share=40),
    ]
    rows = [
        (
            language.formats.language(each.language, alone=True),
            language.formats.listed([language(SAYS[name]) for name in each.lacks]),
            tuple(own(letter.owner.name) for letter in found.held_back if letter.language == each.language),
        )
        for each in found.unworded
    ]
    yield Table(columns, rows, dense=True)


def _unreached(found: Letters, language: Language) -> Table:
    columns = [
        Column(language(C_("customer", "Name")), share=34),
        Column(language(C_("customer", "Phone")), share=22),
        Column(language(C_("customer", "E-mail")), share=24),
        Column(language(N_("VIN")), share=26, code=True),
    ]
    rows = [
        (
            own(each.owner.name),
            ltr(each.owner.phone) if each.owner.phone else NONE,
            ltr(each.owner.email) if each.owner.email else NONE,
            tuple(Code(car.vin) for car in each.cars),
        )
        for each in found.without_address
    ]
    return Table(columns, rows, dense=True)


def _lines(address: str) -> list[str]:
    return [line.strip() for line in address.splitlines() if line.strip()]


def _named(car: LetterCar) -> str:
    return " ".join(filter(None, (car.plate, car.name)))


def _letter(user: UserSession, found: Letters, letter: Letter, place: int) -> Paper:
    """One letter, all of it in the language that its owner reads."""
    language, campaign = spoken(user, letter.language), found.campaign.campaign
    words = found.texts.words.get(letter.language, CampaignWords())
    subject = SUBJECTS.get(campaign.type, SUBJECT) if campaign.type else SUBJECT
    return Paper(
        title=language(subject),
        language=language,
        letterhead=letterhead(user, language),
        addressed=addressed(user, [own(each) for each in (letter.owner.name, *_lines(letter.owner.address))]),
        number=ltr(f"{campaign.number} / {place}"),
        date=language.formats.today(),
        size=sheet_size(user),
        blocks=list(_text(user, (campaign, words), letter, language)),
    )


def _cars(facts: Sequence[tuple[str, Content]], cars: Sequence[LetterCar], language: Language) -> Iterator[Block]:
    """What the campaign is, with the one car of its owner, or all of them in a table."""
    labels = language(C_("vehicle", "Vehicle")), language(C_("vehicle", "Plate")), language(N_("VIN"))
    told = [(own(each.name) or NONE, own(each.plate) if each.plate else NONE, Code(each.vin)) for each in cars]
    if len(told) == 1:
        yield Facts([*facts, *zip(labels, told[0], strict=True)])
        return
    yield Facts(facts)
    shares = (44, 22, 34)
    yield Table([Column(label, share=share) for label, share in zip(labels, shares, strict=True)], told)


def _text(
    user: UserSession, told: tuple[Campaign, CampaignWords], letter: Letter, language: Language
) -> Iterator[Block]:
    campaign, words = told
    facts: list[tuple[str, Content]] = [(language(C_("campaign", "Campaign")), Code(campaign.number))]
    if campaign.authority_no and campaign.authority_no != campaign.number:
        facts.append((language(N_("Authority reference")), Code(campaign.authority_no)))
    if words.title:
        facts.append((language(SAYS["title"]), own(words.title)))
    yield from _cars(facts, letter.cars, language)
    if campaign.do_not_drive:
        yield Note(language(MUST_NOT), language(N_("Do not drive")), Tone.DANGER)
    if campaign.park_outside:
        yield Note(language(OUTSIDE), language(N_("Park outside")), Tone.DANGER)
    for name, text in (("defect", words.defect), ("risk", words.risk), ("remedy", words.remedy)):
        if text:
            yield Section(language(SAYS[name]), Paragraphs(own(text)))
    yield Paragraphs(language(COME), Muted(language(WRONG)))
    yield Signatures([Signature(own(dealer(user.store).name))])
