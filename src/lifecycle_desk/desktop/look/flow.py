"""Running text: wrapped, with the line height of the script, which QLabel does not know."""

import re
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from lifecycle_desk.base.isolates import FSI, LRI, PDI, RLI, shown_in_order
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import right_to_left
from lifecycle_desk.desktop.look.thai_lines import LINE_END, ended
from lifecycle_desk.desktop.look.theme import MEASURED, theme

BETWEEN, BINDS, JOINS = " · ", "\u00a0", "\u2060"
ENDS = f"{BINDS}·"  # what parts two texts stays with the first, and goes where a line would end in it
SHORT = 15  # letters of a text in a row that stands whole in its line: “or 150,000 km”, “43 sessions”
# A date of two calendars, as fields echo it: “Mon 30 Nov 2026 09:00 / BE 2569”, “… 1448 AH / 30 Nov 2026”.
DOUBLED = re.compile(
    r"(?P<date>[^/]*(?<!\d)\d{4}(?!\d)[^/]*?)(?P<clock> \d\d[.:]\d\d)? / (?P<other>[^/]*(?<!\d)\d{4}(?!\d)[^/:]*)"
)
BESIDE = " / "
_UNSEEN = re.compile(f"[{JOINS}{LINE_END}{LRI}{RLI}{FSI}{PDI}]")  # what is added to a text before it is laid out
CLOSE = 6  # px to which the narrowest room for two lines is looked for
LONGEST_DATE = 80  # letters of a date in two calendars
# A Chinese date may be broken after each of its signs, and read as another: “2026年11月 / 30日”.
CHINESE = re.compile(
    r"[佛回]历\d+(?!\d*年)|(?:[佛回]历)?\d+年(?:\d+月(?:\d+日)?)?(?:周[一二三四五六日])?|\d+月\d+日(?:周[一二三四五六日])?"
)

# Numbers of parts, orders and claims: Qt breaks after each hyphen, and “BF-” alone is another part.
CODE = re.compile(r"(?<![\w-])(?=[A-Z-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+(?![\w-])", re.ASCII)


def draw(painter: QPainter, rect: QRect, words: str, role: t.Role, colour: str, *, centred: bool = False) -> None:
    """Draw wrapped text from the top of a rectangle."""
    painter.setPen(QColor(colour))
    for layout, top in _paragraphs(words, role, rect.width(), theme.script, theme.scale, centred):
        layout.draw(painter, QPointF(rect.left(), rect.top() + top))


def height(words: str, role: t.Role, width: int) -> int:
    """How high wrapped text gets in a width."""
    return _height(words, role, width, theme.script, theme.scale)


@lru_cache(maxsize=8192)  # as often asked for as the width of a line, and in as many widths as a layout tries
def _height(words: str, role: t.Role, width: int, script: t.Script, scale: float) -> int:
    laid = _paragraphs(words, role, width, script, scale, False)
    return sum(max(1, layout.lineCount()) for layout, _ in laid) * pitch(role)


def split(words: str, role: t.Role, width: int) -> tuple[str, str]:
    """The first line of wrapped text in a width, and all that follows it."""
    first = _paragraphs(words, role, width, theme.script, theme.scale, False)[0][0]
    if first.lineCount() < 2:  # noqa: PLR2004 (nothing follows the only line)
        return words, ""
    line = first.lineAt(0)
    laid = first.text()[: line.textStart() + line.textLength()]
    end = _as_far_as(words, len(_UNSEEN.sub("", laid)))
    return words[:end].rstrip(), words[end:].removeprefix(BETWEEN).removeprefix(BESIDE).lstrip()


def in_two_lines(words: str, role: t.Role) -> int:
    """The narrowest width, but for a few px, in which words stand whole in two lines."""
    return _in_two_lines(words, role, theme.script, theme.scale) if words else 0


@lru_cache(maxsize=512)
def _in_two_lines(words: str, role: t.Role, _script: t.Script, _scale: float) -> int:
    wide = theme.width(words, role)
    narrow = wide // 2
    while wide - narrow > CLOSE:
        middle = (narrow + wide) // 2
        _, rest = split(words, role, middle)
        narrow, wide = (narrow, middle) if theme.width(rest, role) <= middle else (middle, wide)
    return wide


def _as_far_as(words: str, letters: int) -> int:
    """Where so many letters of a text end, with the signs that close an isolate there."""
    at = 0
    while at < len(words) and (letters or words[at] == PDI):
        letters -= not _UNSEEN.match(words[at])
        at += 1
    return at


def pitch(role: t.Role) -> int:
    """The distance from line to line."""
    return _pitch(role, theme.script, theme.scale)


@lru_cache(maxsize=256)
def _pitch(role: t.Role, script: t.Script, _scale: float) -> int:
    """The same, remembered: each text asks for it several times when a page is laid out."""
    return round(theme.font(role).pixelSize() * script.line)


