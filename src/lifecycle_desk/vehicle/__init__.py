"""The spine: vehicles, people, and the dated life that every stage writes to."""
