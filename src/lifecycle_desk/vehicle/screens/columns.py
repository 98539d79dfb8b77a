"""What lists of cars share: how much of a car's name they keep before another column gives way."""

A_CAR = 230  # px in which most cars stand with plate, make and model; less leaves several that read alike
