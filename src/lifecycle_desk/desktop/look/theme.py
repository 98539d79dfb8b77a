"""The theme that every painter asks: colours, fonts and measures of now; changed while the window is open."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import getCppPointer

from lifecycle_desk.desktop.look import fonts
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.rooms import Behind, belonging_to
from lifecycle_desk.desktop.look.sheet import sheet
from lifecycle_desk.desktop.translator import translator


class Theme(QObject):
    """Light or dark, the script of the language, and the size of text; all can change at any time."""

    changed = Signal()
    _new_sheet = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.c = t.LIGHT
        self._worn: tuple[t.Colours, float] | None = None  # the colours and the size that the application has by now
        self.script = t.LATIN
        self.scale = 1.0
        self.calm = False  # reduced motion: every duration is 0
        self._told = set[int]()
        self._behind = Behind()
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._tell_hidden)

    @property
    def rtl(self) -> bool:
        """Whether the interface reads from the right."""
        return self.script.rtl

    def px(self, height: float, lines: int = 1) -> int:
        """A height that grows with the script (Thai and Arabic need air in each line) and with the text size."""
        return round((height + self.script.row * lines) * self.scale)

    def u(self, width: float) -> int:
        """A width that grows with the text size only."""
        return round(width * self.scale)

    def ms(self, duration: int) -> int:
        """How long something may move."""
        return 0 if self.calm else duration

    def font(self, role: t.Role, *, tabular: bool = False) -> QFont:
        """The font of a role; `tabular` only for end-aligned columns of figures."""
        return _font(role, self.script.grow, self.scale, tabular)

    def metrics(self, role: t.Role, *, tabular: bool = False) -> QFontMetrics:
        """The metrics of a role's font."""
        return _metrics(role, self.script.grow, self.scale, tabular)

    def width(self, words: str, role: t.Role, *, tabular: bool = False) -> int:
        """How wide a line of text is."""
        return _width(words, role, self.script.grow, self.scale, tabular)

    def set_theme(self, *, dark: bool | None = None, scale: float | None = None, calm: bool | None = None) -> None:
        """Change what is given, for the whole open application."""
        self.c = self.c if dark is None else t.DARK if dark else t.LIGHT
        self.scale = self.scale if scale is None else scale
        self.calm = self.calm if calm is None else calm
        self._dress()

    @Slot()
    def follow_language(self) -> None:
        """Take the script of the language that is spoken now."""
        if fonts.load_first(translator().current.code):
            forget_measures()
        script = t.script(translator().current.code)
        if script != self.script:
            self.script = script
            self._dress()

    @Slot()
    def complete_fonts(self) -> None:
        """Load the fonts that the first picture could do without, and draw anew what may need them."""
        if fonts.load_rest():
            _font.cache_clear()
            _metrics.cache_clear()
            forget_measures()
            self._tell()

    def _dress(self) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        application.setFont(self.font("body"))
        QToolTip.setFont(self.font("small"))
        if (self.c, self.scale) != self._worn:
            self._wear_colours(application)
        self._tell()

    def _wear_colours(self, application: QApplication) -> None:
        """Give what Qt draws by itself the colours of now."""
        application.setPalette(palette(self.c))
        # A list paints Highlight under its delegates, and it shows in the seams at 150 %.
        lists: Any = "QAbstractItemView"  # the stub says bytes, the call takes only text
        application.setPalette(_list_palette(self.c), lists)
        QToolTip.setPalette(_tip_palette(self.c))
        self._new_sheet.emit(self._sheet)
        self._worn = self.c, self.scale

    @property
    def _sheet(self) -> str:
        return sheet(self.c, self.scale)

    def dress(self, window: QWidget) -> None:
        """Give a window the style sheet of now, and from now on each later one.

        Not the application: with a style sheet of its own, Qt tells every widget of a part of a change of style each
        time the part is put into another one, and more than half of the time in which a page is built goes into that.
        """
        window.setStyleSheet(self._sheet)
        self._new_sheet.connect(window.setStyleSheet)

    def catch_up(self, room: QWidget) -> None:
        """Tell a room what has changed while it was hidden."""
        if self._behind.catch_up(room):
            _tell_each([room, *room.findChildren(QWidget)])

    def _tell(self) -> None:
        """Tell what is seen at once, the hidden rest when the picture stands, and rooms when they are shown.

        Where all pages are built, nine in ten parts are hidden, and telling them takes longer than all the rest.
        """
        self._behind.fall_back()
        seen = list(_seen())
        _tell_each(seen)
        self._told = {_address(widget) for widget in seen}
        self.changed.emit()
        if QApplication.topLevelWidgets():
            self._rest.start()

    @Slot()
    def _tell_hidden(self) -> None:
        others = [each for each in self._behind.others() if isinstance(each, QWidget)]
        _tell_each([widget for widget in others if _address(widget) not in self._told])


