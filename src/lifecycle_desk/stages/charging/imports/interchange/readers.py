"""The readers of charging records by the kind of file that each reads."""

from collections.abc import Mapping

from lifecycle_desk.stages.charging.imports.interchange.evcc import open_evcc
from lifecycle_desk.stages.charging.imports.interchange.leapmotor import open_leapmotor
from lifecycle_desk.stages.charging.imports.interchange.lubelogger import open_lubelogger
from lifecycle_desk.stages.charging.imports.interchange.mapped import open_generic
from lifecycle_desk.stages.charging.imports.interchange.mygarage import open_mygarage
from lifecycle_desk.stages.charging.imports.interchange.ocpi import open_ocpi
from lifecycle_desk.stages.charging.imports.interchange.reading import Opener
from lifecycle_desk.stages.charging.imports.interchange.teslamate import open_teslamate

OPENERS: Mapping[str, Opener] = {
    "ocpi-cdr": open_ocpi,
    "teslamate": open_teslamate,
    "evcc": open_evcc,
    "leapmotor-mate": open_leapmotor,
    "lubelogger-fuel": open_lubelogger,
    "mygarage-fuel": open_mygarage,
    "generic": open_generic,
}
