"""A line as drafts keep it: its typed texts and what was chosen, by names; read back also from older programs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow

FIRST_DRAFTS = ("code", "text", "figure", "price")  # of older programs, which kept these by their places


def draft_of(row: "LineRow") -> dict[str, Any]:
    """The typed texts of a row, and what was chosen in it."""
    texts = {name: cell.written for name, cell in row.all_typed.items()}
    return texts | {
        "kind": row.kind.option.value,
        "pays": row.pays.option.value,
        "marks": [name for name in row.marks if getattr(row.base, name)],
        "group": row.cover.part.value if row.cover.part else "",
        "campaign": row.base.campaign,
        "taxing": row.base.taxing.value if row.base.taxing else "",
        "id": row.base.id,
    }


def write_draft(row: "LineRow", draft: Mapping[str, Any]) -> None:
    """Bring back into a row what a draft kept."""
    marked: dict[str, Any] = dict.fromkeys(draft["marks"], True)
    kind, campaign = LineKind.of(draft["kind"]), draft.get("campaign", "")
    taxing = draft.get("taxing")
    marked["taxing"] = Taxing.of(taxing) if taxing else None
    row.base = Line(kind=kind, campaign=campaign, id=draft.get("id"), **marked)
    row.kind.choose(kind)
    row.pays.choose(PayType.of(draft["pays"]))
    group = draft.get("group")
    row.cover.choose_group(PartGroup.of(group) if group else None)
    texts = {**draft, **dict(zip(FIRST_DRAFTS, draft.get("texts", ()), strict=False))}
    for name, cell in row.all_typed.items():
        cell.setText(texts.get(name, ""))
    row.call_by_catalogue()
