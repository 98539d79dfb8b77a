"""Views across stages: today, the fleet, managers' figures."""