def _seen() -> Iterator[QWidget]:
    """Every widget that is visible."""
    met = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    while met:
        widget = met.pop()
        yield widget
        inside = [each for each in belonging_to(widget) if isinstance(each, QWidget) and not each.isWindow()]
        met += [each for each in inside if each.isVisible()]


def _tell_each(widgets: Collection[QWidget]) -> None:
    for widget in widgets:  # first: who hears of the change may look at how its neighbours lie
        if grow := getattr(widget.layout(), "grow", None):
            grow()
    for widget in widgets:
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _address(widget: QWidget) -> int:
    return getCppPointer(widget)[0]


theme = Theme()
_AFTER_FIRST_PICTURE = 1_000  # ms, on a machine that is busy too


def apply_style(application: QApplication, *, dark: bool = False, scale: float = 1.0, calm: bool = False) -> None:
    """Give an application its look; from then on it follows the language and `theme.wear`."""
    application.setStyle("Fusion")
    fonts.load_first(translator().current.code)
    theme.script = t.script(translator().current.code)
    theme.set_theme(dark=dark, scale=scale, calm=calm)
    translator().spoken.connect(theme.follow_language, Qt.ConnectionType.UniqueConnection)  # dressing again adds none
    QTimer.singleShot(_AFTER_FIRST_PICTURE, theme.complete_fonts)


@lru_cache(maxsize=256)
def _font(role: t.Role, grow: int, scale: float, tabular: bool) -> QFont:  # noqa: FBT001 (a key of the cache)
    kind = t.TYPE[role]
    font = QFont()
    font.setFamilies(list(t.MONO_FAMILIES if kind.mono else t.FAMILIES))
    grown = grow if not kind.mono and kind.px < t.TYPE["title"].px else 0
    font.setPixelSize(round((kind.px + grown) * scale))
    font.setWeight(QFont.Weight(kind.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # even spacing at 125 and 150 %
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)  # in running text it pulls RO-2026-1184 apart
    return font


@lru_cache(maxsize=256)
def _metrics(role: t.Role, grow: int, scale: float, tabular: bool) -> QFontMetrics:  # noqa: FBT001 (a key of the cache)
    return QFontMetrics(_font(role, grow, scale, tabular))


@lru_cache(maxsize=8192)  # a layout asks for the same words dozens of times, and shaping them is what it costs
def _width(words: str, role: t.Role, grow: int, scale: float, tabular: bool) -> int:  # noqa: FBT001 (a key of the cache)
    return _metrics(role, grow, scale, tabular).horizontalAdvance(words)


MEASURED: list[Callable[[], None]] = [_width.cache_clear]  # how to forget what was measured


def forget_measures() -> None:
    """Forget all that was measured without the fonts that have come."""
    for forget in MEASURED:
        forget()


def palette(c: t.Colours) -> QPalette:
    """The colours for all that Qt draws by itself."""
    role, group, made = QPalette.ColorRole, QPalette.ColorGroup, QPalette()
    for each, value in {
        role.Window: c.page,
        role.WindowText: c.ink,
        role.Base: c.surface,
        role.AlternateBase: c.sunken,
        role.Text: c.ink,
        role.Button: c.surface,
        role.ButtonText: c.ink,
        role.BrightText: c.danger,
        role.PlaceholderText: c.ink3,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.ToolTipBase: c.ink,
        role.ToolTipText: c.surface,
        role.Light: c.surface,
        role.Midlight: c.sunken,
        role.Mid: c.line,
        role.Dark: c.field_line,
        role.Shadow: "#000000",
    }.items():
        made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, each, QColor(c.disabled))
    return made


def _list_palette(c: t.Colours) -> QPalette:
    made = palette(c)
    made.setColor(QPalette.ColorRole.Highlight, QColor(c.selected))
    made.setColor(QPalette.ColorRole.HighlightedText, QColor(c.ink))
    return made


def _tip_palette(c: t.Colours) -> QPalette:
    made = palette(c)
    made.setColor(QPalette.ColorRole.ToolTipBase, QColor(c.ink))
    made.setColor(QPalette.ColorRole.ToolTipText, QColor(c.surface))
    return made
