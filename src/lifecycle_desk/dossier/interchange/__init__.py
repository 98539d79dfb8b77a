"""The dossier: one car's life as a signed file, handed from one dealer to the next."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Group, Reader, Writer
from lifecycle_desk.dossier.interchange.giving import write
from lifecycle_desk.dossier.interchange.taking import KIND, take_in
from lifecycle_desk.files.knowing import by_words

WRITER = Writer(
    KIND, N_("One car's whole life, signed, for the dealer who goes on with it."), write, takes=("vin", "with_owner")
)
READER = Reader(
    KIND,
    N_("One car's whole life as another dealer signed it."),
    take_in,
    takes=("join", "trust"),
    title=N_("Dossier of a vehicle"),
    group=Group.VEHICLES,
    knows=by_words(b"manifest.json"),
)
