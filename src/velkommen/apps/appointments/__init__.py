"""Appointments: what a place promises ahead, to whom, and what becomes of it on the day.

Owns: Terms, Appointment and its matters, contact and cells, Block. Stands on enquiries (who arrives becomes a visit) and everything below.
Never: holds a name; keeps a contact longer than it is needed.
"""
