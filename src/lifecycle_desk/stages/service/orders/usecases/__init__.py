"""What is done with repair orders."""
