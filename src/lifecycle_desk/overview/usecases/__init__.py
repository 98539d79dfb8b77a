"""Views across the stages, and the example dealer that shows all of them."""
