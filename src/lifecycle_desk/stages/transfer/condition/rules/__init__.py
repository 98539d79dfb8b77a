"""The rules of condition reports."""
