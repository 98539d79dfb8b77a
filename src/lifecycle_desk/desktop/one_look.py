"""One look at a time: what is looked up anew at each change, while long work changes something ten times a second."""

from collections.abc import Callable
from functools import partial

from lifecycle_desk.desktop.tasks import Task


class OneLook:
    """Looks something up; asked again while that is on its way, once more behind it, however often that was.

    Otherwise the slices of long work fill the queue that looks with the same question, and all lists come late.
    `begin` asks, `may_go_on` says whether somebody still looks when it is to be asked behind another.
    """

    def __init__(self, begin: Callable[[], Task], may_go_on: Callable[[], bool]) -> None:
        self._begin, self._may_go_on = begin, may_go_on
        self._task: Task | None = None
        self._about: object = None
        self._again = False

    def want(self, about: object = None) -> bool:
        """Look now, unless the same is on its way, `about` the same; gives whether it begins now."""
        if self._task is not None and about == self._about:
            self._again = True
            return False
        self._again, self._about = False, about
        self._task = task = self._begin()
        task.ended.connect(partial(self._ended, task))
        return True

    def _ended(self, task: Task) -> None:
        """A look is over, with what it found or without."""
        if task is self._task:
            self._task = None
            if self._again and self._may_go_on():
                self.want(self._about)
