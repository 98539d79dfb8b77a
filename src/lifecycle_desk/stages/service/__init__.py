"""The workshop: repair orders and what they come to."""
