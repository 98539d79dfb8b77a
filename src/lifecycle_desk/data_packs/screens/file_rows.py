"""Files of published data as rows: what they hold, how old they are, and what becomes of them."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.data_packs.rules.changes import FileChange
from lifecycle_desk.data_packs.usecases.ages import DataAge
from lifecycle_desk.desktop.look.rows import ChipShown, TwoLineRow
from lifecycle_desk.language import Language
from lifecycle_desk.market.published_data import DataFile, DataKind
from lifecycle_desk.vehicle.screens.event_text import join

KINDS = {
    DataKind.MODELS: C_("published data", "Models"),
    DataKind.WARRANTY: N_("Warranty terms"),
    DataKind.SCHEDULES: N_("Maintenance schedules"),
}
NAMES = {
    "durability": N_("Battery durability by law"),
    "not_found": N_("Terms searched for and not found"),
    "part_words": N_("Names of parts in texts"),
    "regions": N_("Regions of markets"),
    "rules-of-thumb": N_("Rules of thumb"),
    "statutory": C_("cover", "Statutory guarantee"),
}
ENTRIES = NN_("%(n)s entry", "%(n)s entries")
LATEST, CHECKED = N_("newest from %(day)s"), N_("Checked on %(day)s")
OLD, TO_VERIFY = N_("Older than a year"), NN_("%(n)s to be verified", "%(n)s to be verified")
PROGRAM, PACK = N_("With Lifecycle Desk"), N_("Data pack %(name)s, %(publisher)s")
CHANGES = N_("New: %(added)s, changed: %(changed)s, removed: %(removed)s")
NOT_NEWER = N_("Not newer than yours of %(day)s; it is not used")


def named(file: DataFile, makes: tuple[str, ...], language: Language) -> str:
    """A file as people call it: by its makes, or by what it holds of all makes."""
    if file.stem in NAMES:
        return language(NAMES[file.stem])
    return language.formats.listed(makes) if makes else file.stem


def row_of(age: DataAge, language: Language) -> TwoLineRow:
    """A file in force: its makes and numbers, what is to be seen to, and when it was looked up."""
    facts = age.facts
    chip = None
    if age.is_old:
        chip = ChipShown(language(OLD), "warn")
    elif facts.to_verify:
        chip = ChipShown(language(TO_VERIFY, n=facts.to_verify), "neutral")
    latest = language(LATEST, day=facts.latest) if facts.latest else ""
    return TwoLineRow(
        named(facts.file, facts.makes, language),
        join(language(KINDS[facts.file.kind]), language(ENTRIES, n=facts.entries), latest),
        chip=chip,
        end=language(CHECKED, day=age.looked_up_on),
        end_detail=language(PACK, name=age.pack, publisher=age.publisher) if age.pack else language(PROGRAM),
        key=facts.file.name,
    )


def row_of_change(change: FileChange, language: Language) -> TwoLineRow:
    """What becomes of a file, in numbers of its entries."""
    numbers = {"added": change.added, "changed": change.changed, "removed": change.removed}
    detail = language(CHANGES, **numbers) if change.is_newer else language(NOT_NEWER, day=change.before)
    title = join(named(change.file, change.makes, language), language(KINDS[change.file.kind]))
    return TwoLineRow(title, detail, key=change.file.name, disabled=not change.is_newer)
