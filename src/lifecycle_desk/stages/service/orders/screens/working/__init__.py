"""One repair order while it is worked on: the page, its steps, and the cards beside its sheet."""
