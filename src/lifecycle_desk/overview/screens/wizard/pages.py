"""The pages of the first steps; each reads itself from the answers, and writes itself into them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.books.usecases.encryption import check_passphrase
from lifecycle_desk.dealership.rules import NameMissing
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckField,
    Field,
    Label,
    LineField,
    Scroll,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.language.countries import countries, country_name
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.market.market import ANOTHER, codes, market
from lifecycle_desk.overview.screens.server_place import ServerPlace
from lifecycle_desk.overview.screens.settings.encryption_card import AGAIN, LONGEST, PassphrasesDiffer
from lifecycle_desk.overview.screens.settings.encryption_card import NEW as PASSPHRASE
from lifecycle_desk.overview.screens.wizard.answers import Answers, Content, language_in
from lifecycle_desk.overview.screens.wizard.cards import Cards, ChoiceCard
from lifecycle_desk.overview.screens.wizard.countries import CountryList
from lifecycle_desk.overview.screens.wizard.own_market import OwnMarket
from lifecycle_desk.vehicle.screens.address import AddressField
from lifecycle_desk.vehicle.screens.tax_number import TaxNumberField

PICTURES = N_("Pictures (%(endings)s)")
NAME, ADDRESS, PHONE = C_("dealer", "Name"), N_("Address"), N_("Phone")
EMAIL, TAX_ID, LOGO = N_("E-mail"), C_("dealer", "Tax number"), N_("Logo")
CHOOSE = N_("Choose…")
LONGEST_SHOWN = 60
WIDEST = 720  # px; longer lines are hard to read
A_PRICE = 12_345  # tenths of the currency: 1,234.50

ENCRYPT = N_("Encrypt records with a passphrase")
NO_PACK = N_("No rules yet: you enter tax, currency and units yourself.")
TaxRateUnclear = objection("TaxRateUnclear", N_("“%(given)s” is not a tax rate."), "tax", given=str)
PlaceMissing = objection("PlaceMissing", N_("Choose where your data should be stored."), "where")
LogoUnreadable = objection("LogoUnreadable", N_("%(name)s cannot be read."), "logo", name=str)


class WizardPage(QWidget):
    """A question, what it is for, and the means to answer it."""

    name = ""  # in the list of steps
    fields: dict[str, Field]

    def __init__(self, answers: Answers, question: str, sentence: str, *body: QWidget) -> None:
        super().__init__()
        self.answers = answers
        self.fields = getattr(self, "fields", {})
        inner = column(
            Label(question, "figure", wrap=True), Label(sentence, "read", "ink2", wrap=True), 12, *body, None, gap=6
        )
        wide = wrap(inner)
        TextWidth(wide, WIDEST, at_most=True)
        self.setLayout(column(Scroll(row((wide, 1), margins=(32, 28, 32, 12))), gap=0))

    def show_answers(self) -> None:
        """Show what has been answered."""

    def read(self) -> None:
        """Write into the answers; raises an Objection at one of the fields."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins."""
        return None


class LanguagePage(WizardPage):
    """Which language; the whole window follows at once."""

    name = N_("Language")
    wanted = Signal(str)

    def __init__(self, answers: Answers) -> None:
        self.cards = Cards([(code, ChoiceCard(PlainText(name))) for code, name in LANGUAGES.items()], columns=2)
        question = N_("Which language do you work in?")
        super().__init__(answers, question, N_("You can switch at any time, even while filling in a form."), self.cards)
        self.cards.choose(answers.language)
        self.cards.chosen.connect(self._chosen)
        self._sample()

    def _sample(self) -> None:
        """A day and a number as each language writes them."""
        for code, card in self.cards.cards.items():
            formats = Language(code, translator().current.customs).formats
            today = formats.local(clock.now()).date()
            card.explain(PlainText(f"{formats.day(today, 'long')} · {formats.number(Decimal('1234.5'), 2)}"))

    @override
    def show_answers(self) -> None:
        self._sample()

    @Slot(object)
    def _chosen(self, code: str) -> None:
        self.answers.language = code
        self.wanted.emit(code)

    @override
    def first_focus(self) -> QWidget | None:
        return self.cards.focus()


