"""Batches and receipts as files, and how they are carried."""
