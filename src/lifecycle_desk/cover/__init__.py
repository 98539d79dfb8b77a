"""Warranty cover: published terms and statutory guarantees, and what they come to for one car."""
