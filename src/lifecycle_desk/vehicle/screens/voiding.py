"""Voiding on a page: the entry by which something that was made by mistake is taken back, whatever room told it."""

from typing import Any

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.usecases.voiding import VoidCommand


def taking_back(app: AppContext, command: VoidCommand[Any, Any], seq: int, step: Step[Any] | None = None) -> Entry:
    """Ask why an event is taken back; what stands against it stands beside the reason."""
    step = step or command.step
    return StepForm(step, Around(app), step.asks(seq, "")).entry(command, {"seq": "why"})
