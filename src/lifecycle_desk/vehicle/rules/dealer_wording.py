"""How the dealer's own events are told: keys, settings, customers' data, restores; stages add their own kinds."""

from collections.abc import Mapping

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, Wording, paper, teach

REASON, FINGERPRINT = C_("correction", "Reason"), N_("Fingerprint of the key")
UNENDORSED = N_("not endorsed by an earlier key")
UNPROVED = "restored_unproved"  # what a restore told of its proof where there was none

_SETTINGS: dict[str, str] = {}


def call_settings(names: Mapping[str, str]) -> None:
    """Say how tables of settings are called by people; each room calls its own."""
    _SETTINGS.update(names)


def settings_called(table: str) -> str | None:
    """How a table of settings is called, as a message; None where its room is not here."""
    return _SETTINGS.get(table)


def _pieces(*pieces: Piece | None) -> tuple[Piece, ...]:
    return tuple(each for each in pieces if each)


def _key(title: str, icon: str = "key") -> Wording:
    """A key of the dealer's own: its fingerprint, why, and whether the key before it vouches for it."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        print_, why = str(told.facts.get("key", "")), told.facts.get("why")
        alone = told.facts.get("endorsement") == ""
        facts = tuple((label, value) for label, value in ((FINGERPRINT, print_), (REASON, why)) if value)
        return Worded(Said(title), _pieces(print_, why, Said(UNENDORSED) if alone else None), facts, icon)

    return worded


def _rows(told: RecordedEvent, _: Names) -> Worded:
    tables = told.facts.get("tables", {})
    called = (Said(message) if (message := _SETTINGS.get(name)) else name for name in sorted(tables))
    return Worded(Said(N_("Settings changed")), _pieces(*called), icon="settings")


def _person(told: RecordedEvent, names: Names) -> Worded:
    number = told.facts.get("person") or 0
    who = names.get(number) or Said(N_("Customer number %(number)s"), number=number)
    return Worded(Said(N_("Customer data recorded")), (who,), icon="user")


def _restored(told: RecordedEvent, _: Names) -> Worded:
    facts = told.facts
    ends = Said(N_("entries up to no. %(seq)s"), seq=facts.get("events", 0))
    proof = Said(N_("without verification")) if facts.get("proof") == UNPROVED else None
    return Worded(Said(N_("Backup restored")), _pieces(facts.get("file"), ends, proof), icon="history")


def _named(title: str, icon: str, *names: str) -> Wording:
    """An event that tells a name, and maybe why."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        return Worded(Said(title), _pieces(*(told.facts.get(name) for name in names)), icon=icon)

    return worded


def _rule_kept(told: RecordedEvent, _: Names) -> Worded:
    rule = told.facts.get("rule", {})
    return Worded(Said(N_("Warranty terms saved")), _pieces(rule.get("id")), icon="shield-check")


call_settings(
    {
        "dealer": N_("Dealer's profile"),
        "staff": C_("settings", "Staff"),
        "signing_key": N_("Signing keys"),
        "key_revoked": N_("Revoked keys"),
        "cover_rule": N_("Warranty terms"),
        "maintenance_schedule": N_("Maintenance schedules"),
    }
)
teach(
    {
        "dealer.key_made": _key(N_("New signing key")),
        "dealer.key_known": _key(N_("Signing key recorded")),
        "dealer.key_revoked": _key(N_("Signing key revoked"), "shield-off"),
        "dealer.rows_told": _rows,
        "dealer.person_told": _person,
        "dealer.restored": _restored,
        "dealer.sign_in_off": _named(N_("Sign-in switched off"), "lock-open", "why"),
        "dealer.schedule_kept": _named(N_("Maintenance schedule saved"), "calendar-due", "title"),
        "dealer.cover_rule_kept": _rule_kept,
        "dealer.cover_rule_dropped": _named(N_("Warranty terms discontinued"), "shield-off", "name"),
        "dealer.paper_issued": paper,
        "dealer.paper_withdrawn": paper,
    }
)
