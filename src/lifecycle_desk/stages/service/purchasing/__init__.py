"""Purchasing: parts wanted, ordered from suppliers, on the way, arrived; and the customers who wait for them.

What an order's line awaits is wanted by the line itself and stored nowhere twice; a purchase order says what was
ordered for whom, and what arrived follows from the deliveries, which nobody changes.
"""
