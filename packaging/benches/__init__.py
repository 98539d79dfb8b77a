"""Benches: how fast the program is, as ratios beside a baseline measured in the same run."""
