"""What is true of charging: sessions, tariffs, the health of a battery."""
