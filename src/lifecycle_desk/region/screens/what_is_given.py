"""What a region is given of a dealer's records and what it never is, said before anybody gives anything."""

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Card, Glyph, Label, SectionTitle, column, row, wrap
from lifecycle_desk.region.rules.given_words import GIVEN, NEVER

ALWAYS, NOT = N_("What the region is given"), N_("What it is never given")


def what_is_given() -> Card:
    """Both lists, as the allow-list has them."""
    given = [_part(each.icon, "ink2", each.name, each.goes) for each in GIVEN]
    never = [_part("x", "ink3", each) for each in NEVER]
    return Card(column(SectionTitle(ALWAYS), *given, 6, SectionTitle(NOT), *never, gap=8, margins=(16, 12, 16, 14)))


def _part(icon: str, ink: t.Ink, name: str, goes: str = "") -> QWidget:
    said = [Label(name, "strong" if goes else "body", wrap=True)]
    if goes:
        said.append(Label(goes, "small", "ink2", wrap=True))
    mark = column(Glyph(icon, ink), None, gap=0, margins=(0, 2, 0, 0))
    return wrap(row(mark, (wrap(column(*said, gap=1)), 1), gap=10))
