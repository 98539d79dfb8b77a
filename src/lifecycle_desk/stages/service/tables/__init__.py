"""Repair orders and their templates as they are kept."""

from lifecycle_desk.stages.service.tables import orders, templates

__all__ = ["orders", "templates"]
