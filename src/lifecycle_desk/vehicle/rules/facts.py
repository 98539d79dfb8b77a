"""What events of a vehicle itself and of the dealer say, each by the names under which its facts are sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle_desk.vehicle.rules.life_facts import AsRecorded


@dataclass(frozen=True, slots=True)
class ElsewhereTold(AsRecorded):
    """The same with the name and the key of who told it, and its number and seal in his books."""

    dealer: str = ""
    key: str = ""
    seq: int = 0
    seal: str = ""
    at: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """What nobody told and the VIN suggests."""

    value: Any


@dataclass(frozen=True, slots=True)
class DescribedTold:
    """`vehicle.added`, `vehicle.described`: the vehicle as it was built, by the names of a description.

    `listed` is what somebody's list said of it, where it came from one.
    """

    description: Mapping[str, Any] = field(default_factory=dict)
    suggested: Mapping[str, Suggested] = field(default_factory=dict)
    listed: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SourceTold:
    """What any event with a reading may say of where it comes from; another dealer's may say anything."""

    source: Any = None


@dataclass(frozen=True, slots=True)
class CorrectionTold:
    """What takes another event back: why, and of which kind that was."""

    why: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PlateTold:
    """`vehicle.plate_recorded`: the plate, empty where it was taken off."""

    plate: str = ""


@dataclass(frozen=True, slots=True)
class OwnerTold:
    """What makes a vehicle another's: whether the new owner is the spouse of the one before."""

    to_spouse: bool = False


@dataclass(frozen=True, slots=True)
class SaleTold:
    """What belongs to a contract of sale: its number, the buyer's, and whether a used car is sold by it."""

    contract: str = ""
    buyer: int | None = None
    used: bool = False


@dataclass(frozen=True, slots=True)
class PersonTold:
    """`dealer.person_told`, `dealer.person_exported`: the customer by number."""

    person: int | None = None


@dataclass(frozen=True, slots=True)
class AccessTold:
    """Who signed in, or whose secret was set, reset or removed; how many wrong tries in a row there were."""

    who: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class ErasureTold:
    """`dealer.person_erased`; `files` is how many went too, None where they stayed; `rule` the one that erased."""

    person: int
    mark: str = ""
    why: str = ""
    first_on: date | None = None
    files: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DossierGivenTold:
    """`vehicle.dossier_given`."""

    with_owner: bool | None = None


@dataclass(frozen=True, slots=True)
class LifeTakenIn:
    """A part of a life that came in: the key of who told it, and the hash of its file."""

    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DossierTakenInTold:
    """`vehicle.dossier_taken_in`: who handed it on, the fingerprint of his key, and how many events were new."""

    dealer: str = ""
    key: str = ""
    new: int | None = None
    lives: tuple[LifeTakenIn, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmedTold:
    """`dealer.confirmed`: the name of a right, and the short name of the second person who confirmed its use."""

    right: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class KeyTold:
    """`dealer.founded`, `dealer.key_made`, `dealer.key_known`, `dealer.key_revoked`: a key of the dealer's own.

    `key` is its fingerprint. Events of before keys were endorsed have no `endorsement`; it is empty where none was had.
    """

    number: int = 0
    key: str = ""
    public: str = ""
    why: str = ""
    endorsed_by: int | None = None
    endorsement: str | None = None


@dataclass(frozen=True, slots=True)
class TrustTold:
    """`dealer.key_trusted`, `dealer.key_mistrusted`: a key of another dealer."""

    dealer: str
    key: str
    fingerprint: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class DataPackTold:
    """`dealer.data_pack_taken`: a pack of published data, by whose key, and the SHA-256 of it and of its files."""

    name: str
    publisher: str = ""
    key: str = ""
    made_at: str = ""
    dated: str = ""
    sha256: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DataPackWithdrawnTold:
    """`dealer.data_pack_withdrawn`: a pack by its number, whose it was, the SHA-256 of it, and why it went."""

    number: int = 0
    name: str = ""
    publisher: str = ""
    sha256: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class TableTold:
    """The digests of rows of a table by their keys, None for what is gone, and the columns that they are of."""

    columns: list[str]
    rows: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class RowsTold:
    """`dealer.founded`, `dealer.rows_told`: what changed in tables that no life tells of.

    `fields` are the fields that changed, by table, key and name, each with what it held and what it holds; an empty
    list tells only that it changed. Events of before there was a history have none.
    """

    tables: Mapping[str, TableTold] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Mapping[str, list[Any]]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RestoreTold:
    """`dealer.restored`: the backup, its last event, and the rule by which it was verified."""

    events: int
    file: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class RuleKept:
    """A rule of warranty by its name."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class SettingTold:
    """What the dealer set: a schedule by its title, terms of warranty by name or as a rule, or else only why."""

    title: str = ""
    name: str = ""
    rule: RuleKept = RuleKept()
    why: str = ""
