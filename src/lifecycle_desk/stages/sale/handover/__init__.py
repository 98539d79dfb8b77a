"""Registration and handover."""
