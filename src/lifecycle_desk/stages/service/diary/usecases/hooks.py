"""Handlers of the diary."""

from lifecycle_desk.stages.service.diary.usecases.coming import appointment_waits
from lifecycle_desk.stages.service.diary.usecases.forgetting import appointments_held, forget_appointments
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.erasing import on_erasure
from lifecycle_desk.vehicle.usecases.waiting import on_waiting


def register() -> None:
    """Register the diary's handlers."""
    on_erasure(forget_appointments)
    on_access(appointments_held)
    on_waiting(appointment_waits, "appointment")
