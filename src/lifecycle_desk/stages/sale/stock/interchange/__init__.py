"""What comes into stock as files."""
