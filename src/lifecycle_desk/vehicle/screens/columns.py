"""What lists share: how much of the name of a car or a part they keep before another column gives way."""

A_CAR = 230  # px in which most cars stand with plate, make and model; less leaves several that read alike
A_TEXT = 220  # px in which most parts stand with what tells them apart: “Brake pads, front” from “Brake pads, rear”
