"""What papers about vehicles share."""
