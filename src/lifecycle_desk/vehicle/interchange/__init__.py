"""What comes and goes as files about vehicles and the books as a whole."""

from lifecycle_desk.commands.offers import Reader, Writer
from lifecycle_desk.vehicle.interchange import (
    batteries,
    campaign_completion,
    campaigns,
    dossier,
    keys,
    nhtsa,
    person,
    records,
    vehicles,
    verifier,
)

READERS: tuple[Reader, ...] = (
    vehicles.READER,
    records.READER,
    dossier.READER,
    batteries.READER,
    campaigns.READER,
    nhtsa.READER,
)
WRITERS: tuple[Writer, ...] = (
    records.WRITER,
    keys.WRITER,
    verifier.WRITER,
    vehicles.WRITER,
    dossier.WRITER,
    person.WRITER,
    campaign_completion.WRITER,
)
