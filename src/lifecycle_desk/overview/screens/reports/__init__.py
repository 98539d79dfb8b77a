"""Reports: a kind of paper, what it is about, and the paper itself, to be read, printed or saved."""
