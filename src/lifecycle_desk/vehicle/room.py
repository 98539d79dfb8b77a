"""The vehicle's room: the life that every stage writes to, people, batteries, campaigns, schedules, cover, proof."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.vehicle",
    commands=(
        "usecases.life:VERBS",
        "usecases.clusters:VERBS",
        "usecases.people:VERBS",
        "usecases.erasing:VERBS",
        "usecases.access:VERBS",
        "usecases.together:VERBS",
        "usecases.correcting:VERBS",
        "usecases.batteries:VERBS",
        "usecases.battery_moves:VERBS",
        "usecases.campaigns:VERBS",
        "usecases.campaign_withdrawing:VERBS",
        "usecases.campaign_words:VERBS",
        "usecases.cover:VERBS",
        "usecases.papers:VERBS",
        "usecases.keys:VERBS",
        "usecases.trusting:VERBS",
        "usecases.heads:VERBS",
        "usecases.schedules:VERBS",
        "usecases.signing_in:VERBS",
    ),
    checks=(
        "usecases.genealogy:CHECKS",
        "usecases.campaign_checks:CHECKS",
        "usecases.due:CHECKS",
    ),
    shows=(
        "usecases.battery_tree:SHOWS",
        "usecases.campaign_lists:SHOWS",
    ),
    reports=("papers:REPORTS",),
    readers=("interchange:READERS",),
    writers=("interchange:WRITERS",),
    pages=("screens:PAGES",),
    pictures=("screens:PICTURES",),
    words=("rules.dealer_wording", "rules.campaigns.wording"),
    hooks=("usecases.hooks:register",),
)
