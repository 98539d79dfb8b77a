"""One campaign: what it is about, its cars with where each stands, and what can be written of the chosen one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import LanguageNamed, Said
from lifecycle_desk.campaigns.rules.campaign import CampaignState, ShownCampaign
from lifecycle_desk.campaigns.rules.words import CampaignTexts
from lifecycle_desk.campaigns.screens import entries
from lifecycle_desk.campaigns.screens.entries import Answer, withdrawing, wording
from lifecycle_desk.campaigns.screens.for_maker import ForMaker
from lifecycle_desk.campaigns.screens.looks import STATES, orders_of, state_cell
from lifecycle_desk.campaigns.screens.messages import told_of
from lifecycle_desk.campaigns.screens.notes import OneCampaignNotes
from lifecycle_desk.campaigns.usecases.lists import CampaignCars, CarInCampaign, campaign
from lifecycle_desk.campaigns.usecases.texts import Unworded
from lifecycle_desk.campaigns.usecases.withdrawing import RestoreCampaign, restore_campaign
from lifecycle_desk.campaigns.usecases.words import texts_shown
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_actions import MOST_ROWS, ListAction
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    EmptyPage,
    InfoBar,
    Label,
    PageTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT, VEHICLE_EDIT
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.history_button import history_button
from lifecycle_desk.vehicle.screens.list_actions import OPEN_VEHICLE, booking_of, vehicle_actions
from lifecycle_desk.vehicle.screens.messages import messages_about
from lifecycle_desk.vehicle.screens.panel import EntryPanel


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked up of a campaign, and what the user may do with it."""

    known: ShownCampaign
    texts: CampaignTexts
    unworded: tuple[Unworded, ...]
    may: bool
    may_bring: bool


TITLE = N_("Campaign")
LETTERS = N_("Owner letters")
AFFECTED, NOT_AFFECTED, ELSEWHERE = N_("Affected…"), N_("Not affected…"), N_("Record work elsewhere…")
WITHDRAW, AGAIN = N_("Withdraw campaign…"), N_("Reinstate")
IS_WITHDRAWN = N_("This campaign was withdrawn and no longer affects any vehicle. Work already done stays recorded.")
ADD_TEXTS, IN_LANGUAGES = N_("Add texts…"), N_("Texts in other languages…")
HELD_BACK = NN_(
    "%(n)s letter is on hold: the campaign has no text in %(languages)s.",
    "%(n)s letters are on hold: the campaign has no text in %(languages)s.",
)
COUNTS_AGAIN = N_("Campaign reinstated")
ANSWERED = N_("Manufacturer campaign %(number)s says which vehicles are affected; this list only says which may be.")
AT_AUTHORITY, AT_MAKER = N_("Authority reference: %(number)s"), N_("Manufacturer reference: %(number)s")
COLUMNS = (
    Column(C_("vehicle", "Vehicle"), least=A_CAR),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2"),
    Column(C_("campaign", "Status"), 172),
    Column(C_("campaign column", "Named by"), 170, id="Named by", gives_way=1),
    Column(C_("campaign column", "Owner"), 170, id=C_("vehicle", "Owner"), gives_way=3),
    Column(C_("campaign column", "Done on"), 112, id="Done on", value=lambda car: car.done_on, gives_way=4),
    Column(C_("campaign column", "Order"), 124, role="mono", id="Repair order", gives_way=2),
)
CHOSEN = NN_("%(n)s selected vehicle", "%(n)s selected vehicles")
SOME_CHOSEN = N_("%(some)s of %(all)s selected vehicles; this does not apply to the others.")
PAPERS, _OPEN, COPY_VIN, _ = vehicle_actions(lambda car: car.vin)
ACTIONS = (
    ListAction[CarInCampaign](
        words=N_("New repair order"),
        icon="tool",
        run=lambda app, cars: app.go("order_form", cars[0].vin),
        right=ORDER_EDIT,
    ),
    replace(PAPERS, keys=""),  # the key prints the letters to all owners
    COPY_VIN,
)


