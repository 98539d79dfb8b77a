"""The house style of every PDF: page, typesetting, tables, signatures."""
