"""What events say of who has a vehicle: a change of owner, and the contract that it follows."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.kinds import Day, Own, Some
from lifecycle_desk.stages.transfer.ownership.rules.ownership import PartTold
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import PaperKind, PaperThere


@dataclass(frozen=True, slots=True)
class FoundOut:
    """Of a change of owner: the seller, what the authority asks for, what becomes of the cover, and the contract."""

    seller: Annotated[int | None, Own(C_("transfer", "Seller"), fact="from")]
    missing: Annotated[tuple[PaperKind, ...], Some(N_("Missing documents"), terms=PaperKind)]
    authority: str | None
    notify_by: Annotated[date | None, Day(N_("Notify by"))]
    cover: tuple[PartTold, ...]
    contract: str | None = None  # sealed only where the vehicle was sold by us


@dataclass(frozen=True, slots=True)
class Shown:
    """Of a change of owner: what was counted and looked at."""

    cards: int
    papers: tuple[PaperThere, ...]
