"""What every list of vehicles offers for the chosen ones: papers, page, VINs, and messages to their customers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_actions import ListAction

OPEN_VEHICLE, BOOK, COPY_MESSAGES = N_("Open vehicle"), N_("Book an appointment"), N_("Copy messages")


def papers_of(vin: Callable[[Any], str]) -> ListAction[Any]:
    """The papers of the chosen vehicles: of one at once, of several as a list."""

    def go(app: AppContext, lines: Sequence[Any]) -> None:
        app.go("reports", f"lifecycle-report:{','.join(map(vin, lines))}")

    return ListAction(words=N_("Documents…"), icon="printer", run=go, keys="Ctrl+P", many=True)


def fleet_of(vin: Callable[[Any], str]) -> ListAction[Any]:
    """The report of the chosen vehicles together."""

    def go(app: AppContext, lines: Sequence[Any]) -> None:
        app.go("reports", f"fleet-report:{'+'.join(map(vin, lines))}")

    return ListAction(words=N_("Fleet report…"), icon="report-analytics", run=go, many=True)


def booking_of(known: Callable[[Any], Mapping[str, object]], right: Right | None = None) -> ListAction[Any]:
    """The action that books an appointment for the row that one stands on, with what is known of it."""

    def go(app: AppContext, lines: Sequence[Any]) -> None:
        from lifecycle_desk.vehicle.screens.booking import book  # behind the first picture

        book(app, **known(lines[0]))

    return ListAction(words=BOOK, icon="calendar-event", run=go, right=right)


def vehicle_actions(
    vin: Callable[[Any], str], messages: ListAction[Any] | None = None
) -> tuple[ListAction[Any], ListAction[Any], ListAction[Any], ListAction[Any]]:
    """All of it, by what tells the VIN of a row; `messages` say more than what car they are about."""

    def copy(_app: AppContext, lines: Sequence[Any]) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(vin, lines)))

    def write(app: AppContext, lines: Sequence[Any]) -> None:
        from lifecycle_desk.vehicle.screens.messages import messages_about  # behind the first picture

        messages_about(vin).run(app, lines)

    return (
        papers_of(vin),
        ListAction(words=OPEN_VEHICLE, icon="car", run=lambda app, lines: app.go("vehicle", vin(lines[0]))),
        ListAction(words=N_("Copy VIN"), icon="copy", run=copy, many=True),
        messages or ListAction(words=COPY_MESSAGES, icon="message", run=write, many=True, right=EXPORT),
    )
