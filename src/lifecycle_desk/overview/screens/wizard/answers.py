"""The answers of the first steps, and their defaults."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLocale

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.usecases.encryption import NewKeys, new_keys
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.market.example_data import example_codes
from lifecycle_desk.market.market import codes, market
from lifecycle_desk.market.own_rules import OwnRule, RuleKind, beginning, with_own
from lifecycle_desk.overview.interchange import begin_with_books, begin_with_records
from lifecycle_desk.overview.screens.wizard.countries import own_country
from lifecycle_desk.overview.usecases.creating import begin
from lifecycle_desk.overview.usecases.demo import DemoMade, fill
from lifecycle_desk.trust.store_key import KeyFile

# The market that a language speaks for first; those without a pack yet are passed over.
HOME = {
    "th": "TH",
    "ar": "AE",
    "es": "MX",
    "en": "GB",
    "zh_CN": "TH",
    "ru": "RU",
    "pt_BR": "BR",
    "id": "ID",
    "tr": "TR",
    "de": "DE",
    "fr": "FR",
}
ELSEWHERE = "GB"  # where neither the country nor the language leads to a market


class Content(StrEnum):
    """The content of the books when they are opened for the first time."""

    EMPTY = "empty"
    EXAMPLE = "example"
    RECORDS = "records"
    BOOKS = "books"


@dataclass
class Answers:
    """The answers so far; all of them but the market can be changed later."""

    where: str
    language: str
    market: str
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    logo: Path | None = None
    content: Content = Content.EMPTY
    records: Path | None = None
    books: Path | None = None  # that move to the server
    passphrase: str = field(default="", repr=False)  # of a file of records that is encrypted
    trust: tuple[str, ...] = ()  # the fingerprint that was compared, or is known
    unsigned: bool = False
    own: dict[str, str] = field(default_factory=dict)  # rules of a country without a pack, by their kinds
    zone: str = ""
    calendar: str = "gregorian"
    new_passphrase: str = field(default="", repr=False)  # of records that are to be encrypted

    @property
    def country(self) -> str:
        """The country that was chosen, whether it has a pack or not."""
        return self.own.get("territory", self.market)

    @property
    def rules(self) -> tuple[OwnRule, ...]:
        """The rules of the dealer's own, with which a country begins that has no pack."""
        said = self.own | {RuleKind.LANGUAGE: self.language} if self.own else {}
        return beginning(said)

    def spoken(self) -> Language:
        """The language as it is spoken in the market, with what was answered so far."""
        pack = with_own(market(self.market), self.rules, date.max)
        return Language(self.language, customs_of(self.dealer(), pack))

    def dealer(self) -> Dealer:
        """The dealer that was described."""
        return Dealer(
            name=self.name,
            market=self.market,
            language=self.language,
            calendar=self.calendar if self.own else market(self.market).calendar,
            time_zone=self.zone or None,
            address=self.address,
            phone=self.phone,
            email=self.email,
            tax_id=self.tax_id,
        )

    @property
    def example(self) -> str:
        """The market of the sample data: the dealer's own, otherwise one in whose language it reads."""
        return next(each for each in (self.market, HOME.get(self.language), ELSEWHERE) if each in example_codes())

    def steps(self) -> Steps[NewKeys | None]:
        """The work that the answers ask for; gives the keys of records that it encrypted."""
        yield Step(0)
        keys = new_keys(self.new_passphrase) if self.new_passphrase else None  # takes a while by design
        yield from self._filling(keys.file if keys else None)
        return keys

    def _filling(self, keys: KeyFile | None) -> Steps[DemoMade] | Steps[str]:
        match self.content:
            case Content.EXAMPLE:
                return fill(self.where, self.example, keys_of_store=keys)
            case Content.RECORDS if self.records:
                return begin_with_records(
                    self.where,
                    self.records,
                    passphrase=self.passphrase,
                    trust=self.trust,
                    unsigned=self.unsigned,
                    keys=keys,
                )
            case Content.BOOKS if self.books:
                return begin_with_books(self.where, self.books)
        logo = (self.logo.name, self.logo.read_bytes()) if self.logo else None
        return begin(self.where, self.dealer(), logo, self.rules, keys)


def first_answers(where: str, language: str | None) -> Answers:
    """The answers that this computer suggests."""
    system = QLocale.system()
    spoken = language or _language_of(system)
    return Answers(
        where, spoken, next(each for each in (own_country(), HOME.get(spoken), ELSEWHERE) if each in codes())
    )


def _language_of(system: QLocale) -> str:
    """The language of the computer, if the program speaks it."""
    found = system.name()
    return next(
        (code for code in LANGUAGES if found == code or found.partition("_")[0] == code.partition("_")[0]), "en"
    )


def language_in(code: str, market_code: str) -> Language:
    """A language as it is spoken in a market."""
    pack = market(market_code)
    return Language(code, customs_of(Dealer("", market_code, code, pack.calendar), pack))
