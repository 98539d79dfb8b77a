"""What a dealer gives, what a region refuses, and how lives are folded into its figures."""
