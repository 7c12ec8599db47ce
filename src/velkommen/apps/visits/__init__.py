"""A citizen's visit: its number, its place in line, where it is now.

Owns: Visit, DayCounter. Stands on places, catalogue, people. Never: knows what was asked (enquiries does), or who the citizen is.
"""
