"""The dealer: profile, market in force, staff and their rights."""
