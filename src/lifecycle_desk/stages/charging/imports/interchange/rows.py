"""Rows of a charging record as CSV: a file opened, its numbers and dates decided once, its rows read one by one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import batched

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.inert import ACTED, CONTROLS
from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import Reach, Roll
from lifecycle_desk.language.reading import OutOfRange
from lifecycle_desk.market.market import UnknownMarket, market
from lifecycle_desk.stages.charging.imports.interchange.columns import Columns
from lifecycle_desk.stages.charging.imports.interchange.figures import Figure, FigureTwoWays, StatedFigures, figures_of
from lifecycle_desk.stages.charging.imports.interchange.moments import (
    HourTwice,
    StatedMoment,
    day_of,
    placings,
    spans,
    told,
)
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, LeftOut, Source
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    FULL,
    LONGEST_TEXT,
    MOST_SHOWN,
    MOST_WH,
    WARMEST,
    EnergyOutOfRange,
    Session,
    charge_out_of_range,
    check_session,
)
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed, packed
from lifecycle_desk.vehicle.rules.odometer import kilometres

OPEN, EMPTY, FUEL = "open", "empty", "fuel"
TENTHS, THOUSANDTHS = 1, 3
MOST_KWH, MOST_PERCENT, MOST_KM = 1000, 100, 3_000_000  # what a number can be at most, where its sign is in doubt
OTHER = {".": ",", ",": "."}
ROWS_AT_ONCE = 500
MOST_NOTES, MOST_DAYS = 20, 100_000  # as many days as three centuries have

CellEmpty = objection("CellEmpty", N_("This required cell is empty."))


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose columns, numbers and dates are understood; `dated` decides how dates are, once that is asked."""

    roll: Roll
    columns: Columns
    figures: StatedFigures
    dated: "Dated"
    habits: Habits

    @property
    def days(self) -> Days:
        """How dates are read; raises DayTwoWays where the file leaves that open."""
        return self.dated.days

    @property
    def read_as(self) -> dict[str, str]:
        """How it was understood, as an import answers; of dates only what was decided."""
        return self.roll.read_as | self.figures.read_as | self.dated.read_as

    def source(self, kind: str, rows: "Reads", notes: tuple[Objection, ...] = ()) -> Source:
        """The file as a source whose ids are its own."""
        return Source(
            kind,
            self.roll.path.name,
            lambda: rows([]),
            own_ids=True,
            told=lambda: self.read_as,
            notes=self.roll.notes + notes,
            expected=self.roll.path.stat().st_size,
            at=self.roll.reach.at,
        )


type Got = Packed | LeftOut | Refused
type Reads = Callable[[list[HourTwice]], Iterator[Got]]


def table_of(
    roll: Roll,
    columns: Columns,
    habits: Habits,
    numbers: Mapping[str, int | None],
    moments: tuple[str, ...],
    native: str | None = None,
) -> Table:
    """A file's decimal sign and order of days, decided by all its cells; refuses a file that leaves either open.

    `numbers` are the columns that hold them, each with the most that it can mean; `native` is the decimal sign that the
    format itself prescribes, if it does.
    """
    cells = Cells(replace(roll, reach=Reach()), columns, numbers, moments, native)
    dated = Dated(habits, cells)
    if native and roll.is_long and not roll.quoted and roll.delimiter == OTHER[native]:
        return Table(roll, columns, StatedFigures(native, native), dated, habits)  # no cell can hold the other sign
    table = Table(roll, columns, _figures(cells, dated, native), dated, habits)
    dated.decide()
    return table


def _figures(cells: "Cells", dated: "Dated", native: str | None) -> StatedFigures:
    """How a file's numbers are read; where a sign of thousands may be one of decimals, plain cells are asked too."""
    try:
        return figures_of(cells.figures(dated.see), native)
    except FigureTwoWays:
        if native is None:
            raise
        return figures_of(replace(cells, native=None).figures(dated.see), native)