class MarketPage(WizardPage):
    """Which market: money, taxes, units, calendar and paper come from it."""

    name = N_("Market")
    wanted = Signal()

    def __init__(self, answers: Answers) -> None:
        self.countries = CountryList()
        question = N_("Where is your dealership?")
        sentence = N_(
            "The country determines currency, taxes, units, calendar and paper size. It cannot be changed later."
        )
        self.own = OwnMarket(answers)
        self.fields = {"tax": self.own.tax_rate}
        super().__init__(answers, question, sentence, self.countries, self.own)
        self.countries.choose(answers.country)
        self.countries.chosen.connect(self._chosen)
        self.own.changed.connect(self.wanted)
        translator().changed.connect(self.show_answers)
        self._make_room()
        self.show_answers()

    def _make_room(self) -> None:
        """Show the form of a country without a pack, and fewer countries over it."""
        self.own.setVisible(bool(self.answers.own))
        self.countries.make_room(for_form=bool(self.answers.own))

    @Slot()
    @override
    def show_answers(self) -> None:
        language = self.answers.language
        locale = translator().current.formats.locale
        known = [_country(language, code) for code in codes()]
        others = [each for each in countries() if each not in codes()]
        rows = [TwoLineRow(country_name(each, locale), translator().current(NO_PACK), key=each) for each in others]
        self.countries.show_countries([*known, *rows], language)

    @Slot(str)
    def _chosen(self, code: str) -> None:
        is_known = code in codes()
        self.answers.market, self.answers.own, self.answers.zone = code if is_known else ANOTHER, {}, ""
        if not is_known:
            self.own.propose(code)
        self._make_room()
        self.wanted.emit()

    @override
    def read(self) -> None:
        if not self.answers.own:
            return
        self.own.read()
        if self.own.tax_rate.is_faulty:
            raise TaxRateUnclear(self.own.tax_rate.text[:LONGEST_SHOWN])

    @override
    def first_focus(self) -> QWidget | None:
        return self.countries.search.line


