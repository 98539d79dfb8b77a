"""Mentions: where a text speaks of somebody whose name, phone, plate or address is known."""

from lifecycle_desk.vehicle.rules.mentions.known import Identity, identity_of
from lifecycle_desk.vehicle.rules.mentions.mentions import Mentions

__all__ = ["Identity", "Mentions", "identity_of"]
