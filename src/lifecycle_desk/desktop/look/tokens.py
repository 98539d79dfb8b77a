"""Every value of the visual language: colours, type, space and what each script needs; no Qt here."""

from dataclasses import dataclass
from typing import Literal

type Stage = Literal["sale", "charging", "service", "transfer", "recycling"]
type Tone = Literal["neutral", "accent", "danger", "warn", "ok"] | Stage
type Ink = Literal["ink", "ink2", "ink3", "disabled", "accent", "on_accent", "danger", "warn", "ok"] | Stage
type Ground = Literal["frame", "page", "surface", "sunken", "hover", "selected", "accent_soft"]
type Role = Literal[
    "caption",
    "small",
    "small-strong",
    "body",
    "medium",
    "strong",
    "read",
    "section",
    "plate",
    "title",
    "figure",
    "mono",
    "mono-big",
]


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; every colour is #RRGGBB, the scrim #AARRGGBB."""

    dark: bool
    frame: str  # sidebar and top bar
    page: str  # behind the cards
    surface: str  # cards, tables, fields
    sunken: str  # table heads, read-only fields
    hover: str
    selected: str
    line: str  # hairlines
    field_line: str  # the edge of what one can type in, 3:1
    ink: str  # what one reads
    ink2: str  # what explains it
    ink3: str  # labels, units, hints; still 4.5:1
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    warn_mark: str  # bars and dots, 3:1; never text
    ok: str
    ok_soft: str
    scrim: str
    sale: str
    charging: str
    service: str
    transfer: str
    recycling: str

    def ink_of(self, name: Ink) -> str:
        """The colour of an ink by its name."""
        found: str = getattr(self, name)
        return found

    def ground(self, name: Ground) -> str:
        """The colour of a ground by its name."""
        found: str = getattr(self, name)
        return found

    def tone(self, name: Tone) -> tuple[str, str]:
        """Ink and soft ground of a tone: a status, a stage, the accent, or neutral."""
        match name:
            case "neutral":
                return self.ink2, self.sunken
            case "accent":
                return self.accent, self.accent_soft
            case "danger":
                return self.danger, self.danger_soft
            case "warn":
                return self.warn, self.warn_soft
            case "ok":
                return self.ok, self.ok_soft
        ink = self.ink_of(name)
        return ink, mix(ink, self.surface, 0.20 if self.dark else 0.11)

    def mark(self, name: Tone) -> str:
        """The colour of a bar or dot in a tone; stronger than text needs for warnings, quieter for neutral."""
        return {"warn": self.warn_mark, "neutral": self.ink3}.get(name) or self.tone(name)[0]


LIGHT = Colours(
    dark=False,
    frame="#EFF1F4",
    page="#F7F8FA",
    surface="#FFFFFF",
    sunken="#F0F2F5",
    hover="#F3F5F8",
    selected="#EAEFFC",
    line="#E1E4EA",
    field_line="#868F9F",
    ink="#161A22",
    ink2="#444C5A",
    ink3="#5F6878",
    disabled="#A3AAB7",
    accent="#2C4FC4",
    accent_hover="#2342A8",
    on_accent="#FFFFFF",
    accent_soft="#E7ECFB",
    danger="#B3231A",
    danger_soft="#FCEBE9",
    warn="#855000",
    warn_soft="#FCF0D6",
    warn_mark="#C97A05",
    ok="#176C3D",
    ok_soft="#E2F3E9",
    scrim="#5A161A22",
    sale="#0B67A3",
    charging="#0A7568",
    service="#A84A10",
    transfer="#8F3585",
    recycling="#596710",
)
DARK = Colours(
    dark=True,
    frame="#121419",
    page="#171A20",
    surface="#1E2229",
    sunken="#262B34",
    hover="#252A33",
    selected="#262E4B",
    line="#2F3540",
    field_line="#6F7889",
    ink="#EBEDF1",
    ink2="#BAC1CD",
    ink3="#969EAE",
    disabled="#5C6473",
    accent="#9DB0FF",
    accent_hover="#B5C3FF",
    on_accent="#11183A",
    accent_soft="#27315A",
    danger="#FF9A8E",
    danger_soft="#3E2020",
    warn="#F0C064",
    warn_soft="#382C14",
    warn_mark="#D9A23A",
    ok="#7CD6A0",
    ok_soft="#173325",
    scrim="#99000000",
    sale="#63B6F2",
    charging="#45C9B6",
    service="#F29D61",
    transfer="#E292DA",
    recycling="#B6C462",
)

