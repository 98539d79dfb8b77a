"""Doing something once all that is being written is written: a draft is only gone when its turn has come."""

from collections.abc import Callable, Generator

from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop.app_context import AppContext


def once_written(app: AppContext, then: Callable[[], object]) -> None:
    """Call something in the GUI thread, behind what stands in the writing queue now."""
    app.run(_nothing(), lambda _: then())


def _nothing() -> Generator[Step]:
    """Work that only waits for its turn."""
    yield Step(0)
