"""A citizen's visit: its number, its place in line, where it is now.

Owns: Visit, DayCounter, TurnNotice (an address until its visit was told that it is soon its turn). Stands on places, catalogue, people,
messages. Never: knows what was asked (enquiries does), or who the citizen is.
"""
