"""Steps: what people do with a vehicle, each declared once; its words, what travels and its form follow from that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import WHY, Kind, Text, kinds_of
from lifecycle_desk.vehicle.rules import resting, travel, wording
from lifecycle_desk.vehicle.rules.facts import CorrectionTold
from lifecycle_desk.vehicle.rules.life import ReasonMissing, RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded

BESIDE = ("vin", "on", "odometer", "documents")  # of a request: what the event has in places of its own

type Icon = str | Callable[[RecordedEvent], str]
type Tells = Callable[[RecordedEvent, Names], Piece | None]


@dataclass(frozen=True, slots=True)
class Step[Asked]:
    """One thing that people do: what it asks, which event it tells, and how that is told.

    `asks` is a frozen dataclass whose fields have kinds; `adds` another one with what the command finds out itself, and
    `later` names facts that the room adds whenever it tells such an event. `form` names the fields in their lines:
    "location:2 on keys / note". `detail` is what stands beside the title in the timeline: names of facts, or what tells
    them; `first` and `also` are told before and after what the fields tell. Nothing `travels` to another dealer but
    what is named here. `untold` are fields that are sealed and stay with what they are about: no timeline and no paper
    tells them. `not_facts` are fields that the event has elsewhere: in its figures, or sealed under the key of the
    person concerned. Those of `only_said` are facts where they say something, and others also where they are empty.
    Fields are told in the order of the request, those that are `told_first` before the others. `opens` is the page on
    which the event can be looked at. `rests_on` are kinds of earlier events, which are not taken back while this one
    counts; what `takes_back` another leaves nothing in its place.
    """

    asks: type[Asked]
    event: LabeledEnum
    icon: Icon
    heading: str = ""
    done: str = ""
    form: str = ""
    save: str = C_("form", "Save")
    adds: type | None = None
    later: tuple[str, ...] = ()
    detail: tuple[str | Tells, ...] = ()
    first: tuple[tuple[str, Tells], ...] = ()
    also: tuple[tuple[str, Tells], ...] = ()
    tells: tuple[str | tuple[str, Tells], ...] = ()
    title: Callable[[RecordedEvent, Names], Said | None] = lambda _told, _names: None
    state: Callable[[RecordedEvent], tuple[str, str] | None] = lambda _: None
    travels: tuple[str, ...] = ()
    documents_travel: bool = False
    not_facts: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    only_said: tuple[str, ...] = ()
    told_first: tuple[str, ...] = ()
    opens: Callable[[RecordedEvent], tuple[str, str] | None] = lambda _: None
    rests_on: tuple[str | resting.Rests, ...] = ()
    takes_back: bool = False

    def kinds(self) -> dict[str, Kind]:
        """The fields that are told, by name: first those of the request, then those found out."""
        return {**kinds_of(self.asks), **(kinds_of(self.adds) if self.adds else {})}

    def worded(self, told: RecordedEvent, names: Names) -> Worded:
        """How an event of this step is told."""
        facts, kinds = told.facts, self.kinds()
        said = {name: each.told(facts.get(each.fact or name)) for name, each in kinds.items()}
        apart = {*BESIDE, *self.untold}
        order = [name for name in dict.fromkeys((*self.told_first, *kinds)) if name not in apart]
        labelled = [
            (kinds[each].label, said[each]) if isinstance(each, str) else (each[0], each[1](told, names))
            for each in self.tells or (*self.first, *order, *self.also)
        ]
        detail = (said[each] if isinstance(each, str) else each(told, names) for each in self.detail)
        shown = tuple((label, value) for label, value in labelled if value is not None)
        title = self.title(told, names) or Said(self.event.label)
        icon = self.icon if isinstance(self.icon, str) else self.icon(told)
        return Worded(title, tuple(filter(None, detail)), shown, icon, self.state(told), opens=self.opens(told))

    def travelling(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts that travel, under the names that sealed events have for them."""
        kinds = self.kinds()
        return travel.only(*((kinds[name].fact if name in kinds else "") or name for name in self.travels))(facts)

    def lines(self) -> list[list[tuple[str, int]]]:
        """The fields of the form in their lines, each with its share of the width."""
        return lines_of(self.form)

    def faults(self) -> Iterator[str]:
        """Faults of the declaration itself; a test holds all steps to it."""
        asked = {*kinds_of(self.asks)}
        known = asked | {each.name for each in fields(cast("Any", self.asks))}
        added = {*self.later, *(each.name for each in (fields(self.adds) if self.adds else ()))}
        formed = [name for line in self.lines() for name, _ in line]
        if self.form:
            yield from (f"{each} has a kind and no place in the form" for each in sorted(asked - {*formed}))
        yield from (f"{each} of the form has no kind" for each in formed if each not in asked)
        told = [each for each in self.tells if isinstance(each, str)]
        yield from (f"{each} is told and has no kind" for each in told if each not in self.kinds())
        detail = tuple(each for each in self.detail if isinstance(each, str))
        for names in (self.travels, self.not_facts, self.untold, self.only_said, self.told_first, detail):
            yield from (f"{each} is no field" for each in names if each not in known | added)


def lines_of(form: str) -> list[list[tuple[str, int]]]:
    """Lines of names: "location:2 on / note" has two, and a place twice as wide as the day."""
    parted = [[each.partition(":") for each in line.split()] for line in form.split("/")]
    return [[(name, int(share or 1)) for name, _, share in line] for line in parted if line]


@dataclass(frozen=True, slots=True)
class TakesBack:
    """An entry of a life by its number, and why it is taken back."""

    seq: int
    why: Annotated[
        str,
        Text(
            WHY,
            N_("The record stays readable with this reason, but no longer counts."),
            needed=True,
            refuses=ReasonMissing,
        ),
    ]


def taking_back[Asked](asks: type[Asked], event: LabeledEnum, **also: Any) -> Step[Asked]:
    """The step that takes entries back: told with the reason, and of which kind the entry was."""
    said: dict[str, Any] = {
        "heading": N_("Void record"),
        "done": N_("Record voided"),
        "form": "why",
        "save": C_("correction", "Void"),
        "later": ("kind",),
        "detail": ("why",),
        "travels": ("kind",),
        "not_facts": ("seq",),
        "takes_back": True,
    }
    return Step(asks, event, "arrow-back-up", **said | also)


def entry_of(kinds: type[LabeledEnum]) -> Tells:
    """How the entry that was taken back is called, by the words of its room."""

    def told(event: RecordedEvent, _: Names) -> Piece | None:
        kind = event.facts_as(CorrectionTold).kind
        return Said(kinds.of(kind).label) if kind in {*kinds} else None

    return told


STEPS: list[Step[object]] = []  # all that were taught, for tests


def teach(*steps: Step[object]) -> None:
    """Let the events of some steps be told and travel."""
    STEPS.extend(steps)
    wording.teach({each.event.value: each.worded for each in steps})
    for each in steps:
        resting.teach(each.event, each.rests_on, takes_back=each.takes_back)
    travel.teach(
        {
            each.event.value: travel.Travels(each.travelling, documents=each.documents_travel)
            for each in steps
            if each.travels or each.documents_travel
        }
    )