def _country(language: str, code: str) -> TwoLineRow:
    """A country with a day, an amount, the unit of distances and the paper as they are written there."""
    pack, formats = market(code), language_in(language, code).formats
    price = formats.money(Money(A_PRICE * 10 ** currency_digits(pack.currency) // 10, pack.currency))
    unit, paper = formats.unit(pack.distance_unit), pack.paper.value.capitalize()
    detail = " · ".join((formats.day(formats.today()), price, unit, paper))
    return TwoLineRow(country_name(code, formats.locale), detail, key=code)


class DealerPage(WizardPage):
    """The page that asks for the dealer, as papers name him."""

    name = C_("step", "Dealer")
    only_looking = Signal()
    joining = Signal()

    def __init__(self, answers: Answers) -> None:
        self.line, self.address = LineField(NAME, text=answers.name), AddressField(ADDRESS)
        self.phone, self.email = LineField(PHONE), LineField(EMAIL)
        self.tax_id = TaxNumberField(TAX_ID)
        self.logo = LineField(LOGO, hint=N_("Letterhead logo; PNG or JPEG."))
        self.fields = {
            "name": self.line,
            "address": self.address,
            "phone": self.phone,
            "email": self.email,
            "tax_id": self.tax_id,
            "logo": self.logo,
        }
        self.look_around = Button(N_("Just look around with sample data"), "link", icon="eye")
        self.join = Button(N_("Join a dealership that is on a server"), "link", icon="database")
        super().__init__(
            answers,
            N_("What is your dealership called?"),
            N_("Customers see this on your documents. You can change and complete it later."),
            self.line,
            self.address,
            _pair(self.phone, self.email),
            _pair(self.tax_id, with_button(self.logo, self._choose)),
            wrap(row(self.look_around, self.join, None, gap=16)),
        )
        self.look_around.clicked.connect(self.only_looking)
        self.join.clicked.connect(self.joining)

    @override
    def show_answers(self) -> None:
        self.address.follow(self.answers.country)
        self.tax_id.follow(self.answers.country)

    @Slot()
    def _choose(self) -> None:
        endings = "*.png *.jpg *.jpeg *.webp"
        filter_ = translator().current(PICTURES, endings=endings)
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(LOGO), QDir.homePath(), filter_)
        if chosen:
            self.logo.set_text(chosen)

    @override
    def read(self) -> None:
        if not self.line.text and self.answers.content is not Content.EXAMPLE:
            raise NameMissing
        logo = Path(self.logo.text) if self.logo.text else None
        if logo and not logo.is_file():
            raise LogoUnreadable(logo.name)
        told = self.answers
        told.name, told.address, told.logo = self.line.text, self.address.text, logo
        told.phone, told.email, told.tax_id = self.phone.text, self.email.text, self.tax_id.text

    @override
    def first_focus(self) -> QWidget | None:
        return self.line


class PlacePage(WizardPage):
    """Where the data live: in a file of this computer, or on a server that several seats share."""

    name = C_("step", "Data")

    def __init__(self, answers: Answers) -> None:
        here = ChoiceCard(
            N_("On this computer"), N_("One file, for one workstation. No setup needed."), icon="device-desktop"
        )
        server = ChoiceCard(
            N_("On a PostgreSQL server"), N_("For several workstations on one network."), icon="database"
        )
        self.cards = Cards([("file", here), ("server", server)], columns=2)
        self.path = LineField(C_("data", "File"), text=answers.where)
        self.server = ServerPlace()
        self.encrypt = CheckField(ENCRYPT)
        self.encrypt.stand_alone()
        self.passphrase, self.again = LineField(PASSPHRASE, longest=LONGEST), LineField(AGAIN, longest=LONGEST)
        for each in (self.passphrase, self.again):
            each.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret = _pair(self.passphrase, self.again)
        self._of_file: dict[str, Field] = {"where": self.path, "passphrase": self.passphrase, "again": self.again}
        self.fields = self._of_file
        self._file = with_button(self.path, self._choose)
        super().__init__(
            answers,
            N_("Where should your data be stored?"),
            N_("Your data stays with you. Nothing is sent anywhere."),
            self.cards,
            self._file,
            self.server,
            self.encrypt,
            self._secret,
        )
        self.cards.chosen.connect(self._chosen)
        self.encrypt.toggled.connect(lambda _: self._chosen(self.cards.value or ""))
        self.cards.choose("file")

    @Slot(object)
    def _chosen(self, where: str) -> None:
        self._file.setVisible(where == "file")
        self.server.setVisible(where == "server")
        self.encrypt.setVisible(where == "file")
        self._secret.setVisible(where == "file" and self.encrypt.checked)
        self.fields = self._of_file if where == "file" else self.server.fields
        self.server.changed.emit()

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "", self.path.text)
        if chosen:
            self.path.set_text(chosen)

    @override
    def read(self) -> None:
        if self.is_on_server:
            self.answers.where, self.answers.new_passphrase = self.server.read(), ""
            return
        if not self.path.text:
            raise PlaceMissing
        self.answers.where = self.path.text
        self.answers.new_passphrase = self._new_passphrase() if self.encrypt.checked else ""

    @property
    def is_on_server(self) -> bool:
        """Whether the data shall be on a server."""
        return self.path not in self.fields.values()

    @property
    def joins(self) -> bool:
        """Whether somebody's books were found at the server, to be opened as they are."""
        found = self.server.found if self.is_on_server else None
        return found is not None and found.dealer is not None

    def _new_passphrase(self) -> str:
        """What was typed twice; the keys under it are made with the records, since that takes a while by design."""
        if self.passphrase.text != self.again.text:
            raise PassphrasesDiffer
        check_passphrase(self.passphrase.text)
        return self.passphrase.text

    @override
    def first_focus(self) -> QWidget | None:
        return self.cards.focus()


def _pair(one: QWidget, other: QWidget) -> QWidget:
    return wrap(row((one, 1), (other, 1), gap=t.CARD_GAP))


def with_button(field: LineField, choose: Callable[[], object]) -> QWidget:
    """A field for a file with the button that finds one, on the line of the control."""
    button = Button(CHOOSE, icon="file-text")
    button.clicked.connect(choose)
    under_label = column(Label("", "small"), button, None, gap=4)
    return wrap(row((field, 1), wrap(under_label), gap=8))
