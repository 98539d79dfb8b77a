"""How the dealer's own events are told: keys, settings, customers' data, restores; stages add their own kinds."""

from collections.abc import Mapping

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.rules.facts import (
    AccessTold,
    ConfirmedTold,
    DataPackTold,
    DataPackWithdrawnTold,
    KeyTold,
    PersonTold,
    RestoreTold,
    RowsTold,
    SettingTold,
)
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, Wording, paper, teach

REASON, FINGERPRINT = C_("correction", "Reason"), N_("Key fingerprint")
CONFIRMED, CONFIRMED_BY = "dealer.confirmed", N_("Confirmed by")
UNENDORSED = N_("not endorsed by an earlier key")
DATA_PACK_TAKEN, DATA_PACK_WITHDRAWN = "dealer.data_pack_taken", "dealer.data_pack_withdrawn"
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
        said = told.facts_as(KeyTold)
        facts = tuple((label, value) for label, value in ((FINGERPRINT, said.key), (REASON, said.why)) if value)
        alone = Said(UNENDORSED) if said.endorsement == "" else None
        return Worded(Said(title), _pieces(said.key, said.why, alone), facts, icon)

    return worded


def _rows(told: RecordedEvent, _: Names) -> Worded:
    tables = sorted(told.facts_as(RowsTold).tables)
    called = (Said(message) if (message := _SETTINGS.get(name)) else name for name in tables)
    return Worded(Said(N_("Settings changed")), _pieces(*called), icon="settings")


def _person(told: RecordedEvent, names: Names) -> Worded:
    number = told.facts_as(PersonTold).person or 0
    who = names.get(number) or Said(N_("Customer number %(number)s"), number=number)
    return Worded(Said(N_("Customer data recorded")), (who,), icon="user")


def _confirmed(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(ConfirmedTold)
    doing = next((Said(each.words) for each in offered("rights") if each.name == said.right), said.right)
    facts = ((CONFIRMED_BY, said.second),)
    return Worded(Said(N_("Confirmed by a second person")), _pieces(doing, said.second), facts, "users")


def _restored(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(RestoreTold)
    ends = Said(N_("records up to no. %(seq)s"), seq=said.events)
    proof = Said(N_("without verification")) if said.proof == UNPROVED else None
    return Worded(Said(N_("Backup restored")), _pieces(said.file, ends, proof), icon="history")


def _set(title: str, icon: str) -> Wording:
    """Something that the dealer set, by what it is called, or why."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        said = told.facts_as(SettingTold)
        return Worded(Said(title), _pieces(said.title or said.name or said.rule.id or said.why), icon=icon)

    return worded


def _access(title: str, icon: str) -> Wording:
    """Somebody at the door: who it was, and after how many wrong tries."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        said = told.facts_as(AccessTold)
        tries = Said(NN_("%(n)s wrong attempt", "%(n)s wrong attempts"), n=said.tries) if said.tries else None
        return Worded(Said(title), _pieces(said.who, tries), icon=icon)

    return worded


def _data_pack(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(DataPackTold)
    facts = ((FINGERPRINT, fingerprint(bytes.fromhex(said.key))),)
    return Worded(Said(N_("Data pack imported")), _pieces(said.name, said.publisher), facts, "database")


def _data_pack_gone(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(DataPackWithdrawnTold)
    return Worded(Said(N_("Data pack withdrawn")), _pieces(said.name, said.why), ((REASON, said.why),), "arrow-back-up")


call_settings(
    {
        "dealer": N_("Dealer profile"),
        "staff": C_("settings", "Staff"),
        "own_role": C_("settings", "Roles"),
        "market_rule": N_("Market rules"),
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
        "dealer.signed_in": _access(N_("Signed in"), "door-enter"),
        "dealer.sign_in_failed": _access(N_("Wrong PIN entered repeatedly"), "alert-triangle"),
        "dealer.secret_set": _access(N_("PIN set"), "lock"),
        "dealer.secret_reset": _access(N_("PIN changed"), "lock"),
        "dealer.secret_removed": _access(N_("PIN removed"), "lock-open"),
        "dealer.recovery_used": _access(N_("Recovery code used"), "key"),
        "dealer.recovery_renewed": _access(N_("New recovery code created"), "key"),
        CONFIRMED: _confirmed,
        "dealer.sign_in_off": _set(N_("Sign-in switched off"), "lock-open"),
        "dealer.schedule_kept": _set(N_("Maintenance schedule saved"), "calendar-due"),
        "dealer.cover_rule_kept": _set(N_("Warranty terms saved"), "shield-check"),
        "dealer.cover_rule_dropped": _set(N_("Warranty terms discontinued"), "shield-off"),
        DATA_PACK_TAKEN: _data_pack,
        DATA_PACK_WITHDRAWN: _data_pack_gone,
        "dealer.paper_issued": paper,
        "dealer.paper_withdrawn": paper,
    }
)
