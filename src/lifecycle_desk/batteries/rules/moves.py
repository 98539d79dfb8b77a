"""Moves: what can happen to batteries, each as plain facts that the chain seals and from which all can be counted."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.batteries.rules.words import BatteryFacts, BatteryPart, BatteryStatus, Fate

PREFIX = "vehicle.battery_"


class BatteryEvent(LabeledEnum):
    """Events of batteries, as the timeline calls them; handing over is told by the room that does it."""

    KNOWN = f"{PREFIX}known", N_("Battery recorded")
    TAKEN_OUT = f"{PREFIX}taken_out", N_("Battery removed")
    PUT_IN = f"{PREFIX}put_in", N_("Battery installed")
    BROKEN_UP = f"{PREFIX}broken_up", N_("Battery split into its parts")
    JOINED = f"{PREFIX}joined", N_("Parts joined into a new battery")
    SECOND_LIFE = f"{PREFIX}second_life", N_("Second life of battery")
    WASTE = f"{PREFIX}waste", N_("Battery declared waste")
    RECYCLED = f"{PREFIX}recycled", N_("Battery recycled")


@dataclass(frozen=True, slots=True)
class Known:
    """A battery with its parts becomes known, or more of it; in the car `vin`, or lying here."""

    battery: BatteryFacts
    parts: tuple[BatteryPart, ...] = ()
    status: BatteryStatus = BatteryStatus.ORIGINAL
    vin: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return (self.battery.code, *(each.battery.code for each in self.parts))


@dataclass(frozen=True, slots=True)
class _OfOne:
    """A move of one battery, by its code."""

    code: str

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return (self.code,)


@dataclass(frozen=True, slots=True)
class TakenOut(_OfOne):
    """A battery leaves the car or the whole that it was in; `vin` is the car."""

    vin: str | None = None


@dataclass(frozen=True, slots=True)
class PutIn:
    """A pack goes into the car `vin`, or a part into the whole `into`."""

    code: str
    vin: str | None = None
    into: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return (self.code, self.into) if self.into else (self.code,)


@dataclass(frozen=True, slots=True)
class BrokenUp(_OfOne):
    """A whole is no more: its parts lie by themselves."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts that lay by themselves are a new whole."""

    whole: BatteryFacts
    parts: tuple[str, ...]
    status: BatteryStatus

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return (self.whole.code, *self.parts)


@dataclass(frozen=True, slots=True)
class SecondLife:
    """A second life: as it is, where nothing is `made`; else the old ones became what was made of them."""

    codes: tuple[str, ...]
    status: BatteryStatus
    made: tuple[BatteryFacts, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return (*self.codes, *(each.code for each in self.made))


@dataclass(frozen=True, slots=True)
class BecameWaste(_OfOne):
    """A battery became waste, with all its parts."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Batteries were given to somebody, for something; out of the car `vin` where they were still in it."""

    codes: tuple[str, ...]
    fate: Fate
    vin: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return self.codes


@dataclass(frozen=True, slots=True)
class Recycled(_OfOne):
    """A battery was recycled, with all its parts."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """The pack of a car was exchanged for another one; `before` is the code of the old one, where it was known."""

    vin: str
    code: str
    before: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of all batteries that it is about, also of those that it makes."""
        return (self.code, self.before) if self.before else (self.code,)


type Move = Known | TakenOut | PutIn | BrokenUp | Joined | SecondLife | BecameWaste | HandedOver | Recycled | Replaced

KINDS: dict[str, type[Move]] = {
    BatteryEvent.KNOWN.value: Known,
    BatteryEvent.TAKEN_OUT.value: TakenOut,
    BatteryEvent.PUT_IN.value: PutIn,
    BatteryEvent.BROKEN_UP.value: BrokenUp,
    BatteryEvent.JOINED.value: Joined,
    BatteryEvent.SECOND_LIFE.value: SecondLife,
    BatteryEvent.WASTE.value: BecameWaste,
    f"{PREFIX}handed_over": HandedOver,
    BatteryEvent.RECYCLED.value: Recycled,
    f"{PREFIX}replaced": Replaced,
}


def kind_of(move: Move) -> str:
    """The kind of event that tells a move."""
    return next(kind for kind, made in KINDS.items() if type(move) is made)


@dataclass(frozen=True, slots=True)
class Handing:
    """Which batteries an event of another room handed over, and what for; none where it is no such event."""

    codes: tuple[str, ...] = ()
    fate: str | None = None


NO_HANDING = Handing()
