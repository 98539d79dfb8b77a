"""What can be done with the rows of a list: declared once, offered by its menu, its buttons and the palette alike."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import QPoint

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import KeyGroup, KeyOffer, listen
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.permits import Named, right_of

if TYPE_CHECKING:
    from lifecycle_desk.desktop.long_table import LongTable

OPEN_KEYS, COPY_KEYS, SELECT_ALL_KEYS = "Enter", "Ctrl+C", "Ctrl+A"  # the view itself listens to them
OPEN, COPY, SELECT_ALL = N_("Open"), N_("Copy"), N_("Select all")
CHOSEN, LIST = N_("Selected rows"), C_("menu", "List")
EXPORTS = {"xlsx": N_("Export as Excel workbook…"), "csv": N_("Export as CSV…")}
MOST_ROWS = 1_000  # rows that something is done with at once


@dataclass(frozen=True, kw_only=True, slots=True)
class ListAction[Row]:
    """Something that is done with the row that one stands on, or with all that are chosen where `many`.

    `keys` does it wherever the page has the keyboard; whoever lacks the `right` is not offered it.
    """

    words: str
    icon: str
    run: Callable[[AppContext, Sequence[Row]], object]
    keys: str = ""
    many: bool = False
    right: Named | None = None


def copy_chosen(table: "LongTable[Any]") -> None:
    """Copy the chosen rows with their heads; who may not export is told so."""
    if not table.app.permits.lets(EXPORT):
        return
    from lifecycle_desk.desktop import list_export  # what writes files waits until somebody asks for one

    list_export.copy_chosen(table)


def ask_to_export(table: "LongTable[Any]", form: str) -> None:
    """Ask where to, and write what is shown, or the rows that are chosen where there are several."""
    if not table.app.permits.lets(EXPORT):
        return
    from lifecycle_desk.desktop import list_export

    list_export.ask_to_export(table, "csv" if form == "csv" else "xlsx")


class ListActions(KeyOffer):
    """The actions of one table: what is offered for the rows that are chosen, and how it is done with them."""

    def __init__(self, table: "LongTable[Any]", actions: Sequence[ListAction[Any]], opens: str) -> None:
        super().__init__(table)
        self._table, self.opens = table, opens
        self._rights: dict[Named, bool] = {}
        self.offered = tuple(actions)
        self._buttons: tuple[Button, ...] = ()
        table.app.permits.watch([EXPORT])

    def beside(self, *buttons: Button) -> None:
        """Offer what buttons of the page do with the rows that are chosen, as far as they offer it themselves."""
        self._buttons = buttons

    def _pressable(self) -> list[Button]:
        """The buttons that somebody with a mouse could press now."""
        return [each for each in self._buttons if not each.isHidden() and each.isEnabled()]

    def listen(self, *but: ListAction[Any]) -> None:
        """Listen to the keys of all actions but those whose button does so."""
        for each in self.offered:
            if each.keys and each not in but:
                listen(self._table, each.keys, each.words, partial(self.do, each), group=KeyGroup.LISTS)

    @override
    def key_words(self) -> Iterator[tuple[str, str]]:
        yield from ((OPEN_KEYS, self.opens), (COPY_KEYS, COPY), (SELECT_ALL_KEYS, SELECT_ALL))

    def button(self, action: ListAction[Any], **look: Any) -> Button:
        """A button that does an action, by its key too."""
        made = Button(action.words, icon=action.icon, keys=action.keys, **look)
        made.clicked.connect(lambda: self.do(action))
        return made

    def may(self, user: UserSession) -> Iterable[ListAction[Any]]:
        """The actions that somebody has the right to."""
        for each in self.offered:
            if each.right is None:
                yield each
                continue
            if each.right not in self._rights:
                self._rights[each.right] = user.may(right_of(each.right))
            if self._rights[each.right]:
                yield each

    def do(self, action: ListAction[Any]) -> None:
        """Do something with the rows that are chosen; they are read where nobody waits."""
        table = self._table
        here = table.current_key()
        keys = table.chosen_keys(MOST_ROWS) if action.many else []
        keys = keys or ([] if here is None else [here])
        listing = table.long.listing

        def rows() -> list[Any]:
            found = listing.rows(keys)
            return [found[key] for key in keys if key in found]

        table.app.run_query(rows, partial(self._came, action, keys))

    def _came(self, action: ListAction[Any], keys: Sequence[int], rows: Sequence[Any]) -> None:
        if rows:
            self._table.place.mean(keys)
            action.run(self._table.app, rows)

    def commands(self) -> list[PaletteCommand]:
        """The same for the palette."""
        own = [
            PaletteCommand(each.words, each.icon, _called(partial(self.do, each)), each.keys)
            for each in self.may(self._table.app.user)
        ]
        pressed = [
            PaletteCommand(each.text(), each.picture, _called(each.click), each.keys) for each in self._pressable()
        ]
        export = [
            PaletteCommand(words, "file-export", _called(partial(ask_to_export, self._table, form)), right=EXPORT)
            for form, words in EXPORTS.items()
        ]
        return [*own, *pressed, *export]

    def pop_up(self, at: QPoint) -> None:
        """Show what is offered for the rows that are chosen."""
        table, count = self._table, self._table.count_chosen()
        if not table.long.rowCount():
            return
        menu, one, withheld = Menu(table), count <= 1, table.app.permits.reason(EXPORT)
        menu.group(CHOSEN)
        menu.offer(self.opens, table.open_current, keys=OPEN_KEYS, enabled=one)
        for each in self.may(table.app.user):
            enabled = one or each.many
            menu.offer(each.words, partial(self.do, each), icon_name=each.icon, keys=each.keys, enabled=enabled)
        for button in self._pressable():
            menu.offer(PlainText(button.text()), button.click, icon_name=button.picture, keys=button.keys)
        menu.offer(COPY, lambda: copy_chosen(table), icon_name="copy", keys=COPY_KEYS, withheld=withheld)
        menu.group(LIST)
        menu.offer(SELECT_ALL, table.selectAll, keys=SELECT_ALL_KEYS)
        for form, words in EXPORTS.items():
            menu.offer(words, partial(ask_to_export, table, form), icon_name="file-export", withheld=withheld)
        menu.popup(at)


def _called(call: Callable[[], object]) -> Callable[[AppContext], object]:
    """A call as the palette makes it."""
    return lambda _: call()
