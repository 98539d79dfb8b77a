"""The parts that screens are built from; import them from here. What few pages have is loaded when it is asked for."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.named import later
from lifecycle_desk.desktop.look.parts.boxes import Columns, EqualGrid, Rail, Scroll, SideScroll, column, row, wrap
from lifecycle_desk.desktop.look.parts.buttons import Button, IconButton, NameLink, WithheldButton
from lifecycle_desk.desktop.look.parts.cards import Card, Fact, InfoBar, Pair, facts_strip
from lifecycle_desk.desktop.look.parts.chips import Avatar, Chip, ChipLines, FilterChip, Plate, Vin
from lifecycle_desk.desktop.look.parts.empty import EmptyPage
from lifecycle_desk.desktop.look.parts.fitted import Fitted
from lifecycle_desk.desktop.look.parts.floating import Floating, Scrim, Toast
from lifecycle_desk.desktop.look.parts.labels import Label, PageTitle, SectionTitle, WholeOrNothing
from lifecycle_desk.desktop.look.parts.line_edit import LineEdit
from lifecycle_desk.desktop.look.parts.painted import Backdrop, Divider, Glyph, Painted, PaintedButton

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.parts.bars import Steps, StickyBar
    from lifecycle_desk.desktop.look.parts.choices import CheckField, ChoiceField
    from lifecycle_desk.desktop.look.parts.controls import CheckBox, Choice, TextEdit
    from lifecycle_desk.desktop.look.parts.fields import Field, LineField, ReadField, TextField, TypedField
    from lifecycle_desk.desktop.look.parts.sections import SectionChip, Sections
    from lifecycle_desk.desktop.look.parts.signature import SignaturePad
    from lifecycle_desk.desktop.look.parts.stack import Stack
    from lifecycle_desk.desktop.look.parts.stats import Due, DueStrip, Stat, stats_strip
else:
    __getattr__ = later(
        __name__,
        bars="Steps StickyBar",
        choices="CheckField ChoiceField",
        controls="CheckBox Choice TextEdit",
        fields="Field LineField ReadField TextField TypedField",
        sections="SectionChip Sections",
        signature="SignaturePad",
        stack="Stack",
        stats="Due DueStrip Stat stats_strip",
    )

__all__ = [
    "Avatar",
    "Backdrop",
    "Button",
    "Card",
    "CheckBox",
    "CheckField",
    "Chip",
    "ChipLines",
    "Choice",
    "ChoiceField",
    "Columns",
    "Divider",
    "Due",
    "DueStrip",
    "EmptyPage",
    "EqualGrid",
    "Fact",
    "Field",
    "FilterChip",
    "Fitted",
    "Floating",
    "Glyph",
    "IconButton",
    "InfoBar",
    "Label",
    "LineEdit",
    "LineField",
    "NameLink",
    "PageTitle",
    "Painted",
    "PaintedButton",
    "Pair",
    "Plate",
    "Rail",
    "ReadField",
    "Scrim",
    "Scroll",
    "SectionChip",
    "SectionTitle",
    "Sections",
    "SideScroll",
    "SignaturePad",
    "Stack",
    "Stat",
    "Steps",
    "StickyBar",
    "TextEdit",
    "TextField",
    "Toast",
    "TypedField",
    "Vin",
    "WholeOrNothing",
    "WithheldButton",
    "column",
    "facts_strip",
    "row",
    "stats_strip",
    "wrap",
]
