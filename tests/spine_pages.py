"""The pages of all rooms of the spine together, as windows of tests have them."""

from lifecycle_desk.batteries import pages as batteries
from lifecycle_desk.campaigns import pages as campaigns
from lifecycle_desk.dossier import pages as dossiers
from lifecycle_desk.schedules import pages as schedules
from lifecycle_desk.vehicle import pages as vehicles
from lifecycle_desk.vehicle_file import pages as files

PAGES = tuple(each for room in (vehicles, campaigns, files, dossiers, batteries, schedules) for each in room.PAGES)
PICTURES = tuple(each for room in (vehicles, campaigns, files, batteries, schedules) for each in room.PICTURES)