# The icon of each stage; always shown with its word or its tooltip, never its colour alone.
STAGES: dict[Stage, str] = {
    "sale": "key",
    "charging": "bolt",
    "service": "tool",
    "transfer": "arrows-exchange",
    "recycling": "recycle",
}

SPACES = (4, 8, 12, 16, 24, 32)
PAGE_MARGIN, CARD_MARGIN, CARD_GAP, COLUMN_GAP = 24, 16, 12, 16
PAGE_END = 16  # px below what a page holds; what scrolls reaches to the very end, or to the bar there
FIELD_GAP = 4  # between the rows of a form, besides what its fields have below themselves
R_CHIP, R_CONTROL, R_CARD, R_DIALOG = 4, 6, 8, 12
CONTROL, ROW, ROW_TWO, HEAD, FILTER, CHIP = 30, 32, 46, 28, 26, 20
TOP_BAR, STICKY_BAR, SIDEBAR, SIDEBAR_NARROW, SCROLL = 48, 56, 224, 56, 10
RAIL, RAIL_LEAST = 320, 280
ICON, ICON_SMALL, ICON_STROKE = 16, 14, 1.75


@dataclass(frozen=True, slots=True)
class Type:
    """One role of text: height in pixels, weight, and whether it is set in the typewriter face."""

    px: int
    weight: int
    mono: bool = False


TYPE: dict[Role, Type] = {
    "caption": Type(11, 500),
    "small": Type(12, 400),
    "small-strong": Type(12, 600),
    "body": Type(13, 400),
    "medium": Type(13, 500),
    "strong": Type(13, 600),
    "read": Type(14, 400),
    "section": Type(14, 600),
    "plate": Type(14, 600),
    "title": Type(20, 600),
    "figure": Type(26, 600),
    "mono": Type(12, 400, mono=True),
    "mono-big": Type(13, 500, mono=True),
}


@dataclass(frozen=True, slots=True)
class Script:
    """The needs of a script: pixels added to text below `title`, line height, pixels added to each line of a row."""

    grow: int
    line: float
    row: int
    rtl: bool = False


LATIN = Script(grow=0, line=1.45, row=0)
SCRIPTS: dict[str, Script] = {
    "zh": Script(grow=0, line=1.60, row=2),
    "th": Script(grow=1, line=1.65, row=4),
    "ar": Script(grow=1, line=1.65, row=4, rtl=True),
}

# Bundled, TrueType outlines (CFF ones look bold on dark under FreeType); names and places come in any script.
_GUESTS = "Hebrew Devanagari Bengali Tamil Malayalam Sinhala Khmer Lao Myanmar Georgian Armenian Ethiopic"
FAMILIES = (
    "Desk Sans",
    "Desk Arabic",
    "Desk Thai",
    "Desk Han",
    "Desk Hangul",
    *(f"Noto Sans {guest}" for guest in _GUESTS.split()),
    "Droid Sans Fallback",
)
MONO_FAMILIES = ("JetBrains Mono", *FAMILIES)


def script(language: str) -> Script:
    """The needs of the script in which a language (a code like zh_CN) is written."""
    return SCRIPTS.get(language.partition("_")[0], LATIN)


def _rgb(value: str) -> tuple[int, int, int]:
    value = value.removeprefix("#")[-6:]
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)


def mix(top: str, ground: str, share: float) -> str:
    """A colour laid over another with a share from 0 to 1."""
    pairs = zip(_rgb(top), _rgb(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


_DARKEST = 0.04045  # up to here sRGB is linear


def _luminance(value: str) -> float:
    parts = [part / 255 for part in _rgb(value)]
    red, green, blue = (p / 12.92 if p <= _DARKEST else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)
