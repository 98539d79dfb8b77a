"""An order's lines: a row of cells each, what folds out below it, its menu, and the head above them."""
