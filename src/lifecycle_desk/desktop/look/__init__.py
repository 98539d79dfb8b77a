"""The look of the window: tokens, theme, icons, paint, and the parts that screens are built from."""
