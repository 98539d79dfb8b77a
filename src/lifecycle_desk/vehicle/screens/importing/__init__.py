"""Files on their way in: looked at whole, row by row, before anything of them is written."""
