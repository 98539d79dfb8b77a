"""Common parts of papers about vehicles."""
