"""What is looked at across the stages, and the example dealer that shows all of them."""

from typing import Any

from lifecycle_desk.commands.command import Command

VERBS: tuple[Command[Any, Any], ...] = ()  # whatever changes a vehicle is done in its stage
