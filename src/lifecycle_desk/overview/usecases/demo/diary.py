"""The diary: what is to be done on which day; written in any order, and done in the order of time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Command, UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.store import Store
from lifecycle_desk.trust.random_source import drawn_from

type Act = Callable[[UserSession], object]


def doing[Asked, Made](verb: Command[Asked, Made], asked: Asked) -> Act:
    """The act of doing a verb with what is known already."""
    return lambda user: verb(user, asked)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody did at a moment; `place` keeps what has the same moment in the order of writing."""

    moment: datetime
    place: int
    who: str | None
    act: Act


@dataclass
class Diary:
    """A dealer's years, nothing of them later than `until`."""

    until: datetime
    deeds: list[Deed] = field(default_factory=list)

    def note(self, moment: datetime, act: Act, who: str | None = None) -> datetime:
        """Put something in; what would be still to come is done just now. Gives the moment."""
        kept = min(moment, self.until)
        self.deeds.append(Deed(kept, len(self.deeds), who, act))
        return kept

    def after(self, moment: datetime, minutes: int, act: Act, who: str | None = None) -> datetime:
        """Put something in some minutes after a moment."""
        return self.note(moment + timedelta(minutes=minutes), act, who)

    def lived(self, store: Store, seed: Random) -> Steps[None]:
        """Do all of it, each with the clock at its moment and keys drawn from the seed; never across two steps."""
        in_order = sorted(self.deeds, key=lambda deed: (deed.moment, deed.place))
        for done, deed in enumerate(in_order, 1):
            with drawn_from(seed.randbytes), standing_at(deed.moment):
                deed.act(UserSession(store, deed.who, authorise))
            yield Step(done, len(in_order))
