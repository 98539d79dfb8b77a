"""Icons: outlines from one set, drawn at the very pixels of the screen in a colour of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lifecycle_desk.base.resources import resource
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.theme import theme

# These point along the reading direction. Check marks, clocks, media and pencils, held in a hand, do not turn.
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "arrow-back-up",
        "arrow-forward-up",
        "chevron-left",
        "chevron-right",
        "clipboard-list",
        "corner-down-left",
        "door-enter",
        "external-link",
        "file-export",
        "file-import",
        "file-text",
        "help",
        "list",
        "list-check",
        "logout",
        "message",
        "notes",
        "send",
        "sort-ascending",
        "sort-descending",
        "speakerphone",
        "truck-delivery",
    }
)
_RATIOS = (1, 1.25, 1.5, 2, 3)


@lru_cache(maxsize=256)
def svg(name: str) -> str:
    """The drawing of an icon; `shield-check*` is the filled form, for 14 px, where an outlined shield dissolves."""
    folder = "filled" if name.endswith("*") else "outline"
    return resource(f"icons/{folder}/{name.removesuffix('*')}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: int = t.ICON, ratio: float = 1.0) -> QPixmap:
    """An icon in a colour, `size` logical pixels high, for a screen of that device pixel ratio."""
    return _pixmap(name, colour, size, ratio, theme.rtl and name.removesuffix("*") in MIRRORED)


@lru_cache(maxsize=2048)
def _pixmap(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:  # noqa: FBT001 (a key of the cache)
    stroke = f'stroke-width="{t.ICON_STROKE}"'
    text = svg(name).replace("currentColor", colour).replace('stroke-width="2"', stroke)
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(size, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def icon(name: str, ink: t.Ink = "ink2", size: int = t.ICON) -> QIcon:
    """An icon where Qt wants a QIcon, in the colours of now: set it again when `theme.changed` tells."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, theme.c.ink_of(ink), theme.u(size), ratio))
        made.addPixmap(pixmap(name, theme.c.disabled, theme.u(size), ratio), QIcon.Mode.Disabled)
    return made
