"""The words that the window itself says."""

from lifecycle_desk.base.objections import C_, N_

UNDONE = N_("Undone.")
SAVED = N_("Saved.")
NOTHING_TO_UNDO = N_("There is nothing to undo.")
UNEXPECTED = N_("Something went wrong that was not expected. The log has it, and nothing was half-written.")
NOT_LOGGED = N_("Something went wrong that was not expected, and the log cannot be written. Please copy the details.")
DONE_BUT_ODD = N_("Saved, but please look:")
DRAFT_KEPT = N_("Draft kept %(at)s")
EVERYTHING_SAVED = N_("Everything saved")
SAVING = N_("Saving…")
LAST_BACKUP = N_("Last backup %(at)s")
LAST_BACKUP_TODAY = N_("Last backup today %(at)s")  # NOTE: at is a time, such as 02:00
NO_BACKUP = N_("No backup yet")
CHECK_THE_BOOKS = N_("Check your records")
WRITE_PROTECTED = N_("Write-protected")
IS_THE_DATE_RIGHT = N_("Check the date")
LIFE, RECORDS = N_("Life of a vehicle"), N_("Records")
SEARCH = N_("Plate, VIN, owner, order or command")
BACK, FORWARD = C_("page", "Back"), C_("page", "Forward")
LANGUAGE, DARK, LIGHT = N_("Language"), N_("Dark"), N_("Light")
STILL_SAVING = N_("Saving %(place)s of %(count)s…")
CLOSES_BY_ITSELF = N_("The window closes by itself once everything is saved.")
KEEP_OPEN = N_("Keep the window open")
PLACES, PROGRESS, STOP = N_("Places"), N_("Progress"), C_("task", "Cancel")
WINDOW_TITLE = N_("%(page)s · Lifecycle Desk")
COMMANDS, VEHICLES, CUSTOMERS, ORDERS = N_("Commands"), N_("Vehicles"), N_("Customers"), N_("Repair orders")
NOTHING_FOUND, TROUBLE_CODES = N_("Nothing found."), N_("Trouble codes")
KIND_OF_HIT = {"vehicle": VEHICLES, "person": CUSTOMERS, "order": ORDERS, "code": TROUBLE_CODES}
SCANNED_UNKNOWN = N_("No vehicle has the VIN %(vin)s.")
NEW_VEHICLE = N_("New vehicle with this VIN")
SHORTCUTS = N_("Keyboard shortcuts")
