"""Options of a person who gives claims out."""

from lifecycle_desk.commands.options import Option

CLAIM = Option("claim", "The claim that is meant, as CL-2026-0001.")
QUALITY_TASK = Option("quality_task", "The number of the quality task (UUID) that the maker gave.")