class Dated:
    """The days that a file names, and with that the order of day, month and year.

    Decided by all rows, but of a long file not before one asks: nearly always each is written as ISO 8601 has it.
    """

    def __init__(self, habits: Habits, cells: "Cells") -> None:
        self._order, self._zone, self._cells = habits.dates, habits.zone, cells
        self._seen: dict[str, str] = {}  # each shape of a day once: what decides is the parts that are above 12
        self._days: Days | None = None

    @property
    def days(self) -> Days:
        """The order; raises DayTwoWays beside the column of the first day that stays two."""
        if self._days is None:
            for _ in self._cells.figures(self.see):
                pass
            self.decide()
        return self._days or Days(None)

    @property
    def read_as(self) -> dict[str, str]:
        """How days were understood, as far as that had to be decided."""
        return (self._days or Days(self._order)).read_as

    def see(self, column: str, text: str) -> None:
        """A day that the file names."""
        if (day := day_of(text)) and len(self._seen) < MOST_DAYS:
            self._seen.setdefault(day, column)

    def decide(self) -> None:
        """Decide by what was seen."""
        days, today = days_of(self._seen, self._order), clock.now().astimezone(self._zone).date()
        if days.order is None:
            for day, column in self._seen.items():
                try:
                    days.read(day, today)
                except Objection as why:
                    if "other" in why.facts:
                        raise why.at_field(column) from None
        self._days = days


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a file that show how its numbers and days are written."""

    roll: Roll
    columns: Columns
    numbers: Mapping[str, int | None]
    moments: tuple[str, ...]
    native: str | None

    def figures(self, see: Callable[[str, str], object]) -> Iterator[Figure]:
        """Every cell that may show a decimal sign other than the format's own; days are shown to `see` in passing.

        Many rows at once, column by column: nearly always one look at all cells together shows that there is none.
        """
        at, header = self.columns.at, self.columns.header
        counted = [(at[name], most) for name, most in self.numbers.items() if name in at]
        dated = [at[name] for name in self.moments if name in at]
        for some in batched(self.roll.rows(self.columns.spoken), ROWS_AT_ONCE):
            rows = [each for each in some if not isinstance(each, Refused)]
            cells = list(zip(*(row for _, row in rows), strict=True))
            for place in dated if cells else ():
                for text in cells[place]:
                    if text and text[4:5] != "-":
                        see(header[place], text)
            found = [
                Figure(rows[row][0], header[place], text, most)
                for place, most in (counted if cells else ())
                if self._is_telling("".join(cells[place]))
                for row, text in enumerate(cells[place])
                if self._is_telling(text)
            ]
            yield from sorted(found, key=lambda each: each.line)

    def _is_telling(self, text: str) -> bool:
        """Whether a text can show which sign parts decimals, where it is not the native one."""
        if self.native:
            return OTHER[self.native] in text
        return "." in text or "," in text or not text.isascii()


@dataclass(slots=True)
class Row:
    """One row on its way: its cells by our names. An unreadable cell raises a Fault."""

    table: Table
    line: int
    cells: list[str]
    today: date
    noted: list[HourTwice]

    def text(self, name: str, most: int = LONGEST_TEXT) -> str:
        """A cell's text on one line, without the mark that keeps a spreadsheet from running it."""
        place = self.table.columns.at.get(name)
        if place is None or not (text := self.cells[place].strip()) or text.casefold() in self.table.columns.nothing:
            return ""
        tidy = CONTROLS.sub(" ", text[1:] if ACTED.match(text) else text).strip()
        if len(tidy) > most:
            raise Fault(name, TextTooLong(len(tidy), most))
        return tidy

    def number(self, name: str, places: int, units: tuple[str, ...] = ()) -> int | None:
        """A number in units of 10 to the minus `places`; None where the cell is empty or not there."""
        place = self.table.columns.at.get(name)
        if place is None or not (text := self.cells[place].strip()) or text.casefold() in self.table.columns.nothing:
            return None
        try:
            return self.table.figures.scaled(text[1:] if ACTED.match(text) else text, places, units)
        except Objection as why:
            raise Fault(name, why) from None

    def watt_hours(self, name: str) -> int | None:
        """An energy in kWh, refused where it stands if no session can have it."""
        energy = self.number(name, THOUSANDTHS, ("kwh",))
        if energy is not None and not 0 <= energy <= MOST_WH:
            raise Fault(name, EnergyOutOfRange(f"{energy / 1000:g}" if abs(energy) < MOST_SHOWN else "…"))
        return energy

    def charges(self, start: str, end: str) -> tuple[int | None, int | None, int]:
        """Two states of charge in tenths of a per cent, and how exact they are."""
        both = []
        for name in (start, end):
            tenths = self.number(name, TENTHS, ("%",))
            if tenths is not None and not 0 <= tenths <= FULL:
                raise Fault(name, charge_out_of_range(tenths))
            both.append(tenths)
        return both[0], both[1], 1 if any(tenths and tenths % 10 for tenths in both) else 10

    def distance(self, name: str, unit: LengthUnit) -> Distance | None:
        """An odometer's reading in whole units."""
        value = self.number(name, 0, (unit.value, "miles") if unit is LengthUnit.MILES else (unit.value,))
        if value is None:
            return None
        try:
            kilometres(made := Distance(value, unit))
        except Objection as why:
            raise Fault(name, why) from None
        return made

    def temperature(self, celsius: str, fahrenheit: str) -> int | None:
        """Tenths of °C, from the one or the other column; °F also where the cell of the first says so."""
        name = fahrenheit if fahrenheit in self.table.columns.at else celsius
        if name == fahrenheit or self.text(name).endswith("F"):
            tenths = self.number(name, TENTHS, ("f", "°f"))
            made = None if tenths is None else rounded(Fraction((tenths - 320) * 5, 9))
        else:
            made = self.number(name, TENTHS, ("c", "°c"))
        if made is not None and abs(made) > WARMEST:
            raise Fault(name, OutOfRange(Decimal(made) / 10, Decimal(-WARMEST) / 10, Decimal(WARMEST) / 10))
        return made

    def money(self, name: str) -> Money | None:
        """An amount, in the dealer's currency or the one that the caller says."""
        habits = self.table.habits
        if not (text := self.text(name)):
            return None
        try:
            return self.table.figures.money(text, habits.currency, habits.market, named=habits.currency_named)
        except Objection as why:
            raise Fault(name, why) from None

    def told(self, name: str) -> StatedMoment | None:
        """A moment as it is written."""
        if not (text := self.text(name)):
            return None
        try:
            return told(text, self.table.days, self.today)
        except Objection as why:
            raise Fault(name, why) from None

    def begins(self, name: str) -> StatedMoment:
        """A moment that no row can do without."""
        if (moment := self.told(name)) is None:
            raise Fault(name, CellEmpty())
        return moment

    def placings(self, name: str, moment: StatedMoment) -> tuple[datetime, ...]:
        """The moments that it can be: one, or two in the hour that came twice."""
        if not moment.local:
            return (moment.at,)
        try:
            return placings(moment.at, self.table.habits.zone)
        except Objection as why:
            raise Fault(name, why) from None

    def first(self, name: str, moment: StatedMoment) -> datetime:
        """The moment, the earlier of two."""
        can_be = self.placings(name, moment)
        if len(can_be) > 1:
            self._note(moment.at)
        return can_be[0]

    def span(
        self, start: tuple[str, StatedMoment], end: tuple[str, StatedMoment], lasted: timedelta | None = None
    ) -> tuple[datetime, datetime]:
        """Start and end, which together with the time that it lasted may tell which of two hours is meant."""
        one, other = self.placings(*start), self.placings(*end)
        begun, ended, sure = spans(one, other, lasted)
        if not sure:
            self._note((start if len(one) > 1 else end)[1].at)
        return begun, ended

    def _note(self, local: datetime) -> None:
        if len(self.noted) < MOST_NOTES:
            self.noted.append(HourTwice(self.line, f"{local:%Y-%m-%d %H:%M}", self.table.habits.zone.key))

    def more(self) -> str:
        """The rest of the row, as JSON."""
        return self.table.columns.more(self.cells)


