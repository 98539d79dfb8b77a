"""Figures as lists: of a period by sort and group, and the things behind one."""

from array import array
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures.rules.figure import Dimension, Figure
from lifecycle_desk.figures.rules.periods import Period
from lifecycle_desk.figures.rules.readings import Reading
from lifecycle_desk.figures.usecases.reading import ThingBehind, figures_of, things_of

TABLES = frozenset({"figure_sum", "figure_counted"})


class FigureRows:
    """The readings of a period, of one figure or of all, by a dimension."""

    tables: ClassVar[frozenset[str]] = TABLES

    def __init__(self, user: UserSession, period: Period, by: Dimension | None, figure: Figure | None = None) -> None:
        self._user, self._period, self._by, self._figure = user, period, by, figure

    @cached_property
    def _found(self) -> tuple[Reading, ...]:
        only = [self._figure] if self._figure else None
        return figures_of(self._user, self._period, self._by, only).readings

    def keys(self, first: int | None = None) -> "array[int]":
        """The places of all readings; the first call after a change reads anew."""
        self.__dict__.pop("_found", None)
        return array("q", range(len(self._found)))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, Reading]:
        """The readings at some places."""
        return {key: self._found[key] for key in keys if key < len(self._found)}


class ThingsBehind:
    """The things behind a figure of a period, the latest first."""

    tables: ClassVar[frozenset[str]] = frozenset({"figure_part", "figure_sum"})

    def __init__(self, user: UserSession, figure: Figure, period: Period) -> None:
        self._user, self._figure, self._period = user, figure, period

    @cached_property
    def _found(self) -> tuple[ThingBehind, ...]:
        return things_of(self._user, self._figure, self._period)

    def keys(self, first: int | None = None) -> "array[int]":
        """The places of all things; the first call after a change reads anew."""
        self.__dict__.pop("_found", None)
        return array("q", range(len(self._found)))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ThingBehind]:
        """The things at some places."""
        return {key: self._found[key] for key in keys if key < len(self._found)}
