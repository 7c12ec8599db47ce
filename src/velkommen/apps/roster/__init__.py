"""Who is at which desk now.

Owns: Seat. Stands on places, people, placement. Never: knows a visit.
"""
