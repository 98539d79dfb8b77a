"""The screens across stages: the day, reports, settings and the first steps."""
