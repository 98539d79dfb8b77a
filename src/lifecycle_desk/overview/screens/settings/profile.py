"""The dealer's profile: what papers say of him, the calendar, the price of an hour, the logo."""

from pathlib import Path
from typing import Any, override

from PySide6.QtCore import QDir, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile
from lifecycle_desk.dealership.usecases.day import zone_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    Field,
    Label,
    LineField,
    ReadField,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.language.countries import country_name
from lifecycle_desk.language.reading import read_money
from lifecycle_desk.market.market import Calendar, Market, market
from lifecycle_desk.vehicle.rules.record_fields import CALENDARS
from lifecycle_desk.vehicle.screens.address import AddressField
from lifecycle_desk.vehicle.screens.history_button import history_button
from lifecycle_desk.vehicle.screens.tax_number import TaxNumberField
from lifecycle_desk.vehicle.usecases.documents import attach, content_of

LOGO, CHOOSE = N_("Logo"), N_("Choose picture…")
PICTURES = N_("Pictures (%(endings)s)")
LOGO_HEIGHT = 56
SAVED = N_("Profile saved")


class ProfileTab(Tab):
    """A form that is filled from the books and written back whole."""

    tables = frozenset({"dealer"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._currency, self._market_zone, self._logo = "", "", ""
        self._filled: Dealer | None = None  # what the fields were filled from
        self.name = LineField(C_("dealer", "Name"))
        self.legal_name = LineField(N_("Legal name"), hint=N_("As registered, or in Latin letters."))
        self.address = AddressField(N_("Address"))
        self.phone, self.email = LineField(N_("Phone")), LineField(N_("E-mail"))
        self.tax_id = TaxNumberField(C_("dealer", "Tax number"))
        languages: list[tuple[object, UiText]] = [(code, PlainText(name)) for code, name in LANGUAGES.items()]
        self.language = ChoiceField(N_("Staff language"), languages)
        self.calendar = ChoiceField(N_("Calendar"))
        self.labour_rate = ReadField(N_("Labour rate"), self._read_rate, hint=N_("Offered in repair orders."))
        self.zone = ChoiceField(N_("Time zone"))
        self.market = LineField(
            N_("Market"), read_only=True, hint=N_("Determines currency, taxes, units and paper size.")
        )
        self._picture, self._choose = QLabel(), Button(CHOOSE, icon="photo")
        self.save = Button(N_("Save"), "primary", keys="Ctrl+Return")
        self.fields: dict[str, Field] = {
            "name": self.name,
            "address": self.address,
            "labour_rate": self.labour_rate,
            "time_zone": self.zone,
            "documents": self.name,
        }
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self._choose.clicked.connect(self._choose_logo)
        self.save.clicked.connect(self._save)
        app.permits.need(change_profile, self.save, self._choose)
        self._submission.saved.connect(self._saved)

    def _lay_out(self) -> None:
        self._picture.setFixedHeight(LOGO_HEIGHT)
        logo = column(Label(LOGO, "small", "ink2"), row(self._picture, self._choose, None, gap=12), None, gap=4)
        letterhead = (
            SectionTitle(N_("On your documents")),
            _pair(self.name, self.legal_name),
            self.address,
            _pair(self.phone, self.email),
            _pair(self.tax_id, wrap(logo)),
        )
        customs = (
            SectionTitle(N_("Workshop defaults")),
            _pair(self.language, self.calendar),
            _pair(self.labour_rate, self.market),
            _pair(self.zone, QWidget()),
        )
        cards = [form_card(*items) for items in (letterhead, customs)]
        form = wrap(column(*cards, None, gap=t.CARD_GAP))
        bar = StickyBar(self.save, history_button(self.app, lambda: ("dealer", "")))
        body = FormBody(column(form, gap=0, margins=(24, 0, 24, t.PAGE_END)), bar)
        self.setLayout(column((body, 1), bar, gap=0))

    @override
    def first_focus(self) -> QWidget | None:
        return self.name.control

    @override
    def look(self) -> None:
        self.app.run_query(lambda: _looked_up(self.app.user), self._came)

    def _came(self, found: tuple[Dealer, Market, bytes | None]) -> None:
        profile, pack, logo = found
        before, self._filled = self._filled, profile
        self._currency, self._market_zone = pack.currency, market(profile.market).time_zone
        self.market.line.setText(country_name(pack.country, translator().current.formats.locale))
        self.address.follow(pack.country)
        self.tax_id.follow(pack.country)
        for name in ("name", "legal_name", "address", "phone", "email", "tax_id"):
            field = getattr(self, name)
            if before is None or field.text == getattr(before, name):  # else somebody is typing in it
                field.set_text(getattr(profile, name))
        self.language.set_value(profile.language)
        self._offer_calendars(profile)
        self._offer_zones(profile, pack)
        rate = profile.labour_rate
        self.labour_rate.set_text(
            "" if rate is None else translator().current.formats.amount(Money(rate, pack.currency))
        )
        self._show_logo(logo)

    def _offer_calendars(self, profile: Dealer) -> None:
        """The calendars of the market, and the one that is kept."""
        offered = dict.fromkeys((*market(profile.market).calendars, Calendar(profile.calendar)))
        with QSignalBlocker(self.calendar.choice):
            self.calendar.choice.clear()
            for each in offered:
                self.calendar.choice.offer(each.value, CALENDARS[each])
            self.calendar.set_value(profile.calendar)
        self.calendar.setEnabled(len(offered) > 1)

    def _offer_zones(self, profile: Dealer, pack: Market) -> None:
        """The zones of the market's country; nobody has to choose where there is one."""
        zones = translator().current.formats.zones(pack.country)
        with QSignalBlocker(self.zone.choice):
            self.zone.choice.clear()
            for zone, city in zones:
                self.zone.choice.offer(zone, PlainText(city))
            self.zone.set_value(zone_of(profile, pack).key)
        self.zone.setVisible(len(zones) > 1)

    def _own_zone(self) -> str:
        """The zone that was chosen, and nothing where it is the market's own."""
        chosen = str(self.zone.value or "")
        return "" if chosen == self._market_zone else chosen

    def _show_logo(self, content: bytes | None) -> None:
        picture = QPixmap()
        if content and picture.loadFromData(content):
            ratio = self.devicePixelRatioF()
            height = round(LOGO_HEIGHT * ratio)
            picture = picture.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)
        self._picture.setVisible(not picture.isNull())

    def _read_rate(self, text: str) -> tuple[object, str]:
        read = read_money(text, translator().current, self._currency)
        return read.value.minor, read.echo

    @Slot()
    def _choose_logo(self) -> None:
        filter_ = translator().current(PICTURES, endings="*.png *.jpg *.jpeg *.webp")
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(LOGO), QDir.homePath(), filter_)
        if chosen:
            self.app.run_query(lambda: _kept(self.app.user, Path(chosen)), self._logo_came)

    def _logo_came(self, kept: tuple[str, bytes]) -> None:
        self._logo, content = kept
        self._show_logo(content)

    @Slot()
    def _save(self) -> None:
        self._submission.submit(change_profile, self._read, SAVED)

    def _read(self) -> Profile:
        self.labour_rate.validate()  # what is wrong with it stands under it again, and the submission stops there
        rate = self.labour_rate.value
        return self._changed(
            name=self.name.text,
            language=str(self.language.value),
            calendar=str(self.calendar.value),
            legal_name=self.legal_name.text,
            address=self.address.text,
            phone=self.phone.text,
            email=self.email.text,
            tax_id=self.tax_id.text,
            labour_rate=rate if isinstance(rate, int) else None,
            logo=self._logo or None,
            time_zone=self._own_zone(),
        )

    def _changed(self, **typed: Any) -> Profile:
        """The fields that were changed here; another person's change of the others stays."""
        before = self._filled
        return Profile(**{name: value for name, value in typed.items() if getattr(before, name, None) != value})

    @Slot()
    def _saved(self) -> None:
        """Speak by the new calendar at once."""
        translator().set_language(spoken(self.app.user, translator().current.code))


def _pair(one: QWidget, other: QWidget) -> QWidget:
    return wrap(row((one, 1), (other, 1), gap=t.COLUMN_GAP))


def _looked_up(user: UserSession) -> tuple[Dealer, Market, bytes | None]:
    """The profile with its market and the picture of its logo."""
    profile = dealer(user.store)
    return profile, market_of(user.store), content_of(user, profile.logo) if profile.logo else None


def _kept(user: UserSession, path: Path) -> tuple[str, bytes]:
    """A picture that was kept as a document, by its hash."""
    content = path.read_bytes()
    return attach(user, path.name, content).sha256, content
