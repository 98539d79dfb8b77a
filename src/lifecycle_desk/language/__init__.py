"""Words, formats and writing direction of the languages that the program offers."""
