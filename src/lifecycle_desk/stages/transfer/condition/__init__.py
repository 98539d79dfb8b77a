"""The condition report of a used car, with its grade."""
