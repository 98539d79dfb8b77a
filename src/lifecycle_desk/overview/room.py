"""The room across stages: the day, reports, settings, the first steps, the example dealer."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.overview",
    subjects=("usecases.fleets:SUBJECTS", "papers.months:SUBJECTS"),
    reports=("reports:REPORTS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
)
