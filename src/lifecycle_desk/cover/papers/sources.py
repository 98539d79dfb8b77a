"""What papers say of terms whose source is weak: the parts whose answer rests on one, in a note below them."""

from collections.abc import Iterator, Sequence

from lifecycle_desk.base.objections import N_
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Muted, Paragraphs
from lifecycle_desk.paper.flow import Block

UNCONFIRMED = N_("The source of these terms is still to be verified: %(parts)s.")


def unconfirmed(parts: Sequence[PartGroup], language: Language) -> Iterator[Block]:
    """The note below covers; none where every answer rests on a source that was confirmed."""
    if parts:
        listed = language.formats.listed([language(each.label) for each in parts])
        yield Paragraphs(Muted(language(UNCONFIRMED, parts=listed)))