def unit_of(code: str) -> LengthUnit:
    """The unit of distance that a market uses, for a reading that names none."""
    with suppress(UnknownMarket):
        return market(code).distance_unit
    return LengthUnit.KM


def read_rows(
    table: Table,
    read: Callable[[Row], Session | str],
    at: Mapping[str, str],
    noted: list[HourTwice],
    plainly: Callable[[int, list[str]], Packed | None] | None = None,
) -> Iterator[Got]:
    """The rows as sessions, each checked.

    `read` gives a session or the reason to leave the row out; `at` says which of our columns `check_session` means.
    `plainly` reads at once what is written as most rows are, and gives None for what has to be looked at closely.
    """
    now = clock.now()
    today, columns = now.astimezone(table.habits.zone).date(), table.columns
    for got in table.roll.rows(columns.spoken):
        if isinstance(got, Refused):
            yield got
            continue
        line, cells = got
        if plainly and (plain := plainly(line, cells)):
            yield plain
            continue
        table.dated.days  # noqa: B018 (what all rows decide is decided before one is looked at, and refuses the file)
        try:
            session = read(Row(table, line, cells, today, noted))
            if isinstance(session, str):
                yield LeftOut(line, session)
                continue
            check_session(session, now)
        except Fault as fault:
            yield Refused(line, columns.spelt(fault.at), fault.why)
        except Objection as why:
            yield Refused(line, columns.spelt(at.get(why.at or "")), why)
        else:
            yield packed(line, session)


def noted_in(rows: Reads) -> tuple[HourTwice, ...]:
    """The notes about the hours in a file, by reading it once."""
    noted: list[HourTwice] = []
    for _ in rows(noted):
        if len(noted) == MOST_NOTES:
            break
    return tuple(noted)
