"""The few words that the language room itself says."""

from lifecycle_desk.base.objections import C_, N_

LABELLED = N_("%(label)s: %(value)s")
# NOTE: with a comma of the language, by which a field parts them again
COMMA = C_("typed list", "%(one)s, %(other)s")
# NOTE: with a semicolon of the language, by which a field parts them again
SEMICOLON = C_("typed list", "%(one)s; %(other)s")
YES_NO = {True: C_("answer", "Yes"), False: C_("answer", "No")}
# NOTE: a limit with its unit: ≥ 12.5 V; in words where the sign could be read from either side
AT_LEAST, AT_MOST = C_("limit", "≥\u00a0%(value)s"), C_("limit", "≤\u00a0%(value)s")
BUDDHIST_YEAR = C_("calendar", "BE %(year)s")  # NOTE: a year of the Buddhist era, such as BE 2569
HIJRI_YEAR = C_("calendar", "%(year)s AH")  # NOTE: a year of the Hijri era, such as 1447 AH
TODAY = C_("day", "today")
TOMORROW = C_("day", "tomorrow")
YESTERDAY = C_("day", "yesterday")
DAY_KEY = C_("key that enters today's date", "t")  # NOTE: one letter, typed into a date field
