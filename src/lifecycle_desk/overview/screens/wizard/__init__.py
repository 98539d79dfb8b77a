"""The first steps on a new computer: five short pages, and books that are ready when they end."""

from dataclasses import replace

from PySide6.QtCore import QEventLoop

from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.overview.screens.wizard.answers import Content, first_answers
from lifecycle_desk.overview.screens.wizard.region_link import Looks
from lifecycle_desk.overview.screens.wizard.window import Wizard

__all__ = ["Wizard", "first_run"]


def first_run(where: str, machine: Machine, looks: Looks | None = None) -> tuple[str, Machine] | None:
    """Ask the first questions; gives the place of the books and this computer's settings, None where one gives up.

    Where `looks` finds a region at an address, that may be opened instead.
    """
    loop = QEventLoop()
    wizard = Wizard(first_answers(where, machine.language))
    if looks:
        wizard.offer_region(looks)
    wizard.ended.connect(loop.quit)
    wizard.show()
    loop.exec()
    made = wizard.made
    wizard.deleteLater()
    if made is None:
        return None
    tour = wizard.answers.content is Content.EXAMPLE and not wizard.has_joined  # which needs the example dealer
    page, key = ("help", "first_hour") if tour else ("today", "")
    return made, replace(machine, language=wizard.answers.language, store=made, page=page, key=key)
