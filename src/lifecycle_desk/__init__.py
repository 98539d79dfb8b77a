"""Lifecycle Desk: the whole life of each vehicle that a dealer sells, serves, takes back and brings to its end."""
