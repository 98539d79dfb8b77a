"""What the papers that read across the stages are made of."""
