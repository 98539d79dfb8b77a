"""Arrival: transit damage, and the signs that send a car to quarantine."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Some
from lifecycle_desk.stages.sale.stock.rules.measures import is_electric
from lifecycle_desk.vehicle.rules.people import check_texts

UNDERBODY = "underbody"  # the panel below which an electric car carries its battery
MOST_DAMAGES = 200


class DamageKind(LabeledEnum):
    """The kinds of damages of a panel."""

    SCRATCH = "scratch", C_("damage", "Scratch")
    DENT = "dent", C_("damage", "Dent")
    STONE_CHIP = "stone_chip", C_("damage", "Stone chip")
    CRACK = "crack", C_("damage", "Crack")
    CORROSION = "corrosion", C_("damage", "Corrosion")
    REPAINTED = "repainted", C_("damage", "Repainted")
    BROKEN = "broken", C_("damage", "Broken")
    MISSING = "missing", C_("damage", "Missing")
    WORN = "worn", C_("damage", "Worn")
    HAIL = "hail", C_("damage", "Hail")
    FLOOD = "flood", C_("damage", "Flood")


class DangerSign(LabeledEnum):
    """A sign of a high-voltage battery that may burn (after Maserati's preliminary check of electric cars)."""

    SMOKE = "smoke", C_("danger", "Smoke")
    SMELL = "smell", C_("danger", "Smell of burning or solvent")
    BURN = "burn", C_("danger", "Burn marks")
    HEAT = "heat", C_("danger", "Noise or heat at the battery")
    UNDERBODY = "underbody", C_("danger", "Underbody damaged at the battery")


Signs = Annotated[
    tuple[DangerSign, ...],
    Some(N_("Signs of danger at the high-voltage battery"), of=is_electric, terms=DangerSign, width=240),
]
HARMFUL = frozenset({DamageKind.DENT, DamageKind.CRACK, DamageKind.BROKEN, DamageKind.MISSING})

UnknownPanel = objection("UnknownPanel", N_("“%(panel)s” is not a panel of the checklist."), "damages", panel=str)
TooManyDamages = objection(
    "TooManyDamages", N_("%(count)s damages are too many: at most %(most)s."), "damages", count=int, most=int
)
UnknownModel = objection("UnknownModel", N_("“%(name)s” is not in the model catalogue."), "catalogue_model", name=str)
GoesToQuarantine = objection(
    "GoesToQuarantine", N_("Vehicle to quarantine: keep it 15 m away from others and do not charge it."), "signs"
)


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage of a survey: the panel by the checklist's name, the kind, words and photos."""

    panel: str
    kind: DamageKind
    note: str = ""
    documents: tuple[str, ...] = ()


def check_damages(damages: tuple[Damage, ...], panels: Collection[str]) -> None:
    """Refuse damages of panels that nobody knows, each with its place."""
    if len(damages) > MOST_DAMAGES:
        raise TooManyDamages(len(damages), MOST_DAMAGES)
    for place, damage in enumerate(damages):
        if damage.panel not in panels:
            raise UnknownPanel(damage.panel).at_field(f"damages[{place}].panel")
    check_texts((f"damages[{place}].note", damage.note) for place, damage in enumerate(damages))


def needs_quarantine(energy: str | None, signs: tuple[DangerSign, ...], damages: tuple[Damage, ...] = ()) -> bool:
    """Whether an electric car must stand apart: by a sign of danger, a struck underbody, or water."""
    if not is_electric(energy):
        return False
    return bool(signs) or any(
        each.kind is DamageKind.FLOOD or (each.panel == UNDERBODY and each.kind in HARMFUL) for each in damages
    )
