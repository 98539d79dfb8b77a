"""Batteries as things of their own: what can be done with packs, modules and cells from a car to the recycler.

family = Genealogy(batteries, links)
family.make(BrokenUp(code), on)     # raises the objection of a move that is impossible
"""
