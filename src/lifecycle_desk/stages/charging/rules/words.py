"""Words: what sources and the ways in which sessions come are called."""

from lifecycle_desk.base.objections import C_, N_

# Sources that are called by a name of their own.
NAMES = {
    "ocpi-cdr": "OCPI",
    "teslamate": "TeslaMate",
    "evcc": "evcc",
    "leapmotor-mate": "leapmotor-mate",
    "lubelogger-fuel": "LubeLogger",
    "mygarage-fuel": "MyGarage",
}

KINDS = {
    "ocpi-cdr": N_("OCPI charge detail records"),
    "teslamate": "TeslaMate",
    "evcc": "evcc",
    "leapmotor-mate": "leapmotor-mate",
    "lubelogger-fuel": "LubeLogger",
    "mygarage-fuel": "MyGarage",
    "generic": N_("Any table, by a mapping"),
    "manual": C_("charging", "By hand"),
    "assigned": N_("Sessions assigned to a vehicle"),
    "assigned_name": N_("A name assigned to a vehicle"),
    "added": N_("Session added"),
    "edited": N_("Session put right"),
    "removed": N_("Session taken out"),
    "merged": N_("Sessions put together"),
    "split": N_("Session split"),
}
