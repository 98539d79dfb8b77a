"""The appraisal: what a used car is worth to the dealer."""
