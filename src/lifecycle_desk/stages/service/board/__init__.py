"""The workshop at a glance: its board, the list of orders, and how much of the day is booked."""