@lru_cache(maxsize=512)
def _paragraphs(
    words: str,
    role: t.Role,
    width: int,
    _script: t.Script,
    _scale: float,
    centred: bool,  # noqa: FBT001 (all are the key of the cache)
) -> list[tuple[QTextLayout, int]]:
    """Each paragraph laid out, with its distance from the top."""
    laid, top, step = [], 0, pitch(role)
    for paragraph in shown_in_order(words).split("\n"):
        forms = [_laid(each, role, width, step, centred=centred) for each in _bound(paragraph, role, width)]
        layout = min(forms, key=QTextLayout.lineCount)  # what is bound may not take a line more
        laid.append((layout, top))
        top += max(1, layout.lineCount()) * step
    return laid


MEASURED.extend((_height.cache_clear, _in_two_lines.cache_clear, _paragraphs.cache_clear))


def _laid(paragraph: str, role: t.Role, width: int, step: int, *, centred: bool) -> QTextLayout:
    layout = _broken(ended(paragraph, theme.font(role), width), role, width, step, centred=centred)
    return _broken(bare, role, width, step, centred=centred) if (bare := _unparted(layout)) else layout


def _unparted(layout: QTextLayout) -> str:
    """The text of a layout without what parts texts where a line ends; empty where no line ends in it.

    What parts two says nothing where one line ends and another begins.
    """
    text = layout.text()
    if ENDS not in text or layout.lineCount() < 2:  # noqa: PLR2004 (no line follows)
        return ""
    starts = [layout.lineAt(at).textStart() for at in range(layout.lineCount())]
    lines = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    bare = [each.rstrip(f" {LINE_END}") for each in lines[:-1]]
    if not any(each.endswith(ENDS) for each in bare):
        return ""
    cut = (each.removesuffix(ENDS) + LINE_END if each.endswith(ENDS) else "" for each in bare)
    return "".join((*(short or line for short, line in zip(cut, lines, strict=False)), lines[-1]))


def _broken(paragraph: str, role: t.Role, width: int, step: int, *, centred: bool) -> QTextLayout:
    layout = QTextLayout(paragraph, theme.font(role))
    layout.setTextOption(_option(paragraph, centred=centred))
    layout.beginLayout()
    line, y = layout.createLine(), 0.0
    while line.isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y + (step - line.height()) / 2))
        y += step
        line = layout.createLine()
    layout.endLayout()
    return layout


def _bound(paragraph: str, role: t.Role, width: int) -> list[str]:
    """A paragraph as it is best broken, then as it may be: of texts in a row no line begins with what parts two.

    Best no short one is broken either. A space that binds is as wide as another, and what joins has no width.
    """
    dated = _coded(_dated(paragraph, role, width), role, width)
    if BETWEEN not in dated:
        return [dated]
    parts, parting = dated.split(BETWEEN), f"{ENDS} "
    best = parting.join(each.replace(" ", BINDS) if len(each) <= SHORT else each for each in parts)
    return [best, parting.join(parts)]


def _dated(paragraph: str, role: t.Role, width: int) -> str:
    """A paragraph in which no date is broken that has room in a line: one that is wider would break amid a word.

    One of two calendars stands in a line, or in two: the day with its time, and the year or the day of the other. What
    parts them goes where a line ends there. In a narrow place the time stands with the other, or alone.
    """
    if len(paragraph) < LONGEST_DATE and BESIDE in paragraph and (found := DOUBLED.fullmatch(paragraph)):
        whole, date, other = paragraph, found["date"], found["other"]
        clock = (found["clock"] or "").strip()
        forms = [(whole,), (date + (found["clock"] or ""), other), (date, clock + BESIDE + other), (date, clock, other)]
        for lines in forms if clock else forms[:2]:
            if all(theme.width(each, role) < width for each in lines):  # Qt counts parts of a pixel too
                return LINE_END.join(_in_one(each) for each in lines)
    return CHINESE.sub(lambda date: JOINS.join(date[0]) if theme.width(date[0], role) <= width else date[0], paragraph)


def _coded(paragraph: str, role: t.Role, width: int) -> str:
    """A paragraph in which no code is broken that has room in a line."""

    def whole(code: re.Match[str]) -> str:
        return code[0].replace("-", f"-{JOINS}") if theme.width(code[0], role) <= width else code[0]

    return CODE.sub(whole, paragraph) if "-" in paragraph else paragraph


def _in_one(line: str) -> str:
    """A line that breaks nowhere, also not between the signs of a Chinese date."""
    return CHINESE.sub(lambda date: JOINS.join(date[0]), line).replace(" ", BINDS)


def _option(paragraph: str, *, centred: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    right = right_to_left(paragraph)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if theme.rtl else Qt.AlignmentFlag.AlignLeft
    middle = Qt.AlignmentFlag.AlignHCenter
    option.setAlignment((middle if centred else side) | Qt.AlignmentFlag.AlignAbsolute)
    return option
