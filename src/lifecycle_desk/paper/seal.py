"""The proof of a paper: its claims, and the seal that is drawn at its end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import N_
from lifecycle_desk.paper.blocks import Beside, QrCode
from lifecycle_desk.paper.contents import Code, Compositor, Muted, Strong
from lifecycle_desk.paper.flow import Block, Strip, together
from lifecycle_desk.paper.signatures import Signatures

SIDE = 86.0  # points; 53 to 69 modules, each wide enough for the camera of a telephone
BY_WHOM = N_("Signed by %(dealer)s, key %(fingerprint)s.")
HOW_TO_CHECK = N_("Scan to verify this document, or check it with the dealer’s public key.")


SHARES = 2.0, 3.0  # of the width: what signatures and the seal have side by side


@dataclass(frozen=True, slots=True)
class Proves:
    """The claims that a paper can prove when it is issued; one that proves nothing is a draft or a form.

    `facts` are few, short and plain, under stable English names ({"km": 45210}); no personal data: the code lies open.
    `prefix` begins the paper's number where it has none of its own.
    """

    vin: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of an issue: the code's text, the same in letters, and who signs."""

    code: str
    line: str
    number: str
    issue: int
    dealer: str
    fingerprint: str

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """One strip, which a page does not begin with."""
        language = compositor.language
        words = (
            Strong(language(N_("%(number)s, issue %(issue)s"), number=ltr(self.number), issue=self.issue)),
            Muted(language(BY_WHOM, dealer=own(self.dealer), fingerprint=ltr(self.fingerprint))),
            Muted(language(HOW_TO_CHECK)),
            Muted(Code(self.line)),
        )
        code = QrCode(self.code, words, SIDE)
        yield together(code.strips(compositor, width))._replace(cling=True)


def sealed(blocks: Sequence[Block], seal: Seal | None, *, closest: bool) -> list[Block]:
    """A paper's blocks with the seal at their end, below the signatures; beside them where it stands closest."""
    if seal is None:
        return list(blocks)
    if closest and blocks and isinstance(blocks[-1], Signatures):
        return [*blocks[:-1], Beside(list(zip(SHARES, (blocks[-1], seal), strict=True)))]
    return [*blocks, seal]