class CampaignPage(KindsPage):
    """The cars of one campaign; its key is the number."""

    head_scrolls = True

    def __init__(self, app: AppContext) -> None:
        self._number, self.known = "", None  # type: tuple[str, ShownCampaign | None]
        self._texts_known: CampaignTexts | None = None
        self._unworded: tuple[Unworded, ...] = ()
        self._may, self._may_bring = False, False
        self._chosen: tuple[CarInCampaign, ...] = ()  # while several are
        self._name, self._kind, self._orders = PageTitle(), Chip(), Chip()
        self._subject = Label("", "section", wrap=True)  # whole in every language: of a recall a part says nothing
        self.letters = Button(LETTERS, "primary", icon="mail", keys="Ctrl+P")
        self.report = ForMaker(app)
        self._about, self._answered = (
            Label("", "body", "ink2", wrap=True),
            InfoBar("", tone="neutral", icon="info-circle"),
        )
        self.panel = EntryPanel(app)
        self.withdraw, again = Button(WITHDRAW), Button(AGAIN, icon="arrow-back-up")
        self.withdrawn = InfoBar(IS_WITHDRAWN, tone="neutral", icon="info-circle", action=again)
        again.clicked.connect(self._restore)
        app.permits.need(restore_campaign, again)
        self.affected = Button(AFFECTED, icon="alert-triangle")
        self.not_affected, self.elsewhere = Button(NOT_AFFECTED, icon="minus"), Button(ELSEWHERE, icon="circle-check")
        self.open = Button(OPEN_VEHICLE, icon="car", keys="Ctrl+O")
        chips = FilterChips(C_("campaign", "Status"), [Kind(each, each.label, *STATES[each]) for each in CampaignState])
        messages = messages_about(lambda car: car.vin, self._told, arranges_date=True)
        book = booking_of(lambda car: {"vin": car.vin, "work": "campaign", "campaign": self._number})
        actions = (book, *ACTIONS, messages)
        table = LongTable(TITLE, CampaignCars(app.user, ""), COLUMNS, cells, app, actions=actions, opens=OPEN_VEHICLE)
        table.acts.beside(self.affected, self.not_affected, self.elsewhere)
        body = ListBody(table, _no_car(app), chips)
        self._deeds = wrap(row(self.affected, self.not_affected, self.elsewhere, None, self.open))
        text = Card(column(self._about, gap=6, margins=(16, 10, 16, 10)))
        self._texts = text
        self.worded = Button(ADD_TEXTS, icon="pencil")
        self.held_back = InfoBar("", tone="warn", icon="mail", action=self.worded)
        self.languages = Button(IN_LANGUAGES)
        history = history_button(app, lambda: ("campaign", self._number) if self._number else None)
        named = row(self._name, None, self.languages, self.withdraw, history, self.report, self.letters)
        title = wrap(column(named, self._subject, gap=4))
        marks = row(self._kind, self._orders, None, folds=True)
        head = (title, marks, self.withdrawn, self.held_back, self._answered, text, self.panel, self._deeds)
        self._ahead = OneCampaignNotes(app)
        super().__init__(app, body, column(*head, gap=12), chips, notes=self._ahead)
        self._connect()

    def _connect(self) -> None:
        app, table = self._app, self.body.table
        self.letters.clicked.connect(lambda: app.go("reports", f"campaign-letters:{self._number}"))
        for button, answer in self._answers():
            button.clicked.connect(partial(self._write, answer))
        self.withdraw.clicked.connect(self._withdraw)
        app.permits.need(VEHICLE_EDIT, self.affected, self.not_affected, self.elsewhere)
        app.permits.need(IMPORT, self.withdraw, self.worded, self.languages)
        for button in (self.worded, self.languages):
            button.clicked.connect(self._word)
        self.open.clicked.connect(self._open_chosen)
        self.body.opened.connect(self._open)
        table.selectionModel().currentChanged.connect(self._stand_on)
        table.counted.connect(self._stand_on)
        table.chosen_changed.connect(self._choose)
        self.panel.closed.connect(self._closed)
        self.panel.saved.connect(self._load)
        app.changed.connect(self._look_again)
        translator().changed.connect(self._say)

    @override
    def show_key(self, key: str) -> None:
        if key != self._number:
            self._number, self.known, self._chosen = key, None, ()
            self._ahead.show_campaign(key)
            self.report.be_about(key)
            self.panel.close_up()
            self.chips.choose(None)
            self.body.field.clear()
        self.body.show_listing(self.listing(self._text), narrowed=self.is_narrowed())
        self._load()
        self._count()

    @override
    def title(self) -> UiText:
        return PlainText(self._number)

    @override
    def listing(self, text: str) -> Listing[CarInCampaign]:
        which = self.chips.value
        state = which if isinstance(which, CampaignState) else None
        return CampaignCars(self._app.user, self._number, state, text)

    @override
    def counts(self) -> tuple[Mapping[CampaignState, int], int]:
        counts = campaign(self._app.user, self._number).counts if self._number else {}
        return counts, sum(counts.values())

    @Slot(frozenset)
    def _look_again(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._number and tables & {"campaign", "campaign_car"}:
            self._load()

    def _load(self) -> None:
        user, number = self._app.user, self._number

        def look() -> _Looked:
            texts = texts_shown(user, number, LANGUAGES)
            return _Looked(campaign(user, number), *texts, user.may(VEHICLE_EDIT), user.may(IMPORT))

        self._app.run_query(look, partial(self._came, number))

    def _came(self, number: str, found: _Looked) -> None:
        if number == self._number:
            self.known, self._texts_known, self._unworded = found.known, found.texts, found.unworded
            self._may, self._may_bring = found.may, found.may_bring
            self._say()
            self._stand_on()

    @Slot()
    def _say(self) -> None:
        if self.known is None:
            return
        language, of = translator().current, self.known.campaign
        self._name.set_message(PlainText(of.number))
        self._subject.set_message(PlainText(language.spoken(self.known.texts.title)))
        self._kind.setVisible(of.type is not None)
        if of.type:
            self._kind.become(of.type.label, "neutral", "speakerphone")
        orders = [language(each) for each in orders_of(of)]
        self._orders.setVisible(bool(orders))
        if orders:
            self._orders.become(PlainText(join(*orders)), "danger", "lock")
        texts = [language.spoken(each) for each in self.known.texts.body]
        told = join(
            of.maker,
            language(AT_AUTHORITY, number=of.authority_no) if of.authority_no not in {"", of.number} else None,
            language(AT_MAKER, number=of.maker_no) if of.maker_no else None,
        )
        self._about.set_message(PlainText("\n".join([*([told] if told else []), *texts])))
        self._texts.setVisible(bool(texts or told))
        self._say_held_back()
        self.withdrawn.setVisible(self.known.withdrawn is not None)
        self.withdraw.setVisible(self._may_bring and self.known.withdrawn is None)
        self._answered.setVisible(self.known.answered_by is not None)
        if self.known.answered_by:
            self._answered.set_message(Message(ANSWERED, number=self.known.answered_by))

    def _say_held_back(self) -> None:
        """Which letters wait for texts, in which languages."""
        lacking = self._unworded
        self.held_back.setVisible(bool(lacking))
        if lacking:
            languages = tuple(LanguageNamed(each.language) for each in lacking)
            self.held_back.set_message(Message(HELD_BACK, n=sum(each.letters for each in lacking), languages=languages))
        for button in (self.worded, self.languages):
            button.setVisible(self._may_bring)

    # The car that is chosen ---------------------------------------------------------------------------------------

    def chosen(self) -> CarInCampaign | None:
        """The car that one stands on."""
        table = self.body.table
        key = table.current_key()
        return table.long.listing.rows([key]).get(key) if key is not None else None

    def _meant(self) -> Sequence[CarInCampaign]:
        """The cars that are chosen where there are several, else the one that one stands on."""
        car = None if self._chosen else self.chosen()
        return (car,) if car else self._chosen

    def _answers(self) -> tuple[tuple[Button, Answer], ...]:
        """The buttons, and what each writes."""
        return (
            (self.affected, entries.AFFECTED),
            (self.not_affected, entries.EXCLUDED),
            (self.elsewhere, entries.DONE_ELSEWHERE),
        )

    @Slot()
    def _choose(self) -> None:
        """Look up the cars that are chosen; of one it is known already."""
        table = self.body.table
        if table.count_chosen() <= 1:
            self._chosen = ()
            self._stand_on()
            return
        keys, listing = table.chosen_keys(MOST_ROWS), table.long.listing

        def came(found: Mapping[int, CarInCampaign]) -> None:
            if listing is table.long.listing and table.count_chosen() > 1:
                self._chosen = tuple(found[key] for key in keys if key in found)
                self._stand_on()

        self._app.run_query(lambda: listing.rows(keys), came)

    @Slot()
    def _stand_on(self) -> None:
        """Offer what can be written of the car, or of some of those that are chosen."""
        cars, busy = self._meant(), self.panel.entry is not None
        for button, answer in self._answers():
            button.setEnabled(not busy and any(each.state in answer.states for each in cars))
            button.setVisible(self._may)
        self.open.setEnabled(len(cars) == 1)
        self._deeds.setVisible(not self.body.is_empty)

    def _write(self, answer: Answer, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        """Ask what is to be written of the cars of which it can be."""
        meant = self._meant()
        cars = [each for each in meant if each.state in answer.states]
        if not cars:
            return
        about: UiText = Message(CHOSEN, n=len(cars))
        if len(cars) < len(meant):
            about = Message(SOME_CHOSEN, some=len(cars), all=len(meant))
        elif len(cars) == 1:
            about = PlainText(join(cars[0].name, cars[0].plate, cars[0].vin))
        self.panel.open([answer.entry(self._app, [each.vin for each in cars], self._number)], about)
        self._stand_on()

    def _told(self, car: CarInCampaign) -> tuple[Said, ...]:
        return told_of(self.known.campaign if self.known else None, car)

    @Slot()
    def _withdraw(self) -> None:
        self.panel.open([withdrawing(self._app, self._number)])
        self._stand_on()

    @Slot()
    def _word(self) -> None:
        """Open the texts, at first in the language for which most letters wait, else in that of the window."""
        if self._texts_known:
            lacking = max(self._unworded, key=lambda each: each.letters, default=None)
            language = lacking.language if lacking else translator().current.code
            self.panel.open([wording(self._app, self._number, self._texts_known, language)])
            self._stand_on()

    @Slot()
    def _restore(self) -> None:
        self._app.do(restore_campaign, RestoreCampaign(self._number), lambda _: self._app.show_toast(COUNTS_AGAIN))

    @Slot()
    def _closed(self) -> None:
        self._stand_on()
        if self.isVisible():
            self.body.table.setFocus()

    @Slot()
    def _open_chosen(self) -> None:
        if car := self.chosen():
            self._app.go("vehicle", car.vin)

    @Slot(int)
    def _open(self, _number: int) -> None:
        self._open_chosen()

    @override
    def first_focus(self) -> QWidget | None:
        return self.body.work()


def _no_car(app: AppContext) -> EmptyPage:
    back = Button(N_("All campaigns"), "primary", icon="speakerphone")
    back.clicked.connect(lambda: app.go("campaigns"))
    return EmptyPage(
        N_("None of your vehicles is in this campaign"),
        N_("New vehicles are matched as they arrive."),
        back,
        (),
        stages=("service", "sale", "transfer"),
    )


def cells(car: CarInCampaign) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    language = translator().current
    done = car.state is CampaignState.DONE
    return (
        join(car.plate, car.name),
        car.vin,
        state_cell(car.state),
        language(car.how.label) if car.how else language(N_("from vehicle records only")),
        car.owner or "",
        language.formats.cell_day(car.done_on) if car.done_on else "",
        car.order_no or (language(N_("elsewhere")) if done else ""),
    )
