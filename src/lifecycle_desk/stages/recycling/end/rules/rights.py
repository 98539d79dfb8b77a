"""Rights: who may write the end of a life."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

END_OF_LIFE = Right.of(
    "recycling.edit",
    N_("Record the end of life"),
    N_("Records how a vehicle is taken over, depolluted and recycled."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.MANAGER,
)
# Who examined the vehicle signs beside who releases it: one person alone never ends a life.
CERTIFY = Right.of(
    "recycling.certify",
    N_("Issue certificates of destruction"),
    N_("Releases or withdraws the certificate by which a vehicle’s life ends."),
    Role.MANAGER,
).in_pairs(confirm=(Role.TECHNICIAN, Role.ADVISER))
RIGHTS = (END_OF_LIFE, CERTIFY)
