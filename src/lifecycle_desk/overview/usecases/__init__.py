"""What is looked at across the stages, and the example dealer that shows all of them."""
