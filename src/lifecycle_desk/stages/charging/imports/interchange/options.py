"""Options of a person who takes a table of charging in."""

from lifecycle_desk.commands.options import Option

MAP = Option("map", "A CSV with columns from,vin.", is_file=True)
MAPPING = Option("mapping", "What the columns mean: a mapping's file, or its name.", metavar="FILE|NAME")
COLUMNS = Option("columns", "Columns with unknown names: evcc's order, or none.", choices=("order", "named"))
