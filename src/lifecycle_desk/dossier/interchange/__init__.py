"""The dossier: one car's life as a signed file, handed from one dealer to the next."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Group, Reader, Writer
from lifecycle_desk.commands.options import TRUST, VIN, Option
from lifecycle_desk.dossier.interchange.giving import write
from lifecycle_desk.dossier.interchange.taking import KIND, take_in
from lifecycle_desk.files.knowing import by_words

WITH_OWNER = Option("with_owner", "Give the present owner's data too.", is_flag=True)
JOIN = Option("join", "Both lives of the car belong together: bring them together.", is_flag=True)
WRITER = Writer(
    KIND, N_("The complete history of a vehicle, signed for the next dealer."), write, takes=(VIN, WITH_OWNER)
)
READER = Reader(
    KIND,
    N_("The complete history of a vehicle, signed by another dealer."),
    take_in,
    takes=(JOIN, TRUST),
    title=N_("Vehicle dossier"),
    group=Group.VEHICLES,
    knows=by_words(b'manifest.json{"dealer":'),
    page="dossier",  # who signed it is looked at there
)
