"""The books as a whole: opened, checked, backed up, put back, given out as records."""
