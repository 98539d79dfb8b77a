"""The traction battery as it leaves a scrapped car."""
