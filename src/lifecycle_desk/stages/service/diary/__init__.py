"""Appointments: the dealership's diary, by day and week, by technician, bay and kind of work.

Its room is a capability of the workshop, above what is due and the orders, which it opens on arrival. The pages of
other rooms call it by the name of its pages alone (`diary`, `appointment`), programs by its commands; nothing that
stands lower knows it.
"""
