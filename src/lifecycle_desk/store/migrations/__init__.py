"""Migrations: a store is always made and changed by them, whole or not at all."""
