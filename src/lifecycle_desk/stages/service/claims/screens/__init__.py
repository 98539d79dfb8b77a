"""The screens of claims: the list with what makers still owe, one claim, and the claims of an order."""
