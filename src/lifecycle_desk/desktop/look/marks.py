"""Small marks that rows and parts share: chip, plate, key, avatar, bar, sparkline."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPixmap, QPolygonF

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Align, Brush, Strip
from lifecycle_desk.desktop.look.theme import theme


def chip_width(words: str, icon: str = "", role: t.Role = "small") -> int:
    """How wide a chip gets."""
    beside = (18 if words else 14) if icon else 0
    return theme.width(words, role) + theme.u(13 + beside)


def chip(b: Brush, rect: QRect, words: str, tone: t.Tone = "neutral", icon: str = "", align: Align = "start") -> int:
    """A soft ground with the tone's ink, and an icon so that the colour never stands alone; gives its width."""
    ink, ground = b.c.tone(tone)
    box = _box(rect, chip_width(words, icon), theme.px(t.CHIP), align)
    b.fill(b.snap(box), ground, t.R_CHIP)
    inner = Strip(box.adjusted(theme.u(6), 0, -theme.u(6), 0))
    if icon:
        b.icon(inner.slot(14, 4), icon, ink, t.ICON_SMALL)
    b.text(inner.rest, words, "small", ink)
    return box.width()


def plate_width(words: str, role: t.Role = "strong") -> int:
    """How wide a number plate gets."""
    return theme.width(words, role) + theme.u(14)


def plate(b: Brush, rect: QRect, words: str, role: t.Role = "strong", align: Align = "start") -> int:
    """A number plate: framed, from left to right in every language; gives its width."""
    box = _box(rect, plate_width(words, role), theme.px(26 if role == "plate" else 20), align)
    b.frame(box, b.c.field_line, t.R_CHIP, ground=b.c.surface)
    b.text(box, words, role, b.c.ink, "centre", ltr=True, elide=box.width() < plate_width(words, role))
    return box.width()


THAI_VOWELS_BEFORE = "เแโใไ"  # written before the consonant that they are spoken after


def key_width(words: str) -> int:
    """How wide a key cap gets."""
    return theme.width(words, "caption") + theme.u(10)


def key(b: Brush, rect: QRect, words: str, align: Align = "end", colour: str = "") -> int:
    """A key cap; gives its width."""
    box = _box(rect, key_width(words), theme.u(17), align)
    b.frame(box, b.c.line, t.R_CHIP, ground=b.c.surface)
    b.text(box, words, "caption", colour or b.c.ink3, "centre", ltr=True, elide=False)
    return box.width()


def initials(name: str) -> str:
    """The letters that stand for a person: the first ones of the first two words, in Thai the first consonants."""
    words = [word.lstrip(THAI_VOWELS_BEFORE) or word for word in name.split()[:2]]
    return "".join(word[0] for word in words).upper()


def avatar(b: Brush, rect: QRect, initials: str, diameter: float = 22, tone: t.Tone = "neutral") -> None:
    """The initials of a person on a disc."""
    ink, ground = b.c.tone(tone)
    if tone == "neutral":
        ground = t.mix(b.c.ink3, b.c.surface, 0.22)
    b.disc(rect, ground, theme.u(diameter))
    b.text(rect, initials, "caption", ink, "centre", elide=False)


def face(b: Brush, rect: QRect, picture: QPixmap, diameter: float = 22) -> None:
    """The picture of a person on a disc: its middle, whatever its shape."""
    side, shown = round(theme.u(diameter)), min(picture.width(), picture.height())
    disc = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)
    path = QPainterPath()
    path.addEllipse(disc)
    b.p.save()
    b.p.setClipPath(path)
    middle = QRect((picture.width() - shown) // 2, (picture.height() - shown) // 2, shown, shown)
    b.p.drawPixmap(disc, picture, middle)
    b.p.restore()


def bar(b: Brush, rect: QRect, share: float, colour: str, height: float = 4) -> None:
    """A share from 0 to 1 of a track, filled from the start."""
    high = theme.u(height)
    track = QRect(rect.x(), rect.center().y() - high // 2, rect.width(), high)
    b.fill(track, b.c.line, high / 2)
    done = Strip(track).lead(max(high, round(track.width() * min(1.0, max(0.0, share)))))
    if share > 0:
        b.fill(done, colour, high / 2)


def stage_disc(b: Brush, rect: QRect, stage: t.Stage | None, icon: str, diameter: float = 26) -> None:
    """The disc of a stage with its icon; without a stage it is neutral."""
    ink, soft = b.c.tone(stage or "neutral")
    b.disc(rect, soft, theme.u(diameter))
    b.icon(rect, icon, ink, diameter * 0.58)


def sparkline(b: Brush, rect: QRect, values: Sequence[float], colour: str) -> None:
    """A run of values without axes; time runs from left to right in every language."""
    if len(values) < 2:  # noqa: PLR2004 (a line has two ends)
        return
    low, high = min(values), max(values)
    step, span = rect.width() / (len(values) - 1), (high - low) or 1
    points = [
        QPointF(rect.left() + i * step, rect.bottom() - (value - low) / span * rect.height())
        for i, value in enumerate(values)
    ]
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    b.p.setPen(QPen(QColor(t.mix(colour, b.c.surface, 0.75)), 1.5, Qt.PenStyle.SolidLine, cap, join))
    b.p.setBrush(Qt.BrushStyle.NoBrush)
    b.p.drawPolyline(QPolygonF(points))
    b.p.setPen(Qt.PenStyle.NoPen)
    b.p.setBrush(QColor(colour))
    b.p.drawEllipse(points[-1], 2.5, 2.5)


SHADE = 24  # room round a floating surface for its shadow


def shadow(b: Brush, box: QRectF, radius: float) -> None:
    """Eighteen faint sheets, each a little larger: a graphics effect would draw the whole widget through a pixmap."""
    sheets, reach = 18, 18
    shade = QColor(0, 0, 0)
    shade.setAlphaF(0.030 if b.c.dark else 0.0085)
    b.p.setPen(Qt.PenStyle.NoPen)
    b.p.setBrush(shade)
    for i in range(sheets):
        spread = reach * (i / sheets) ** 1.6
        grown = box.adjusted(-spread, 5 - spread, spread, 5 + spread)
        b.p.drawRoundedRect(grown, radius + spread, radius + spread)


def _box(rect: QRect, width: int, height: int, align: Align) -> QRect:
    strip = Strip(rect)
    width = min(width, strip.room)
    leads = align == "start" or (align == "figure" and theme.rtl)
    across = strip.lead(width) if leads else strip.trail(width)
    return QRect(across.x(), rect.y() + (rect.height() - height) // 2, width, height)
