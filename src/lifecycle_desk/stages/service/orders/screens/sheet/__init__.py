"""The written part of an order, which the form and the page of an order share: its head, its jobs and their lines."""
