"""What we learn: statistics from enquiries and periods, sheets counted elsewhere, the doctor's round.

Owns: no facts of its own; figures, imports and checks. Stands on enquiries and everything below. Never: keeps a figure it cannot recompute.
"""
