"""What is looked at across the stages, and the example dealer that shows all of them."""

from typing import Any

from lifecycle_desk.counter.verbs import Verb

VERBS: tuple[Verb[Any, Any], ...] = ()  # whatever changes a vehicle is done in its stage
