"""The pages of help: which there are, in which order they are listed, and which one belongs to a page of the program.

The texts lie in resources/help, a folder for each language; a page is called as the page of the program that it is
about, or as the page and the place in it (`settings_safety`). A folder of a region (`es_MX`) lies over that of its
language, as its catalog does, and holds only the pages that it says otherwise.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.resources import resource
from lifecycle_desk.overview.rules.help_text import Block, read_help

INDEX, FIRST_HOUR = "index", "first_hour"
SOURCE = "en"  # the language in which help is written first


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of help under one heading of the list."""

    heading: str
    names: tuple[str, ...]


GROUPS = (
    Group(N_("Getting started"), (INDEX, FIRST_HOUR, "keyboard", "today", "drafts")),
    Group(N_("From arrival to handover"), ("sale", "arrival", "inspection", "handover")),
    Group(N_("Charging and batteries"), ("charging", "charging_import", "battery")),
    Group(
        N_("Service and repair"),
        (
            *("diary", "service", "order_form", "order", "parts", "parts_on_order", "catalogue"),
            *("claims", "outstanding", "estimates", "due", "inspect_order"),
        ),
    ),
    Group(N_("Used cars and their owners"), ("transfer", "trade_in", "condition", "change_of_owner")),
    Group(C_("vehicle", "End of life"), ("recycling",)),
    Group(
        N_("Records"),
        ("vehicles", "vehicle", "customers", "campaigns", "schedules", "figures", "reports", "checking", "import"),
    ),
    Group(
        N_("Settings"),
        (
            *("settings", "settings_market", "settings_data", "settings_safety", "settings_server"),
            *("settings_keys", "settings_region", "settings_privacy", "settings_history"),
        ),
    ),
)
OF_REGION = (Group(N_("Help"), ("region",)),)  # in the window of an importer, who has no other page of help
NAMES = tuple(name for group in (*GROUPS, *OF_REGION) for name in group.names)
_BY_ANOTHER_NAME = {
    "appointment": "diary",
    "appointments": "diary",
    "claim": "claims",
    "diary_setup": "diary",
    "payments": "outstanding",
    "reminders": "diary",
    "inspection_templates": "inspect_order",
    "person": "customers",
    "part_want": "parts_on_order",
    "purchase": "parts_on_order",
    "purchase_form": "parts_on_order",
    "supplier": "parts_on_order",
    "suppliers": "parts_on_order",
    "catalogue_entry": "catalogue",
    "credit": "parts",
    "credits": "parts",
    "history": "settings_history",  # of a record that has no page of its own
    "schedule": "schedules",
}


def help_for(page: str, key: str = "", under: str = "") -> str:
    """The page of help of a place: its own, else that of the page which it is under, else the first page of all."""
    of_region = "region" if page.startswith("region_") else ""
    wanted = (f"{page}_{key}", page, _BY_ANOTHER_NAME.get(page, ""), of_region, under)
    return next((each for each in wanted if each in NAMES), INDEX)


def help_file(language: str, name: str) -> Path:
    """Where a page lies in a language."""
    return resource("help") / language / f"{name}.md"


@lru_cache(maxsize=256)
def help_page(chain: tuple[str, ...], name: str) -> tuple[Block, ...]:
    """A page of help under the first code of a language's chain that has it, in English where none has."""
    if name not in NAMES:
        return ()
    files = (help_file(code, name) for code in (*chain, SOURCE))
    return read_help(next(each for each in files if each.exists()).read_text("utf-8"))
