"""What is read across stages: today, the fleet, managers' figures."""
